"""When the demo opens a browser, and when it leaves that to whoever reads its address."""

from collections.abc import Mapping
from types import SimpleNamespace

import pytest

from csopsbot.demo.showing import show

DESKTOP = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("variables", "is_terminal", "wanted", "opens"),
    [
        (DESKTOP, True, True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, True, True),
        ({}, True, True, False),
        (DESKTOP, False, True, False),
        (DESKTOP, True, False, False),
        (DESKTOP | {"CI": "true"}, True, True, False),
    ],
)
def test_it_is_opened_on_a_desktop_where_somebody_sits(
    variables: Mapping[str, str],
    is_terminal: bool,
    wanted: bool,
    opens: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    stream = SimpleNamespace(isatty=lambda: is_terminal)
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(
        "csopsbot.demo.showing.environment", SimpleNamespace(variable=variables.get)
    )
    monkeypatch.setattr(
        "csopsbot.demo.showing.sys", SimpleNamespace(stdin=stream, stdout=stream, platform="linux")
    )
    show("http://127.0.0.1:1/app", wanted=wanted)
    assert opened == (["http://127.0.0.1:1/app"] if opens else [])
