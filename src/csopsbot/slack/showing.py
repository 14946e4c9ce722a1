"""Opening a form in front of a person."""

from csopsbot.domain.desk import why_not_agent
from csopsbot.domain.events import Place
from csopsbot.domain.people import Person
from csopsbot.domain.steps import NotPossible
from csopsbot.slack import modals
from csopsbot.slack.asking import ask
from csopsbot.slack.blocks import Json
from csopsbot.slack.channels import Channel
from csopsbot.slack.forms import numbered
from csopsbot.slack.payload import Payload, required
from csopsbot.slack.reception import Reception


async def show(view: Json, payload: Payload, reception: Reception) -> None:
    """Open VIEW for whoever sent PAYLOAD; raises `No` when Slack lets us no more."""
    trigger = required(payload, "trigger_id")
    form = numbered(view, reception.new_id())
    await ask(reception.client.views_open(trigger_id=trigger, view=form))


async def show_escalate(
    place: Place, given: modals.Prefill, person: Person, payload: Payload, reception: Reception
) -> None:
    """Open the form to hand a problem to engineering; raises `NotPossible`."""
    check_agent(person, reception)
    await check_open(place.channel, reception)
    view = modals.escalate(reception.desk, place, person.language, given)
    await show(view, payload, reception)


async def show_escalate_anywhere(person: Person, payload: Payload, reception: Reception) -> None:
    """Open the form that asks for the channel as well; raises `NotPossible`."""
    check_agent(person, reception)
    await show(modals.escalate(reception.desk, None, person.language), payload, reception)


def check_agent(person: Person, reception: Reception) -> None:
    """Check that PERSON may act for support; raises `NotPossible`."""
    if why := why_not_agent(person, reception.desk):
        raise NotPossible(why)


async def check_open(channel: str, reception: Reception) -> None:
    """Check that we are in CHANNEL, and no outsiders are; raises `NotPossible`."""
    if why := why_not_here(await reception.channels.find(channel)):
        raise NotPossible(why)


async def check_inside(channel: str, person: Person, reception: Reception) -> None:
    """Check that PERSON is in CHANNEL, and so can follow what is said there; raises `NotPossible`."""
    if not await reception.channels.has(channel, person.id):
        raise NotPossible("outside_channel")


def why_not_here(channel: Channel) -> str | None:
    """Return the catalogue's word for why nothing can be escalated from CHANNEL."""
    if channel.is_shared:
        return "shared_channel"
    return None if channel.is_member else "not_in_channel"


def check_channel(id: str, name: str) -> None:
    """Check that it is a channel, and no conversation between a few; raises `NotPossible`."""
    if id.startswith("D") or name.startswith("mpdm-"):
        raise NotPossible("no_channel")
