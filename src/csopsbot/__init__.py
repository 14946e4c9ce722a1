"""csopsbot joins the support agents who see a problem with the engineers who mend it."""

__version__ = "0.1.0"
