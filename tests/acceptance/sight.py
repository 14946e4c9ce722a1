"""What people see of an escalation in the local Slack."""

from dataclasses import dataclass
from typing import Any

from csopsbot.demo.plain import read
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.world.conversations import is_reply
from tests.acceptance.office import NAMES, Problem

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """Eyes on all of SLACK."""

    slack: Sandbox

    def messages(self, channel: str) -> list[Json]:
        """Return all of a channel and its threads, oldest first."""
        return list(self.slack.world.conversations[channel].ordered())

    def cards(self, problem: Problem, channel: str) -> list[Json]:
        """Return the cards of PROBLEM in CHANNEL."""
        found = (one for one in self.messages(channel) if not is_reply(one))
        return [one for one in found if problem.title in self.words(one)]

    def card(self, problem: Problem, channel: str) -> Json:
        """Return the one card of PROBLEM in CHANNEL."""
        (card,) = self.cards(problem, channel)
        return card

    def count(self, problem: Problem) -> tuple[int, int]:
        """Return how many cards PROBLEM has, for support and for the team."""
        both = (problem.support, problem.team)
        for_support, for_team = (len(self.cards(problem, channel)) for channel in both)
        return for_support, for_team

    def shows(self, problem: Problem, channel: str, *wanted: str) -> bool:
        """Tell whether there is one card of PROBLEM in CHANNEL, with all WANTED words on it."""
        cards = self.cards(problem, channel)
        return len(cards) == 1 and all(word in self.words(cards[0]) for word in wanted)

    def lines(self, problem: Problem, channel: str) -> list[str]:
        """Return what stands below the card of PROBLEM in CHANNEL, oldest first."""
        thread = self.card(problem, channel)["ts"]
        below = (one for one in self.messages(channel) if is_reply(one))
        return [self.words(one) for one in below if one["thread_ts"] == thread]

    def said(self, problem: Problem, channel: str, *wanted: str) -> int:
        """Return how many lines below the card of PROBLEM have all WANTED words."""
        lines = self.lines(problem, channel)
        return sum(all(word in line for word in wanted) for line in lines)

    def said_twice(self) -> list[str]:
        """Return what the bot posted more than once, by the keys it gave its messages."""
        channels = self.slack.world.conversations
        posted = (one.get("metadata") for id in channels for one in self.messages(id))
        keys = [one["event_payload"]["key"] for one in posted if one]
        return sorted({key for key in keys if keys.count(key) > 1})

    def alerts(self, problem: Problem) -> list[Json]:
        """Return the alerts about PROBLEM in its team's channel, oldest first."""
        posted = (one for one in self.messages(problem.team) if _is_alert(one))
        return [one for one in posted if problem.title in self.words(one)]

    def whispers(self, channel: str, reader: str) -> list[str]:
        """Return what READER alone was told in CHANNEL."""
        told = self.slack.world.conversations[channel].ephemerals.values()
        return [self.words(message) for to, message in told if to == reader]

    def words(self, message: Json) -> str:
        """Return a message as people read it now."""
        return read(message, NAMES, self.slack.clock.now())


def _is_alert(message: Json) -> bool:
    """Tell whether a message is an alert, by the key that the bot gave it."""
    return ":alert:" in message.get("metadata", {}).get("event_payload", {}).get("key", "")
