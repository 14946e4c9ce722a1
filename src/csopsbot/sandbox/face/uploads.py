"""Files that people put into a conversation, by the two steps every client takes."""

import json

from starlette.datastructures import FormData, UploadFile

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.acts import Doer
from csopsbot.sandbox.face.typed import typed
from csopsbot.sandbox.jsontypes import Json


async def upload(doer: Doer, form: FormData) -> None:
    """Share every file of a form in its channel, in one message."""
    files = [await _stored(doer, each) for each in form.getlist("file")]
    if not files:
        raise SlackError("no_text")
    words = typed(doer.actor.world, str(form.get("comment") or ""))
    wanted = {
        "files": json.dumps(files),
        "channel_id": form.get("channel"),
        "thread_ts": form.get("thread_ts") or None,
        "initial_comment": words or None,
    }
    doer.call("files.completeUploadExternal", wanted)


async def _stored(doer: Doer, part: UploadFile | str) -> Json:
    """Take one file in and return its id and title."""
    if isinstance(part, str) or not part.filename:
        raise SlackError("no_text")
    content = await part.read()
    place = {"filename": part.filename, "length": len(content)}
    file_id = doer.call("files.getUploadURLExternal", place)["file_id"]
    doer.actor.world.files[file_id].content = content
    return {"id": file_id, "title": part.filename}
