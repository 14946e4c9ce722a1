"""A local Slack to try and to test a Slack app with; it knows nothing of any one app."""

from csopsbot.sandbox.clock import Clock
from csopsbot.sandbox.face.render.catalogue import Catalogue, Example
from csopsbot.sandbox.manifest import App, app_from_manifest, load_app
from csopsbot.sandbox.person import ClientError, FormErrors, NotSeen, Person
from csopsbot.sandbox.program import serve
from csopsbot.sandbox.server import create_app, running
from csopsbot.sandbox.starting import CannotStart, NotLoopback
from csopsbot.sandbox.workspace import (
    Channel,
    Team,
    User,
    UserGroup,
    Workspace,
    example_workspace,
    load_workspace,
)

__all__ = [
    "App",
    "CannotStart",
    "Catalogue",
    "Channel",
    "ClientError",
    "Clock",
    "Example",
    "FormErrors",
    "NotLoopback",
    "NotSeen",
    "Person",
    "Team",
    "User",
    "UserGroup",
    "Workspace",
    "app_from_manifest",
    "create_app",
    "example_workspace",
    "load_app",
    "load_workspace",
    "running",
    "serve",
]
