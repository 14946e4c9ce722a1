"""Who somebody is: from memory, from the database, or asked of Slack."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.app.failures import AuthError, Unavailable
from csopsbot.app.ports import Database
from csopsbot.domain.people import Person
from csopsbot.slack.asking import No, ask
from csopsbot.slack.payload import Payload, branch, flag, text
from csopsbot.slack.recent import Recent
from csopsbot.slack.workspace import Installation, Workspace
from csopsbot.words import language_of

FRESH = timedelta(days=1)
IN_MEMORY = timedelta(minutes=5)

_log = structlog.get_logger(__name__)


class People:
    """The persons of the workspace, as far as rights and words depend on them."""

    def __init__(
        self,
        client: AsyncWebClient,
        database: Database,
        clock: Callable[[], datetime],
        workspace: Workspace,
    ) -> None:
        self._client = client
        self._database = database
        self._clock = clock
        self._workspace = workspace
        self._memory: Recent[Person] = Recent(IN_MEMORY)
        self._complained: set[str] = set()

    async def find(self, id: str) -> Person:
        """Return the person; one of whom Slack tells nothing is a member called by their id."""
        if (known := self.remembered(id)) or (known := await self._kept(id)):
            return known
        try:
            person = await self._asked(id)
        except No as no:
            gone = no.code in ("user_not_found", "user_not_visible")
            return self._outsider(id) if gone else self._unknown(id, no.code)
        except (AuthError, Unavailable) as failure:
            return self._unknown(id, type(failure).__name__)
        await self._keep(person)
        return person

    def remembered(self, id: str) -> Person | None:
        """Return the person if looked up within minutes."""
        return self._memory.get(id, self._clock())

    async def refresh(self, user: Payload) -> bool:
        """Take over what Slack says has changed of a person we know; False for anybody else."""
        id = text(user, "id")
        known = self.remembered(id) or await self._kept(id)
        if known is None:
            return False
        read = await self._read(user, id)
        language = read.language if text(user, "locale") else known.language
        person = replace(read, language=language, email=read.email or known.email)
        if person != known:
            await self._keep(person)
        return True

    async def _kept(self, id: str) -> Person | None:
        since = self._clock() - FRESH
        person = await self._database.read(lambda work: work.people.get(id, since))
        if person is not None:
            self._remember(person)
        return person

    async def _asked(self, id: str) -> Person:
        answer = await ask(self._client.users_info(user=id, include_locale=True))
        return await self._read(branch(answer, "user"), id)

    async def _read(self, user: Payload, id: str) -> Person:
        """Return the person in USER; whom one description of us makes an outsider, both must."""
        person = read_person(user, await self._workspace.installation(), id)
        if not person.is_outsider:
            return person
        person = read_person(user, await self._workspace.described(), id)
        self._log_once("slack_person_outside" if person.is_outsider else "slack_team_ids_differ")
        return person

    async def _keep(self, person: Person) -> None:
        now = self._clock()
        await self._database.run(lambda work: work.people.put(person, now))
        self._remember(person)

    def _remember(self, person: Person) -> Person:
        self._memory.put(person.id, person, self._clock())
        return person

    def _outsider(self, id: str) -> Person:
        return self._remember(Person(id, id, is_outsider=True))

    def _unknown(self, id: str, problem: str) -> Person:
        """Return a plain member, so that the work goes on; the operator is told once."""
        self._log_once("slack_person_unknown", problem=problem)
        return Person(id, id)

    def _log_once(self, event: str, **details: str) -> None:
        happened = " ".join((event, *details.values()))
        if happened not in self._complained:
            self._complained.add(happened)
            _log.warning(event, **details)


def read_person(user: Payload, us: Installation, id: str = "") -> Person:
    """Return the person that Slack describes in USER."""
    return Person(
        id=text(user, "id") or id,
        name=_name(user) or id,
        language=language_of(text(user, "locale")),
        is_guest=flag(user, "is_restricted") or flag(user, "is_ultra_restricted"),
        is_outsider=_is_outsider(user, us),
        is_bot=flag(user, "is_bot"),
        is_active=not flag(user, "deleted"),
        email=text(user, "profile", "email") or None,
        tz=text(user, "tz"),
    )


def _name(user: Payload) -> str:
    names = (
        text(user, "profile", "display_name"),
        text(user, "profile", "real_name"),
        text(user, "real_name"),
        text(user, "name"),
    )
    return next((name.strip() for name in names if name.strip()), "")


def _is_outsider(user: Payload, us: Installation) -> bool:
    if flag(user, "is_stranger"):
        return True
    team = text(user, "team_id")
    organisation = text(user, "enterprise_user", "enterprise_id")
    same_organisation = bool(us.enterprise) and us.enterprise in (organisation, team)
    return bool(team and us.team) and team != us.team and not same_organisation
