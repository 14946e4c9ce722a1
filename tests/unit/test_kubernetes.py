from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from csopsbot import settings

ROOT = Path(__file__).parents[2]
KNOWN = {one.name for one in settings.variables()}


def documents() -> list[Any]:
    text = (ROOT / "manifests" / "kubernetes.yaml").read_text(encoding="utf-8")
    return list(YAML(typ="safe").load_all(text))


def test_every_variable_set_for_kubernetes_is_a_setting() -> None:
    names = {name.removesuffix("_FILE") for name in documents()[0]["data"]}
    assert names <= KNOWN


def test_the_image_is_of_this_version() -> None:
    from csopsbot import __version__

    text = (ROOT / "manifests" / "kubernetes.yaml").read_text(encoding="utf-8")
    assert text.count("image: ") == text.count(f"csopsbot:{__version__}") + 1


def test_web_and_worker_have_what_they_need() -> None:
    for one in documents():
        if one["kind"] == "Deployment":
            (container,) = one["spec"]["template"]["spec"]["containers"]
            assert container["args"][:2] == ["serve", "--role"]
            mounted = {mount["name"] for mount in container["volumeMounts"]}
            assert mounted == {"secrets", "desk"}
