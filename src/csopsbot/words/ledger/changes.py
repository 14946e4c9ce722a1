"""A change of what a clock goes by, in words: what changed, and what it did to the deadline."""

from collections.abc import Iterator

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.entries import Retargeted
from csopsbot.words.durations import open_time
from csopsbot.words.ledger.terms import promised, terms
from csopsbot.words.ledger.voice import Voice


def change(one: Retargeted, voice: Voice) -> str:
    """Return what happened that the clock goes by other terms for."""
    if isinstance(one.cause, s.PolicyChanged):
        return _policy(one, one.cause.policy, voice)
    match one.cause:
        case s.SeverityChanged(severity):
            return _severity(one.before.severity if one.before else "", severity, voice)
        case s.TeamChanged(team):
            return voice.say("ledger.handed_over", team=voice.team(team))
        case _:
            return voice.say("ledger.terms_changed")


def moved(one: Retargeted, voice: Voice) -> Iterator[str]:
    """Yield what became of the deadline, by which rule, and what is promised from here on."""
    if one.after is None:
        yield voice.say("ledger.no_longer_promised")
        return
    if _is_of_no_concern(one):
        return
    yield from _deadline(one, voice)
    yield from _rule(one.before, one.after, voice)
    if one.grace > 0:
        grace = open_time(one.grace, voice.language)
        least = open_time(one.after.policy.retarget.grace, voice.language)
        yield voice.say("ledger.grace", grace=grace, least=least)
    same = one.before is not None and one.before.match == one.after.match
    yield from [promised(one.after, voice)] if same else terms(one.after, voice)


def _policy(one: Retargeted, policy: str, voice: Voice) -> str:
    name = voice.show(policy)
    if one.before is None:  # several may begin at once, of which POLICY is but the first heard of
        began = one.after.policy.key if one.after else policy
        return voice.say("ledger.policy_began", policy=voice.show(began))
    if _is_of_no_concern(one):
        kept = voice.show(one.before.policy.name)
        return voice.say("ledger.policy_elsewhere", policy=name, kept=kept)
    return voice.say("ledger.policy_changed", policy=name)


def _is_of_no_concern(one: Retargeted) -> bool:
    """Return whether a policy was changed that stands before the one the clock goes by."""
    before, after = one.before, one.after
    if before is None or after is None or not isinstance(one.cause, s.PolicyChanged):
        return False
    return (before.policy, before.target) == (after.policy, after.target)


def _severity(before: str, after: str, voice: Voice) -> str:
    ranks = {one.key: one.rank for one in voice.desk.severities}
    if not {before, after} <= ranks.keys():
        return voice.say("ledger.severity_set", after=voice.severity(after))
    raised = ranks[after] < ranks[before]
    key = "ledger.severity_raised" if raised else "ledger.severity_lowered"
    return voice.say(key, before=voice.severity(before), after=voice.severity(after))


def _deadline(one: Retargeted, voice: Voice) -> Iterator[str]:
    if one.due_after is None:
        return
    after = voice.instant(one.due_after)
    if one.due_before is None:
        yield voice.say("ledger.due", due=after)
    elif one.due_before == one.due_after:
        yield voice.say("ledger.due_stays", due=after)
    else:
        before = voice.instant(one.due_before)
        yield voice.say("ledger.due_moved", before=before, after=after)


def _rule(before: Terms | None, after: Terms, voice: Voice) -> Iterator[str]:
    """Yield whether what was spent counts on, where the target is another."""
    if before is not None and before.goal != after.goal:
        yield voice.say(f"ledger.rule_{after.policy.retarget.rule}")
