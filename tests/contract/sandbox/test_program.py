"""The sandbox as a program: what it reads, says and refuses."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML

from csopsbot.sandbox import (
    CannotStart,
    Channel,
    Clock,
    NotLoopback,
    User,
    Workspace,
    create_app,
    example_workspace,
    load_app,
    load_workspace,
    running,
)
from csopsbot.sandbox.addresses import reached_from_elsewhere
from csopsbot.sandbox.program import welcome
from tests.contract.sandbox.harness import installed, workspace
from tests.contract.sandbox.manifest import MANIFEST

WORKSPACE = """
team: {id: T0ACME, name: Acme, domain: acme}
users:
  - {name: ana, real_name: Ana Ruiz, locale: es-ES, tz: Europe/Madrid}
  - {name: out, is_stranger: true, token: xoxp-guest}
channels:
  - {name: support, members: [ana], is_private: true}
user_groups:
  - {handle: oncall, users: [ana]}
"""


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "app.yaml"
    YAML().dump(MANIFEST, path)
    return path


def test_a_workspace_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "workspace.yaml"
    path.write_text(WORKSPACE)
    read = load_workspace(path)
    assert [(u.id, u.token) for u in read.users] == [("U0ANA", "xoxp-ana"), ("U0OUT", "xoxp-guest")]
    assert (read.channels[0].id, read.channels[0].is_private) == ("C0SUPPORT", True)


def test_a_misspelt_key_in_a_workspace_is_an_error() -> None:
    with pytest.raises(ValidationError, match="realname"):
        Workspace.model_validate({"users": [{"name": "ana", "realname": "Ana"}]})


def test_a_member_nobody_knows_is_an_error() -> None:
    seed = Workspace(users=(User(name="ana"),), channels=(Channel(name="a", members=("bob",)),))
    with pytest.raises(LookupError, match="bob"):
        create_app(seed, installed())


def test_a_manifest_is_read_from_its_file(manifest: Path) -> None:
    app = load_app(manifest, signing_secret="s3")
    assert (app.display_information.name, app.signing_secret, app.mode) == ("Echo", "s3", "http")
    assert app.command("/echo") is not None


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.com"])  # noqa: S104 -- on purpose
async def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(NotLoopback):
        async with running(create_app(workspace(), installed()), host):
            pass


async def test_it_listens_elsewhere_when_told(unused_tcp_port: int) -> None:
    app = create_app(workspace(), installed())
    async with (
        running(app, "0.0.0.0", unused_tcp_port, off_loopback=True) as address,  # noqa: S104 -- on purpose
        httpx.AsyncClient(trust_env=False) as http,
    ):
        answer = await http.get(f"{address}/sandbox/state")
    assert answer.json()["ok"]
    assert address == f"http://127.0.0.1:{unused_tcp_port}"


async def test_a_port_that_is_taken_is_an_error() -> None:
    async with running(create_app(workspace(), installed(), Clock())) as base_url:
        taken = int(base_url.rpartition(":")[2])
        with pytest.raises(CannotStart, match=f"Port {taken} of 127.0.0.1 is in use"):
            async with running(create_app(workspace(), installed()), port=taken):
                pass


def test_the_welcome_says_every_token_and_address() -> None:
    lines = "\n".join(welcome(example_workspace(), installed(), "http://127.0.0.1:8900"))
    for said in ("http://127.0.0.1:8900/api/", "xoxb-sandbox", "xapp-sandbox", "xoxp-ana", "C0"):
        assert said in lines


def test_who_listens_everywhere_is_told_an_address_to_hand_to_others() -> None:
    address = reached_from_elsewhere("0.0.0.0", 8900)  # noqa: S104 -- on purpose
    assert address.startswith("http://")
    assert not address.startswith("http://0.")
    lines = welcome(example_workspace(), installed(), "http://127.0.0.1:8900", address)
    assert any(line.endswith(f"{address}/app") for line in lines)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "192.168.1.4"])
def test_who_listens_at_one_address_is_told_that_one_alone(host: str) -> None:
    assert reached_from_elsewhere(host, 8900) == ""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_runs_as_a_process_until_it_is_asked_to_end(
    manifest: Path, unused_tcp_port: int, how: signal.Signals
) -> None:
    program = (
        "from pathlib import Path; from csopsbot.sandbox import serve; "
        f"serve(Path({str(manifest)!r}), port={unused_tcp_port}, "
        "say=lambda line: print(line, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert str(unused_tcp_port).encode() in process.stdout.readline()
        state = httpx.get(f"http://127.0.0.1:{unused_tcp_port}/sandbox/state", trust_env=False)
        process.send_signal(how)
        try:
            assert (state.json()["mode"], process.wait(20)) == ("http", 0)
        finally:
            process.kill()


def test_the_sandbox_knows_nothing_of_the_rest() -> None:
    program = (
        "import sys, csopsbot.sandbox; "
        "print(*{n.split('.')[1] for n in sys.modules if n.startswith('csopsbot.')})"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert loaded.stdout.split() == [b"sandbox"]
