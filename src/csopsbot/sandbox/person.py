"""A person at their Slack client, to be driven by tests and demos."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from types import TracebackType
from typing import Self

import httpx

from csopsbot.sandbox.connections import NONE_KEPT
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.trust import authorities

Predicate = Callable[[Json], bool]
Look = Callable[[], Awaitable[tuple[Json | None, object]]]
TIMEOUT = 10.0


class ClientError(Exception):
    """The sandbox refused what a person did; `error` is Slack's error string."""

    def __init__(self, act: str, body: Json) -> None:
        self.error = str(body.get("error", "unknown"))
        self.body = body
        details = "; ".join(body.get("response_metadata", {}).get("messages", []))
        super().__init__(f"{act}: {self.error}{' - ' + details if details else ''}")


class FormErrors(ClientError):
    """A submitted modal came back with errors at its fields; `errors` has them by block_id."""

    def __init__(self, act: str, body: Json) -> None:
        self.errors: dict[str, str] = body["errors"]
        super().__init__(act, {"error": "form_errors", **body})
        self.args = (f"{act}: {self.errors}",)


class NotSeen(Exception):
    """What was waited for did not appear in time; the message says what was there instead."""


class Person:
    """Someone with a user token; an async context manager, or close it with `aclose`."""

    def __init__(self, base_url: str, token: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(30.0),
            verify=authorities(),
            trust_env=False,
            limits=NONE_KEPT,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Hang up."""
        await self._http.aclose()

    async def say(self, channel: str, text: str, thread_ts: str | None = None) -> Json:
        """Write a message and return it."""
        answer = await self.api("chat.postMessage", channel=channel, text=text, thread_ts=thread_ts)
        return {**answer["message"], "channel": answer["channel"]}

    async def edit(self, channel: str, ts: str, text: str) -> None:
        """Change one's message."""
        await self.api("chat.update", channel=channel, ts=ts, text=text)

    async def delete(self, channel: str, ts: str) -> None:
        """Delete one's message."""
        await self.api("chat.delete", channel=channel, ts=ts)

    async def react(self, channel: str, ts: str, name: str) -> None:
        """Add a reaction, named without colons."""
        await self.api("reactions.add", channel=channel, timestamp=ts, name=name)

    async def unreact(self, channel: str, ts: str, name: str) -> None:
        """Take one's reaction away."""
        await self.api("reactions.remove", channel=channel, timestamp=ts, name=name)

    async def upload(
        self, channel: str | None, filename: str, content: bytes, thread_ts: str | None = None
    ) -> Json:
        """Share a file, or without a channel take it in for a form, and return it."""
        length = len(content)
        place = await self.api("files.getUploadURLExternal", filename=filename, length=length)
        await self._http.post(place["upload_url"], content=content)
        files = json.dumps([{"id": place["file_id"], "title": filename}])
        answer = await self.api(
            "files.completeUploadExternal", files=files, channel_id=channel, thread_ts=thread_ts
        )
        shared: Json = answer["files"][0]
        return shared

    async def command(self, channel: str, command: str, text: str = "") -> None:
        """Type a slash command."""
        await self._post("command", channel=channel, command=command, text=text)

    async def shortcut(
        self, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> None:
        """Choose a shortcut, on a message when channel and ts are given."""
        where = {"channel": channel, "message_ts": ts} if ts else {}
        await self._post("shortcut", callback_id=callback_id, **where)

    async def press(
        self,
        channel: str,
        ts: str,
        action_id: str,
        value: object = None,
        block_id: str | None = None,
    ) -> None:
        """Press a button on a message, or choose something there."""
        where = {"channel": channel, "message_ts": ts, "block_id": block_id}
        await self._post("action", **where, action_id=action_id, value=value)

    async def press_view(
        self, view_id: str, action_id: str, value: object = None, block_id: str | None = None
    ) -> None:
        """Press or choose something in a modal or on the Home tab."""
        where = {"view_id": view_id, "block_id": block_id}
        await self._post("action", **where, action_id=action_id, value=value)

    async def suggest(self, view_id: str, action_id: str, value: str) -> list[Json]:
        """Type into an external select of a modal and return the options offered."""
        answer = await self._post("suggest", view_id=view_id, action_id=action_id, value=value)
        options: list[Json] = answer["options"]
        return options

    async def views(self) -> list[Json]:
        """Return the modals that are open, the topmost last."""
        answer = await self._get("views")
        views: list[Json] = answer["views"]
        return views

    async def view(
        self,
        predicate: Predicate = lambda _: True,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - a test says how long
    ) -> Json:
        """Wait until the topmost modal is one of which this is true, and return it."""

        async def look() -> tuple[Json | None, object]:
            views = await self.views()
            found = views[-1] if views and predicate(views[-1]) else None
            return found, [v["title"]["text"] for v in views]

        return await self._until(look, "a modal", timeout)

    async def submit(self, view_id: str, values: Json | None = None) -> None:
        """Fill in and submit a modal; values are by block_id or action_id."""
        await self._post("submit", view_id=view_id, values=values or {})

    async def close(self, view_id: str, clear: bool = False) -> None:
        """Dismiss a modal, or the whole stack."""
        await self._post("close", view_id=view_id, clear=clear)

    async def open_home(self) -> Json | None:
        """Go to the app's Home tab and return what stands there at once."""
        view: Json | None = (await self._post("home"))["view"]
        return view

    async def home(
        self,
        predicate: Predicate = lambda _: True,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - a test says how long
    ) -> Json:
        """Wait until the Home tab shows a view of which this is true, and return it."""

        async def look() -> tuple[Json | None, object]:
            view = (await self._get("home"))["view"]
            return (view if view and predicate(view) else None), view

        return await self._until(look, "a Home tab", timeout)

    async def messages(self, channel: str, thread_ts: str | None = None) -> list[Json]:
        """Return a channel or a thread as this person sees it, oldest first."""
        answer = await self._get("messages", channel=channel, thread_ts=thread_ts)
        messages: list[Json] = answer["messages"]
        return messages

    async def wait_for(
        self,
        channel: str,
        predicate: Predicate,
        thread_ts: str | None = None,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - a test says how long
    ) -> Json:
        """Wait until a message of which this is true is there, and return it."""

        async def look() -> tuple[Json | None, object]:
            messages = await self.messages(channel, thread_ts)
            found = next((m for m in messages if predicate(m)), None)
            return found, [m["text"] for m in messages]

        where = f"a message in {channel}" + (f" in thread {thread_ts}" if thread_ts else "")
        return await self._until(look, where, timeout)

    async def stream(self, since: int | None = None) -> AsyncGenerator[Json, None]:
        """Yield what this person sees appear or change, from now on or after entry `since`."""
        params = {} if since is None else {"since": since}
        async with self._http.stream(
            "GET", "/client/stream", params=params, timeout=None
        ) as response:
            async for line in response.aiter_lines():
                if line.startswith(":"):
                    yield {"kind": "ready"}
                elif line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

    async def api(self, method: str, **arguments: object) -> Json:
        """Call a Web API method as this person; arguments that are None are left out."""
        given = {name: value for name, value in arguments.items() if value is not None}
        return _checked(method, await self._http.post(f"/api/{method}", data=given))

    async def _until(self, look: Look, what: str, timeout: float) -> Json:  # noqa: ASYNC109 - a test says how long
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout), aclosing(self.stream()) as stream:
                async for _ in stream:
                    found, _seen = await look()
                    if found is not None:
                        return found
        found, seen = await look()
        if found is None:
            raise NotSeen(f"{what} did not appear within {timeout} s; there was {seen}")
        return found

    async def _post(self, act: str, **arguments: object) -> Json:
        given = {name: value for name, value in arguments.items() if value is not None}
        return _checked(act, await self._http.post(f"/client/{act}", json=given))

    async def _get(self, act: str, **arguments: str | None) -> Json:
        given = {name: value for name, value in arguments.items() if value is not None}
        return _checked(act, await self._http.get(f"/client/{act}", params=given))


def _checked(act: str, response: httpx.Response) -> Json:
    try:
        body: Json = response.json()
    except ValueError:
        body = {"ok": False, "error": f"http_{response.status_code}"}
    if body.get("ok"):
        return body
    if "errors" in body:
        raise FormErrors(act, body)
    raise ClientError(act, body)
