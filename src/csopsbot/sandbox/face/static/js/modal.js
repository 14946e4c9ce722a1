// Modals: shown as the sandbox says, filled in here, sent, and shown again with what is wrong.
import { act } from "./acts.js";
import { held, hold, isCombobox } from "./combobox.js";
import { valueOf } from "./elements.js";
import { keepFocus } from "./focus.js";
import { fragment } from "./lists.js";

const place = document.getElementById("modal");
let giveBack = null;

/** Show the topmost modal, or none; what was typed into the same one stays. */
export function showModal(html) {
  const old = place.querySelector("dialog.modal");
  const next = fragment(html).querySelector("dialog.modal");
  const same = old && next && old.dataset.view === next.dataset.view;
  const typed = same ? typedIn(old) : null;
  const focused = same ? document.activeElement?.name : null;
  if (next && !old) giveBack = keepFocus();
  if (old) close(old);
  place.replaceChildren(...(next ? [next] : []));
  if (!next) return typeOn();
  if (typed) putBack(next, typed);
  open(next, focused);
}

/** Put other markup into an element, with what was typed and the focus left as they were. */
export function keepingInputs(element, html) {
  const typed = typedIn(element);
  const had = element.contains(document.activeElement) ? document.activeElement : null;
  const refocus = had && keepFocus();
  element.innerHTML = html;
  putBack(element, typed);
  if (had?.name) named(element, had.name)?.focus();
  refocus?.();
}

/** Send what stands in the fields; errors come back at their fields. */
async function submit(dialog) {
  const button = dialog.querySelector("[type=submit]");
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const values = await valuesIn(dialog);
  const answer = values && await act("submit", { view_id: dialog.dataset.view, values });
  button.removeAttribute("aria-busy");
  if (answer?.html) {
    showModal(answer.html);
    place.querySelector("[aria-invalid=true], .bk-error")?.focus();
  }
}

/** Return what stands in all fields, by block; nothing if that of one was refused. */
async function valuesIn(dialog) {
  const values = {};
  for (const control of dialog.querySelectorAll(".bk-field [name]")) {
    const value = await valueOf(control);
    if (value === undefined) return null;
    values[control.dataset.blockId] = value;
  }
  return values;
}

function open(dialog, focused) {
  dialog.showModal();
  const wanted = (focused && named(dialog, focused)) || dialog.querySelector("[autofocus], [aria-invalid=true]")
    || dialog.querySelector(".modal-body :is(input, textarea, select):not([type=hidden])");
  wanted?.focus();
}

/** Close for good; that it is no longer shown is not somebody's wish. */
function close(dialog) {
  dialog.dataset.gone = "true";
  dialog.close();
}

/** Give the caret back to what has the focus: a dialog that is taken away at once leaves it without. */
function typeOn() {
  const field = document.activeElement;
  field.blur();
  field.focus();
  giveBack?.();
}

function typedIn(element) {
  const controls = element.querySelectorAll(":is(input, textarea, select)[name]:not([type=hidden])");
  return [...controls].map((one) => {
    const { name, type, value, checked, files } = one;
    return { name, type, value, checked, files, chosen: isCombobox(one) ? held(one) : null };
  });
}

function putBack(element, typed) {
  for (const { name, type, value, checked, files, chosen } of typed) {
    const boxed = type === "checkbox" || type === "radio";
    const same = named(element, name, boxed ? `[value="${CSS.escape(value)}"]` : "");
    if (!same || same.type !== type) continue;
    if (chosen && isCombobox(same)) hold(same, chosen);
    if (boxed) same.checked = checked;
    else if (files) same.files = files;
    else same.value = value;
  }
}

function named(element, name, more = "") {
  return element.querySelector(`[name="${CSS.escape(name)}"]${more}`);
}

place.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.target.closest("dialog"));
});

// What went wrong was said of what stood there before.
for (const change of ["input", "submit"]) {
  place.addEventListener(change, () => {
    const trouble = place.querySelector(".modal-trouble");
    if (trouble) trouble.textContent = "";
  }, true);
}

place.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close-view]");
  const dialog = event.target.closest("dialog.modal");
  if (button) act("close", { view_id: dialog.dataset.view, clear: button.dataset.closeView === "all" });
});

// Escape is a wish to close, which the app may be told of.
place.addEventListener("cancel", (event) => {
  if (!event.target.matches("dialog.modal")) return;
  event.preventDefault();
  act("close", { view_id: event.target.dataset.view });
}, true);

place.addEventListener("close", (event) => {
  const dialog = event.target;
  if (dialog.matches("dialog.modal") && !dialog.dataset.gone) act("close", { view_id: dialog.dataset.view });
}, true);

const first = place.querySelector("dialog.modal");
if (first) open(first);
