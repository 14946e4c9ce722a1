"""Files in Linear's storage: a place is asked for, the file put there, and read by who may.

https://linear.app/developers/how-to-upload-a-file-to-linear
"""

import re
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response

from csopsbot.testing.linear_workspace.asking import Asking
from csopsbot.testing.linear_workspace.changing import Payload, done
from csopsbot.testing.linear_workspace.refusals import invalid
from csopsbot.testing.linear_workspace.workspace import Json, Upload, Workspace, new_id

LARGEST = 100_000_000

_RANGE = "x-goog-content-length-range"
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


def upload_file(
    _: object,
    asking: Asking,
    contentType: str,  # noqa: N803 - Linear's name
    filename: str,
    size: int,
    makePublic: bool = False,  # noqa: ARG001, N803 - nobody asks for it here
    metaData: Json | None = None,  # noqa: ARG001, N803 - nobody asks for it here
) -> Payload:
    if not _MEDIA_TYPE.fullmatch(contentType):
        raise invalid("contentType", "must be a MIME type")
    if not 0 <= size <= LARGEST:
        raise invalid("size", f"must not be greater than {LARGEST}")
    if not filename or "/" in filename:
        raise invalid("filename", "must be a name")
    workspace = asking.workspace
    place = Upload(new_id(), filename, contentType, size, signature=new_id())
    workspace.uploads[place.id] = place
    told = {
        "assetUrl": f"{workspace.url}/uploads/{workspace.id}/{place.id}",
        "uploadUrl": f"{workspace.url}/storage/{place.id}?X-Goog-Signature={place.signature}",
        "contentType": contentType,
        "filename": filename,
        "size": size,
        "metaData": None,
        "headers": [{"key": _RANGE, "value": f"{size},{size}"}],
    }
    return done(upload_file=told)


def put(workspace: Workspace, request: Request, content: bytes) -> Response:
    """Keep a file where its signed address says, under the very headers that were signed."""
    place = workspace.uploads.get(request.path_params["id"])
    signed = request.query_params.get("X-Goog-Signature")
    if place is None or signed != place.signature:
        return Response("SignatureDoesNotMatch", 403)
    if "authorization" in request.headers:
        return Response("Only one way to be let in may be shown", 400)
    expected = {
        "content-type": place.content_type,
        "content-length": str(place.size),
        _RANGE: f"{place.size},{place.size}",
    }
    if any(request.headers.get(name) != value for name, value in expected.items()):
        return Response("The headers are not those that were signed", 403)
    if "cache-control" not in request.headers or len(content) != place.size:
        return Response("BadRequest", 400)
    place.content = content
    return Response(status_code=200)


def read(workspace: Workspace, request: Request) -> Response:
    """Return a file; whoever asks has been let in before."""
    found = workspace.uploads.get(request.path_params["id"])
    if found is None or found.content is None or request.path_params["space"] != workspace.id:
        return Response("Not found", 404)
    return Response(found.content, media_type=found.content_type)


CHANGES: Mapping[tuple[str, str], Callable[..., Payload]] = {
    ("Mutation", "fileUpload"): upload_file,
}
