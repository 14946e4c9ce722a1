// Which lines stand together as one person's, and what begins above a line: a day, what is new.
import { say } from "./words.js";

const TOGETHER_S = 300;
const APART = ["is-whispered", "is-gone", "is-aside", "is-broadcast"];

export function regroupAll(list) {
  for (const line of list.querySelectorAll(".line")) regroup(line);
  countReplies(list);
}

export function regroup(line) {
  if (!line.dataset.ts) return;
  const list = line.parentElement;
  const before = line.previousElementSibling?.dataset.ts ? line.previousElementSibling : null;
  const isNew = startsNew(list, line, before);
  line.classList.toggle("is-next", !isNew && Boolean(before) && belongTogether(list, before, line));
  line.classList.toggle("starts-day", list.id === "channel-lines" && before?.dataset.day !== line.dataset.day);
  line.classList.toggle("starts-new", isNew);
  line.dataset.new = say("new");
}

/** Tell whether a line goes on with what the line before it said; a reply never does with its parent. */
function belongTogether(list, before, line) {
  const sameVoice = before.dataset.author === line.dataset.author && before.dataset.day === line.dataset.day;
  const soon = Number(line.dataset.ts) - Number(before.dataset.ts) < TOGETHER_S;
  return sameVoice && soon && before.dataset.ts !== list.dataset.thread && isPlain(before) && isPlain(line);
}

function isPlain(line) {
  return !APART.some((flag) => line.classList.contains(flag));
}

/** Say above the first reply of a thread how many there are. */
export function countReplies(list) {
  const { thread, one, many } = list.dataset;
  if (!thread) return;
  const [first, ...others] = [...list.querySelectorAll(".line")].filter((line) => line.dataset.ts !== thread);
  if (!first) return;
  for (const other of others) other.classList.remove("starts-replies");
  const count = list.querySelectorAll(`.line:not(.is-whispered, [data-ts="${thread}"])`).length;
  first.classList.toggle("starts-replies", count > 0);
  first.dataset.replies = count === 1 ? one : many.replace("{count}", count);
}

/** Take down that a line was seen as it came, unless the list shows where the new ones begin. */
export function sawUpTo(list, line) {
  if (!list.querySelector(".starts-new")) list.dataset.unreadAfter = line.dataset.ts;
}

/** Take down that everything was seen: what comes from now on is new. */
export function sawAll(list) {
  const last = list.lastElementChild;
  if (last?.dataset.ts) list.dataset.unreadAfter = last.dataset.ts;
  for (const line of list.querySelectorAll(".starts-new")) regroup(line);
}

/** Tell whether a line is the first that was not there when one last looked. */
function startsNew(list, line, before) {
  const seen = list.dataset.unreadAfter;
  return Boolean(seen && seen !== "0" && before && before.dataset.ts <= seen && line.dataset.ts > seen
    && !line.classList.contains("is-mine"));
}
