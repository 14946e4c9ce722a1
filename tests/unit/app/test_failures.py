"""What may be logged of a failure, which people are told in full."""

import pytest

from csopsbot.app.failures import (
    AuthError,
    Failure,
    Forbidden,
    Invalid,
    Refused,
    Unavailable,
    noted,
)

QUOTED = "Option value 'Fabrikam' is not valid"


def test_a_failure_is_noted_by_kinds_codes_and_fields_without_its_words() -> None:
    failure = Invalid(QUOTED, fields={"customfield_1": QUOTED}).coded("400")
    assert noted(failure) == {"failure": "Invalid", "code": "400", "fields": ["customfield_1"]}


def caused(failure: Failure, cause: BaseException) -> Failure:
    with pytest.raises(Failure) as raised:
        raise failure from cause
    return raised.value


def test_what_caused_a_failure_is_noted_by_its_kind_alone() -> None:
    failure = caused(Unavailable(QUOTED), ConnectionResetError(QUOTED))
    assert noted(failure) == {"failure": "Unavailable", "cause": "ConnectionResetError"}


def test_a_failure_that_stands_for_another_has_its_code() -> None:
    failure = caused(Refused(QUOTED), Forbidden(QUOTED).coded("missing_scope"))
    assert noted(failure)["code"] == "missing_scope"


def test_of_credentials_that_are_refused_the_log_says_who_knows_more() -> None:
    assert noted(AuthError())["see"] == "csopsbot doctor"
    assert "see" not in noted(Forbidden())
