// Changing one's own message where it stands.
import { act } from "./acts.js";
import { catchUp, fragment } from "./lists.js";
import { say } from "./words.js";

const FORM = `<form class="editor"><textarea rows="2" aria-label="${say("your_message")}"></textarea>
<div><button type="button" class="secondary">${say("cancel")}</button><button class="primary">${say("save")}</button></div></form>`;

export function edit(line) {
  const body = line.querySelector(".line-body");
  const form = fragment(FORM).firstElementChild;
  const field = form.querySelector("textarea");
  field.value = line.dataset.source;
  body.hidden = true;
  body.after(form);
  field.focus();
  const done = () => {
    form.remove();
    body.hidden = false;
    line.focus({ preventScroll: true });
    catchUp(line);
  };
  const save = async () => {
    const text = field.value.trim();
    if (!text || text === line.dataset.source) return done();
    const answer = await act("edit", { channel: line.dataset.channel, ts: line.dataset.ts, text });
    if (answer.ok) done();
  };
  form.querySelector(".secondary").onclick = done;
  form.onsubmit = (event) => {
    event.preventDefault();
    save();
  };
  field.onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey) save();
    else if (event.key === "Escape") done();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
