// Typing in a closed menu finds an option by its words, whatever emoji it begins with.
const PAUSE_MS = 800;
const SIGNS = /^[^\p{L}\p{N}]+/u;
let typed = "";
let typing = 0;

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("select");
  const isWriting = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (!menu || !isWriting || (event.key === " " && !typed)) return;
  event.preventDefault();
  typed += event.key.toLowerCase();
  const found = find(menu);
  const before = menu.dataset.before ?? menu.value;
  if (found) menu.value = found.value;
  menu.dataset.before = before;
  clearTimeout(typing);
  typing = setTimeout(() => settle(menu), PAUSE_MS);
});

document.addEventListener("focusout", (event) => {
  if (event.target.dataset?.before !== undefined) settle(event.target);
});

/** Return the next option that begins so; one letter over and over goes from one to the next. */
function find(menu) {
  const options = [...menu.options].filter((option) => option.value && !option.disabled);
  const same = [...typed].every((letter) => letter === typed[0]);
  const at = options.indexOf(menu.selectedOptions[0]);
  const onward = [...options.slice(at + 1), ...options.slice(0, at + 1)];
  return begins(typed.length > 1 ? options : onward, typed) ?? (same && begins(onward, typed[0]));
}

function begins(options, words) {
  return options.find((option) => option.text.replace(SIGNS, "").toLowerCase().startsWith(words));
}

/** Tell what was chosen, once, when somebody has typed to the end. */
function settle(menu) {
  const { before } = menu.dataset;
  typed = "";
  clearTimeout(typing);
  delete menu.dataset.before;
  if (menu.value !== before) menu.dispatchEvent(new Event("change", { bubbles: true }));
}
