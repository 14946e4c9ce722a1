"""The parts that the demo's panels are drawn of."""

from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import joined, tag


def body(*sections: Markup) -> Markup:
    """Return what a panel shows."""
    return tag("div", *sections, class_="beside-panel")


def section(title: str, *content: Markup) -> Markup:
    """Return a part of a panel under its TITLE."""
    return tag("section", tag("h3", title), *content)


def facts(rows: list[Markup], nothing: str) -> Markup:
    """Return rows, or the sentence that there are none."""
    return tag("ul", *(rows or [tag("li", nothing, class_="fact is-well")]), class_="facts")


def fact(
    title: Markup | str, aside: Markup | str = "", note: str = "", *, bad: bool = False
) -> Markup:
    """Return a row: its title, what stands at its end, and a line below."""
    parts = [title if isinstance(title, Markup) else tag("b", title)]
    if aside:
        parts.append(aside if isinstance(aside, Markup) else tag("span", aside, class_="end soft"))
    if note:
        parts.append(tag("small", note))
    return tag("li", *parts, class_="fact is-bad" if bad else "fact")


def form(act: str, *buttons: Markup) -> Markup:
    """Return buttons that do ACT of the panel they are in."""
    return tag("form", *buttons, data_panel_act=act)


def button(title: str, name: str, value: str, *, main: bool = False, off: bool = False) -> Markup:
    """Return a button that posts NAME with VALUE."""
    style = "pill is-main" if main else "pill"
    return tag("button", title, class_=style, name=name, value=value, disabled=off)


def pills(*parts: Markup) -> Markup:
    """Return buttons and links beside each other."""
    return tag("div", joined(parts), class_="pills")


def link(title: str, href: str, *, apart: bool = False, main: bool = False) -> Markup:
    """Return a link that looks like a button; one APART opens a window of its own."""
    style = "pill is-main" if main else "pill"
    return tag("a", title, class_=style, href=href, target="_blank" if apart else None)
