import re
from random import Random

from csopsbot.sandbox.ids import Ids


def handed_out(seed: int) -> list[str]:
    ids = Ids(Random(seed))
    return [ids.next(prefix) for prefix in ("V", "Ev", "F")]


def test_an_id_looks_like_one_of_slacks() -> None:
    assert all(re.fullmatch(r"(V|Ev|F)0[0-9A-Z]{9}", id) for id in handed_out(1))


def test_another_run_hands_out_other_ids() -> None:
    assert set(handed_out(1)).isdisjoint(handed_out(2))


def test_the_same_seed_hands_out_the_same_ids() -> None:
    assert handed_out(1) == handed_out(1)
