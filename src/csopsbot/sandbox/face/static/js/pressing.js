// A click needs what was pressed to stay until it is released: what changes meanwhile is drawn then.
const waiting = [];
let pressed = false;

document.addEventListener("pointerdown", (event) => {
  pressed = Boolean(event.target.closest("button, summary, a"));
}, true);

for (const released of ["pointerup", "pointercancel"]) {
  document.addEventListener(released, () => setTimeout(release), true);
}

/** Do something now, or as soon as nothing is pressed. */
export function unlessPressed(deed) {
  if (pressed) waiting.push(deed);
  else deed();
}

function release() {
  pressed = false;
  for (const deed of waiting.splice(0)) deed();
}
