"""Redmine's processes: one that fills a database once, and one that serves a copy of it."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from csopsbot.sandbox.redmine.people import ADMIN, Person

HOME = Path("/usr/share/redmine")

_RUBY = Path(__file__).parent / "ruby"
_DATABASE = "redmine.sqlite3"
_SEEDED = "seeded.json"
_PATIENCE = 240
_SCRIPTS = ("boot.rb", "seed.rb", "Gemfile")


def absent() -> str:
    """Return why Redmine cannot be served here; empty when it can."""
    if not (HOME / "config" / "application.rb").is_file():
        return "Redmine is not installed: apt-get install redmine redmine-sqlite"
    return "" if shutil.which("ruby") else "Redmine is there, but Ruby is not"


@dataclass(frozen=True, slots=True)
class Seeded:
    """The ids that Redmine gave, each by the name of what has it."""

    people: dict[str, int]
    fields: dict[str, int]
    statuses: dict[str, int]
    trackers: dict[str, int]
    roles: dict[str, int]
    root: int
    hidden: int


class RedmineServer:
    """A Redmine of its own below FOLDER, from `start` to `stop`, with accounts for PEOPLE.

    What it is filled with at first is made once, and kept below TEMPLATES for the next time.
    """

    def __init__(
        self, folder: Path, people: Sequence[Person] = (), *, templates: Path | None = None
    ) -> None:
        self.url = ""
        self.seeded: Seeded
        self._site = folder
        self._people = json.dumps([asdict(one) for one in (ADMIN, *people)])
        self._templates = templates or Path(tempfile.gettempdir())
        self._process: subprocess.Popen[str] | None = None
        self._client = httpx.Client(trust_env=False, timeout=60)

    def start(self) -> Self:
        """Serve from now on."""
        template = _template(self._templates, self._people)
        shutil.copytree(template, self._site, dirs_exist_ok=True)
        _settle(self._site)
        self.seeded = Seeded(**json.loads((self._site / _SEEDED).read_text()))
        with (self._site / "server.log").open("w") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own script
                _command("serve.rb"), env=_environment(self._site), stdout=subprocess.PIPE,
                stderr=log, text=True,
            )  # fmt: skip
        port = self._process.stdout.readline().strip() if self._process.stdout else ""
        if not port:
            self.stop()
            raise RuntimeError(f"Redmine did not start:\n{(self._site / 'server.log').read_text()}")
        self.url = f"http://127.0.0.1:{port}"
        return self

    def stop(self) -> None:
        """End the process that serves."""
        self._client.close()
        if self._process:
            self._process.terminate()
            try:
                self._process.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.communicate()
            self._process = None

    def ask(self, who: Person, method: str, path: str, body: object = None) -> Any:
        """Do something as WHO would, and return what Redmine answers; raises httpx's errors."""
        headers = {"X-Redmine-API-Key": who.key}
        answer = self._client.request(method, f"{self.url}/{path}", json=body, headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content.strip() else None

    def make_project(self, name: str, **more: object) -> None:
        """Make a project in which everybody has their role."""
        project = {
            "name": name,
            "identifier": name,
            "parent_id": self.seeded.root,
            "inherit_members": True,
            "is_public": False,
            "enabled_module_names": ["issue_tracking", "time_tracking"],
            "tracker_ids": list(self.seeded.trackers.values()),
            "issue_custom_field_ids": list(self.seeded.fields.values()),
            **more,
        }
        self.ask(ADMIN, "POST", "projects.json", {"project": project})

    def send(self, who: Person, name: str, content: bytes) -> str:
        """Send a file as WHO would, and return the token by which it is put on an issue."""
        headers = {"X-Redmine-API-Key": who.key, "Content-Type": "application/octet-stream"}
        answer = self._client.post(
            f"{self.url}/uploads.json", params={"filename": name}, content=content, headers=headers
        )
        answer.raise_for_status()
        token: str = answer.json()["upload"]["token"]
        return token

    def pass_time(self, seconds: int) -> int:
        """Let SECONDS pass for this Redmine alone, and return by how many it is ahead now."""
        answer = self._client.post(f"{self.url}/-/pass", content=str(seconds).encode())
        answer.raise_for_status()
        return int(answer.text)

    def forget(self) -> None:
        """Let there be no issue, version, file or hour any more but what was there at first."""
        self._client.post(f"{self.url}/-/forget").raise_for_status()

    def shown(self, text: str, formatting: str = "textile") -> str:
        """Return the HTML that Redmine's own pages show of TEXT."""
        answer = self._client.post(f"{self.url}/-/shown?format={formatting}", content=text.encode())
        answer.raise_for_status()
        return answer.text

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _template(folder: Path, people: str) -> Path:
    """Return the folder of a filled site, made once and kept for the next time."""
    parts = [people, (HOME / "lib/redmine/version.rb").read_text()]
    parts += [(_RUBY / name).read_text() for name in _SCRIPTS]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
    template = folder / f"csopsbot-redmine-{os.getuid()}-{digest}"
    if (template / _SEEDED).is_file() and template.stat().st_uid == os.getuid():
        return template
    made = Path(tempfile.mkdtemp(prefix="csopsbot-redmine-", dir=folder))
    _settle(made)
    (made / _SEEDED).write_text(json.dumps(_fill(made, people)))
    try:
        made.rename(template)
    except OSError:
        # Somebody else has made it in the meantime.
        shutil.rmtree(made)
    return template


def _fill(site: Path, people: str) -> Any:
    done = subprocess.run(  # noqa: S603 - our own script
        _command("seed.rb"), env=_environment(site), input=people, capture_output=True,
        text=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip() or f"it ended with {done.returncode}"
        raise RuntimeError(f"Redmine's database could not be filled: {said[:4000]}")
    return json.loads(done.stdout)


def _settle(site: Path) -> None:
    """Make the folders and files that a site has."""
    for name in ("config", "files", "log", "public", "tmp"):
        (site / name).mkdir(exist_ok=True)
    secret = site / "config" / "secret_key.txt"
    secret.write_text(hashlib.sha256(str(site).encode()).hexdigest())
    settings = {"adapter": "sqlite3", "database": str(site / _DATABASE), "pool": 20}
    database = {"production": {**settings, "timeout": 10_000}}
    (site / "config" / "database.yml").write_text(json.dumps(database))
    shutil.copy(_RUBY / "Gemfile", site / "Gemfile")


def _command(script: str) -> list[str]:
    return [shutil.which("ruby") or "ruby", str(_RUBY / script)]


def _environment(site: Path) -> dict[str, str]:
    # Redmine looks for its site below its own folder: the way there leads up to the root first.
    way = "/".join([*[".."] * 12, *site.resolve().parts[1:]])
    return {
        "PATH": os.defpath,
        "HOME": str(site),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "RAILS_ENV": "production",
        "REDMINE_INSTANCE": way,
        "BUNDLE_GEMFILE": str(site / "Gemfile"),
        "CSOPS_REDMINE_HOME": str(HOME),
    }
