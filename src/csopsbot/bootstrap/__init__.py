"""Builds everything, runs it, and closes it: the one place that knows every room."""

from csopsbot.bootstrap.serving import Role, serve

__all__ = ["Role", "serve"]
