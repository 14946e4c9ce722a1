"""What a failed command tells the person who ran it; imported when one failed."""

from csopsbot.app.failures import Failure
from csopsbot.bootstrap.listening import CannotListen
from csopsbot.desk import DeskError
from csopsbot.sandbox import CannotStart
from csopsbot.settings import SettingsError
from csopsbot.storage.address import NoFolder, UnknownDatabase
from csopsbot.storage.migrate import WrongSchema

EXPECTED = (
    SettingsError,
    DeskError,
    UnknownDatabase,
    WrongSchema,
    NoFolder,
    CannotListen,
    CannotStart,
    Failure,
)
_LONGEST = 300


def explain(error: Exception) -> str:
    """Return what happened: in the error's own words if they are meant for people."""
    if isinstance(error, EXPECTED):
        return f"{error}{_cause(error)}"
    if isinstance(error, OSError) and error.strerror:
        place = f" ({error.filename})" if error.filename else ""
        return f"csopsbot cannot go on: {error.strerror.lower()}{place}."
    said = f"{type(error).__name__}: {_first_line(error)}"
    return f"csopsbot met something unexpected: {said}\nWith --traceback it shows where."


def _cause(error: BaseException) -> str:
    """Return what the library underneath said, in a line, unless ERROR says so itself."""
    cause = error.__cause__
    if cause is None:
        return ""
    said = _first_line(getattr(cause, "orig", None) or cause)  # SQLAlchemy wraps the driver's words
    return "" if said in str(error) else f" {said}"


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0][:_LONGEST]
