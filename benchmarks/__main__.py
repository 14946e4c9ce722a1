"""`python -m benchmarks [NAME ...]` runs the benchmarks and prints their figures as they come."""

import argparse

import uvloop

from benchmarks.benchmark import Benchmark, Effort
from benchmarks.figure import table
from benchmarks.machine import machine
from benchmarks.registry import BENCHMARKS

BRIEF = Effort(rounds=1, samples=2, databases=("SQLite",))


def main() -> None:
    """Run what the command line names, or everything."""
    options = _options()
    print(machine())
    for name in options.names or BENCHMARKS:
        uvloop.run(_show(BENCHMARKS[name], brief=options.brief))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--brief", action="store_true", help="only see that they run")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    return options


async def _show(benchmark: Benchmark, *, brief: bool) -> None:
    print(f"\n{benchmark.name}: {benchmark.about}\n")
    for line in table(await benchmark.run(BRIEF if brief else benchmark.effort)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
