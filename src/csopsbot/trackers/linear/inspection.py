"""Whether our account can do its work in a team, as far as Linear lets it ask."""

from collections.abc import Iterator

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import AuthError, Forbidden, Invalid
from csopsbot.domain.issue import Category
from csopsbot.trackers.hooks import Registration, judged, no_secret, unseen
from csopsbot.trackers.inspecting import LOOKED_AT, meant, sharing
from csopsbot.trackers.linear.access import LinearAccess
from csopsbot.trackers.linear.hooks import Hooks, WebhookShape
from csopsbot.trackers.linear.identifiers import is_ours
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.linear.queries import Queries
from csopsbot.trackers.linear.shapes import TeamShape, ViewerShape

_GUIDE = "docs/linear.md"
_REGISTRATION = Registration("Settings, API, Webhooks")
_SECRET = "CSOPSBOT_TRACKERS__LINEAR__WEBHOOK_SECRET"  # noqa: S105 - the name of a setting
_WANTED = (Category.OPEN, Category.IN_PROGRESS, Category.DONE, Category.REJECTED)


class Inspection:
    """Asks once about everything; changes nothing."""

    def __init__(
        self,
        access: LinearAccess,
        queries: Queries,
        hooks: Hooks,
        meanings: Meanings,
    ) -> None:
        self._access = access
        self._queries = queries
        self._hooks = hooks
        self._meanings = meanings

    async def of(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Return what was found about the team called PROJECT."""
        try:
            we = await self._queries.account(again=True)
        except AuthError as failure:
            return (Finding("fault", str(failure), "make a new API key, and set it"),)
        found = [*_account(we)]
        try:
            team = await self._queries.team(project)
        except Forbidden as failure:
            return (
                *found,
                Finding("fault", str(failure), "mend it in the desk file, or in Linear"),
            )
        found.append(Finding("fine", f"our account sees the team {team.name}"))
        found += _states(team, self._meanings)
        found += named_states(team, self._meanings)
        found.append(await self._sharing(we, team))
        return (*found, *(await self._hook(team, hook_url) if hook_url else ()))

    async def _hook(self, team: TeamShape, url: str) -> tuple[Finding, ...]:
        if not self._access.secrets:
            return (no_secret("Linear", _SECRET),)
        try:
            there = await self._hooks.of(team, url)
        except (Forbidden, Invalid):
            return (unseen(url, "administrators", _REGISTRATION.page),)
        found = judged([one.shown() for one in there], url, _REGISTRATION)
        return (*found, *(one for hook in there for one in self._secret(hook)))

    def _secret(self, hook: WebhookShape) -> Iterator[Finding]:
        if hook.secret and hook.secret not in self._access.secrets:
            says = "the webhook signs with another secret than the one that is set"
            copy = f"set {_SECRET} to the one that Linear shows"
            yield Finding("fault", says, _REGISTRATION.mends("unsigned", copy))

    async def _sharing(self, we: ViewerShape, team: TeamShape) -> Finding:
        made = await self._queries.made_by(we, team, LOOKED_AT)
        foreign = [one.identifier for one in made if not is_ours(one.id)]
        return sharing(we.name or we.display_name, foreign, _GUIDE)


def _account(we: ViewerShape) -> Iterator[Finding]:
    kind = "an app" if we.app else "a member of the workspace"
    yield Finding("fine", f"we act as {we.name or we.display_name}, {kind}")
    if we.guest:
        says = "our account is a guest: it sees only the teams that it was invited to"
        yield Finding("doubt", says, "make it a member, unless that is as you want it")


def _states(team: TeamShape, meanings: Meanings) -> Iterator[Finding]:
    for category in _WANTED:
        if meanings.state(team, category) is None:
            says = f"no state of {team.name} means {category.value.replace('_', ' ')}"
            yield Finding("doubt", says, "add one of that kind to the team's workflow")
    strange = [one.name for one in team.states.nodes if not meanings.tells(one)]
    if strange:
        says = f"what these states mean is guessed: {', '.join(strange)}"
        yield Finding(
            "doubt", says, "they count as open; use states of a kind that Linear had in 2026"
        )


def named_states(team: TeamShape, meanings: Meanings) -> Iterator[Finding]:
    """Yield what TEAM has no fitting state for of what the settings name; others may have one."""
    for category, name in meanings.preferred.items():
        chosen = meanings.state(team, category)
        if not name or (chosen and chosen.name.casefold() == name.casefold()):
            continue
        says = f"{team.name} has no state {name} of the kind that {category.name}_STATE is about"
        says += f": {chosen.name} is taken" if chosen else ""
        remedy = _instead(name, [one.name for one in team.states.nodes])
        yield Finding("doubt" if remedy else "fine", says, remedy)


def _instead(name: str, there: list[str]) -> str:
    """Return what to set instead of NAME; empty where it may well be another team's."""
    if name.casefold() in map(str.casefold, there):
        return "name one of that kind"
    return meant(name, there, "")
