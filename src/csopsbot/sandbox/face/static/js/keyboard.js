// Arrow keys go from message to message, Enter opens a thread, Escape goes back a step.
import { now } from "./here.js";
import { shut } from "./thread.js";

document.addEventListener("keydown", (event) => {
  const line = event.target.closest?.(".line");
  if (event.target === line && line) onLine(event, line);
  else if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) {
    if (now.thread) shut();
  }
});

document.addEventListener("focusin", (event) => {
  const line = event.target.closest(".line");
  if (!line) return;
  for (const other of line.parentElement.querySelectorAll(".line[tabindex='0']")) other.tabIndex = -1;
  line.tabIndex = 0;
});

function onLine(event, line) {
  const lines = [...line.parentElement.querySelectorAll(".line")];
  const at = lines.indexOf(line);
  const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: lines.length - 1 }[event.key];
  if (next !== undefined) (lines[Math.max(0, next)] ?? composerOf(line))?.focus();
  else if (event.key === "Enter") line.querySelector("a[data-thread]")?.click();
  else if (event.key === "Escape") composerOf(line)?.focus();
  else return;
  event.preventDefault();
}

function composerOf(line) {
  return line.closest("main, aside").querySelector("form.composer textarea");
}
