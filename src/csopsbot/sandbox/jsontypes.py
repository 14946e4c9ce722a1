"""The one name for a JSON object: Slack's objects travel through the sandbox as they are."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
