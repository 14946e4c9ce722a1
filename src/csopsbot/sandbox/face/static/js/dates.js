// Keeps dates true while time passes: how far they are, and which of them are today.
// The server writes them; only the parts that change are marked, by data-token.

const UNITS = [
  ["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400],
  ["hour", 3600], ["minute", 60], ["second", 1],
];

// Writes anew what ROOT says of dates, as of NOW (milliseconds since 1970).
export function redrawDates(root, now) {
  for (const part of root.querySelectorAll("time [data-token]")) {
    const text = TOKENS[part.dataset.token]?.(part, part.closest("time"), now);
    if (text && text !== part.textContent) part.textContent = text;
  }
}

const TOKENS = {
  ago: (part, time, now) => inItsPlace(part, distance(new Date(time.dateTime) - now, time.lang)),
  pretty: (part, time, now) => {
    const days = dayNumber(new Date(time.dateTime), time) - dayNumber(now, time);
    const near = Math.abs(days) <= 1 ? relative(time.lang, "auto").format(days, "day") : "";
    return inItsPlace(part, near || part.dataset.plain);
  },
};

function distance(milliseconds, language) {
  const seconds = Math.trunc(milliseconds / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  // What happens now has happened: nobody says that it began in 0 seconds.
  const number = Math.max(1, Math.trunc(Math.abs(seconds) / size));
  return relative(language, "always").format(seconds > 0 ? number : -number, unit);
}

// The first word of a date begins with a capital letter.
function inItsPlace(part, text) {
  return part.previousSibling ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

function dayNumber(at, time) {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: time.dataset.tz }).format(at);
  return Date.parse(day) / 86400000;
}

const formats = new Map();

function relative(language, numeric) {
  const key = `${language} ${numeric}`;
  if (!formats.has(key)) formats.set(key, new Intl.RelativeTimeFormat(language, { numeric }));
  return formats.get(key);
}
