// Files chosen in a form: each is taken in once, however often the form is sent.
import { upload } from "./acts.js";

const ids = new WeakMap();

/** Return the ids of files; nothing if they were refused, which has been said then. */
export async function taken(files) {
  const fresh = files.filter((file) => !ids.has(file));
  const answer = fresh.length ? await upload(fresh) : { ok: true };
  if (!answer.ok) return undefined;
  fresh.forEach((file, at) => ids.set(file, answer.files[at]));
  return files.map((file) => ids.get(file));
}
