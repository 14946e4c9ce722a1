"""What the desk file says is agreed becomes versions that are kept, so that no history is rewritten.

A file may be edited at any time. What differs from the newest version kept is a new one, in force
from now on or from the date that the file gives; a policy that is gone from the file ends now.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from csopsbot.app.clocks import KIND
from csopsbot.app.ports import Version, Work
from csopsbot.app.versioning import Written, ends, in_force, news
from csopsbot.domain.desk import Desk
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.compiled import compiled
from csopsbot.domain.sla.instants import moment, seconds
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.sla.signals import CalendarChanged, Signal

T = TypeVar("T")


def adopt(work: Work, desk: Desk, now: datetime) -> Desk:
    """Keep what the desk's file says anew, and return the desk with every version there ever was.

    Where anything is new the clocks of every open escalation are looked at again.
    """
    at = moment(seconds(now))
    kept = _keep_calendars(work, desk.agreements, at) + _keep_policies(work, desk.agreements, at)
    adopted = current(work, desk)
    if kept and adopted.agreements.policies:
        work.deadlines.set_for_open(KIND, at)
    return adopted


def current(work: Work, desk: Desk) -> Desk:
    """Return the desk with every version that was kept of what is agreed."""
    calendars = _by_key(in_force(work.agreements.calendars()))
    policies = _by_key(in_force(work.agreements.policies()))
    agreements = Agreements(
        policies=tuple(one for series in policies.values() for one in _policies(series)),
        calendars={key: compiled(*_calendars(series)) for key, series in calendars.items()},
        edits=tuple(edit for series in calendars.values() for edit in _edits(series)),
        written_calendars=desk.agreements.written_calendars,
    )
    return replace(desk, agreements=agreements)


def _keep_calendars(work: Work, said: Agreements, now: datetime) -> int:
    """Keep the calendars that are new; one that is gone may be needed for what it once counted."""
    written = {key: _written_calendar(one) for key, one in said.written_calendars.items()}
    new = list(news(written, work.agreements.calendars(), now))
    for version in new:
        work.agreements.add_calendar(version)
    return len(new)


def _keep_policies(work: Work, said: Agreements, now: datetime) -> int:
    written = {one.key: _written_policy(one) for one in said.policies}
    kept = work.agreements.policies()
    new = [*news(written, kept, now), *ends(written, kept, now)]
    for version in new:
        work.agreements.add_policy(version)
    return len(new)


def _written_calendar(calendar: Calendar) -> Written[Calendar]:
    plain = replace(calendar, version="1", effective_from=None)
    return Written(plain, calendar.effective_from)


def _written_policy(policy: Policy) -> Written[Policy]:
    plain = replace(policy, version=1, effective_from=0, retired_from=None, changed_by="")
    return Written(plain, moment(policy.effective_from))


def _calendars(series: Sequence[Version[Calendar]]) -> Iterator[Calendar]:
    for one in series:
        if one.what is not None:
            yield replace(one.what, version=str(one.number), effective_from=one.effective_from)


def _policies(series: Sequence[Version[Policy]]) -> Iterator[Policy]:
    """Yield the versions of a policy, each with its end where one was put to it."""
    for one, following in zip(series, (*series[1:], None), strict=True):
        if one.what is not None:
            end = following if following and following.what is None else None
            yield replace(
                one.what,
                version=one.number,
                effective_from=seconds(one.effective_from),
                retired_from=seconds(end.effective_from) if end else None,
                changed_by=one.changed_by,
            )


def _edits(series: Sequence[Version[Calendar]]) -> Iterator[Signal]:
    """Yield when versions came into force; the first was, for all that was before the others."""
    for one in series[1:]:
        changed = CalendarChanged(one.key, str(one.number))
        yield Signal(seconds(one.effective_from), changed, one.changed_by)


def _by_key(versions: Iterable[Version[T]]) -> dict[str, list[Version[T]]]:
    return {key: list(series) for key, series in groupby(versions, key=lambda one: one.key)}
