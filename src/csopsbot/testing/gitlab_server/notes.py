"""What can be asked about the notes below an issue."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server import bodies, shapes
from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.bodies import NoteBody, NoteEdit, NotesQuery
from csopsbot.testing.gitlab_server.quick_actions import parted
from csopsbot.testing.gitlab_server.refusals import Refusal, forbidden
from csopsbot.testing.gitlab_server.site import Issue, Note, Role


async def listed(asking: Asking) -> Response:
    """GET /projects/:id/issues/:issue_iid/notes; system notes are among them."""
    query = await asking.query(NotesQuery)
    issue = asking.issue()
    insider = asking.manages(issue.project)
    notes = [one for one in issue.notes if insider or not one.internal]
    by_update = query.order_by == "updated_at"
    notes.sort(key=lambda one: (one.updated if by_update else one.created, one.id))
    shown = [shapes.note(asking.site, issue, one) for one in notes]
    return asking.page(shown if query.sort == "asc" else shown[::-1], query)


async def add(asking: Asking) -> Response:
    """POST /projects/:id/issues/:issue_iid/notes."""
    wanted = await asking.body(NoteBody)
    issue = asking.issue()
    if not asking.role(issue.project) or (wanted.internal and not asking.manages(issue.project)):
        raise forbidden()
    text, commands = _text(wanted)
    if "close" in commands:
        issue.state = "closed"
    if not text.strip():
        return JSONResponse({"commands_changes": dict.fromkeys(commands, True)}, 202)
    note = asking.site.note(issue, asking.who, text, internal=wanted.internal)
    asking.deliveries.note(asking.who, issue, note)
    return JSONResponse(shapes.note(asking.site, issue, note), 201)


async def edit(asking: Asking) -> Response:
    """PUT /projects/:id/issues/:issue_iid/notes/:note_id."""
    wanted = await asking.body(NoteEdit)
    issue = asking.issue()
    note = asking.note(issue)
    _owned(asking, issue, note)
    note.body, note.updated = _text(wanted)[0], asking.site.clock()
    asking.site.touch(issue)
    asking.deliveries.note(asking.who, issue, note)
    return JSONResponse(shapes.note(asking.site, issue, note))


async def delete(asking: Asking) -> Response:
    """DELETE /projects/:id/issues/:issue_iid/notes/:note_id; neither issue nor webhook tells."""
    await asking.query(bodies.NoQuery)
    issue = asking.issue()
    note = asking.note(issue)
    _owned(asking, issue, note)
    issue.notes.remove(note)
    return Response(status_code=204)


def _owned(asking: Asking, issue: Issue, note: Note) -> None:
    """Refuse who neither wrote the note nor maintains the project."""
    maintains = asking.role(issue.project) >= Role.MAINTAINER
    if note.system or not (note.author is asking.who or maintains):
        raise forbidden()


def _text(wanted: NoteBody | NoteEdit) -> tuple[str, list[str]]:
    if not wanted.body.strip():
        raise Refusal(400, {"message": '400 Bad request - Note {:note=>["can\'t be blank"]}'})
    return parted(bodies.text(wanted.body, "note"))
