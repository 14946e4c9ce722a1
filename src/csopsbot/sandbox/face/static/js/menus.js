// Menus beside a message or the composer, one at a time.
import { act } from "./acts.js";
import { channel, toast } from "./here.js";
import { edit } from "./editor.js";
import { say } from "./words.js";

let opened = null;

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-menu]");
  const chosen = event.target.closest(".menu [role=menuitem]");
  if (chosen) return choose(chosen);
  const again = opened?.opener === opener;
  close();
  if (opener && !again) open(opener);
  const direct = event.target.closest(".line [data-do]");
  if (direct) carryOut(direct.dataset, direct.closest(".line"));
});

document.addEventListener("keydown", (event) => {
  if (!opened) return;
  const items = [...opened.menu.querySelectorAll("[role=menuitem]:not([hidden])")];
  const at = items.indexOf(document.activeElement);
  const width = opened.menu.classList.contains("is-grid") ? 7 : 1;
  const step = { ArrowDown: width, ArrowUp: -width, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) items[(at + step + items.length) % items.length].focus();
  else if (event.key === "Home") items[0].focus();
  else if (event.key === "End") items.at(-1).focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}, true);

// Lists also scroll by themselves, when somebody says something; that takes no menu away.
for (const scrolled of ["wheel", "touchmove"]) {
  document.addEventListener(scrolled, (event) => {
    if (opened && !opened.menu.contains(event.target)) close();
  }, { capture: true, passive: true });
}

function open(opener) {
  const menu = document.getElementById(`menu-${opener.dataset.menu}`);
  const line = opener.closest(".line");
  opened = { menu, opener, line, channel: opener.closest("form")?.dataset.channel };
  for (const item of menu.querySelectorAll("[data-for=mine]")) {
    item.hidden = !line.classList.contains("is-mine");
  }
  opener.setAttribute("aria-expanded", "true");
  menu.hidden = false;
  beside(menu, opener);
  menu.querySelector("[role=menuitem]:not([hidden])")?.focus({ preventScroll: true });
}

function close() {
  if (!opened) return;
  const { menu, opener } = opened;
  opened = null;
  if (menu.contains(document.activeElement)) opener.focus({ preventScroll: true });
  opener.setAttribute("aria-expanded", "false");
  menu.hidden = true;
}

function beside(menu, opener) {
  const box = opener.getBoundingClientRect();
  const below = box.bottom + menu.offsetHeight + 8 < innerHeight;
  const left = Math.min(box.left, innerWidth - menu.offsetWidth - 8);
  menu.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - menu.offsetHeight - 4)}px`;
  menu.style.left = `${Math.max(8, left)}px`;
}

function choose(item) {
  const { line, channel: typing } = opened;
  const { shortcut, command } = item.dataset;
  close();
  if (shortcut) act("shortcut", { callback_id: shortcut, ...(line ? at(line) : {}) });
  else if (command) act("command", { command, channel: typing ?? channel });
  else carryOut(item.dataset, line);
}

function carryOut({ do: what, name }, line) {
  DEEDS[what](line, name);
}

const DEEDS = {
  react: (line, name) => act("react", { channel: line.dataset.channel, timestamp: line.dataset.ts, name }),
  unreact: (line, name) => act("unreact", { channel: line.dataset.channel, timestamp: line.dataset.ts, name }),
  dismiss: (line) => act("dismiss", { channel: line.dataset.channel, ts: line.dataset.ts }),
  delete: (line) => confirm(say("delete")) && act("delete", { channel: line.dataset.channel, ts: line.dataset.ts }),
  edit: (line) => edit(line),
  "copy-link": async (line) => {
    await navigator.clipboard.writeText(`${location.origin}${location.pathname}#${line.id}`);
    toast(say("copied"));
  },
};

function at(line) {
  return { channel: line.dataset.channel, message_ts: line.dataset.ts };
}
