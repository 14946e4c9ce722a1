"""The Home tab: what one person has in hand, drawn for that person alone."""

from collections.abc import Callable, Iterator, Sequence

from csopsbot.app.in_hand import InHand, Listed, awaits_words, is_asked
from csopsbot.domain.desk import Desk, why_not_agent, why_not_member
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Person, Side
from csopsbot.slack import names
from csopsbot.slack.blocks import Json, actions, button, context, header, home_view, section
from csopsbot.slack.listing import MOST_SHOWN, line
from csopsbot.slack.preparing import Permalink
from csopsbot.slack.refusals import refusal
from csopsbot.words import say


def home(in_hand: InHand, person: Person, desk: Desk, permalink: Permalink) -> Json:
    """Return the Home of PERSON; who may not act at all is told why, and nothing else."""
    language = person.language
    if why := why_not_member(person):
        return home_view([section(refusal(why, language, {}, desk))])

    def told(one: Listed) -> str:
        return line(one, permalink, language, desk)

    def to_do(one: Listed) -> str:
        return line(one, permalink, language, desk, _to_do(one.escalation, language))

    def to_look_at(one: Listed) -> str:
        return line(one, permalink, language, desk, _to_look_at(one.escalation, language))

    blocks = (
        *_escalating(person, desk),
        *_calm(in_hand, language),
        *_list("home.waiting", in_hand.waiting, to_do, language),
        *_list("home.calling", in_hand.calling, to_look_at, language),
        *_list("home.opened", in_hand.opened, told, language),
        *_list("home.taken", in_hand.taken, told, language),
        context(say("home.how", language)),
    )
    return home_view(list(blocks))


def _escalating(person: Person, desk: Desk) -> Iterator[Json]:
    """Yield the button that opens the form, for those who may use it."""
    if why_not_agent(person, desk) is None:
        label = say("escalate.title", person.language)
        yield actions(button(label, names.HOME_ESCALATE, names.ESCALATE, style="primary"))


def _calm(in_hand: InHand, language: str) -> Iterator[Json]:
    """Yield kind words where nothing waits for the person."""
    if in_hand.waiting or in_hand.calling:
        return
    nothing = not (in_hand.opened or in_hand.taken)
    yield section(say("home.quiet" if nothing else "home.nothing_waits", language))


def _list(
    heading: str, found: Sequence[Listed], told: Callable[[Listed], str], language: str
) -> Iterator[Json]:
    """Yield what is TOLD of each, and that there is more where there is; nothing of none."""
    if not found:
        return
    yield header(say(heading, language))
    yield from (section(told(one)) for one in found[:MOST_SHOWN])
    if len(found) > MOST_SHOWN:
        yield context(say("home.more", language, shown=MOST_SHOWN))


def _to_do(escalation: Escalation, language: str) -> str:
    """Return what it is that waits for support."""
    parts = (("home.answer", is_asked(escalation)), ("home.tell", awaits_words(escalation)))
    return " · ".join(f"*{say(key, language)}*" for key, is_so in parts if is_so)


def _to_look_at(escalation: Escalation, language: str) -> str:
    """Return what it is that calls for engineering: a promise in danger, before all else."""
    key = "home.look" if escalation.rings_for(*Side) else "home.take"
    return f"*{say(key, language)}*"
