"""Changes to an issue, made where it is by now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.trackers.github.meanings import Edit, Label, Step, Unlabel
from csopsbot.trackers.github.place import Place
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.shapes import IssueShape
from csopsbot.trackers.github.verdict import Deleted, Elsewhere
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Answer, Request

T = TypeVar("T")


class Writes:
    """Writes over HTTP; an issue that was transferred is followed, which repeats nothing.

    GitHub answers a write to its former place with a redirect or with "not found", undone.
    """

    def __init__(self, http: Http, queries: Queries) -> None:
        self._http = http
        self._queries = queries

    async def ask(
        self, shape: type[T], place: Place, method: str, *below: str, body: object | None = None
    ) -> T:
        """Write, and return the answer as SHAPE."""
        request, answer = await self._tell(place, method, *below, body=body)
        return self._http.read(shape, request, answer)

    async def take(self, place: Place, step: Step) -> None:
        """Take a step towards another status."""
        match step:
            case Edit():
                await self.edit(place, step.body)
            case Label(name):
                await self.label(place, [name])
            case Unlabel(name):
                await self.unlabel(place, name)

    async def edit(self, place: Place, body: Mapping[str, object]) -> None:
        """Change what BODY names."""
        shape = await self.ask(IssueShape, place, "PATCH", body=dict(body))
        set_to = shape.milestone.number if shape.milestone else None
        if "milestone" in body and set_to != body["milestone"]:
            # GitHub says nothing where our account may not set it.
            raise Forbidden("GitHub did not set the milestone as asked: it takes the role Write")

    async def assign(self, place: Place, logins: Sequence[str]) -> None:
        """Give the issue to all these, and to nobody else."""
        shape = await self.ask(IssueShape, place, "PATCH", body={"assignees": logins})
        if len(shape.assignees or ()) != len(logins):
            # GitHub says nothing where it may not assign, or that person may not be assigned.
            raise Forbidden(f"GitHub did not assign the issue as asked: {', '.join(logins)}")

    async def label(self, place: Place, names: Iterable[str]) -> None:
        """Put labels on; one that the repository does not have yet is made."""
        await self._tell(place, "POST", "labels", body={"labels": list(names)})

    async def unlabel(self, place: Place, name: str) -> None:
        """Take a label off, if it is on."""
        try:
            await self._tell(place, "DELETE", "labels", name)
        except Deleted:
            raise
        except NotFound:
            # The issue is there, or the failure would be another: so it is the label that is not.
            return

    async def _tell(
        self, place: Place, method: str, *below: str, body: object | None = None
    ) -> tuple[Request, Answer]:
        request = place.request(method, *below, body=body)
        try:
            return request, await self._http.tell(request)
        except (NotFound, Elsewhere) as failure:
            there = await self._queries.moved(place, failure)
        request = there.request(method, *below, body=body)
        return request, await self._http.tell(request)
