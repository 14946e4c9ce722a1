// The connection to the sandbox: what it says has changed is changed here, at once.
import { channel, find, now, panel, path, run } from "./here.js";
import { isAtEnd, listOf, put, toEnd, trim } from "./lists.js";
import { keepingInputs, showModal } from "./modal.js";
import { showPanel } from "./panel.js";
import { unlessPressed } from "./pressing.js";
import { setAhead } from "./times.js";

const AGAIN_MS = 1000;
let socket = null;

export function connect() {
  const { lang } = document.documentElement;
  const where = new URLSearchParams({ lang, channel, thread: now.thread, panel, find, run, since: now.since });
  const address = `${location.origin.replace(/^http/, "ws")}${path}/live?${where}`;
  const opened = new WebSocket(address);
  socket = opened;
  opened.onopen = () => {
    document.body.classList.remove("offline");
    tellSeen();
  };
  opened.onmessage = (message) => {
    unlessPressed(() => socket === opened && carryOut(JSON.parse(message.data)));
  };
  opened.onclose = () => {
    if (socket !== opened) return;
    document.body.classList.add("offline");
    setTimeout(connect, AGAIN_MS);
  };
}

/** Follow another thread, or none. */
export function reconnect() {
  const old = socket;
  connect();
  old?.close();
}

document.addEventListener("visibilitychange", tellSeen);

function tellSeen() {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(document.visibilityState === "visible" ? "seen" : "hidden");
  }
}

function carryOut({ since, orders }) {
  const changed = new Map();
  for (const order of orders) {
    const isNew = ORDERS[order.op](order);
    if (order.op === "line") changed.set(order.list, isNew || changed.get(order.list));
  }
  now.since = since;
  for (const [name, isLonger] of changed) if (listOf(name)) follow(listOf(name), isLonger);
}

/** Stay at the end of a list that has changed, or say that there is something to scroll to. */
function follow(list, isLonger) {
  if (isAtEnd(list)) {
    trim(list);
    toEnd(list);
  } else if (isLonger && list.id === "channel-lines") {
    document.querySelector("[data-jump]").hidden = false;
  }
}

const PARTS = {
  sidebar: (html) => {
    const who = document.querySelector(".who")?.open;
    replaceWithin("sidebar", html);
    if (who) document.querySelector(".who").open = true;
    countInTitle();
  },
  modal: (html) => showModal(html),
  home: (html) => keepingInputs(document.getElementById("home"), html),
  panel: (html) => showPanel(html),
};

const ORDERS = {
  line: ({ list, ts, html }) => listOf(list) && put(listOf(list), ts, html),
  part: ({ id, html }) => PARTS[id](html),
  vitals: ({ ahead }) => setAhead(ahead),
  reload: () => location.reload(),
};

/** Put other markup into an element, with the focus left on the link it was on. */
function replaceWithin(id, html) {
  const place = document.getElementById(id);
  const focused = place.contains(document.activeElement) && document.activeElement.getAttribute("href");
  place.innerHTML = html;
  if (focused) place.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
}

export function countInTitle() {
  const unread = Number(document.querySelector(".side-head").dataset.unread);
  const title = document.title.replace(/^\(\d+\+?\) /, "");
  document.title = unread ? `(${unread}) ${title}` : title;
}
