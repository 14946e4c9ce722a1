"""Modals and Home tabs that are open, as stacks on the screens of people."""

from copy import deepcopy
from dataclasses import dataclass, field

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.complaint import Complaint
from csopsbot.sandbox.world.elements import initial_state

STACK = 3


@dataclass(slots=True)
class View:
    """One view: Slack's object without its state, what the person has put in, what is wrong with it."""

    body: Json
    user_id: str
    channel_id: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    offered: dict[str, list[Json]] = field(default_factory=dict)
    errors: dict[str, str | Complaint] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Slack's id of it."""
        return str(self.body["id"])

    def json(self) -> Json:
        """Return the view as apps get it, with its state."""
        return {**deepcopy(self.body), "state": {"values": deepcopy(self.state)}}

    def replace(self, body: Json) -> None:
        """Show something else, keeping what was put in where block and action are the same."""
        kept = self.state
        self.body = body
        self.errors = {}
        self.state = {
            block_id: {
                action_id: kept.get(block_id, {}).get(action_id, fresh)
                for action_id, fresh in actions.items()
            }
            for block_id, actions in initial_state(body["blocks"]).items()
        }


class Views:
    """Every view that is open, each person's modals as stacks of up to three, and Homes."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[list[View]]] = {}
        self.homes: dict[str, View] = {}

    def open(self, view: View) -> None:
        """Put a modal on someone's screen, above those that are open."""
        self._check_external_id(view)
        self._stacks.setdefault(view.user_id, []).append([view])

    def push(self, below: View, view: View) -> None:
        """Put a modal on top of another one's stack."""
        stack = self._stack(below)
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        self._check_external_id(view)
        view.body |= {"root_view_id": stack[0].id, "previous_view_id": stack[-1].id}
        stack.append(view)

    def close(self, view: View) -> None:
        """Take one modal away; the one below shows again."""
        stack = self._stack(view)
        stack.remove(view)
        self._drop_empty(view.user_id)

    def clear(self, view: View) -> list[View]:
        """Take a modal's whole stack away and return what was in it."""
        stack = list(self._stack(view))
        self._stack(view).clear()
        self._drop_empty(view.user_id)
        return stack

    def of(self, user_id: str) -> list[View]:
        """Return someone's open modals, the topmost last."""
        return [view for stack in self._stacks.get(user_id, []) for view in stack]

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View:
        """Return the view with this id."""
        for view in self._everything():
            if view_id == view.id or (external_id and external_id == view.body["external_id"]):
                return view
        raise SlackError("not_found")

    def check_external_id(self, external_id: str, view: View | None = None) -> None:
        """Refuse an external id another view has."""
        others = (v for v in self._everything() if v is not view)
        if external_id and any(v.body["external_id"] == external_id for v in others):
            raise SlackError("duplicate_external_id")

    def _check_external_id(self, view: View) -> None:
        self.check_external_id(view.body["external_id"], view)

    def _everything(self) -> list[View]:
        modals = [v for user_id in self._stacks for v in self.of(user_id)]
        return [*modals, *self.homes.values()]

    def _stack(self, view: View) -> list[View]:
        for stack in self._stacks.get(view.user_id, []):
            if view in stack:
                return stack
        raise SlackError("not_found")

    def _drop_empty(self, user_id: str) -> None:
        self._stacks[user_id] = [stack for stack in self._stacks[user_id] if stack]
