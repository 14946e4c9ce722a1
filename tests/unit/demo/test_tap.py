"""What the demo hears of what the bot asks of its tracker, and how it keeps it from us."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import pytest

from csopsbot.app.effects import Effect
from csopsbot.app.failures import Refused, Unavailable
from csopsbot.app.ports import Call, Scene
from csopsbot.app.receipts import Done, Receipt
from csopsbot.demo.tap import AWAY, SAID, TappedOutlet, plainly

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Remark:
    """What a call may be made of."""

    text: str
    key: str = field(default="secret", repr=False)


class Outlet:
    """A way out that counts."""

    def __init__(self) -> None:
        self.sent = 0

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        return None

    async def send(self, call: Call) -> Receipt:
        if call.key == "refused":
            raise Refused("No")
        self.sent += 1
        return Done()

    async def find(self, call: Call, since: datetime) -> Receipt | None:
        return Done()


@pytest.fixture
def outlet() -> Outlet:
    return Outlet()


@pytest.fixture
def tapped(outlet: Outlet, tmp_path: Path) -> TappedOutlet:
    return TappedOutlet(outlet, "local", tmp_path, lambda: NOW)


def heard(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / SAID).read_text().splitlines()]


async def test_what_was_asked_is_noted_with_what_came_of_it(
    tapped: TappedOutlet, tmp_path: Path
) -> None:
    await tapped.send(Call("k", Remark("Hello")))
    with pytest.raises(Refused):
        await tapped.send(Call("refused", Remark("Hello")))
    first, second = heard(tmp_path)
    assert (first["what"], first["asked"], first["problem"]) == ("Remark", {"text": "Hello"}, "")
    assert (second["problem"], second["answer"]) == ("Refused", "No")


async def test_while_it_is_down_nothing_is_sent_or_found(
    tapped: TappedOutlet, outlet: Outlet, tmp_path: Path
) -> None:
    (tmp_path / AWAY).touch()
    with pytest.raises(Unavailable):
        await tapped.send(Call("k", Remark("Hello")))
    with pytest.raises(Unavailable):
        await tapped.find(Call("k", Remark("Hello")), NOW)
    (tmp_path / AWAY).unlink()
    await tapped.send(Call("k", Remark("Hello")))
    assert (outlet.sent, len(heard(tmp_path))) == (1, 2)


class Colour(Enum):
    """One of some."""

    RED = "red"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (NOW, "2026-03-02 09:00:00+00:00"),
        ({"a": (1, Colour.RED)}, {"a": [1, "red"]}),
        (frozenset({"a"}), ["a"]),
        (object(), "object"),
    ],
)
def test_what_is_no_value_goes_by_its_types_name(value: object, plain: object) -> None:
    assert plainly(value) == plain
