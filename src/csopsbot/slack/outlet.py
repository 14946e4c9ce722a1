"""The way out to Slack: renders an effect, makes its call once, and can look whether it was made."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from csopsbot.app.effects import Effect
from csopsbot.app.failures import AuthError, Blocked, Failure, Refused, Unanswered
from csopsbot.app.ports import Call, Scene
from csopsbot.app.receipts import Done, Posted, Receipt, ThreadRead
from csopsbot.domain.desk import Desk
from csopsbot.slack.budgets import budgets
from csopsbot.slack.calls import (
    Correct,
    Edit,
    Ephemeral,
    OneRequest,
    Post,
    React,
    ReadThread,
    SlackCall,
    Upload,
)
from csopsbot.slack.errors import code_of, from_api, from_connection
from csopsbot.slack.lookup import find_post, find_sent
from csopsbot.slack.payload import items, text
from csopsbot.slack.preparing import Permalink, nowhere, prepared
from csopsbot.slack.quotations import Names, quotations
from csopsbot.slack.workspace import Installation

Bring = Callable[[Upload], Awaitable[None]]
"""Puts a file from a tracker into its thread; raises a `Failure`."""

_CONNECTION = (aiohttp.ClientError, TimeoutError, OSError)


async def not_brought(upload: Upload) -> None:
    """Refuse: there is no way to the trackers' files."""
    raise Refused(f"There is no way to {upload.name}.")


@dataclass(frozen=True, slots=True)
class SlackOutlet:
    """Slack as an `Outlet`.

    CLIENT must not retry by itself. WORKSPACE keeps its budgets apart from other workspaces'. NAMES
    tells a person's name by id; US tells who we are; PERMALINK where people open a message; BRING
    puts files from a tracker into a thread.
    """

    client: AsyncWebClient
    desk: Desk
    workspace: str
    names: Names
    us: Callable[[], Awaitable[Installation]]
    clock: Callable[[], datetime]
    permalink: Permalink = nowhere
    bring: Bring = not_brought

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Render the effect; None when Slack shows it already. Pure; raises `Refused`."""
        body = prepared(effect, scene, self.desk, self.permalink)
        if body is None:
            return None
        repeatable = not isinstance(body, Post | Ephemeral | Upload)
        return Call(scene.key, body, budgets(body, self.workspace), repeatable)

    async def send(self, call: Call) -> Receipt:
        """Make the call, once, and return its receipt; raises a `Failure`."""
        body = _ours(call)
        try:
            if isinstance(body, Correct):
                return await self._correct(body)
            if isinstance(body, Upload):
                await self.bring(body)
                return Done()
            answer = await _request(self.client, body)
        except SlackApiError as error:
            if code_of(error) == "already_reacted":
                return Done()
            failure = from_api(error, body.method, body.channel, self.clock())
            raise _weighed(failure, body) from error
        except _CONNECTION as error:
            raise from_connection(error, body.method) from error
        return await self._receipt(body, answer)

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        """Return the receipt of the call if it was made after SINCE, None if it was not.

        Whatever hinders looking raises `Unanswered`: as before, nobody knows whether it was made.
        What one person alone was told cannot be looked for; it counts as said.
        """
        body = _ours(call)
        if not isinstance(body, Post | Upload):
            return Done() if isinstance(body, Ephemeral) else None
        try:
            return await find_sent(self.client, body, since, await self.us())
        except SlackApiError as error:
            failure = from_api(error, "conversations.history", body.channel, self.clock())
            raise Unanswered(str(failure)) from error
        except _CONNECTION as error:
            raise Unanswered(str(from_connection(error, "conversations.history"))) from error
        except Failure as failure:
            raise Unanswered(str(failure)) from failure

    async def _correct(self, body: Correct) -> Receipt:
        """Put other words into a line of ours; one that nobody finds any more needs none."""
        found = await find_post(self.client, body.post, body.since, await self.us())
        if isinstance(found, Posted):
            edit = Edit(found.surface, found.channel, found.ts, body.post.message)
            await _request(self.client, edit)
        return Done()

    async def _receipt(self, body: SlackCall, answer: AsyncSlackResponse) -> Receipt:
        match body:
            case Post(surface=surface, message=message) if surface:
                channel = text(answer.data, "channel") or body.channel
                return Posted(surface, channel, text(answer.data, "ts"), message.fingerprint)
            case Edit(surface, channel, ts, message):
                return Posted(surface, channel, ts, message.fingerprint)
            case ReadThread():
                said = items(answer.data, "messages")
                return ThreadRead(await quotations(said, await self.us(), self.names))
            case _:
                return Done()


async def _request(client: AsyncWebClient, call: OneRequest) -> AsyncSlackResponse:
    match call:
        case Post():
            return await client.chat_postMessage(**call.arguments)
        case Edit():
            return await client.chat_update(**call.arguments)
        case Ephemeral():
            return await client.chat_postEphemeral(**call.arguments)
        case React():
            return await client.reactions_add(**call.arguments)
        case ReadThread():
            return await client.conversations_replies(**call.arguments)


def _ours(call: Call) -> SlackCall:
    if not isinstance(call.body, SlackCall):
        raise TypeError(f"Not a call to Slack: {type(call.body).__name__}")
    return call.body


def _weighed(failure: Failure, body: SlackCall) -> Failure:
    """Return FAILURE, final where the call is one that must not hold up what follows it."""
    nicety = isinstance(body, React | ReadThread | Ephemeral)
    dispensable = nicety or (isinstance(body, Post) and body.dispensable)
    if dispensable and isinstance(failure, Blocked) and not isinstance(failure, AuthError):
        return Refused(str(failure))
    return failure
