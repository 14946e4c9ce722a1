"""What a Jira adapter is made of, put together once."""

from collections.abc import Callable
from datetime import datetime

from csopsbot.trackers.jira.access import JiraAccess, Patience
from csopsbot.trackers.jira.comments import Comments
from csopsbot.trackers.jira.files import Files
from csopsbot.trackers.jira.hooks import Hooks
from csopsbot.trackers.jira.inspecting import Inspection
from csopsbot.trackers.jira.issues import Issues
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.moving import Mover
from csopsbot.trackers.jira.ourselves import Ourselves
from csopsbot.trackers.jira.projects import Projects
from csopsbot.trackers.jira.queries import Queries
from csopsbot.trackers.jira.searching import Searching
from csopsbot.trackers.jira.site import Site
from csopsbot.trackers.jira.speaking import Speaker
from csopsbot.trackers.jira.timesheet import Timesheet
from csopsbot.trackers.jira.watching import Watching


class Parts:
    """The parts of the tracker called NAME, each of which does one kind of thing."""

    def __init__(
        self,
        name: str,
        access: JiraAccess,
        clock: Callable[[], datetime],
        meanings: Meanings,
        patience: Patience,
    ) -> None:
        self.site = site = Site(access, clock, patience)
        self.queries = queries = Queries(site)
        self.we = we = Ourselves(queries, access.email, clock)
        self.speaker = speaker = Speaker(name, access, site, we, meanings)
        searching = Searching(site)
        self.projects = Projects(site, queries, we, meanings)
        self.issues = Issues(site, queries, searching, speaker, clock)
        self.comments = Comments(site, queries, speaker, we, clock)
        self.mover = Mover(site, queries, meanings)
        self.files = Files(site, speaker, access)
        self.timesheet = Timesheet(site, queries, speaker)
        self.watching = Watching(
            site, queries, searching, speaker, we, projects=access.projects, clock=clock
        )
        self.hooks = hooks = Hooks(site, access.webhook_secrets)
        secrets = access.webhook_secrets + access.webhook_passwords
        self.inspection = Inspection(site, queries, we, hooks, secrets=secrets)
