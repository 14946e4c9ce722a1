"""How fast a tracker is called: below its limits, so that it seldom has to stop us."""

from csopsbot.app import effects as fx
from csopsbot.app.abilities import Limits, Rate
from csopsbot.app.ports import Budget

_READS = (fx.ReadIssue, fx.FindIssue, fx.LookForChanges, fx.SightIssues)


def budgets(
    tracker: str, limits: Limits, effect: fx.Effect, issue_id: str | None
) -> tuple[Budget, ...]:
    """Return what the call for EFFECT uses up, that of the one issue it may be about last."""
    if isinstance(effect, _READS):
        return _budget(f"{tracker}:reads", limits.reads)
    whole = _budget(f"{tracker}:writes", limits.writes)
    if issue_id is None:
        return whole
    return whole + _budget(f"{tracker}:issue:{issue_id}", limits.writes_of_issue)


def _budget(key: str, rate: Rate | None) -> tuple[Budget, ...]:
    return (Budget(key, rate.a_minute, rate.burst),) if rate else ()
