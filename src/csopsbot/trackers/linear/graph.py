"""Operations sent to Linear, and answers read as shapes."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Generic, TypeVar, cast

from pydantic import BaseModel, Field

from csopsbot.app.failures import NotFound
from csopsbot.trackers.http import Http, Patience, token_header
from csopsbot.trackers.linear.access import LinearAccess
from csopsbot.trackers.linear.documents import Operation
from csopsbot.trackers.linear.shapes import DoneShape
from csopsbot.trackers.linear.verdict import VENDOR, judge
from csopsbot.trackers.outcome import Request

T = TypeVar("T")


class _Data(BaseModel, Generic[T]):
    """An answer to an operation that asks for one thing."""

    data: Annotated[dict[str, T], Field(min_length=1, max_length=1)]


class Graph:
    """Sends one operation at a time; each raises a `Failure`."""

    def __init__(
        self, access: LinearAccess, clock: Callable[[], datetime], patience: Patience | None
    ) -> None:
        self._http = Http(
            VENDOR,
            access.url,
            token_header("Authorization", access.authorization),
            clock=clock,
            judge=judge,
            patience=patience,
        )

    async def ask(self, shape: type[T], operation: Operation, **variables: object) -> T:
        """Return what OPERATION asks for as SHAPE."""
        # The fragment is not sent; it tells the operation in the words of a failure.
        path = f"graphql#{operation.name}"
        body = {
            "operationName": operation.name,
            "query": operation.text,
            "variables": variables,
        }
        request = Request("POST", path, body=body, changes=operation.changes)
        answered = cast("type[_Data[T]]", _Data.__class_getitem__(shape))
        found = await self._http.ask(answered, request)
        return next(iter(found.data.values()))

    async def delete(self, operation: Operation, thing_id: str) -> None:
        """Delete something; whoever was quicker wanted the same."""
        with suppress(NotFound):
            await self.ask(DoneShape, operation, id=thing_id)

    async def close(self) -> None:
        """Let go of connections."""
        await self._http.close()
