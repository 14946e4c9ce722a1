// Menus that an app fills while one types: a field, and what was found below it.
const FIELD = "input[role=combobox][data-suggest]";
const GAP = 4;
const meant = new WeakMap();
let opened = null;

export function isCombobox(control) {
  return control.matches(FIELD);
}

/** Return what is chosen, as a whole; null where nothing is. */
export function chosenIn(field) {
  const { value, text } = field.dataset;
  return value ? { text: { type: "plain_text", text }, value } : null;
}

/** Return what is sought: not what stands there because it is chosen. */
export function soughtIn(field) {
  return field.value === field.defaultValue ? "" : field.value;
}

/** Return all that a field holds, so that it can be put back. */
export function held(field) {
  return { value: field.dataset.value, text: field.dataset.text, shown: field.defaultValue };
}

export function hold(field, { value, text, shown }) {
  Object.assign(field.dataset, { value, text });
  field.defaultValue = shown;
  field.value = shown;
}

/** Take down that what is chosen is meant. */
export function keepChoice(field) {
  meant.set(field, held(field));
}

/** Show again what was chosen before. */
export function undoChoice(field) {
  hold(field, meant.get(field));
}

/** Let somebody choose from what the app found. */
export function offer(field, html) {
  fill(field, html, "none");
}

/** Say WHY there is nothing to choose: one is to begin, the app was not heard; and what it said. */
export function explain(field, why, reason = "") {
  fill(field, "", why, reason);
}

/** Say that the app is asked, unless there is something to choose meanwhile. */
export function wait(field) {
  if (opened !== field || !optionsOf(field).length) fill(field, "", "busy");
}

function fill(field, html, why, reason = "") {
  if (document.activeElement !== field) return;
  const list = listOf(field);
  list.innerHTML = html;
  optionsOf(field).forEach((option, index) => (option.id = `${list.id}-${index}`));
  const note = list.previousElementSibling;
  note.textContent = list.children.length ? "" : `${note.dataset[why] ?? ""} ${reason}`.trim();
  show(field);
  mark(field, list.children[0]);
}

document.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option][data-value]");
  if (opened && option && listOf(opened).contains(option)) return choose(opened, option);
  const field = event.target.closest(FIELD);
  if (field && field !== opened) seek(field);
});

// The field keeps the focus while one chooses with the mouse.
document.addEventListener("mousedown", (event) => {
  if (opened && menuOf(opened).contains(event.target)) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.(FIELD);
  if (!field) return;
  const isOpen = opened === field;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && isOpen) move(field, step);
  else if (step) seek(field);
  else if (event.key === "Enter" && isOpen && markedIn(field)) choose(field, markedIn(field));
  else if (event.key === "Escape" && isOpen) restore(field);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("focusout", (event) => {
  if (event.target.matches(FIELD)) leave(event.target);
});

for (const scrolled of ["wheel", "touchmove"]) {
  document.addEventListener(scrolled, (event) => {
    if (opened && !menuOf(opened).contains(event.target)) hide();
  }, { capture: true, passive: true });
}

/** Open the menu as for the words that stand in the field. */
function seek(field) {
  field.select();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function choose(field, option) {
  if (!meant.has(field)) keepChoice(field);
  const { value, text } = option.dataset;
  hold(field, { value, text, shown: option.firstElementChild.textContent });
  hide();
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Leave a field: emptied, it holds nothing, unless an app was told of what it held. */
function leave(field) {
  if (!field.value && !field.matches("[data-dispatch]")) hold(field, { value: "", text: "", shown: "" });
  restore(field);
}

function restore(field) {
  field.value = field.defaultValue;
  if (opened === field) hide();
}

function show(field) {
  if (opened !== field) hide();
  opened = field;
  field.setAttribute("aria-expanded", "true");
  const menu = menuOf(field);
  if (!menu.matches(":popover-open")) menu.showPopover();
  below(menu, field.getBoundingClientRect());
}

function hide() {
  if (!opened) return;
  const field = opened;
  opened = null;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  if (menuOf(field).matches(":popover-open")) menuOf(field).hidePopover();
}

function below(menu, box) {
  menu.style.minWidth = `${box.width}px`;
  const fits = box.bottom + GAP + menu.offsetHeight < innerHeight;
  menu.style.top = `${fits ? box.bottom + GAP : Math.max(GAP, box.top - GAP - menu.offsetHeight)}px`;
  menu.style.left = `${Math.max(GAP, Math.min(box.left, innerWidth - menu.offsetWidth - GAP))}px`;
}

function move(field, step) {
  const options = optionsOf(field);
  const at = options.indexOf(markedIn(field));
  mark(field, options[(at + step + options.length) % options.length]);
}

function mark(field, option) {
  markedIn(field)?.setAttribute("aria-selected", "false");
  field.removeAttribute("aria-activedescendant");
  if (!option) return;
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
}

function markedIn(field) {
  return listOf(field).querySelector("[aria-selected=true]");
}

function optionsOf(field) {
  return [...listOf(field).children];
}

function listOf(field) {
  return menuOf(field).querySelector("[role=listbox]");
}

function menuOf(field) {
  return field.nextElementSibling;
}
