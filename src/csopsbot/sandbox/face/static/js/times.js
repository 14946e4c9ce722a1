// The sandbox's clock, which may be moved, and the dates on the page that follow it.
import { redrawDates } from "./dates.js";
import { now } from "./here.js";

const EACH_MS = 1000;

export function setAhead(seconds) {
  now.ahead = seconds;
  redraw();
}

function redraw() {
  if (document.visibilityState === "visible") redrawDates(document, Date.now() + now.ahead * 1000);
}

setInterval(redraw, EACH_MS);
document.addEventListener("visibilitychange", redraw);
