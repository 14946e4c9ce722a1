"""Lets `python -m csopsbot` do what `csopsbot` does."""

from csopsbot.cli import main

main()
