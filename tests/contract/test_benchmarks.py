"""That the benchmarks run; how quick anything is, is no matter of tests."""

import asyncio
import sys
from pathlib import Path

import pytest
from benchmarks.figure import COLUMNS
from benchmarks.registry import BENCHMARKS

ROOT = Path(__file__).parents[2]


async def printed(*arguments: str) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks", *arguments), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode().splitlines()


def ratios(lines: list[str]) -> list[float]:
    """Return the column of the ratios."""
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return [float(row[COLUMNS.index("Ratio")].replace(",", "")) for row in rows[2:]]


@pytest.mark.thorough
@pytest.mark.parametrize("name", BENCHMARKS)
async def test_a_benchmark_runs_and_prints_its_ratios(name: str) -> None:
    assert ratios(await printed(name, "--brief"))
