"""What several trackers can be found to be like, in the same words for each of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from difflib import get_close_matches

from csopsbot.app.abilities import Finding

LOOKED_AT = 30
"""Of so many issues that our account made last it is asked whether they are ours."""

_SOON = timedelta(days=14)
_ALIKE = 0.75


def sharing(account: str, foreign: Sequence[str], guide: str) -> Finding:
    """Return whether somebody else works as ACCOUNT, who made FOREIGN issues; GUIDE is its page."""
    if not foreign:
        return Finding("fine", f"nobody but us makes issues as {account}")
    says = f"{account} made issues that are not ours, such as {foreign[0]}: is it somebody's own?"
    return Finding("doubt", says, f"make an account for the bot alone: {guide}, step 1")


def usable(place: str, *, tracks_issues: bool, archived: bool) -> Iterator[Finding]:
    """Yield why no issue can be made in PLACE."""
    if not tracks_issues:
        says = f"issues are switched off in {place}"
        yield Finding("fault", says, "switch them on in its settings")
    if archived:
        yield Finding("fault", f"{place} is archived: nothing can be written", "unarchive it")


def public(place: str, remedy: str) -> Finding:
    """Return that PLACE is open to everybody, and what to do."""
    return Finding("doubt", f"{place} is public: everybody reads what is escalated", remedy)


def meant(name: str, among: Iterable[str], otherwise: str) -> str:
    """Return what to do about a NAME that nothing AMONG them has, OTHERWISE where none is alike."""
    known = {one.casefold(): one for one in among}
    near = get_close_matches(name.casefold(), known, n=1, cutoff=_ALIKE)
    return f"did you mean {known[near[0]]}?" if near else otherwise


def lacks_scope(scope: str) -> Finding:
    """Return that our token may not do what SCOPE stands for."""
    return Finding("fault", f"the token lacks the scope {scope}", "make one that has it")


def runs_out(ends: date | None, today: date, remedy: str) -> Iterator[Finding]:
    """Yield that our token ENDS soon."""
    if ends and ends - today < _SOON:
        yield Finding("doubt", f"the token runs out on {ends}", remedy)
