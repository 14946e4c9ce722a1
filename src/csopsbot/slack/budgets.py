"""How often we may call: below Slack's limits, so that it seldom has to stop us.

Slack counts per method and workspace (docs.slack.dev/apis/web-api/rate-limits); a post counts for
its channel as well. Where it does stop us, it stops the method for the whole workspace, which is
why every budget of the call is closed then, the channel's and the workspace's alike.
"""

from csopsbot.app.ports import Budget
from csopsbot.slack.calls import Post, SlackCall

_WORKSPACE = {
    "chat.postMessage": (200.0, 20),
    "chat.update": (45.0, 5),
    "chat.postEphemeral": (90.0, 10),
    "reactions.add": (45.0, 5),
    "conversations.replies": (45.0, 5),
}
_CHANNEL = (60.0, 4)


def budgets(call: SlackCall, workspace: str) -> tuple[Budget, ...]:
    """Return what CALL uses up, the workspace's budget first."""
    key = f"slack:{workspace}:{call.method}"
    whole = Budget(key, *_WORKSPACE[call.method])
    if isinstance(call, Post):
        return (whole, Budget(f"{key}:{call.channel}", *_CHANNEL))
    return (whole,)
