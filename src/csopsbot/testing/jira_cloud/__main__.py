"""Serves a local Jira Cloud until it is interrupted, and says who may sign in."""

import argparse
import json
import sys
from pathlib import Path

from csopsbot.testing.jira_cloud.deliveries import Hook
from csopsbot.testing.jira_cloud.server import JiraCloud


def main() -> None:
    """Serve, and print one line of JSON: the address, the accounts and the projects."""
    parser = argparse.ArgumentParser(prog="python -m csopsbot.testing.jira_cloud")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--openapi", type=Path, help="Jira's OpenAPI document, to be held to it")
    parser.add_argument("--webhook", default="", help="where to deliver what happens")
    parser.add_argument("--secret", default="", help="what deliveries are signed with")
    wanted = parser.parse_args()
    serve(JiraCloud(port=wanted.port, published=wanted.openapi), wanted.webhook, wanted.secret)


def serve(cloud: JiraCloud, webhook: str, secret: str) -> None:
    """Serve until somebody interrupts, and deliver what happens to WEBHOOK, if not empty."""
    with cloud:
        if webhook:
            cloud.server.deliveries.hooks.append(Hook(webhook, secret))
        sys.stdout.write(_introduction(cloud) + "\n")
        sys.stdout.flush()
        try:
            cloud.wait()
        except KeyboardInterrupt:
            return


def _introduction(cloud: JiraCloud) -> str:
    users = [{"email": one.email, "token": one.token} for one in cloud.server.site.users]
    projects = [one.key for one in cloud.server.site.projects]
    return json.dumps({"url": cloud.url, "accounts": users, "projects": projects})


if __name__ == "__main__":
    main()
