"""What can happen to one cycle of a clock: each move returns the cycle as it is afterwards."""

from dataclasses import replace

from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.run import Breach, Calendars, Run, Span, Status, settle, spent


def start(run: Run, at: int, terms: Terms | None) -> Run:
    """Return a new cycle after RUN, counting from AT."""
    return Run(
        cycle=run.cycle + 1,
        status=Status.RUNNING,
        terms=terms,
        started_at=at,
        anchor=at,
        allowance=terms.target.seconds if terms else 0,
    )


def wait_for(run: Run, reasons: frozenset[str], at: int, calendars: Calendars) -> Run:
    """Return RUN paused while there are REASONS to wait, running once there are none."""
    if not run.status.live or run.reasons == reasons:
        return run
    changed = replace(run, reasons=reasons)
    if reasons:
        return replace(_hold(changed, at, calendars), status=Status.PAUSED)
    return replace(changed, status=Status.RUNNING, anchor=at)


def stop(run: Run, at: int, calendars: Calendars) -> Run:
    """Return RUN finished at AT: met if it used no more than allowed."""
    if not run.status.live:
        return run
    held = _hold(run, at, calendars)
    if held.terms is None:
        return _finish(held, Status.CANCELLED, at)
    if spent(held, at, calendars) <= held.allowance:
        return _finish(held, Status.MET, at)
    return _finish(_broken(held, held.terms, at), Status.MISSED, at)


def cancel(run: Run, at: int, calendars: Calendars) -> Run:
    """Return RUN given up at AT; a breach until then stays a fact."""
    return _finish(_hold(run, at, calendars), Status.CANCELLED, at) if run.status.live else run


def resume(run: Run, at: int) -> Run:
    """Return RUN counting again after it was finished; what lay between does not count."""
    return replace(run, status=Status.RUNNING, anchor=at, stopped_at=None)


def retarget(run: Run, terms: Terms | None, at: int, calendars: Calendars) -> Run:
    """Return RUN under other TERMS from AT on; time before is counted as it was."""
    if not run.status.live or run.terms == terms:
        return run
    if run.terms and terms and run.terms.goal == terms.goal:
        return replace(run, terms=terms)
    changed = replace(_carried(run, terms, at, calendars), terms=terms)
    if terms is None:
        return changed
    used = spent(changed, at, calendars)
    return replace(
        changed,
        allowance=_allowance(changed, terms, used),
        armed=not run.breaches or used <= terms.target.seconds,
        epoch=at,
    )


def _carried(run: Run, terms: Terms | None, at: int, calendars: Calendars) -> Run:
    """Return RUN with what it keeps of its time, and a new anchor if it was counting."""
    anchor = at if run.status is Status.RUNNING else None
    restarts = run.terms and terms and terms.policy.retarget.rule == "restart"
    held = _hold(run, at, calendars)
    kept = () if restarts else tuple(_labelled(one, terms) for one in held.spans)
    return replace(held, anchor=anchor, spans=kept)


def _labelled(one: Span, terms: Terms | None) -> Span:
    """Return the span under a calendar for good: time without any takes the first there is."""
    if one.calendar or terms is None:
        return one
    return replace(one, calendar=terms.target.calendar)


def _allowance(run: Run, terms: Terms, used: int) -> int:
    """Return what RUN may use: the target, and a grace unless it is breached already."""
    rule = terms.policy.retarget
    floor = used + rule.grace if rule.rule == "keep" and not run.breaches else 0
    return max(terms.target.seconds, floor)


def _broken(run: Run, terms: Terms, at: int) -> Run:
    """Return RUN with its breach known at the latest by AT, where it was stopped while paused."""
    news = (Breach(at, run.epoch, terms),) if run.armed else ()
    return replace(run, breaches=(*run.breaches, *news), armed=False)


def _hold(run: Run, at: int, calendars: Calendars) -> Run:
    """Return RUN with its time up to AT put away, and the breach of it if there was one."""
    settled = settle(run, at, calendars)
    if run.anchor is None:
        return settled
    counted = (Span(run.anchor, at, run.calendar),) if at > run.anchor else ()
    return replace(settled, anchor=None, spans=(*run.spans, *counted))


def _finish(run: Run, status: Status, at: int) -> Run:
    return replace(run, status=status, stopped_at=at, reasons=frozenset())
