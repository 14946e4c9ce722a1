"""Files that people put into a conversation, by the two steps every client takes."""

import json

from starlette.datastructures import FormData, UploadFile

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.acts import Doer
from csopsbot.sandbox.face.typed import is_command, typed
from csopsbot.sandbox.jsontypes import Json


async def upload(doer: Doer, form: FormData) -> list[str]:
    """Take every file of a form in, or none; return their ids.

    Where it names a channel they are shared there, in one message; else they stay this person's own.
    """
    words = str(form.get("comment") or "")
    if is_command(words):
        raise SlackError("command_with_files")
    files = [await _stored(doer, each) for each in _sent(form)]
    wanted = {
        "files": json.dumps(files),
        "channel_id": form.get("channel"),
        "thread_ts": form.get("thread_ts") or None,
        "initial_comment": typed(doer.actor.world, words.strip()) or None,
    }
    doer.call("files.completeUploadExternal", wanted)
    return [file["id"] for file in files]


def _sent(form: FormData) -> list[UploadFile]:
    """Return the files of a form, all of which have a name and something in them."""
    files = [each for each in form.getlist("file") if isinstance(each, UploadFile)]
    if not files or not all(each.filename for each in files):
        raise SlackError("no_text")
    for each in files:
        if not each.size:
            raise SlackError("empty_file", name=each.filename)
    return files


async def _stored(doer: Doer, part: UploadFile) -> Json:
    """Take one file in and return its id and title."""
    content = await part.read()
    place = {"filename": part.filename, "length": len(content)}
    file_id = doer.call("files.getUploadURLExternal", place)["file_id"]
    doer.actor.world.files[file_id].content = content
    return {"id": file_id, "title": part.filename}
