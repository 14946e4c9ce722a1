"""What the desk calls projects that are called something else by now."""

import pytest

from csopsbot.app.failures import Forbidden
from csopsbot.trackers.renamed import DeskNames, renamed

IDS = {"Acme/Shop": 70, "acme/ops": 71}


class Asked:
    def __init__(self) -> None:
        self.names: list[str] = []

    async def __call__(self, name: str) -> int:
        self.names.append(name)
        if name not in IDS:
            raise Forbidden("not for us")
        return IDS[name]


async def test_what_is_called_as_the_desk_calls_it_is_not_asked_for() -> None:
    asked = Asked()
    assert await DeskNames(tuple(IDS), asked).of(70, "acme/shop") == {"Acme/Shop"}
    assert asked.names == []


async def test_a_project_keeps_the_desks_name_and_that_is_asked_once() -> None:
    asked = Asked()
    names = DeskNames(tuple(IDS), asked)
    for _ in range(2):
        assert await names.of(70, "acme/store") == {"Acme/Shop"}
        assert await names.of(99, "acme/elsewhere") == frozenset()
    assert asked.names == ["Acme/Shop", "acme/ops"]


async def test_a_name_that_we_are_not_shown_hinders_none_of_the_others() -> None:
    names = DeskNames(("acme/secret", "acme/ops"), Asked())
    assert await names.of(71, "acme/tools") == {"acme/ops"}


async def test_a_name_that_went_to_another_project_is_that_ones() -> None:
    names = DeskNames(("Acme/Shop",), Asked())
    assert await names.of(70, "acme/store") == {"Acme/Shop"}
    assert await names.of(72, "acme/shop") == {"Acme/Shop"}
    assert await names.of(70, "acme/store") == frozenset()


@pytest.mark.parametrize(("called", "told"), [("ACME/shop", 0), ("acme/store", 1)])
def test_another_name_is_told(called: str, told: int) -> None:
    assert len(list(renamed("acme/shop", called))) == told
