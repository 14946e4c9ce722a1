"""The Home tab of an agent and of an engineer, busy and quiet."""

from collections.abc import Iterator
from dataclasses import replace

from csopsbot.app.in_hand import InHand, Listed
from csopsbot.demo.catalogue.cards import RESOLVED, TAKEN
from csopsbot.demo.catalogue.scene import ADA, LINKED, MIA, Scene, Told
from csopsbot.domain import events as e
from csopsbot.domain.people import Actor, Person
from csopsbot.domain.sla.policy import ON_CALL
from csopsbot.slack.blocks import Json
from csopsbot.slack.home import home
from csopsbot.slack.listing import MOST_SHOWN
from csopsbot.slack.preparing import nowhere


def homes(scene: Scene) -> Iterator[tuple[str, Json]]:
    """Yield each Home."""
    shown = (
        ("An agent's, with much to do", MIA, _busy(scene)),
        ("An agent's, with nothing to do", MIA, InHand(opened=_listed(scene.after(LINKED)))),
        ("An engineer's", ADA, InHand(taken=_listed(scene.after(LINKED, TAKEN)))),
        ("An engineer's who is called", ADA, _called(scene)),
        ("With more than is shown", MIA, _full(scene)),
        ("With nothing in hand", MIA, InHand()),
    )
    for title, actor, in_hand in shown:
        yield title, home(in_hand, _person(actor, scene), scene.desk, nowhere)
    guest = replace(_person(MIA, scene), is_guest=True)
    yield "A guest's", home(InHand(), guest, scene.desk, nowhere)


def _busy(scene: Scene) -> InHand:
    asked = scene.after(LINKED, e.Started(by=ADA), e.Asked(by=ADA), minutes=40)
    told = scene.after(LINKED, TAKEN, RESOLVED)
    return InHand(waiting=_listed(asked, told), opened=_listed(scene.after(), scene.after(LINKED)))


def _called(scene: Scene) -> InHand:
    call = e.Alerted(alert=2, rung=0, nth=1, who=(ON_CALL,))
    rings, taken = scene.alerted(call, "breach", 17), scene.after(LINKED, TAKEN)
    return InHand(calling=_listed(rings, scene.after(LINKED)), taken=_listed(taken))


def _full(scene: Scene) -> InHand:
    return InHand(opened=_listed(*[scene.after(LINKED)] * (MOST_SHOWN + 1)))


def _listed(*told: Told) -> tuple[Listed, ...]:
    """Return these escalations, each with a number of its own."""
    return tuple(
        Listed(replace(one.escalation, number=number)) for number, one in enumerate(told, 12)
    )


def _person(actor: Actor, scene: Scene) -> Person:
    return Person(actor.id, actor.name, scene.language)
