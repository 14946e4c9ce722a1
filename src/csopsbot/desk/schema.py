"""The desk file's JSON Schema, by which editors complete and check it."""

import json

from csopsbot.desk.file import DeskPart


def schema() -> str:
    """Return the schema as text, the same on every run."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **DeskPart.model_json_schema(),
        "title": "csopsbot desk file",
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"
