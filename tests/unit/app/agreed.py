"""Desk files with policies, as they are read."""

from dataclasses import replace

from csopsbot.domain.desk import Desk
from csopsbot.domain.sla import Calendar, compiled, read
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Policy, Target
from tests.unit.app.house import DESK

OFFICE = read({"tz": "UTC", "hours": {"mon": ["09:00-17:00"]}})
ALWAYS = Calendar.always()


def desk(*policies: Policy, always: Calendar = ALWAYS) -> Desk:
    """Return what a desk file with these policies is read as."""
    written = {"always": always, "office": OFFICE}
    counting = {key: compiled(one) for key, one in written.items()}
    return replace(DESK, agreements=Agreements(policies, counting, (), written))


def faster(policy: Policy) -> Policy:
    """Return the policy with another promise."""
    target = Target(metric="first_response", seconds=60, calendar="always")
    return replace(policy, targets=(target,))
