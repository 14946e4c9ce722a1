"""What is asked of every tracker's adapter, and the README's table of what each does."""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from csopsbot.app.abilities import Capabilities

TRACKERS = Path(__file__).parents[1] / "trackers"

ASKED: Mapping[str, str] = {
    "create": "making issues",
    "idempotent_create": "making an issue once",
    "native_idempotency": "",
    "locate": "finding an issue by its address",
    "comments": "comments",
    "idempotent_comments": "commenting once",
    "edit_comments": "editing comments",
    "delete_comments": "deleting comments",
    "internal_comments": "comments for colleagues alone",
    "moves": "moving",
    "exact_status": "moving to a very status",
    "assignment": "assigning",
    "users_by_email": "finding people by address",
    "labels": "labels",
    "priorities": "priorities",
    "fix_versions": "versions",
    "custom_fields": "fields of its own",
    "links": "links",
    "attachments": "files",
    "downloads": "reading files",
    "work_log": "time spent",
    "rich_text": "rich text",
    "project_schema": "what a project asks for",
    "webhooks": "webhooks",
    "webhook_registration": "registering webhooks",
    "changes_since": "what changed since",
    "bulk_reading": "looking at many at once",
    "history": "who changed what",
    "moved_issues": "moved issues",
    "deleted_issues": "deleted issues",
    "hidden_issues": "hidden issues",
    "lost_answers": "lost answers",
    "rate_limits": "",
    "inspection": "inspection",
}
"""What every `scale.yaml` answers for, and what people call it; empty where it is none of theirs."""

ABLE: Mapping[str, Callable[[Capabilities], bool]] = {
    "internal_comments": lambda can: can.private_comments,
    "work_log": lambda can: can.work_log,
    "priorities": lambda can: can.priorities,
    "fix_versions": lambda can: can.fix_versions,
    "users_by_email": lambda can: can.people == "by_address",
    "history": lambda can: can.history,
    "attachments": lambda can: can.max_file > 0,
    "webhooks": lambda can: can.webhooks != "none",
    "webhook_registration": lambda can: can.registers_webhooks,
}
"""Of what is asked, that which the adapter says of itself as well."""

BEGIN, END = "<!-- trackers -->", "<!-- /trackers -->"


def scale(path: Path) -> Mapping[str, Any]:
    """Return what the `scale.yaml` at PATH says."""
    said: Mapping[str, Any] = YAML(typ="safe").load(path)
    return said


def scales() -> dict[str, Mapping[str, Any]]:
    """Return every tracker's scale by the tracker's name."""
    found = {path.parent.name: scale(path) for path in TRACKERS.glob("*/scale.yaml")}
    return dict(sorted(found.items(), key=lambda one: one[1]["tracker"]["name"].casefold()))


def table() -> str:
    """Return the README's table of trackers."""
    head = "| tracker | does everything but | tried on |\n|---|---|---|\n"
    return head + "".join(_row(name, one) for name, one in scales().items())


def with_table(text: str) -> str:
    """Return TEXT with the table between its marks made anew."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}{END}{after}"


def _row(name: str, said: Mapping[str, Any]) -> str:
    tracker = said["tracker"]
    lacks = ", ".join(_lacks(said)) or "nothing"
    return f"| [{tracker['name']}](docs/{tracker.get('guide', name)}.md) | {lacks} | {tracker['tried_on']} |\n"


def _lacks(said: Mapping[str, Any]) -> Iterator[str]:
    return (called for key, called in ASKED.items() if called and not said[key].get("done"))


if __name__ == "__main__":
    readme = Path(sys.argv[1])
    readme.write_text(with_table(readme.read_text("utf-8")), encoding="utf-8")
