"""The page's templates, read when they are first used."""

from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import marked
from csopsbot.sandbox.face.words import say

FOLDER = Path(__file__).with_name("templates")


@cache
def environment() -> Environment:
    """Return the environment; what is put into a template is escaped unless it is markup."""
    found = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["marked"] = marked
    return found


def drawn(template: str, language: str, /, **shown: object) -> Markup:
    """Return a template filled in; what it says of its own is in LANGUAGE."""
    known = {"language": language, "say": partial(say, language=language), **shown}
    return Markup(environment().get_template(template).render(known))  # noqa: S704  # it escapes
