"""How the server misbehaves when it is told to."""

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Fault(BaseModel):
    """What befalls the next TIMES requests whose METHOD and PATH (a pattern) fit.

    `lose`: done, and the connection ends without a byte. `cut`: done, and the answer breaks off.
    `drop`: not done, and the connection ends. `hang`: done, and answered SECONDS later. `answer`:
    not done, and answered with STATUS, HEADERS and BODY.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["lose", "cut", "drop", "hang", "answer"]
    times: int = 1
    method: str | None = None
    path: str = ""
    seconds: float = 0
    status: int = 503
    headers: dict[str, str] = Field(default_factory=dict)
    body: str = ""

    def fits(self, method: str, path: str) -> bool:
        """Return whether the fault befalls this request."""
        return self.times > 0 and self.method in (None, method) and bool(re.search(self.path, path))


class Faults(BaseModel):
    """Everything that is wrong at the moment.

    INDEX_LAG is in seconds; no page is longer than LARGEST_PAGE, if that is not 0; EXPIRED are
    addresses of accounts whose token ran out; BARE_COMMENTS are delivered without their issue;
    HIDES_PROPERTIES leaves them out of a list of comments.
    SEARCHES_AS_BEFORE serves the search that Jira has removed, and not the one it has now.
    LEAVES_OUT are names that no answer shows, each for itself or as `inside.name`; NULLS are shown
    as null.
    """

    model_config = ConfigDict(extra="forbid")

    faults: list[Fault] = Field(default_factory=list)
    index_lag: float = 0
    largest_page: int = 0
    duplicate_deliveries: bool = False
    reorder_deliveries: bool = False
    withhold_deliveries: bool = False
    bare_comments: bool = False
    hides_properties: bool = False
    searches_as_before: bool = False
    leaves_out: list[str] = Field(default_factory=list)
    nulls: list[str] = Field(default_factory=list)
    expired: list[str] = Field(default_factory=list)

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault that befalls this request, and count it."""
        for fault in self.faults:
            if fault.fits(method, path):
                fault.times -= 1
                return fault
        return None

    def spoil(self, answer: Any, inside: str = "") -> Any:
        """Return ANSWER without what is left out of it."""
        if isinstance(answer, list):
            return [self.spoil(one, inside) for one in answer]
        if not isinstance(answer, dict):
            return answer
        return {
            name: None if {name, f"{inside}.{name}"} & {*self.nulls} else self.spoil(value, name)
            for name, value in answer.items()
            if not {name, f"{inside}.{name}"} & {*self.leaves_out}
        }
