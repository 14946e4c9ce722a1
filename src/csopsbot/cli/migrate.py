"""`csopsbot migrate`."""

from csopsbot.settings import load
from csopsbot.storage.migrate import upgrade


def command() -> None:
    """Bring the database up to date.

    Nothing is changed when it is so already, and two may try at once.
    """
    applied = upgrade(load().database_url.get_secret_value())
    for name in applied:
        print(f"Applied {name}.")
    print("The database is up to date.")
