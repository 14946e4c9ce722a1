"""The beginnings of a new tracker: its folder, its stand and its tests, made of the port itself.

What has to be written is what `app/tracker.py` and the contract suite's `Rig` ask for at the time, so
there is no template that could fall behind them.
"""

from csopsbot.testing.scaffold.making import NotAName, Taken, make

__all__ = ["NotAName", "Taken", "make"]
