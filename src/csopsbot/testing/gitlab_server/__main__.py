"""Serves a local GitLab until it is interrupted, and says who may sign in."""

import argparse
import json
import sys

from csopsbot.testing.gitlab_server import GitLabServer, Hook


def main() -> None:
    """Serve, and print one line of JSON: the address, the accounts and the projects."""
    parser = argparse.ArgumentParser(prog="python -m csopsbot.testing.gitlab_server")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--webhook", default="", help="where to deliver what happens")
    parser.add_argument("--secret", default="", help="the secret token of the webhook")
    parser.add_argument("--signing-token", default="", help="what deliveries are signed with")
    wanted = parser.parse_args()
    with GitLabServer(port=wanted.port) as served:
        if wanted.webhook:
            hook = Hook(wanted.webhook, wanted.secret, wanted.signing_token)
            served.server.deliveries.hooks.append(hook)
        site = served.server.site
        users = [{"username": one.username, "token": one.token} for one in site.users]
        projects = [one.path for one in site.projects]
        told = {"url": served.url, "accounts": users, "projects": projects}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        try:
            served.wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
