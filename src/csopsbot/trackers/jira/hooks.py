"""Webhooks of a Jira: which there are, and one of ours among them."""

from collections.abc import Sequence

from csopsbot.app.failures import Blocked, NoSecret, NotFound, Unsupported
from csopsbot.trackers.hooks import Hook
from csopsbot.trackers.jira.bodies import in_project
from csopsbot.trackers.jira.covering import covers, widened
from csopsbot.trackers.jira.dialect import HookForm
from csopsbot.trackers.jira.outcome import Call
from csopsbot.trackers.jira.queries import place
from csopsbot.trackers.jira.shapes import HookShape
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.webhook import FOLLOWED

_BY_HAND = "only an administrator may: docs/jira.md says how to do it by hand"


class Hooks:
    """Reads and registers the webhooks of a SITE; SECRETS sign what they deliver."""

    def __init__(self, site: Site, secrets: Sequence[str]) -> None:
        self._site = site
        self._secrets = secrets

    async def seen(self) -> tuple[HookShape, ...]:
        """Return every webhook, which Jira shows to administrators alone; raises a `Failure`."""
        form = (await self._site.dialect()).hooks
        call = Call("GET", form.path, root=form.root)
        return tuple(await self._site.ask(list[HookShape], call))

    async def register(self, project: str, url: str) -> None:
        """Let signed deliveries about PROJECT come to URL, by one webhook.

        Raises `NoSecret`, `Unsupported`.
        """
        form = (await self._site.dialect()).hooks
        if not self._secrets:
            raise NoSecret
        try:
            await self._register(form, project, url)
        except (Blocked, NotFound) as failure:
            raise Unsupported(f"Jira registers no webhook for us, {_BY_HAND} ({failure})") from None

    async def _register(self, form: HookForm, project: str, url: str) -> None:
        ours = next((one for one in await self.seen() if leads_to(one, url)), None)
        if ours and suffices(ours, project):
            return
        events = sorted(FOLLOWED | set(ours.events)) if ours else sorted(FOLLOWED)
        body = form.body(url, events, wanted(ours, project), self._secrets[0])
        path = place(form.path, ours.number) if ours else form.path
        await self._site.tell(Call("PUT" if ours else "POST", path, root=form.root, body=body))


def suffices(hook: HookShape, project: str) -> bool:
    """Return whether HOOK delivers all that we follow in PROJECT, signed as far as Jira tells."""
    whole = hook.enabled and set(hook.events) >= FOLLOWED and hook.signed is not False
    return whole and covers(hook.jql, project)


def wanted(hook: HookShape | None, project: str) -> str:
    """Return the search that HOOK is to have, so that it leaves out nothing of PROJECT."""
    if hook is None:
        return in_project(project)
    return hook.jql if covers(hook.jql, project) else widened(hook.jql, project)


def leads_to(hook: HookShape, url: str) -> bool:
    """Return whether HOOK delivers to URL."""
    return hook.url.rstrip("/") == url.rstrip("/")


def judged_as(hook: HookShape) -> Hook:
    """Return HOOK as it is to be judged."""
    counts = hook.statistics.counts
    tried = counts.failures + counts.errors + counts.successes
    failing = counts.failures + counts.errors if not counts.successes else 0
    return Hook(
        hook.url,
        active=hook.enabled,
        lacks=tuple(sorted(FOLLOWED - set(hook.events))),
        signed=hook.signed is not False,
        why=f"{failing} deliveries failed, and none came through" if failing else "",
        delivered=bool(counts.successes) if tried else None,
    )
