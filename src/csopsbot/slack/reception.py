"""What a listener is, what it may use, and how it may answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.app.abilities import Capabilities
from csopsbot.app.ports import Database
from csopsbot.domain.desk import Desk
from csopsbot.slack.channels import Channels
from csopsbot.slack.payload import Payload
from csopsbot.slack.people import People
from csopsbot.slack.workspace import Workspace


class Kind(StrEnum):
    """The ways in which people and Slack turn to us."""

    COMMAND = "command"
    SHORTCUT = "shortcut"
    SUBMISSION = "submission"
    ACTION = "action"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Done:
    """It was taken up, and there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Told:
    """The person is told TEXT, which is mrkdwn, alone."""

    text: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """The form stays open, and says by block what is wrong."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """It is none of our business."""


Answer = Done | Told | Wrong | PassedOver

DONE = Done()
IGNORED = PassedOver()


@dataclass(frozen=True, slots=True)
class Reception:
    """What listeners work with.

    TRACKERS says what each tracker can do; COUNT is told of each answer by listener and outcome.
    """

    client: AsyncWebClient
    desk: Desk
    trackers: Mapping[str, Capabilities]
    database: Database
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    workspace: Workspace
    people: People
    channels: Channels
    count: Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Listener:
    """What is listened for by NAME, and what is done then; the answer is given after it is done."""

    kind: Kind
    name: str
    handle: Callable[[Payload, Reception], Awaitable[Answer]]
