"""What the director can break: rules of the sandbox's own, by names a newcomer understands."""

from types import MappingProxyType

from csopsbot.sandbox.face.words import say
from csopsbot.sandbox.faults import Fault

BREAKAGES = MappingProxyType(
    {
        "lose_answers": Fault(kind="drop_answer", match="chat.*"),
        "too_many": Fault(kind="ratelimit", match="chat.*", retry_after=2),
        "server_errors": Fault(kind="error", match="*", status=503),
        "hang": Fault(kind="hang", match="chat.*", seconds=5.0),
        "twice": Fault(kind="duplicate_events", match="event:*"),
        "lose_events": Fault(kind="lose_delivery", match="event:*"),
    }
)


def called(fault: dict[str, object], language: str) -> str:
    """Return what a rule in force is called, by its kind where it is none of these."""
    kind, match = str(fault["kind"]), str(fault["match"])
    for name, rule in BREAKAGES.items():
        if (rule.kind, rule.match) == (kind, match):
            return say(f"breakage.{name}", language)
    return say("breakage.other", language, kind=kind, match=match)
