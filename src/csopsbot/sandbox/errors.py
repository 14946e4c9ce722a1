"""What Slack answers when it refuses."""

from csopsbot.sandbox.jsontypes import Json

# Any method may answer with these: docs.slack.dev/apis/web-api, "errors" of every method page.
GENERAL_ERRORS = frozenset(
    {
        "access_denied",
        "account_inactive",
        "fatal_error",
        "internal_error",
        "invalid_arg_name",
        "invalid_arguments",
        "invalid_auth",
        "invalid_form_data",
        "invalid_json",
        "json_not_object",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "ratelimited",
        "service_unavailable",
        "team_access_not_granted",
        "token_revoked",
        "unknown_method",
    }
)


class SlackError(Exception):
    """Slack's refusal: an error string, and messages for the developer who reads the answer."""

    def __init__(self, error: str, *messages: str, **extra: object) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages
        self.extra = extra

    def body(self) -> Json:
        """Return the JSON that goes back to the caller."""
        answer: Json = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            answer["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in self.messages]}
        return answer


class RateLimited(SlackError):
    """Too many calls of one method: HTTP 429, to be tried again after some whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after
