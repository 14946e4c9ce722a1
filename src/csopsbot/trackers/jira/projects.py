"""Who we are, who else there is, and what a project asks of an issue."""

from csopsbot.app.abilities import Identity, OwnField, ProjectSchema
from csopsbot.app.failures import Failure
from csopsbot.domain.issue import TrackerUser, Version
from csopsbot.trackers.jira.judging import FILLED
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.ourselves import Ourselves
from csopsbot.trackers.jira.queries import Queries, place
from csopsbot.trackers.jira.shapes import (
    CreateFieldShape,
    ServerShape,
    StatusShape,
    TypeStatusesShape,
    UserShape,
)
from csopsbot.trackers.jira.site import Site


class Projects:
    """Reads what a SITE says of itself and of its projects."""

    def __init__(self, site: Site, queries: Queries, we: Ourselves, meanings: Meanings) -> None:
        self._site = site
        self._queries = queries
        self._we = we
        self._meanings = meanings

    async def identity(self) -> Identity:
        """Prove that our token works, and say who we are."""
        told = await self._we.prove()
        try:
            server = await self._queries.get(ServerShape, "serverInfo")
        except Failure:
            # It only names the version, where Jira has said who we are.
            if not told:
                raise
            server = ServerShape()
        named = " ".join(filter(None, ("Jira", server.deployment, server.version)))
        account = await self._we.account()
        return Identity(TrackerUser(account.id, account.name or account.email, True), named)

    async def schema(self, project: str) -> ProjectSchema:
        """Return what PROJECT asks of an issue."""
        types = await self._queries.issue_types(project)
        screens = {one.name: await self._queries.screen(project, one.id) for one in types}
        versions = await self._queries.versions(project)
        return ProjectSchema(
            issue_types=tuple(screens),
            required={name: _required(fields) for name, fields in screens.items()},
            statuses=tuple(
                (one.name, self._meanings.category(one)) for one in await self._statuses(project)
            ),
            priorities=_priorities(list(screens.values())),
            versions=tuple(Version(one.name, one.released) for one in versions),
            fields={name: tuple(map(_own_field, fields)) for name, fields in screens.items()},
            move_fields=await self._every_field(),
        )

    async def people(self, words: str) -> list[UserShape]:
        """Return whoever works here and Jira finds by WORDS, be it by their beginning."""
        query = (await self._site.dialect()).who(words)
        found = await self._queries.get(list[UserShape], "user/search", maxResults="50", **query)
        return [one for one in found if one.active and one.account_type == "atlassian"]

    async def _every_field(self) -> tuple[OwnField, ...] | None:
        """Return every field there is: which a step asks for is told of issues that can take it."""
        every = await self._queries.fields()
        return None if every is None else tuple(OwnField(one.id, one.name) for one in every)

    async def _statuses(self, project: str) -> list[StatusShape]:
        by_type = await self._queries.get(
            list[TypeStatusesShape], place("project", project, "statuses")
        )
        every = [await self._queries.whole(one) for part in by_type for one in part.statuses]
        return list({one.name: one for one in every}.values())


def _own_field(shape: CreateFieldShape) -> OwnField:
    return OwnField(shape.id, shape.name)


def _required(fields: list[CreateFieldShape]) -> frozenset[str]:
    """Return the fields that a draft has to fill by itself."""
    return frozenset({one.id for one in fields if one.required and not one.has_default} - FILLED)


def _priorities(screens: list[list[CreateFieldShape]]) -> tuple[str, ...]:
    """Return the priorities that any of the screens offers."""
    offered = (one.allowed for fields in screens for one in fields if one.id == "priority")
    return tuple(dict.fromkeys(one.name for allowed in offered for one in allowed))
