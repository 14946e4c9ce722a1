import subprocess
import sys


def test_a_reader_who_has_gone_ends_a_command_without_a_word() -> None:
    asked = [sys.executable, "-m", "csopsbot", "check", "--schema"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        said = done.stderr.read()
    assert (said, done.returncode) == (b"", 1)
