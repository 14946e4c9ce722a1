// Where one types: Enter sends, what is half written stays, files come along.
import { act, upload } from "./acts.js";
import { complete, isChoosing } from "./completion.js";
import { path } from "./here.js";
import { listOf, toEnd } from "./lists.js";
import { say } from "./words.js";

export function attachTo(form) {
  const field = form.elements.text;
  const files = [];
  const draft = `${path}/${form.dataset.channel}/${form.dataset.thread}`;
  field.value = sessionStorage.getItem(draft) ?? "";
  field.addEventListener("input", () => sessionStorage.setItem(draft, field.value));
  complete(field, form.querySelector(".completions"));

  const fill = (text, attached, isForAll) => {
    field.value = text;
    sessionStorage.setItem(draft, text);
    files.splice(0, files.length, ...attached);
    show(form, files);
    if (form.elements.reply_broadcast) form.elements.reply_broadcast.checked = isForAll;
  };
  const send = async () => {
    const text = field.value.trimEnd();
    const sent = [...files];
    const isForAll = form.elements.reply_broadcast?.checked;
    if (!text && !sent.length) return;
    fill("", [], false);
    const answer = await deliver(form, text, sent, isForAll);
    // What could not be sent comes before what was written since.
    if (!answer.ok) fill([text, field.value].filter(Boolean).join("\n"), [...sent, ...files], isForAll);
    const list = listOf(form.dataset.thread ? "thread" : "channel");
    if (list) toEnd(list);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener("keydown", (event) => {
    if (isChoosing(field) || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && !field.value) {
      event.preventDefault();
      listOf(form.dataset.thread ? "thread" : "channel").lastElementChild?.focus();
    }
  });
  takeFiles(form, (chosen) => {
    files.push(...chosen);
    show(form, files);
    field.focus();
  });
}

function deliver(form, text, files, isForAll) {
  const { channel, thread } = form.dataset;
  if (files.length) return upload(files, { channel, thread_ts: thread, comment: text });
  const sent = { channel, text, ...(thread ? { thread_ts: thread } : {}) };
  if (isForAll) sent.reply_broadcast = true;
  return act("say", sent);
}

function takeFiles(form, take) {
  form.elements.file.addEventListener("change", () => {
    take([...form.elements.file.files]);
    form.elements.file.value = "";
  });
  form.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) take([...event.clipboardData.files]);
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    take([...event.dataTransfer.files]);
  });
}

function show(form, files) {
  const rows = files.map((file) => {
    const row = document.createElement("li");
    const away = document.createElement("button");
    row.textContent = file.name;
    away.type = "button";
    away.className = "quiet";
    away.textContent = "×";
    away.setAttribute("aria-label", say("take_away", { name: file.name }));
    away.onclick = () => {
      files.splice(files.indexOf(file), 1);
      show(form, files);
    };
    row.append(away);
    return row;
  });
  form.querySelector(".attached").replaceChildren(...rows);
}
