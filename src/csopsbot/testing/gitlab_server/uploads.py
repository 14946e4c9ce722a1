"""Files that are sent to a project, for texts to refer to.

https://docs.gitlab.com/api/project_markdown_uploads/
"""

import re
import secrets

from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.refusals import Refusal, forbidden, missing, undocumented

LARGEST = 100_000_000

_NOT_KEPT = re.compile(r"[^\w.+-]")
_LONGEST_NAME = 246


async def add(asking: Asking) -> Response:
    """POST /projects/:id/uploads, a form with one file."""
    project = asking.project()
    if not asking.role(project):
        raise forbidden()
    if not asking.request.headers.get("content-type", "").startswith("multipart/form-data;"):
        raise Refusal(406, {"error": "The requested content-type is not supported."})
    await asking.request.body()  # kept, for it is asked for again
    async with asking.request.form() as form:
        sent = form.get("file")
        if set(form) != {"file"} or not isinstance(sent, UploadFile):
            raise undocumented("file is missing, or something else is there")
        content, named = await sent.read(), sent.filename or ""
    if len(content) > LARGEST:
        raise Refusal(413, {"message": "413 Request Entity Too Large"})
    name = _NOT_KEPT.sub("_", named.rpartition("/")[2])[-_LONGEST_NAME:]
    if not name:
        raise undocumented("file has no name")
    secret = secrets.token_hex(16)
    project.uploads[secret, name] = content
    url = f"/uploads/{secret}/{name}"
    told = {
        "id": next(asking.site.ids),
        "alt": name,
        "url": url,
        "full_path": f"/-/project/{project.id}{url}",
        "markdown": f"[{name}]({url})",
    }
    return JSONResponse(told, 201)


async def get(asking: Asking) -> Response:
    """GET /projects/:id/uploads/:secret/:filename, as it was sent."""
    project = asking.project()
    content = project.uploads.get((asking.parts["secret"], asking.parts["file"]))
    if content is None:
        raise missing("File")
    return Response(content, media_type="application/octet-stream")
