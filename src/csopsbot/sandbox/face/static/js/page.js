// Everything a window does by itself; each part is a module.
import "./keyboard.js";
import "./looks.js";
import "./links.js";
import "./menus.js";
import "./typeahead.js";
import { act, actOfPanel } from "./acts.js";
import { attachTo } from "./composer.js";
import { regroupAll, sawAll } from "./grouping.js";
import { channel, now, path, show, toast } from "./here.js";
import { arrive, fragment, isAtEnd, keepAtEnd, listOf, toEnd } from "./lists.js";
import { connect, countInTitle } from "./live.js";
import "./panel.js";
import { ready } from "./thread.js";
import "./times.js";
import { say } from "./words.js";

const list = listOf("channel");
const NEAR_BEGINNING = 150;
const jump = document.querySelector("[data-jump]");

if (list) {
  regroupAll(list);
  arrive(list);
  list.lastElementChild?.setAttribute("tabindex", "0");
  keepAtEnd(list, (scroller) => {
    if (isAtEnd(list)) jump.hidden = true;
    else if (scroller.scrollTop < NEAR_BEGINNING) earlier();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isAtEnd(list)) sawAll(list);
  });
  const form = document.querySelector("main form.composer");
  if (form) attachTo(form);
  if (form && !now.thread && matchMedia("(hover: hover)").matches) form.elements.text.focus();
} else {
  act("home");
}
if (location.hash === "#panel" && document.getElementById("panel")) turnTo("panel");
ready();
countInTitle();
connect();

document.addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("[data-earlier]")) earlier();
  else if (target.closest("[data-jump]")) toEnd(list);
  else if (target.closest("[data-go]")) {
    event.preventDefault();
    turnTo(target.closest("[data-go]").dataset.go);
  }
  const who = document.querySelector(".who[open]");
  if (who && !who.contains(target)) who.open = false;
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-act], form[data-panel-act]");
  if (!form) return;
  event.preventDefault();
  const sent = Object.fromEntries(new FormData(form, event.submitter));
  if (form.dataset.panelAct) {
    await actOfPanel(form.closest("[data-panel]").dataset.panel, form.dataset.panelAct, sent);
  } else if ((await act(form.dataset.act, sent)).ok) {
    location.reload();
  }
});

/** Show one pane where there is room for no more; the address remembers that it is the panel. */
function turnTo(pane) {
  const { pathname, search } = location;
  history.replaceState(null, "", pane === "panel" ? "#panel" : pathname + search);
  show(pane === "conversation" ? (now.thread ? "thread" : "centre") : pane);
  for (const one of document.querySelectorAll(".switch [data-go]")) {
    if (one.dataset.go === pane) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
}

async function earlier() {
  const button = list.querySelector(".earlier");
  const first = list.querySelector(".line");
  if (!button || !first || button.dataset.asked) return;
  button.dataset.asked = "true";
  const answer = await fetch(`${path}/${channel}/earlier?before=${first.dataset.ts}`);
  if (!answer.ok) return toast(say("unread"));
  const scroller = list.closest(".scroller");
  const lines = fragment(await answer.text());
  const before = first.getBoundingClientRect().top;
  button.replaceWith(lines);
  regroupAll(list);
  scroller.scrollTop += first.getBoundingClientRect().top - before;
}
