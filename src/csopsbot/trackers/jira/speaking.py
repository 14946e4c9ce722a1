"""What is needed to read and to write in the dialect of the Jira at hand."""

from csopsbot.trackers.jira.access import JiraAccess
from csopsbot.trackers.jira.bodies import Writer
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.ourselves import Ourselves
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.translate import Reader


class Speaker:
    """Hands out readers and writers for the tracker called NAME."""

    def __init__(
        self, name: str, access: JiraAccess, site: Site, we: Ourselves, meanings: Meanings
    ) -> None:
        self._name = name
        self._access = access
        self._site = site
        self._we = we
        self._meanings = meanings

    async def reader(self) -> Reader:
        """Return a reader that knows who we are, as far as Jira said; raises a `Failure`."""
        account = await self._we.account()
        dialect = await self._site.dialect()
        return Reader(self._name, self._access, self._meanings, account, dialect)

    async def writer(self) -> Writer:
        """Return a writer; raises a `Failure`."""
        return Writer(await self._site.dialect())
