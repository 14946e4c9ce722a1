"""`python -m csopsbot.testing.scaffold NAME`, from the project's folder; `make tracker` calls it."""

import sys
from pathlib import Path

from csopsbot.testing.scaffold.making import NotAName, Taken, make

_NEXT = """
Next:
  1. its settings in src/csopsbot/settings/trackers.py, what connect.py reads of them, and some for
     tests in tests/unit/trackers/connecting.py
  2. client.py, method by method: pytest tests/contract/trackers/test_{name}.py says what is missing
  3. scale.yaml: what is done and how it is shown, and what is not and why; `make scales` writes the
     README's table anew, which tests want to be that of the scales
  4. docs/{name}.md: what an operator has to set up there
CONTRIBUTING.md says more.
"""


def main() -> int:
    """Make the tracker that is named, and say what comes next."""
    if len(sys.argv) != 2:
        sys.stderr.write("Name the tracker, in small letters: make tracker NAME=acme\n")
        return 2
    name = sys.argv[1]
    try:
        made = make(Path.cwd(), name)
    except (NotAName, Taken) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("".join(f"made {path}\n" for path in made) + _NEXT.format(name=name))
    return 0


if __name__ == "__main__":
    sys.exit(main())
