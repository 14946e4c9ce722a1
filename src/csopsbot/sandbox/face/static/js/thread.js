// A thread opens beside the conversation without leaving the page; its address is its own.
import { attachTo } from "./composer.js";
import { regroupAll } from "./grouping.js";
import { channel, now, path, show } from "./here.js";
import { arrive, keepAtEnd, listOf } from "./lists.js";
import { reconnect } from "./live.js";

const pane = document.getElementById("thread");

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = event.target.closest("a[data-thread]");
  const closer = event.target.closest("a[data-close-thread]");
  if (!opener && !closer) return;
  event.preventDefault();
  if (opener) open(opener.getAttribute("href"));
  else shut();
});

addEventListener("popstate", () => location.reload());

export async function open(href) {
  const answer = await fetch(`${href}?part=thread`);
  if (!answer.ok) return;
  pane.innerHTML = await answer.text();
  pane.hidden = false;
  await follow(href.split("/").at(-1), href);
  pane.querySelector("textarea")?.focus();
}

export async function shut() {
  const was = now.thread;
  pane.hidden = true;
  pane.replaceChildren();
  await follow("", `${path}/${channel}`);
  document.getElementById(`m-${was}`)?.focus({ preventScroll: true });
}

/** Follow this thread from now on. */
async function follow(ts, href) {
  now.thread = ts;
  history.pushState(null, "", href + location.search);
  show(ts ? "thread" : "centre");
  ready();
  reconnect();
}

/** Make an open thread usable. */
export function ready() {
  const list = listOf("thread");
  if (!list) return;
  regroupAll(list);
  keepAtEnd(list);
  arrive(list);
  const form = pane.querySelector("form.composer");
  if (form) attachTo(form);
}
