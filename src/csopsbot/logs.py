"""How the log is written: one line an event, with no word of what customers or people wrote."""

import logging
import sys
import traceback
from types import TracebackType
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor

# At DEBUG these print tokens, addresses with secrets in them, or whole bodies; some chat at INFO.
TALKATIVE = (
    "aiohttp",
    "alembic",
    "asyncio",
    "httpcore",
    "httpx",
    "jira",
    "psycopg",
    "requests",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "urllib3",
    "uvicorn",
)


def configure(level: str, form: Literal["json", "console"]) -> None:
    """Send our log, and the libraries' from warnings upwards, to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_values,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(_number(level)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _writer(form)],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(_number(level))
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(_number(level), logging.WARNING))


def _number(level: str) -> int:
    return logging.getLevelNamesMapping()[level.upper()]


def _writer(form: Literal["json", "console"]) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def _without_values(logger: object, method: str, event: EventDict) -> EventDict:  # noqa: ARG001 - structlog calls it so
    """Replace an exception by its type and places: its message may quote what somebody wrote."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    elif isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        event["error"] = info[0].__name__
        event["frames"] = _frames(info[2])
    return event


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
