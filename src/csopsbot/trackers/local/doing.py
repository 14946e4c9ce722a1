"""What a request to the board asks for, done as one unit of work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from csopsbot.app.ports import Database
from csopsbot.trackers.local import remarks
from csopsbot.trackers.local.actions import Action
from csopsbot.trackers.local.asked import Change, Unacceptable
from csopsbot.trackers.local.translate import UNKNOWN_MEDIA
from csopsbot.trackers.local.views import Detail, Overview, detail, file_of, overview


@dataclass(frozen=True, slots=True)
class Doing:
    """Reads and changes the boards of TRACKER for who asks; a request's address says what."""

    tracker: str
    database: Database
    clock: Callable[[], datetime]

    async def overview(self, request: Request) -> Overview:
        """Read the issues of the project that is asked for, or of all."""
        project = request.query_params.get("project", "")
        return await self.database.read(partial(overview, project=project))

    async def detail(self, request: Request) -> Detail:
        """Read the issue with all that hangs on it."""
        return await self.database.read(partial(detail, key=request.path_params["key"]))

    async def act(
        self, actions: Mapping[str, Action], request: Request, fields: Mapping[str, str]
    ) -> None:
        """Do one of ACTIONS to what the address names by its key."""
        action = actions.get(request.path_params["action"])
        if action is None:
            raise Unacceptable("board.unreadable")
        change, now = self._change(request, fields), self.clock()
        await self.database.run(lambda work: action(work, change, now))

    async def attach(self, request: Request, fields: Mapping[str, str], content: bytes) -> None:
        """Add a file to the issue."""
        change, now = self._change(request, fields), self.clock()
        await self.database.run(lambda work: remarks.attach(work, change, content, now))

    async def file(self, request: Request) -> Response:
        """Return a file to be kept, never to be opened in the board's own place."""
        key, file_id = request.path_params["key"], request.path_params["file"]
        file, content = await self.database.read(lambda work: file_of(work, key, file_id))
        name = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return Response(content, media_type=UNKNOWN_MEDIA, headers={"content-disposition": name})

    def _change(self, request: Request, fields: Mapping[str, str]) -> Change:
        return Change(self.tracker, request.path_params["key"], fields)
