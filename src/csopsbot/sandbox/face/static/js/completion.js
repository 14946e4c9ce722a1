// Suggestions while one types: commands at the beginning, names, channels and emoji anywhere.
const KNOWN = JSON.parse(document.getElementById("suggestions").textContent);
const BEGUN = /(?:^|\s)([@#:])([\w.+-]*)$/;
const COMMAND = /^\/[\w-]*$/;
const MOST = 8;

export function isChoosing(field) {
  return !document.getElementById(field.getAttribute("aria-controls")).hidden;
}

export function complete(field, list) {
  let offers = [];
  let at = 0;

  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    at = (index + offers.length) % offers.length;
    [...list.children].forEach((row, each) => row.setAttribute("aria-selected", String(each === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const choose = () => {
    insert(field, offers[at].insert);
    close();
  };
  const look = () => {
    offers = found(field);
    if (!offers.length) return close();
    list.replaceChildren(...offers.map((offer, index) => row(offer, `${list.id}-${index}`)));
    list.hidden = false;
    mark(0);
  };

  field.addEventListener("input", look);
  field.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    at = [...list.children].indexOf(event.target.closest("li"));
    if (at >= 0) choose();
  });
  field.addEventListener("keydown", (event) => {
    if (!isChoosing(field)) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) {
      if (event.key === "Enter" && word(field) === offers[at].insert) return close();
      choose();
    } else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}

function word(field) {
  return field.value.slice(0, field.selectionStart).split(/\s/).at(-1);
}

function found(field) {
  const before = field.value.slice(0, field.selectionStart);
  const begins = COMMAND.test(before) && !field.form.dataset.thread;
  const [, sign, begun] = begins ? [null, "/", before.slice(1)] : BEGUN.exec(before) ?? [];
  if (!sign || (sign === ":" && begun.length < 2)) return [];
  const wanted = begun.toLowerCase();
  const fits = ({ insert, hint }) => insert.slice(1).startsWith(wanted) || hint.toLowerCase().startsWith(wanted);
  return KNOWN[sign].filter(fits).slice(0, MOST);
}

function insert(field, text) {
  const end = field.selectionStart;
  const start = end - word(field).length;
  field.setRangeText(`${text} `, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function row({ insert: text, hint, about }, id) {
  const shown = document.createElement("li");
  shown.id = id;
  shown.setAttribute("role", "option");
  for (const [tag, words, name] of [["b", text, ""], ["small", hint, "completion-hint"], ["small", about, "completion-about"]]) {
    if (!words) continue;
    const part = document.createElement(tag);
    part.textContent = words;
    part.className = name;
    shown.append(part);
  }
  return shown;
}
