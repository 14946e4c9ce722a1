"""Delivery over signed HTTP."""

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from csopsbot.sandbox.addresses import leads_here
from csopsbot.sandbox.clock import Clock
from csopsbot.sandbox.connections import NONE_KEPT
from csopsbot.sandbox.delivery import Answer, Delivery
from csopsbot.sandbox.manifest import App
from csopsbot.sandbox.signing import signed_headers
from csopsbot.sandbox.trust import authorities

FORM = "application/x-www-form-urlencoded"
REDIRECTS = 2


@dataclass(slots=True)
class HttpCarrier:
    """Posts payloads to the one URL it was given, else to the manifest's where they lead here.

    Elsewhere the manifest's lead to the app that people use, or to somebody unknown.
    """

    app: App
    clock: Clock
    ack_timeout: float
    request_url: str = ""
    client: httpx.AsyncClient = field(
        default_factory=lambda: httpx.AsyncClient(
            verify=authorities(),
            trust_env=False,
            limits=NONE_KEPT,
            follow_redirects=True,
            max_redirects=REDIRECTS,
        )
    )

    @property
    def events_url(self) -> str:
        """Where events go, empty if nowhere."""
        manifests = self.app.settings.event_subscriptions.request_url
        return self.request_url or (manifests if leads_here(manifests) else "")

    async def carry(self, delivery: Delivery) -> Answer:
        """Post one payload and wait three seconds for a 2xx."""
        url = self.request_url or url_for(self.app, delivery)
        if not (self.request_url or leads_here(url)):
            return Answer(failure="connection_failed")
        body, content_type = encoded(delivery)
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            **signed_headers(self.app.signing_secret, self.clock.now(), body),
            **retry_headers(delivery),
        }
        try:
            response = await self.client.post(
                url, content=body, headers=headers, timeout=self.ack_timeout
            )
        except httpx.TimeoutException:
            return Answer(failure="http_timeout")
        except httpx.TooManyRedirects:
            return Answer(failure="too_many_redirects")
        except httpx.HTTPError:
            return Answer(failure="connection_failed")
        return answered(response)


def answered(response: httpx.Response) -> Answer:
    """Read an acknowledgement; opting out of retries counts on a failure alone."""
    ok = response.is_success
    return Answer(
        status=response.status_code,
        failure="" if ok else "http_error",
        body=response.text,
        no_retry=not ok and response.headers.get("x-slack-no-retry") == "1",
    )


def encoded(delivery: Delivery) -> tuple[bytes, str]:
    """Return the body Slack would send and its content type."""
    if delivery.channel == "events_api":
        return json.dumps(delivery.payload).encode(), "application/json"
    if delivery.channel == "slash_commands":
        return urlencode(delivery.payload).encode(), FORM
    return urlencode({"payload": json.dumps(delivery.payload)}).encode(), FORM


def retry_headers(delivery: Delivery) -> dict[str, str]:
    """Return the headers that mark a repeated event."""
    if not delivery.attempt:
        return {}
    return {
        "X-Slack-Retry-Num": str(delivery.attempt),
        "X-Slack-Retry-Reason": delivery.retry_reason,
    }


def url_for(app: App, delivery: Delivery) -> str:
    """Return the URL the manifest names for a payload."""
    interactivity = app.settings.interactivity
    if delivery.channel == "events_api":
        return app.settings.event_subscriptions.request_url
    if delivery.channel == "slash_commands":
        command = app.command(delivery.payload["command"])
        return command.url if command else ""
    if delivery.payload["type"] == "block_suggestion":
        return interactivity.message_menu_options_url or interactivity.request_url
    return interactivity.request_url
