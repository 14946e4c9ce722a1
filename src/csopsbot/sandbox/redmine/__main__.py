"""Serves a Redmine until it is interrupted: `python -m csopsbot.sandbox.redmine`."""

import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from csopsbot.sandbox.redmine import ADMIN, RedmineServer, absent


def main() -> None:
    """Serve a Redmine, and say how to get in."""
    if missing := absent():
        sys.exit(missing)
    with tempfile.TemporaryDirectory() as folder, RedmineServer(Path(folder)) as redmine:
        print(f"Redmine is at {redmine.url}", flush=True)  # noqa: T201 - for whoever started it
        print(f"  {ADMIN.login}: key {ADMIN.key}", flush=True)  # noqa: T201 - too
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
