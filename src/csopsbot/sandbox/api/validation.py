"""blocks.validate: what is wrong with blocks, a message or a view, without sending it."""

from csopsbot.sandbox.blockkit.shapes import Problem
from csopsbot.sandbox.blockkit.surfaces import message_problems, view_problems
from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json


def validate(call: Call) -> Json:
    """Answer blocks.validate."""
    given = [name for name in ("blocks", "message", "view") if call.args.given(name)]
    if len(given) != 1:
        raise SlackError("invalid_arguments", "exactly one of blocks, message, view is required")
    kind = given[0]
    problems = _problems(kind, call.args.structure(kind))
    if problems:
        raise SlackError(f"invalid_{kind}", errors=[_failed(p) for p in problems])
    return ok()


def _problems(kind: str, value: object) -> list[Problem]:
    if kind == "view":
        return view_problems(value, "")
    if kind == "message":
        blocks = value.get("blocks", []) if isinstance(value, dict) else value
        return message_problems(blocks)
    return message_problems(value, "")


def _failed(problem: Problem) -> Json:
    return {
        "code": "failed_constraint",
        "message": problem.message,
        "pointer": problem.pointer,
    }
