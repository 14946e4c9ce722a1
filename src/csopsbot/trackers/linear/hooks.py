"""The webhooks of the workspace: which there are, and one for us."""

from csopsbot.app.failures import NoSecret
from csopsbot.trackers.hooks import Hook
from csopsbot.trackers.linear import documents
from csopsbot.trackers.linear.graph import Graph
from csopsbot.trackers.linear.shapes import DoneShape, IdShape, ListShape, Shape, TeamShape
from csopsbot.trackers.linear.webhook import FOLLOWED


class WebhookShape(Shape):
    """A webhook; its SECRET is shown to whom Linear trusts with it."""

    id: str
    url: str | None = None
    enabled: bool
    resource_types: tuple[str, ...]
    secret: str | None = None
    all_public_teams: bool
    team_ids: tuple[str, ...] | None = None
    team: IdShape | None = None

    def is_for(self, team: TeamShape, url: str) -> bool:
        """Return whether it posts to URL what happens in TEAM, should it be enabled."""
        teams = {*(self.team_ids or ()), *((self.team.id,) if self.team else ())}
        return self.url == url and (team.id in teams or self.all_public_teams)

    @property
    def lacks(self) -> list[str]:
        """What it does not tell of, and we follow."""
        return sorted(FOLLOWED - {*self.resource_types})

    def shown(self) -> Hook:
        """Return the webhook as every tracker's is told of."""
        why = "" if self.enabled else "because deliveries failed, or by hand"
        return Hook(self.url or "", self.enabled, tuple(self.lacks), why=why)


class Hooks:
    """Lists webhooks and makes ours; SECRET is what ours signs with, empty while none is set."""

    def __init__(self, graph: Graph, secret: str) -> None:
        self._graph = graph
        self._secret = secret

    async def of(self, team: TeamShape, url: str) -> list[WebhookShape]:
        """Return those that post to URL what happens in TEAM; for administrators alone."""
        found = await self._graph.ask(ListShape[WebhookShape], documents.WEBHOOKS)
        return [one for one in found.nodes if one.is_for(team, url)]

    async def register(self, team: TeamShape, url: str) -> None:
        """Let deliveries about TEAM come to URL, by a webhook that is there or by a new one."""
        if not self._secret:
            raise NoSecret
        wanted = {"secret": self._secret, "enabled": True, "resourceTypes": sorted(FOLLOWED)}
        there = await self.of(team, url)
        for hook in there[:1]:
            if not hook.enabled or hook.lacks or hook.secret != self._secret:
                await self._graph.ask(DoneShape, documents.UPDATE_WEBHOOK, id=hook.id, input=wanted)
        if not there:
            new = {**wanted, "url": url, "teamId": team.id, "label": "csopsbot"}
            await self._graph.ask(DoneShape, documents.CREATE_WEBHOOK, input=new)
