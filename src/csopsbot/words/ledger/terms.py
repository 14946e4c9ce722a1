"""What a clock goes by, in words: what was promised, by which policy, and why by that one."""

from collections.abc import Iterable, Iterator

from csopsbot.domain.explanation import Unpromised
from csopsbot.domain.sla.choice import Match, PassedOver, Reason, Terms
from csopsbot.words.durations import open_time
from csopsbot.words.ledger.voice import Voice


def terms(one: Terms, voice: Voice) -> Iterator[str]:
    """Yield what was promised, why by this policy, and which were passed over."""
    yield promised(one, voice)
    yield because(one.match, voice)
    yield from passed_over(one.match.passed_over, voice)


def promised(one: Terms, voice: Voice) -> str:
    """Return the target, the calendar that it is counted by, and the policy it stands in."""
    return voice.say(
        "ledger.promised",
        time=open_time(one.target.seconds, voice.language),
        calendar=voice.show(one.target.calendar),
        severity=voice.severity(one.severity),
        policy=voice.show(one.policy.name),
    )


def because(match: Match, voice: Voice) -> str:
    """Return why the policy applies."""
    if not match.because:
        return voice.say("ledger.for_all")
    return voice.say("ledger.because", facts=", ".join(_fact(one, voice) for one in match.because))


def passed_over(policies: Iterable[PassedOver], voice: Voice) -> Iterator[str]:
    """Yield why each policy that stands earlier does not apply."""
    for one in policies:
        key = "ledger.passed_over" if one.reason.value else "ledger.passed_over_unknown"
        yield voice.say(key, policy=voice.show(one.policy), fact=_fact(one.reason, voice))


def unpromised(why: Unpromised, voice: Voice) -> Iterator[str]:
    """Yield why nothing is promised."""
    yield from passed_over(why.passed_over, voice)
    if why.applies:
        yield voice.say("ledger.no_target", policy=voice.show(why.applies))
    elif not why.passed_over:
        yield voice.say("ledger.no_policy")


def _fact(one: Reason, voice: Voice) -> str:
    if not one.value:
        return voice.say(f"fact.no_{one.field}")
    return voice.say(f"fact.{one.field}", value=_value(one, voice))


def _value(one: Reason, voice: Voice) -> str:
    named = {"severities": voice.severity, "teams": voice.team}
    return named.get(one.field, voice.show)(one.value)
