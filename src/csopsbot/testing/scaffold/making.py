"""Writing the beginnings of a tracker into the project."""

import re
from collections.abc import Iterator
from keyword import iskeyword
from pathlib import Path

from csopsbot.testing.scaffold import sources

_NAME = re.compile(r"[a-z][a-z0-9]{1,30}")
_PLACE = "NAME"
_LISTED = {
    "src/csopsbot/trackers/__init__.py": '    "NAME": "csopsbot.trackers.NAME.connect",',
    "pyproject.toml": '  "csopsbot.trackers.NAME",',
}


class NotAName(ValueError):
    """A tracker's name is of small letters and digits, such as acme, and no word of Python's."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


class Taken(FileExistsError):
    """There is a tracker, or another module, of that name already."""

    def __init__(self) -> None:
        super().__init__((self.__doc__ or "").strip())


def make(root: Path, name: str) -> list[Path]:
    """Write the files of a tracker called NAME below ROOT, and register it; return what changed.

    Raises `NotAName` and `Taken`, and changes nothing then.
    """
    if not _NAME.fullmatch(name) or iskeyword(name):
        raise NotAName
    files = dict(_files(name, name.capitalize()))
    beside = f"src/csopsbot/trackers/{name}.py"
    if any((root / path).exists() for path in (beside, *files)):
        raise Taken
    for path, source in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(source, encoding="utf-8")
    return [*map(Path, files), *_registered(root, name)]


def _files(name: str, vendor: str) -> Iterator[tuple[str, str]]:
    folder, tests = f"src/csopsbot/trackers/{name}", "tests/contract/trackers"
    yield f"{folder}/__init__.py", sources.package(vendor)
    yield f"{folder}/client.py", sources.client(name, vendor)
    yield f"{folder}/translate.py", sources.translate(vendor)
    yield f"{folder}/webhook.py", sources.webhook(vendor)
    yield f"{folder}/project.py", sources.project(vendor)
    yield f"{folder}/connect.py", sources.connect(name, vendor)
    yield f"{folder}/scale.yaml", sources.scale(vendor)
    yield f"{folder}/README.md", sources.readme(name, vendor)
    yield f"{tests}/{name}_stand.py", sources.stand(name, vendor)
    yield f"{tests}/test_{name}.py", sources.test(name, vendor)
    yield f"docs/{name}.md", sources.guide(vendor)


def _registered(root: Path, name: str) -> Iterator[Path]:
    """Add the tracker to the registry, and to those that may not know each other."""
    for path, line in _LISTED.items():
        text = (root / path).read_text("utf-8")
        (root / path).write_text(_listed(text, line, name), encoding="utf-8")
        yield Path(path)


def _listed(text: str, line: str, name: str) -> str:
    """Return TEXT with NAME in its list of trackers, each on a LINE, in the order of the alphabet."""
    one = "^" + re.escape(line).replace(re.escape(_PLACE), "[a-z0-9]+") + "\n"
    (found,) = re.finditer(f"(?:{one})+", text, re.MULTILINE)
    lines = sorted([*found[0].splitlines(), line.replace(_PLACE, name)])
    return "\n".join((text[: found.start()] + "\n".join(lines), text[found.end() :]))
