"""Everything the local Slack holds, drawn as HTML; pure, and safe whatever stands in it."""

from csopsbot.sandbox.face.render.bodies import message_body, suggestions, view_body
from csopsbot.sandbox.face.render.mrkdwn import text
from csopsbot.sandbox.face.render.sight import Sight, State

__all__ = ["Sight", "State", "message_body", "suggestions", "text", "view_body"]
