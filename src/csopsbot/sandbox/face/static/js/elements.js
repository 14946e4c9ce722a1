// Buttons, menus and fields that apps put into messages, modals and the Home tab.
import { act, ask } from "./acts.js";
import { chosenIn, explain, isCombobox, keepChoice, offer, soughtIn, undoChoice, wait } from "./combobox.js";
import { taken } from "./taken.js";

const SEARCH_MS = 200;
const questions = new WeakMap();

document.addEventListener("click", async (event) => {
  const answer = event.target.closest("[data-answer]");
  if (answer) return answered(answer);
  const pressed = event.target.closest("button[data-action-id], a[data-action-id]");
  if (pressed && await isMeant(pressed)) await tell(pressed, pressed.dataset.value);
});

document.addEventListener("change", async (event) => {
  const control = event.target.closest("[data-dispatch]");
  if (!control || control.matches("button, a") || control.dataset.dispatchOn) return;
  // The browser's own tells that words were typed, not that anything was chosen.
  if (isCombobox(control) && event.isTrusted) return;
  if (!await isMeant(control)) return undo(control);
  keep(control);
  const value = await valueOf(control);
  if (value !== undefined) await tell(control, value);
});

document.addEventListener("keydown", async (event) => {
  const field = event.target.closest("[data-dispatch-on~=on_enter_pressed]");
  if (!field || event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  await tell(field, field.value);
});

let waiting = 0;
document.addEventListener("input", (event) => {
  const search = event.target.closest("[data-suggest]");
  const field = event.target.closest("[data-dispatch-on~=on_character_entered]");
  if (!search && !field) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => (search ? suggest(search) : tell(field, field.value)), SEARCH_MS);
});

/** Return what an element holds, as the sandbox takes it from a person; nothing if it was refused. */
export async function valueOf(control) {
  if (isCombobox(control)) return chosenIn(control);
  const kind = control.dataset.type;
  const group = groupOf(control);
  if (control.type === "file") return taken([...control.files]);
  if (control.type === "checkbox" || control.type === "radio") {
    const chosen = group.filter((each) => each.checked).map((each) => optionOf(each, kind));
    return control.type === "radio" ? chosen[0] ?? null : chosen;
  }
  if (kind === "datetimepicker") return control.value ? instant(control.value, control.dataset.tz) : null;
  return control.value === "" ? null : control.value;
}

function keep(control) {
  if (isCombobox(control)) return keepChoice(control);
  for (const option of control.options ?? []) option.defaultSelected = option.selected;
  for (const box of groupOf(control)) box.defaultChecked = box.checked;
}

/** Show again what was there, where a choice was not meant. */
function undo(control) {
  if (isCombobox(control)) return undoChoice(control);
  for (const option of control.options ?? []) option.selected = option.defaultSelected;
  for (const box of groupOf(control)) box.checked = box.defaultChecked;
  if (!control.options) control.value = control.defaultValue;
}

function groupOf(control) {
  return [...scopeOf(control).querySelectorAll(`[name="${CSS.escape(control.name)}"]`)];
}

function scopeOf(control) {
  return control.closest("form") ?? control.closest("[data-place]");
}

/** Return an option by its value; one that an app offered while one typed, as a whole. */
function optionOf(box, kind) {
  if (!kind.includes("external")) return box.value;
  const shown = [...box.closest("label").querySelector(".bk-choice-text").childNodes];
  const text = shown.filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join("");
  return { text: { type: "plain_text", text }, value: box.value };
}

function placeOf(element) {
  const place = element.closest("[data-place]");
  if (place.dataset.place === "view") return { view_id: place.dataset.view };
  const line = element.closest(".line");
  return { channel: line.dataset.channel, message_ts: line.dataset.ts };
}

async function tell(element, value) {
  const { actionId, blockId } = element.dataset;
  fold(element.closest("details[open]"));
  element.setAttribute("aria-busy", "true");
  await act("action", { ...placeOf(element), action_id: actionId, block_id: blockId, value });
  element.removeAttribute("aria-busy");
}

/** Close a menu that something was chosen in, without losing the focus with it. */
function fold(menu) {
  if (menu?.contains(document.activeElement)) menu.querySelector("summary").focus();
  menu?.removeAttribute("open");
}

async function suggest(search) {
  if (isCombobox(search)) return suggestIn(search);
  if (search.value.length < Number(search.dataset.minQueryLength)) return;
  search.setAttribute("aria-busy", "true");
  const answer = await act("suggest", sought(search, search.value));
  search.removeAttribute("aria-busy");
  if (answer.ok) list(search, answer.html);
}

/** Fill the menu below a field; what was sought before the words there changed comes too late. */
async function suggestIn(field) {
  const value = soughtIn(field);
  if (value.length < Number(field.dataset.minQueryLength)) return explain(field, "begin");
  wait(field);
  field.setAttribute("aria-busy", "true");
  const answer = await ask("suggest", sought(field, value));
  field.removeAttribute("aria-busy");
  if (value !== soughtIn(field)) return;
  if (answer.ok) offer(field, answer.html);
  else explain(field, "failed", answer.text);
}

function sought(search, value) {
  const { actionId, blockId, type } = search.dataset;
  return { ...placeOf(search), action_id: actionId, block_id: blockId, type, value };
}

/** List what was found, after what is chosen already. */
function list(search, html) {
  const found = search.parentElement.querySelector("[data-found]");
  const kept = [...found.querySelectorAll("label")].filter((label) => label.querySelector(":checked"));
  found.innerHTML = html;
  const names = new Set(kept.map((label) => label.querySelector("input").value));
  for (const box of found.querySelectorAll("input")) if (names.has(box.value)) box.closest("label").remove();
  found.prepend(...kept);
}

/** Ask what an element wants asked first. */
function isMeant(element) {
  const question = element.closest("[data-confirm]")?.querySelector(":scope > dialog");
  if (!question) return true;
  question.showModal();
  return new Promise((resolve) => {
    questions.set(question, resolve);
    // Its closing is told late: by then it may be asked again.
    question.onclose = () => question.open || resolve(false);
  });
}

function answered(button) {
  const question = button.closest("dialog");
  questions.get(question)?.(button.dataset.answer === "confirm");
  question.close();
}

/** Return the seconds since the epoch of a wall clock's time in a time zone. */
function instant(local, zone) {
  const asUtc = Date.parse(`${local}Z`);
  const shift = (at) => Date.parse(`${wallClock(at, zone)}Z`) - at;
  const guess = asUtc - shift(asUtc);
  return Math.round((asUtc - shift(guess)) / 1000);
}

function wallClock(at, zone) {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return format.format(at).replace(" ", "T");
}
