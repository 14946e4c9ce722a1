"""Who closes an idle connection first: never we, for a request may be on its way to us."""

import httpx
from starlette.applications import Starlette

from csopsbot.bootstrap.website import server_config
from csopsbot.sandbox import server as sandbox

USUAL_BALANCER_S = 60
CLIENT_S = httpx.Limits().keepalive_expiry or 0


def test_a_balancer_before_us_is_the_first_to_close_an_idle_connection() -> None:
    assert server_config(Starlette()).timeout_keep_alive > USUAL_BALANCER_S


def test_a_client_of_the_local_slack_is_the_first_to_close_an_idle_connection() -> None:
    assert sandbox.server_config(Starlette()).timeout_keep_alive > CLIENT_S
