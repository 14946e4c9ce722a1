"""Publishing somebody's Home: read, drawn, and shown to that person alone."""

import structlog

from csopsbot.app.failures import Failure, noted
from csopsbot.app.in_hand import read_in_hand
from csopsbot.domain.people import Person
from csopsbot.slack.asking import No, ask
from csopsbot.slack.home import home
from csopsbot.slack.reception import Reception

_log = structlog.get_logger(__name__)


async def publish_home(person: Person, reception: Reception) -> None:
    """Show PERSON their Home as of now.

    Where Slack does not take it, it is logged and no more: it is drawn anew when it is opened again.
    """
    try:
        desk = reception.desk
        in_hand = await reception.database.read(lambda work: read_in_hand(work, person, desk))
        await reception.workspace.installation()
        view = home(in_hand, person, desk, reception.workspace.permalink)
        await ask(reception.client.views_publish(user_id=person.id, view=view))
    except No as no:
        _log.warning("slack_home_not_shown", code=no.code)
    except Failure as failure:
        _log.warning("slack_home_not_shown", **noted(failure))
