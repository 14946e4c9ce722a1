"""The way out to the built-in tracker, and from it, as a webhook, back to ourselves."""

from dataclasses import dataclass

from csopsbot.app.effects import Effect, PostWebhook
from csopsbot.app.ports import Call, Scene
from csopsbot.app.receipts import Done, Receipt
from csopsbot.app.tracker import Tracker
from csopsbot.domain.desk import Desk
from csopsbot.trackers.local.hook import Hook
from csopsbot.trackers.outlet import Permalink, TrackerOutlet
from csopsbot.trackers.passing_on import FetchFile, no_files


@dataclass(frozen=True, slots=True)
class Announcement:
    """Say by webhook that an issue changed; repeated, it is the same DELIVERY."""

    hook: Hook
    delivery: str
    issue_id: str

    async def send(self, _tracker: Tracker, /) -> Receipt:
        """Post it."""
        await self.hook.post(self.delivery, self.issue_id)
        return Done()


class LocalOutlet(TrackerOutlet):
    """Delivers to the built-in tracker, and its webhooks by HOOK."""

    def __init__(
        self,
        tracker: Tracker,
        hook: Hook,
        desk: Desk,
        permalink: Permalink,
        fetch: FetchFile = no_files,
    ) -> None:
        super().__init__(tracker, desk, permalink, fetch)
        self._hook = hook

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Render the effect; None when the issue shows it already. Raises `Refused`."""
        if isinstance(effect, PostWebhook):
            call = Announcement(self._hook, scene.key, effect.issue_id)
            return Call(scene.key, call, repeatable=True)
        return super().prepare(effect, scene)
