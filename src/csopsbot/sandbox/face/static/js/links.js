// Where mentions and permalinks lead: to a place in this window, not to Slack's own site.
import { channel, path } from "./here.js";
import { listOf, toLine } from "./lists.js";

const PERMALINK = /^https:\/\/[\w-]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})/;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href], [data-user-id], [data-channel-id]");
  const { userId, channelId } = link?.dataset ?? {};
  const found = PERMALINK.exec(link?.href ?? "");
  if (userId) go(`with/${userId}`);
  else if (channelId) go(channelId);
  else if (found) {
    event.preventDefault();
    lead(found[1], `${found[2]}.${found[3]}`, new URL(link.href).searchParams.get("thread_ts"));
  }
});

/** Show a message: in its thread if it is a reply, where it stands in the channel, or as a thread. */
function lead(where, ts, thread) {
  const line = where === channel && !thread && document.getElementById(`m-${ts}`);
  if (line) {
    toLine(listOf("channel"), line);
    line.focus({ preventScroll: true });
  } else {
    go(`${where}/${thread ?? ts}`, `#r-${ts}`);
  }
}

/** Go to another place, with the same panel beside it. */
function go(place, line = "") {
  location.href = `${path}/${place}${location.search}${line}`;
}
