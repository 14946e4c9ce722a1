// The focus, kept where somebody has it: what has it may be drawn anew, or be taken away.
const TELLING = ["data-do", "data-menu", "data-name", "data-action-id", "data-value", "data-thread"];

/** Return a selector that finds the same control in another drawing of what it stands in. */
export function signature(element) {
  const choice = element.matches("summary") && element.parentElement.querySelector("[data-action-id]");
  if (choice) return `details:has([data-action-id="${CSS.escape(choice.dataset.actionId)}"]) > summary`;
  return TELLING
    .filter((name) => element.hasAttribute(name))
    .map((name) => `[${name}="${CSS.escape(element.getAttribute(name))}"]`)
    .join("");
}

/** Return what gives the focus back to where it is now, or as near as can be, if it was lost. */
export function keepFocus() {
  const had = document.activeElement;
  const around = had.closest(".line, #home, #panel");
  const same = signature(had);
  return () => {
    const drawn = around && document.getElementById(around.id);
    const likely = [had, same && drawn?.querySelector(same), drawn, document.getElementById("centre")];
    for (const one of likely) {
      if (document.activeElement !== document.body) return;
      if (one) one.focus({ preventScroll: true });
    }
  };
}
