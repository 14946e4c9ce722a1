"""Serves a local Jira Data Center until it is interrupted, and says who may sign in."""

import argparse

from csopsbot.testing.jira_cloud.__main__ import serve
from csopsbot.testing.jira_data_center.server import JiraDataCenter


def main() -> None:
    """Serve, and print one line of JSON: the address, the accounts and the projects."""
    parser = argparse.ArgumentParser(prog="python -m csopsbot.testing.jira_data_center")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--version", type=int, default=10, help="Jira's major version")
    parser.add_argument("--webhook", default="", help="where to deliver what happens")
    parser.add_argument("--secret", default="", help="what deliveries are signed with")
    wanted = parser.parse_args()
    server = JiraDataCenter(port=wanted.port, version=wanted.version)
    serve(server, wanted.webhook, wanted.secret)


if __name__ == "__main__":
    main()
