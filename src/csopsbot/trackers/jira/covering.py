"""Reading the search of a webhook, in JQL, as far as it takes to know that a project is in it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from csopsbot.trackers.jira.bodies import in_project

_TOKEN = re.compile(
    r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\|\||&&|[!<>]=|!~|[()=,~<>!|&]|[^\s()=,~<>!|&"']+"""
)
_OR = frozenset({"or", "||", "|"})


def covers(jql: str, project: str) -> bool:
    """Return whether JQL surely has every issue of PROJECT: it names it, and asks for no more."""
    read = [one[0].casefold() for one in _TOKEN.finditer(restriction(jql))]
    return not read or _names(read, project.casefold())


def widened(jql: str, project: str) -> str:
    """Return JQL with PROJECT in it; its order, which means nothing to webhooks, is left out."""
    return f"({restriction(jql)}) OR {in_project(project)}"


def restriction(jql: str) -> str:
    """Return JQL without the order that may come at its end."""
    found = [*_TOKEN.finditer(jql)]
    for one, following in pairwise(found):
        if (one[0].casefold(), following[0].casefold()) == ("order", "by"):
            return jql[: one.start()].strip()
    return jql.strip()


def _names(read: Sequence[str], project: str) -> bool:
    parts = [*_parts(_unwrapped(read))]
    if len(parts) > 1:
        return any(_names(part, project) for part in parts)
    match parts[0]:
        case ["project", "=", one]:
            return _bare(one) == project
        case ["project", "in", "(", *ones, ")"]:
            return project in map(_bare, ones)
    return False


def _bare(one: str) -> str:
    return one.strip("\"'")


def _unwrapped(read: Sequence[str]) -> Sequence[str]:
    """Return what is READ without the brackets around all of it."""
    while read and read[0] == "(" and _closing(read) == len(read) - 1:
        read = read[1:-1]
    return read


def _closing(read: Sequence[str]) -> int:
    """Return where the bracket ends that READ begins with; -1 where it does not."""
    depth = 0
    for place, one in enumerate(read):
        depth += (one == "(") - (one == ")")
        if depth == 0:
            return place
    return -1


def _parts(read: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield what READ has any of: the parts that an OR outside of brackets divides."""
    depth = begin = 0
    for place, one in enumerate(read):
        depth += (one == "(") - (one == ")")
        if depth == 0 and one in _OR:
            yield read[begin:place]
            begin = place + 1
    yield read[begin:]
