"""files.*: the two-step upload, and reading about a file."""

from csopsbot.sandbox.api.content import check_blocks
from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.events import emit
from csopsbot.sandbox.world.files import File, file_json
from csopsbot.sandbox.world.messages import Draft, post

LARGEST = 1_000_000_000


def get_upload_url(call: Call) -> Json:
    """Answer files.getUploadURLExternal."""
    length = call.args.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments", "must be greater than 0 [json-pointer:/length]")
    if length > LARGEST:
        raise SlackError("file_upload_size_restricted")
    file = File(
        id=call.world.ids.next("F"),
        filename=call.args.text("filename"),
        length=length,
        user_id=call.caller.user_id,
        created=int(call.world.now()),
    )
    call.world.files[file.id] = file
    return ok(upload_url=f"{call.base_url}/upload/v1/{file.id}", file_id=file.id)


def complete_upload(call: Call) -> Json:
    """Answer files.completeUploadExternal; without a channel the files stay private."""
    files = [_finished(call, entry) for entry in _entries(call)]
    wanted = [*call.args.listed("channel_id"), *call.args.listed("channels")]
    conversations = [_shared_into(call, channel_id) for channel_id in wanted]
    blocks = check_blocks(call.args.structure("blocks"), malformed="invalid_blocks")
    for conversation in conversations:
        _share(call, conversation, files, blocks)
    return ok(files=[file_json(f, call.base_url) for f in files])


def info(call: Call) -> Json:
    """Answer files.info."""
    file = call.world.files.get(call.args.text("file"))
    if file is None or not file.completed:
        raise SlackError("file_not_found")
    return ok(
        file=file_json(file, call.base_url),
        comments=[],
        response_metadata={"next_cursor": ""},
    )


def _entries(call: Call) -> list[Json]:
    entries = call.args.structure("files")
    if not isinstance(entries, list) or not entries:
        raise SlackError("invalid_arguments", "must be an array [json-pointer:/files]")
    if not all(isinstance(e, dict) and "id" in e for e in entries):
        raise SlackError("invalid_arguments", "missing required field: id [json-pointer:/files]")
    return entries


def _finished(call: Call, entry: Json) -> File:
    file = call.world.files.get(entry["id"])
    if file is None or file.content is None or file.user_id != call.caller.user_id:
        raise SlackError("file_not_found")
    file.title = entry.get("title") or file.filename
    file.completed = True
    return file


def _shared_into(call: Call, channel_id: str) -> Conversation:
    conversation = call.world.conversations.get(channel_id)
    viewer = call.caller.user_id
    if conversation is None or (conversation.is_private and viewer not in conversation.members):
        raise SlackError("channel_not_found")
    if viewer not in conversation.members:
        raise SlackError("not_in_channel")
    return conversation


def _share(call: Call, conversation: Conversation, files: list[File], blocks: list[Json]) -> None:
    for file in files:
        file.channels.append(conversation.id)
    shown = [file_json(f, call.base_url) for f in files]
    extra: Json = {"files": shown, "upload": False, "display_as_bot": False}
    if call.caller.kind == "user":
        extra["subtype"] = "file_share"
    draft = Draft(
        user_id=call.caller.user_id,
        text=call.args.text("initial_comment"),
        blocks=blocks,
        thread_ts=call.args.optional("thread_ts"),
        extra=extra,
    )
    message = post(call.world, conversation, draft)
    for file in files:
        event = {
            "type": "file_shared",
            "file_id": file.id,
            "user_id": file.user_id,
            "file": {"id": file.id},
            "channel_id": conversation.id,
            "event_ts": message["ts"],
        }
        emit(call.world, event, conversation)
