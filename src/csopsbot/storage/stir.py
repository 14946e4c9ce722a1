"""What a unit of work stirs up beside its rows."""


class Stir:
    """Who has to look at lanes and deadlines again once the unit is committed."""

    __slots__ = ("everywhere", "here")

    def __init__(self) -> None:
        self.here = False
        self.everywhere = False

    def all(self) -> None:
        """Note that something has become due that any replica may take."""
        self.here = self.everywhere = True

    def ourselves(self) -> None:
        """Note that the time at which this process has to come back has changed."""
        self.here = True
