"""The statements of the outbox. Each locks a lane before it looks at the effects in it."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from csopsbot.app.effects import Urgency
from csopsbot.storage import tables as t
from csopsbot.storage.columns import Instant
from csopsbot.storage.upsert import Upsert, insert_or_leave

_lane, _effect = t.lane.c, t.effect.c
_ITS_LANE = bindparam("its_lane", type_=sa.Text)
_NOW = bindparam("now", type_=Instant)
_IN_ITS_LANE = (_effect.lane == _ITS_LANE, t.is_alive)
_ROWS = sa.select(t.effect)


def _arm(insert: Any) -> sa.Executable:
    """Build the arming of a lane; whoever waits for its lock sees what we add once it has it."""
    new = insert(t.lane)
    changed = {
        "run_at": sa.func.coalesce(_lane.run_at, new.excluded.run_at),
        "urgency": _lesser(_lane.urgency, new.excluded.urgency),
    }
    statement: sa.Executable = new.on_conflict_do_update(
        index_elements=["key"], set_=changed
    ).returning(_lane.run_at)
    return statement


def _lesser(one: sa.ColumnElement[int], other: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.case((one <= other, one), else_=other)


ARM = Upsert(_arm)
ADD = insert_or_leave(t.effect)
HURRY = (
    sa.update(t.effect)
    .where(
        _effect.lane == _ITS_LANE,
        _effect.slot == bindparam("its_slot"),
        t.IS_WAITING,
        _effect.urgency > bindparam("least"),
    )
    .values(urgency=bindparam("least"))
)

OWES = sa.select(sa.exists().where(*_IN_ITS_LANE, _effect.slot == bindparam("its_slot")))

WAITS_SINCE = sa.select(sa.func.min(_effect.created_at, type_=Instant)).where(
    _effect.lane.in_(bindparam("lanes", expanding=True)),
    t.is_alive,
    _effect.escalation_id == bindparam("owner"),
)
OLDEST = (
    sa.select(_effect.target, sa.func.min(_effect.created_at, type_=Instant).label("since"))
    .where(t.is_alive)
    .group_by(_effect.target)
)

# The owner first, then the lane: in the order in which use cases lock them.
_OWNER = sa.select(_effect.escalation_id).where(*_IN_ITS_LANE).order_by(_effect.id).limit(1)
LOCK_OWNER = (
    sa.select(t.escalation.c.id)
    .where(t.escalation.c.id == _OWNER.scalar_subquery())
    .with_for_update(key_share=True)
)
LOCK = (
    sa.select(_lane.key)
    .where(_lane.key == _ITS_LANE, _lane.token == bindparam("its_token"))
    .with_for_update(key_share=True)
)
HEAD = _ROWS.where(*_IN_ITS_LANE).order_by(_effect.id).limit(1)

_ITS_ROW = _effect.id == bindparam("its_id")
INTEND = (
    sa.update(t.effect)
    .where(_ITS_ROW)
    .values(tried_at=_NOW, waiting=False, attempts=bindparam("next"))
)
FAILED = sa.update(t.effect).where(_ITS_ROW).values(tried_at=None, attempts=bindparam("next"))
UNANSWERED = sa.update(t.effect).where(_ITS_ROW).values(attempts=bindparam("next"))
DONE = sa.delete(t.effect).where(_ITS_ROW)
BURY = (
    sa.update(t.effect).where(_ITS_ROW).values(dead_at=_NOW, reason=bindparam("why"), waiting=False)
)
SET_ASIDE = sa.update(t.effect).where(_ITS_ROW).values(dead_at=_NOW, tried_at=None, waiting=False)

REST = (
    sa.update(t.lane)
    .where(_lane.key == _ITS_LANE)
    .values(token=None, run_at=bindparam("until", type_=Instant))
)
_MOST_URGENT = sa.select(sa.func.min(_effect.urgency)).where(*_IN_ITS_LANE).scalar_subquery()
RELEASE = (
    sa.update(t.lane)
    .where(_lane.key == _ITS_LANE)
    .values(
        token=None,
        urgency=sa.func.coalesce(_MOST_URGENT, int(Urgency.ROUTINE)),
        run_at=sa.case((sa.exists().where(*_IN_ITS_LANE), _NOW), else_=None),
    )
    .returning(_lane.run_at)
)
BLOCK = (
    sa.update(t.lane)
    .where(_lane.key == _ITS_LANE, _lane.blocked != bindparam("why"))
    .values(blocked=bindparam("why"))
)
BLOCKED = (
    sa.select(_lane.key, _lane.target, _lane.blocked)
    .where(t.IS_BLOCKED)
    .order_by(_lane.key)
    .limit(bindparam("at_most"))
)
WAITING = (
    sa.select(
        _lane.key,
        _lane.target,
        sa.func.count(_effect.id),
        _lane.run_at,
        sa.func.max(_effect.attempts),
    )
    .join(t.effect, sa.and_(_effect.lane == _lane.key, t.is_alive))
    .where(t.lane_is_armed)
    .group_by(_lane.key, _lane.target, _lane.run_at)
    .order_by(_lane.run_at, _lane.key)
    .limit(bindparam("at_most"))
)
EXTEND = (
    sa.update(t.lane)
    .where(_lane.token.in_(bindparam("tokens", expanding=True)))
    .values(run_at=bindparam("lease", type_=Instant))
)

DEAD = _ROWS.where(t.is_dead).order_by(_effect.dead_at, _effect.id).limit(bindparam("at_most"))
_THESE_DEAD = (_effect.id.in_(bindparam("ids", expanding=True)), t.is_dead)
# An operator waits for what is revived.
ARM_DEAD = (
    sa.update(t.lane)
    .where(_lane.key.in_(sa.select(_effect.lane).where(*_THESE_DEAD)))
    .values(
        run_at=sa.func.coalesce(_lane.run_at, _NOW),
        urgency=_lesser(_lane.urgency, sa.literal(int(Urgency.PERSON))),
    )
)
REVIVE = sa.update(t.effect).where(*_THESE_DEAD).values(dead_at=None, reason=None, attempts=0)

# Armed even where nothing was set aside: what another transaction just sets aside would be overlooked.
ARM_ASIDE = (
    sa.update(t.lane)
    .where(_lane.key == _ITS_LANE)
    .values(run_at=sa.func.coalesce(_lane.run_at, _NOW))
)
BRING_BACK = (
    sa.update(t.effect)
    .where(_effect.lane == _ITS_LANE, t.is_aside)
    .values(dead_at=None, attempts=0)
)


@lru_cache
def claim(targets: int) -> sa.Executable:
    """Return the claiming of lanes of so many targets, which looks at lanes that are due alone.

    For each target and urgency the index gives the first lanes by time; the best of those are taken.
    The look stands in a CTE, for there PostgreSQL looks once, whatever plan it makes of the rest.
    """
    looks = [
        sa.select(_first_due(target, urgency).subquery())
        for target in range(targets)
        for urgency in Urgency
    ]
    due = sa.union_all(*looks).cte("due")
    best = sa.select(due.c.key).order_by(due.c.urgency, due.c.run_at, due.c.key)
    best = best.limit(bindparam("at_most"))
    return (
        sa.update(t.lane)
        .where(_lane.key.in_(best))
        .values(
            run_at=bindparam("lease", type_=Instant),
            token=bindparam("nonce", type_=sa.Text) + ":" + _lane.key,
        )
        .returning(_lane.key, _lane.target, _lane.token, _lane.urgency)
    )


def _first_due(target: int, urgency: Urgency) -> sa.Select[Any]:
    return (
        sa.select(_lane.key, _lane.urgency, _lane.run_at)
        .where(*_of(target, urgency), _lane.run_at <= _NOW)
        .order_by(_lane.run_at)
        .limit(bindparam("at_most"))
        .with_for_update(skip_locked=True)
    )


@lru_cache
def next_due(targets: int) -> sa.Select[Any]:
    """Return the look for the earliest time of lanes of so many targets."""
    earliest = [
        sa.select(sa.func.min(_lane.run_at).label("run_at")).where(
            *_of(target, urgency), t.lane_is_armed
        )
        for target in range(targets)
        for urgency in Urgency
    ]
    looks = sa.union_all(*earliest).subquery()
    return sa.select(sa.func.min(looks.c.run_at, type_=Instant))


def _of(target: int, urgency: Urgency) -> tuple[sa.ColumnElement[bool], ...]:
    return _lane.target == bindparam(f"target_{target}"), _lane.urgency == int(urgency)
