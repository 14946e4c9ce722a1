"""Serves a local Linear until it is interrupted, and says who may sign in."""

import argparse
import json
import sys

from csopsbot.testing.linear_workspace import Hook, LinearWorkspace


def main() -> None:
    """Serve, and print one line of JSON: the address, the accounts and the teams."""
    parser = argparse.ArgumentParser(prog="python -m csopsbot.testing.linear_workspace")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--webhook", default="", help="where to deliver what happens")
    parser.add_argument("--secret", default="", help="what deliveries are signed with")
    wanted = parser.parse_args()
    with LinearWorkspace(port=wanted.port) as linear:
        if wanted.webhook:
            linear.server.deliveries.hooks.append(Hook(wanted.webhook, wanted.secret))
        sys.stdout.write(_introduction(linear) + "\n")
        sys.stdout.flush()
        try:
            linear.wait()
        except KeyboardInterrupt:
            return


def _introduction(linear: LinearWorkspace) -> str:
    there = linear.server.workspace
    accounts = [{"email": one.email, "token": one.token} for one in there.users if one.token]
    teams = [one.key for one in there.teams]
    return json.dumps({"url": linear.url, "accounts": accounts, "teams": teams})


if __name__ == "__main__":
    main()
