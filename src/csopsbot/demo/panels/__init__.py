"""What stands beside the conversation in the demo, and knows the product: each panel is a file."""

from collections.abc import Sequence

from csopsbot.demo.examples import made
from csopsbot.demo.house import House
from csopsbot.demo.panels.board import BoardPanel
from csopsbot.demo.panels.directing import director_of
from csopsbot.demo.panels.guide import Guide
from csopsbot.demo.panels.status import StatusPanel
from csopsbot.demo.panels.story import StoryPanel
from csopsbot.demo.panels.tapping import wire_of
from csopsbot.demo.performance import Performance
from csopsbot.sandbox.face.panels.panel import Panel


def panels(house: House, performance: Performance) -> Sequence[Panel]:
    """Return all of them, in the order in which they are offered."""
    return (
        Guide(house, performance).panel(),
        StoryPanel(performance).panel(),
        director_of(house),
        BoardPanel(house).panel(),
        StatusPanel(house).panel(),
        wire_of(house),
    )


def furnish(house: House, performance: Performance) -> None:
    """Put the panels on the house's page, and the catalogue of what the bot can send."""
    if house.page is not None:
        house.page.put_beside(panels(house, performance))
        house.page.catalogue = made
