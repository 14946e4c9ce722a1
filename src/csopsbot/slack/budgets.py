"""How often we may call: below Slack's limits, so that it seldom has to stop us.

Slack counts per method and workspace (docs.slack.dev/apis/web-api/rate-limits); a post counts for
its channel as well. Where it does stop us, it stops the method for the whole workspace, which is
why every budget of the call is closed then, the channel's and the workspace's alike.

A steady rate and what may be done at once add up to what Slack allows in a minute: of 50 edits, 20
may come at once, for people act in bursts, and 30 follow over the minute.
"""

from csopsbot.app.ports import Budget
from csopsbot.slack.calls import Correct, Post, SlackCall

_WORKSPACE = {
    "chat.postMessage": (200.0, 20),
    "chat.update": (30.0, 20),
    "chat.postEphemeral": (70.0, 30),
    "reactions.add": (30.0, 20),
    "conversations.replies": (30.0, 20),
    "files.completeUploadExternal": (70.0, 30),
}
_CHANNEL = (60.0, 4)


def budgets(call: SlackCall, workspace: str) -> tuple[Budget, ...]:
    """Return what CALL uses up, the workspace's budget first."""
    key = f"slack:{workspace}:{call.method}"
    whole = Budget(key, *_WORKSPACE[call.method])
    if isinstance(call, Correct):
        looking = "conversations.replies"
        return (whole, Budget(f"slack:{workspace}:{looking}", *_WORKSPACE[looking]))
    if isinstance(call, Post):
        return (whole, Budget(f"{key}:{call.channel}", *_CHANNEL))
    return (whole,)
