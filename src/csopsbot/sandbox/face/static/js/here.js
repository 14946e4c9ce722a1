// Which window this is, as the page was written; the thread and panel may change while it is open.
import { say } from "./words.js";

const body = document.body.dataset;
const SHOWN_MS = 10000;

export const path = body.path;
export const me = body.me;
export const channel = body.channel;
export const run = body.run;
export const panel = body.panel;
export const find = body.find;
export const now = { thread: body.thread, since: Number(body.since), ahead: Number(body.ahead) };

export function show(pane) {
  body.pane = pane;
}

/** Say something for a while; in a form that is open, since nothing around it can be read. */
export function toast(text) {
  const trouble = document.querySelector("dialog.modal[open] .modal-trouble");
  if (trouble) return void (trouble.textContent = text);
  const shown = document.createElement("p");
  shown.className = "toast";
  shown.append(text, dismissal(shown));
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), SHOWN_MS);
}

/** Return a button that takes something away, and gives the focus back to where it was. */
function dismissal(shown) {
  const button = document.createElement("button");
  let before = null;
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", say("dismiss"));
  button.onfocus = ({ relatedTarget }) => (before = relatedTarget);
  button.onclick = () => {
    shown.remove();
    before?.focus({ preventScroll: true });
  };
  return button;
}

export function announce(text) {
  document.getElementById("news").textContent = text;
}
