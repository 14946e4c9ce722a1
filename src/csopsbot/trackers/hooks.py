"""What a tracker's webhooks are like, and what is wrong with the one that should lead to us."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from csopsbot.app.abilities import Finding

Part = Literal["absent", "disabled", "unsigned", "events", "certificate"]
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook as its tracker shows it.

    LACKS are the events that it should deliver and does not. LAST is the HTTP status with which
    the last delivery was answered, 0 if none is known; WHY says what the tracker adds to that.
    DELIVERED is whether any delivery came through, None where the tracker does not tell.
    """

    url: str
    active: bool = True
    lacks: tuple[str, ...] = ()
    signed: bool = True
    checks_certificate: bool = True
    last: int = 0
    why: str = ""
    delivered: bool | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """PAGE is where people set webhooks; registering ours anew mends it, but for what is BY_HAND.

    ENABLE is how people enable one there.
    """

    page: str
    by_hand: Collection[Part] = ()
    enable: str = "enable it"

    def mends(self, part: Part, otherwise: str) -> str:
        """Return how PART is put right; OTHERWISE is how people do it."""
        here = f"{otherwise} under {self.page}"
        return here if part in self.by_hand else f"csopsbot doctor --register does it, or {here}"

    def enables(self) -> str:
        """Return how a webhook that its failures disabled is put right."""
        here = f"{self.enable} under {self.page}"
        ours = "" if "disabled" in self.by_hand else "csopsbot doctor --register enables it, or "
        return f"mend what it failed for; then {ours}{here}"


def no_secret(vendor: str, settings: str) -> Finding:
    """Return that none of the SETTINGS which prove VENDOR's deliveries is set."""
    says = "no webhook secret is set: every delivery is refused"
    return Finding("fault", says, f"set {settings}, the same as at the webhook in {vendor}")


def unseen(url: str, who: str, page: str) -> Finding:
    """Return that only WHO may look at webhooks, and we may not."""
    says = f"only {who} may look at webhooks, so that nobody knows whether one is there"
    return Finding("doubt", says, f"let one of them look for {url} under {page}")


def judged(
    hooks: Iterable[Hook], url: str, registration: Registration, *, unseen: str = ""
) -> tuple[Finding, ...]:
    """Return what is to be said of the webhook that leads to URL.

    UNSEEN is whose webhooks may lead there as well, though HOOKS do not tell of them.
    """
    ours = [one for one in hooks if one.url.rstrip("/") == url.rstrip("/")]
    if not ours:
        remedy = registration.mends("absent", "add it")
        if unseen:
            says = f"no webhook leads to {url}, unless it is {unseen}"
            return (Finding("doubt", says, remedy),)
        says = f"no webhook leads to {url}: changes are only seen when we look for them"
        return (Finding("fault", says, remedy),)
    well = [one for one in ours if not any(_wrong(one, registration))]
    wrong = dict.fromkeys(finding for one in ours for finding in _wrong(one, registration))
    return (_well(well[0]), *map(_beside, wrong)) if well else tuple(wrong)


def _beside(finding: Finding) -> Finding:
    """Return what is wrong with a webhook beside one that is well."""
    return replace(finding, level="doubt", says=f"a second one leads to us: {finding.says}")


def _well(hook: Hook) -> Finding:
    how = {True: ", and deliveries get through", False: "; there was no delivery yet", None: ""}
    return Finding("fine", f"a webhook leads to {hook.url}{how[hook.delivered]}")


def _wrong(hook: Hook, registration: Registration) -> Iterator[Finding]:
    mends = registration.mends
    if not hook.active:
        says = f"the webhook is disabled {hook.why}".rstrip()
        yield Finding("fault", says, registration.enables())
    else:
        yield from _failing(hook, registration.page)
    if not hook.signed:
        says = "the webhook has no secret: we refuse what it brings"
        yield Finding("fault", says, mends("unsigned", "set ours"))
    if hook.lacks:
        says = f"the webhook leaves out: {', '.join(hook.lacks)}"
        yield Finding("doubt", says, mends("events", "tick them"))
    if not hook.checks_certificate:
        says = "the webhook does not check our certificate: others could listen"
        yield Finding("doubt", says, mends("certificate", "switch SSL verification on"))


def _failing(hook: Hook, page: str) -> Iterator[Finding]:
    if hook.last >= 400:
        says = f"the last delivery was answered with {hook.last} {hook.why}".rstrip()
        compare = "compare the secrets, and " if hook.last in (401, 403) else ""
        yield Finding("fault", says, f"{compare}look at the answers under {page}")
    elif hook.why and not 0 < hook.last < 400:
        says = f"deliveries do not get through: {hook.why}"
        yield Finding("doubt", says, f"look at the deliveries under {page}")
