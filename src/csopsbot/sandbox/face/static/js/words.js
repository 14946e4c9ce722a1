// What the scripts say, in the page's language: the page brings it along, unless nothing is said on it.
const WORDS = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/** Return a text by its key, with its values put in. */
export function say(key, values = {}) {
  return WORDS[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
