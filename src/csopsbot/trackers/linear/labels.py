"""Labels by their names: those of the workspace, those of the team, and those made for it."""

from collections.abc import Collection, Container, Iterable

import structlog

from csopsbot.app.failures import AuthError, Blocked, Conflict, Invalid, Refused, noted
from csopsbot.app.tracker import Patch
from csopsbot.trackers.linear import documents
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.identifiers import identifier
from csopsbot.trackers.linear.shapes import (
    KnownLabelShape,
    LabelDoneShape,
    LabelShape,
    ListShape,
    TeamShape,
    WorkflowShape,
)
from csopsbot.trackers.linear.translate import label

log = structlog.get_logger(__name__)


class Labels:
    """Finds labels, and makes those that are not there."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def ids(self, team: TeamShape, names: Collection[str]) -> list[str]:
        """Return the ids of the labels called NAMES that TEAM's issues can bear."""
        known = await self._known(team, names)
        made = [await self._make(team, one) for one in _missing(names, known)]
        return sorted({*known.values(), *made})

    async def possible(self, team: TeamShape, names: Collection[str]) -> list[str]:
        """Return the same, less the labels that we may not make: no issue is held up by them."""
        known = await self._known(team, names)
        made = [await self._make_or_not(team, one) for one in _missing(names, known)]
        return sorted({*known.values(), *filter(None, made)})

    async def changes(self, issue: WorkflowShape, patch: Patch) -> dict[str, object]:
        """Return what changes the labels of ISSUE as PATCH says; nothing where they are so."""
        there = {one.id for one in issue.labels.nodes}
        added = await self.ids(issue.team, {*map(label, patch.labels_add)})
        changes = {
            "addedLabelIds": [one for one in added if one not in there],
            "removedLabelIds": borne(issue.labels.nodes, map(label, patch.labels_remove)),
        }
        return {name: ids for name, ids in changes.items() if ids}

    async def _known(self, team: TeamShape, names: Collection[str]) -> dict[str, str]:
        """Return ids by name in lower case, TEAM's own before the workspace's."""
        if not names:
            return {}
        found = await self._graph.ask(
            ListShape[KnownLabelShape], documents.LABELS, filter=_filter(team, names)
        )
        own = sorted(found.nodes, key=lambda one: one.team is not None)
        return {one.name.casefold(): one.id for one in own if not one.is_group}

    async def _make_or_not(self, team: TeamShape, name: str) -> str | None:
        try:
            return await self._make(team, name)
        except (Refused, Blocked) as failure:
            if isinstance(failure, AuthError):
                raise
            log.warning("label_not_made", label=name, **noted(failure))
            return None

    async def _make(self, team: TeamShape, name: str) -> str:
        ours = identifier("label", team.id, name.casefold())
        wanted = {"id": ours, "name": name, "teamId": team.id}
        try:
            done = await self._graph.ask(LabelDoneShape, documents.CREATE_LABEL, input=wanted)
        except (Conflict, Invalid):
            # Somebody may have been quicker, also we, when an answer was lost.
            known = await self._known(team, [name])
            if name.casefold() not in known:
                raise
            return known[name.casefold()]
        return done.issue_label.id


def borne(labels: Iterable[LabelShape], names: Iterable[str]) -> list[str]:
    """Return the ids of those of LABELS that are called NAMES, whatever their case."""
    wanted = {name.casefold() for name in names}
    return sorted(one.id for one in labels if one.name.casefold() in wanted)


def _missing(names: Iterable[str], known: Container[str]) -> list[str]:
    return sorted(name for name in names if name.casefold() not in known)


def _filter(team: TeamShape, names: Iterable[str]) -> dict[str, object]:
    called = [{"name": {"eqIgnoreCase": name}} for name in sorted(names)]
    within = [{"team": {"id": {"eq": team.id}}}, {"team": {"null": True}}]
    return {"and": [{"or": called}, {"or": within}]}
