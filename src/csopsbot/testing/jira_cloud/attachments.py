"""Operations on an issue's files."""

from csopsbot.testing.jira_cloud import shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.site import Attachment

LARGEST = 100_000_000


def add(asking: Asking) -> Reply:
    """Take the files of a form, each in a part called `file`."""
    issue, now = asking.issue(), asking.site.clock()
    asking.needs("CREATE_ATTACHMENTS", issue.project)
    files = [one for one in asking.files if one.part == "file"]
    if not files:
        raise Refusal(400, "No file was posted.")
    if any(len(one.content) > LARGEST for one in files):
        raise Refusal(413, "The file is larger than what may be attached.")
    made = [
        Attachment(asking.site.new_id(), one.name, asking.user, now, one.media_type, one.content)
        for one in files
    ]
    issue.attachments += made
    issue.updated = now
    asking.deliveries.issue("updated", "issue_updated", asking.user, issue, [])
    return Reply(200, [shapes.attachment(asking.site, one) for one in made])


def lead(asking: Asking) -> Reply:
    """Lead whoever may see the file to where its content is: on another server, for a while."""
    found = find(asking, asking.parts["id"])
    if asking.query.get("redirect") == "false":
        raise Refusal(400, "This server keeps its files elsewhere.")
    elsewhere = asking.site.url.replace("127.0.0.1", "localhost")
    return Reply(303, headers={"location": f"{elsewhere}/media/{found.id}?token=once"})


def find(asking: Asking, attachment_id: str) -> Attachment:
    """Return the file, if the asker may see its issue."""
    for issue in asking.site.issues.values():
        for one in issue.attachments:
            if one.id == attachment_id and not issue.is_hidden_from(asking.user):
                return one
    raise missing("The attachment was not found.")
