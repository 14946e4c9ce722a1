"""The settings become the adapter as they say."""

import pytest
from pydantic import ValidationError

from csopsbot.settings import GitLab
from csopsbot.trackers.gitlab.connect import access_of, ways_of
from csopsbot.trackers.gitlab.meanings import Meanings


def settings(**more: object) -> GitLab:
    return GitLab.model_validate({"token": "glpat-1"} | more)


def test_without_more_than_a_token_it_is_gitlab_com_and_nothing_is_accepted() -> None:
    access = access_of(settings())
    assert (access.url, access.token) == ("https://gitlab.com", "glpat-1")
    assert (access.secrets, access.signing_tokens) == ((), ())


def test_each_secret_stands_beside_the_one_before_it() -> None:
    access = access_of(
        settings(
            webhook_secret="a",
            webhook_secret_previous="b",
            signing_token="whsec_Yw==",
            signing_token_previous="whsec_ZA==",
        )
    )
    assert access.secrets == ("a", "b")
    assert access.signing_tokens == ("whsec_Yw==", "whsec_ZA==")


def test_no_secret_is_shown() -> None:
    shown = repr(access_of(settings(webhook_secret="hush", signing_token="whsec_aHVzaA==")))
    assert not any(secret in shown for secret in ("glpat-1", "hush", "aHVzaA"))


def test_the_house_has_its_own_labels() -> None:
    ways = ways_of(settings(in_progress_label="doing", rejected_label="no", label="bot"))
    assert (ways.meanings, ways.label) == (Meanings("doing", "no", "duplicate"), "bot")


def test_comments_are_internal_and_issues_are_not_confidential_unless_it_is_said() -> None:
    usual, other = ways_of(settings()), ways_of(settings(confidential=True, internal_notes=False))
    assert (usual.confidential, usual.internal_notes) == (False, True)
    assert (other.confidential, other.internal_notes) == (True, False)


@pytest.mark.parametrize("label", ["a,b", "", " a", "a ", "x" * 256])
@pytest.mark.parametrize("name", ["label", "in_progress_label", "rejected_label"])
def test_a_label_that_gitlab_would_read_as_another_is_refused(name: str, label: str) -> None:
    with pytest.raises(ValidationError):
        settings(**{name: label})
