"""The board's pages, rendered on the server; they need no script."""

from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote, unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from csopsbot.trackers.local.asked import LONGEST_NAME
from csopsbot.trackers.local.markup import to_html
from csopsbot.trackers.local.showing import (
    choices,
    comments,
    file,
    priority_in,
    steps,
    title_of,
    total,
)
from csopsbot.trackers.local.translate import LONGEST_TEXT, STATUSES, named
from csopsbot.trackers.local.views import AT_MOST, Detail, Overview
from csopsbot.words import language_of, say

NAME_COOKIE = "csopsbot_name"


class Pages:
    """Renders the templates beside this file."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("csopsbot.trackers.local"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def board(self, request: Request, overview: Overview) -> HTMLResponse:
        """Return the board: a column for each status."""
        language = language_in(request)
        columns = [
            {
                "title": title_of(status, language),
                "issues": [one for one in overview.issues if named(one.status) is status],
            }
            for status in STATUSES
        ]
        return self._page(
            request,
            "board.html",
            overview=overview,
            columns=columns,
            at_most=AT_MOST,
            versions_of=overview.project or next(iter(overview.projects), ""),
            priority_in=partial(priority_in, language=language),
        )

    def issue(self, request: Request, detail: Detail) -> HTMLResponse:
        """Return an issue's page with what can be done there."""
        language = language_in(request)
        here = named(detail.issue.status)
        return self._page(
            request,
            "issue.html",
            issue=detail.issue,
            status=title_of(here, language) if here else detail.issue.status,
            body=to_html(detail.issue.body),
            comments=comments(detail.comments, name_in(request)),
            files=[file(one) for one in detail.files],
            moves=[
                {"name": one.name, "title": title_of(one, language)}
                for one in STATUSES
                if one is not here
            ],
            priorities=choices(detail.issue.priority, language),
            planned=detail.planned,
            versions=[one for one in detail.versions if one not in detail.planned],
            hours=detail.hours,
            total=total(detail.hours),
            history=steps(detail.history, language),
        )

    def message(self, request: Request, text: str, status: int) -> HTMLResponse:
        """Return a page that says TEXT."""
        page = self._page(request, "message.html", message=text)
        page.status_code = status
        return page

    def _page(self, request: Request, template: str, **values: object) -> HTMLResponse:
        language = language_in(request)
        html = self._templates.get_template(template).render(
            language=language,
            say=partial(say, language=language),
            root=root_of(request),
            name=name_in(request),
            longest_name=LONGEST_NAME,
            longest_text=LONGEST_TEXT,
            shown=_shown,
            **values,
        )
        return HTMLResponse(html)


def language_in(request: Request) -> str:
    """Return the language the browser asks for first, or one that we speak."""
    wanted = request.headers.get("accept-language", "")
    return language_of(wanted.partition(",")[0].partition(";")[0].strip())


def root_of(request: Request) -> str:
    """Return the way from the page to the board, whatever stands before us in the address."""
    path = str(request.scope["path"]).removeprefix(str(request.scope.get("root_path", "")))
    return "../" * path.strip("/").count("/") or "./"


def name_in(request: Request) -> str:
    """Return who the browser says acts, empty if it was never said."""
    return unquote(request.cookies.get(NAME_COOKIE, ""))[:LONGEST_NAME]


def name_cookie(name: str) -> str:
    """Return NAME as a cookie may hold it."""
    return quote(name, safe="")


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
