"""Serves a local GitHub until it is interrupted, and says who may sign in."""

import argparse
import json
import sys

from csopsbot.testing.github_site import GitHubSite, Hook


def main() -> None:
    """Serve, and print one line of JSON: the address, the accounts and the repositories."""
    parser = argparse.ArgumentParser(prog="python -m csopsbot.testing.github_site")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--webhook", default="", help="where to deliver what happens")
    parser.add_argument("--secret", default="", help="what deliveries are signed with")
    wanted = parser.parse_args()
    with GitHubSite(port=wanted.port) as github:
        if wanted.webhook:
            github.server.deliveries.hooks.append(Hook(wanted.webhook, wanted.secret))
        sys.stdout.write(_introduction(github) + "\n")
        sys.stdout.flush()
        try:
            github.wait()
        except KeyboardInterrupt:
            return


def _introduction(github: GitHubSite) -> str:
    site = github.server.site
    accounts = [{"login": one.login, "token": one.token} for one in site.accounts]
    repositories = [one.full_name for one in site.repositories]
    return json.dumps({"url": github.url, "accounts": accounts, "repositories": repositories})


if __name__ == "__main__":
    main()
