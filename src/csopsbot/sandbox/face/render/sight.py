"""What is known of the person who reads, and of the element that is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

State: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Sight:
    """Who reads, when, where and in which language, and the names of what ids stand for."""

    now: datetime
    reader: str = ""
    user_names: Mapping[str, str] = field(default_factory=dict)
    channel_names: Mapping[str, str] = field(default_factory=dict)
    group_names: Mapping[str, str] = field(default_factory=dict)
    file_urls: Mapping[str, str] = field(default_factory=dict)
    tz: str = "UTC"
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Frame:
    """The message or view that is drawn: what its ids begin with, its inputs and their errors."""

    sight: Sight
    id: str
    values: State = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    in_form: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an element stands: in which block, whether it tells the app at once, what labels it."""

    frame: Frame
    block_id: str = ""
    dispatches: bool = True
    id: str | None = None
    label: str = ""
    described_by: str | None = None
    required: bool = False
    invalid: bool = False

    @property
    def sight(self) -> Sight:
        """What is known of the reader."""
        return self.frame.sight
