// The lines of the channel and of the thread: in order, and kept at the end.
import { signature } from "./focus.js";
import { countReplies, regroup, sawUpTo } from "./grouping.js";
import { announce } from "./here.js";
import { say } from "./words.js";

const MOST = 250;
const NEAR_END = 80;
const SPOKEN = 300;
const released = new WeakSet();
const waiting = new WeakMap();

export function listOf(name) {
  return document.getElementById(`${name}-lines`);
}

/** Keep a list at its end, whatever is added or grows there, unless somebody scrolls up. */
export function keepAtEnd(list, moved = () => {}) {
  const scroller = list.closest(".scroller");
  let was = scroller.scrollTop;
  scroller.addEventListener("scroll", () => {
    const toTheEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (toTheEnd < NEAR_END) released.delete(list);
    // The list may have grown since it was brought to its end: a picture that came is nobody's wish.
    else if (scroller.scrollTop < was) released.add(list);
    was = scroller.scrollTop;
    moved(scroller);
  }, { passive: true });
  const follow = () => isAtEnd(list) && toEnd(list);
  const sizes = new ResizeObserver(follow);
  sizes.observe(list);
  sizes.observe(scroller);
}

export function isAtEnd(list) {
  return !released.has(list);
}

/** Tell whether somebody sees what comes to a list. */
export function isWatched(list) {
  return document.visibilityState === "visible" && isAtEnd(list);
}

export function toEnd(list) {
  const scroller = list.closest(".scroller");
  released.delete(list);
  scroller.scrollTop = scroller.scrollHeight;
}

/** Show the line that the address names, if it stands in this list, else the end. */
export function arrive(list) {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches(".line") && list.contains(target)) toLine(list, target);
  else toEnd(list);
}

/** Show one line, and stay there. */
export function toLine(list, line) {
  released.add(list);
  line.classList.add("is-target");
  line.scrollIntoView({ block: "center" });
}

/**
 * Put a line into a list, in the place of what it was or where its time says; null takes it away.
 * Return whether it is a new one at the end.
 */
export function put(list, ts, html) {
  const old = document.getElementById(idOf(list, ts));
  if (old?.querySelector(".editor") && html !== null) {
    waiting.set(old, html);
    return false;
  }
  const after = html === null ? takeAway(old) : draw(list, old, fragment(html).querySelector(".line"));
  if (after) regroup(after);
  countReplies(list);
  return html !== null && !old && !after;
}

function takeAway(line) {
  const after = line?.nextElementSibling;
  line?.remove();
  return after;
}

function draw(list, old, line) {
  if (old) replace(old, line);
  else insert(list, line);
  regroup(line);
  return line.nextElementSibling;
}

/** Draw a line as it became while somebody was changing it. */
export function catchUp(line) {
  if (waiting.has(line)) put(line.parentElement, line.dataset.ts, waiting.get(line));
}

/** Take the oldest lines out of a list that has grown long while one was at its end. */
export function trim(list) {
  const lines = list.querySelectorAll(".line");
  if (lines.length <= MOST + 50) return;
  for (const line of [...lines].slice(0, lines.length - MOST)) line.remove();
  if (!list.querySelector(".earlier")) {
    list.prepend(fragment(`<li class="earlier"><button type="button" class="quiet" data-earlier>${say("earlier")}</button></li>`));
  }
  regroup(list.querySelector(".line"));
}

export function fragment(html) {
  return document.createRange().createContextualFragment(html);
}

function idOf(list, ts) {
  return `${list.id === "thread-lines" ? "r" : "m"}-${ts}`;
}

function replace(old, line) {
  const focused = old.contains(document.activeElement) ? signature(document.activeElement) : null;
  line.classList.toggle("is-target", old.classList.contains("is-target"));
  line.tabIndex = old.tabIndex;
  line.style.containIntrinsicBlockSize = `auto ${insideOf(old)}px`;
  old.replaceWith(line);
  if (focused !== null) (focused && line.querySelector(focused) || line).focus({ preventScroll: true });
}

/**
 * Return how high a line is within its padding, for the line that takes its place. What was never
 * drawn counts as low: the list would shrink for a moment, and be scrolled away from its end.
 */
function insideOf(line) {
  const { height, paddingTop, paddingBottom } = getComputedStyle(line);
  return Math.max(parseFloat(height) - parseFloat(paddingTop) - parseFloat(paddingBottom), 0);
}

function insert(list, line) {
  let before = list.lastElementChild;
  while (before?.dataset.ts > line.dataset.ts) before = before.previousElementSibling;
  if (before) before.after(line);
  else list.prepend(line);
  line.classList.add("is-fresh");
  if (isWatched(list)) sawUpTo(list, line);
  if (!line.classList.contains("is-mine")) announce(spoken(line));
}

function spoken(line) {
  const words = wordsOf(line.querySelector(".line-body")).replace(/\s+/g, " ").trim();
  return `${line.dataset.author}: ${words.slice(0, SPOKEN)}`;
}

/** Return what stands in an element, drawn or not: innerText knows only what is on the screen. */
function wordsOf(element) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode.data.trim());
  return found.filter(Boolean).join(" ").replace(/ ([.,;:!?])/g, "$1");
}
