"""Builds everything, runs it, and closes it: the one place that knows every room.

Nothing is imported here, so that who wants only the clock does not load all the rooms.
"""
