// What a person does, sent to the sandbox; a refusal is shown in its own words.
import { path, toast } from "./here.js";
import { say } from "./words.js";

export async function act(name, sent = {}) {
  return told(await ask(name, sent));
}

/** Do as `act` does, where a refusal is shown in another place than all others. */
export async function ask(name, sent) {
  return answerOf(post(`${path}/do/${name}`, sent));
}

export async function actOfPanel(panel, name, sent) {
  return told(await answerOf(post(`${path}/panels/${panel}/${name}`, sent)));
}

export async function upload(files, fields = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  for (const file of files) form.append("file", file);
  return told(await answerOf(fetch(`${path}/files`, { method: "POST", body: form })));
}

function post(address, sent) {
  const headers = { "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(sent) });
}

async function answerOf(call) {
  try {
    return await (await call).json();
  } catch {
    return { ok: false, text: say("deaf") };
  }
}

function told(answer) {
  if (answer.text && !answer.ok) toast(answer.text);
  return answer;
}
