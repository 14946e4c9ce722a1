"""The page about the sandbox leaves nothing out."""

import re
from pathlib import Path
from typing import get_args

import pytest

from csopsbot.sandbox import load_workspace
from csopsbot.sandbox.client.routes import ROUTES as CLIENT
from csopsbot.sandbox.control import ROUTES as CONTROL
from csopsbot.sandbox.faults import CallFault, DeliveryFault
from csopsbot.sandbox.registry import METHODS

PAGE = (Path(__file__).parents[3] / "docs/sandbox.md").read_text()
PATHS = {str(route.path).replace("{user_id}", "U0ANA") for route in (*CLIENT, *CONTROL)}


@pytest.mark.parametrize(
    "name", [*METHODS, *get_args(CallFault), *get_args(DeliveryFault), *sorted(PATHS)]
)
def test_the_page_names_it(name: str) -> None:
    assert re.search(rf"`(GET |POST |GET` `POST )?{re.escape(name)}\b", PAGE)


def test_the_pages_workspace_can_be_read(tmp_path: Path) -> None:
    written = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert written is not None
    path = tmp_path / "workspace.yaml"
    path.write_text(written[1])
    assert load_workspace(path).user_id("sam") == "U0SAM"
