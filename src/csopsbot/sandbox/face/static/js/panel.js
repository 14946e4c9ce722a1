// A panel beside the conversation: drawn anew with what was opened and typed in it left as it was.
import { panel, path, toast } from "./here.js";
import { keepingInputs } from "./modal.js";
import { say } from "./words.js";

const place = document.getElementById("panel");
const MARGIN = 16;

if (place) new ResizeObserver(showStep).observe(place);

/** Draw the panel; a page that was written before there was one is loaded again. */
export function showPanel(html) {
  if (!place) return location.reload();
  const step = stepNow()?.textContent;
  const opened = place.querySelectorAll("details[open][id]");
  const fromEnd = place.scrollTop > 0 ? place.scrollHeight - place.scrollTop : null;
  const focused = whereFocusIs();
  keepingInputs(place, html);
  for (const one of opened) putBack(one);
  if (focused) place.querySelector(focused)?.focus({ preventScroll: true });
  if (fromEnd !== null) place.scrollTop = place.scrollHeight - fromEnd;
  if (stepNow()?.textContent !== step) showStep();
}

/** Return where one is among the steps of a panel; what is said after the last one counts, too. */
function stepNow() {
  return place.querySelector('[aria-current="step"], [data-at-last]');
}

/** Bring the step one is at into view, where a thread or a small window has left it out of sight. */
function showStep() {
  if (!stepNow()) return;
  const step = stepNow().getBoundingClientRect();
  const view = place.getBoundingClientRect();
  if (step.top < view.top || step.bottom > view.bottom) place.scrollTop += step.top - view.top - MARGIN;
}

/** Let what was opened stay so, with what was fetched for it; the rest of it may have changed. */
function putBack(old) {
  const next = document.getElementById(old.id);
  if (!next) return;
  next.open = true;
  const fetched = old.querySelector("[data-fetched]");
  if (fetched) next.querySelector("[data-fetched]")?.replaceWith(fetched);
}

/** Return how to find the button, link or summary again that has the focus. */
function whereFocusIs() {
  const one = place.contains(document.activeElement) ? document.activeElement : null;
  if (one?.matches("summary")) return one.parentElement.id && `#${CSS.escape(one.parentElement.id)} > summary`;
  if (one?.matches("a")) return `a[href="${CSS.escape(one.getAttribute("href"))}"]`;
  if (!one?.matches("button[name]")) return null;
  const act = one.closest("form")?.dataset.panelAct ?? "";
  return `form[data-panel-act="${CSS.escape(act)}"] button[name="${CSS.escape(one.name)}"][value="${CSS.escape(one.value)}"]`;
}

async function fill(details) {
  const place = details.querySelector("[data-fetched]");
  if (!place || place.dataset.fetched) return;
  place.dataset.fetched = "true";
  const answer = await fetch(`${path}/panels/${panel}/${encodeURIComponent(details.dataset.detail)}`);
  if (answer.ok) place.innerHTML = await answer.text();
  else toast(say("forgotten"));
}

// It does not bubble, and is heard on its way down.
place?.addEventListener("toggle", (event) => {
  if (event.target.open && event.target.dataset.detail) fill(event.target);
}, true);
