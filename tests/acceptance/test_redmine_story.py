"""The demo's story with a real Redmine as the tracker: every moment of it, over real HTTP."""

import json
import os
import subprocess
import sys

import pytest

from csopsbot.sandbox.redmine import absent


@pytest.mark.thorough
@pytest.mark.skipif(bool(absent()), reason=absent() or "it is installed")
@pytest.mark.xdist_group("redmine")
def test_the_story_happens_with_a_real_redmine() -> None:
    flags = ["--once", "--json", "--tracker", "redmine", "--patience", "120"]
    command = [sys.executable, "-m", "csopsbot", "demo", *flags]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    in_redmine = [one["what"] for one in told["moments"] if one["where"] == "Redmine"]
    assert (told["ok"], told["problem"]) == (True, "")
    assert any("Mia's answer as a comment" in what for what in in_redmine)
    assert any("status Resolved" in what for what in in_redmine)
