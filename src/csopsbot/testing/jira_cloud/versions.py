"""Operations on a project's releases."""

from csopsbot.testing.jira_cloud import shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.site import Version


def read_all(asking: Asking) -> Reply:
    """Return every release of a project."""
    return Reply(200, [shapes.version(asking.site, one) for one in asking.project().versions])


def add(asking: Asking) -> Reply:
    """Plan a release."""
    project = asking.site.project(str(asking.body.get("projectId") or asking.body.get("project")))
    if project is None:
        raise missing("The project was not found.")
    name = asking.body.get("name")
    if not name or any(one.name == name for one in project.versions):
        raise Refusal(400, name="A version with this name already exists in this project.")
    project.versions.append(Version(asking.site.new_id(), name))
    return Reply(201, shapes.version(asking.site, project.versions[-1]))


def edit(asking: Asking) -> Reply:
    """Change a release: let it come out, for instance."""
    every = (one for project in asking.site.projects for one in project.versions)
    found = next((one for one in every if one.id == asking.parts["id"]), None)
    if found is None:
        raise missing("The version was not found.")
    found.name = asking.body.get("name", found.name)
    found.released = asking.body.get("released", found.released)
    return Reply(200, shapes.version(asking.site, found))
