"""The settings become the adapter as they say."""

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from csopsbot.app.failures import AuthError
from csopsbot.settings import GitHub
from csopsbot.trackers.github.access import AppAccess
from csopsbot.trackers.github.app import signed
from csopsbot.trackers.github.connect import access_of
from tests.unit.trackers.github.test_translate import NOON

APP = {
    "app_id": "7",
    "app_private_key": "-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----",
}


def settings(**more: object) -> GitHub:
    return GitHub.model_validate(more)


def test_with_a_token_there_is_no_app() -> None:
    access = access_of(settings(token="ghp_1", webhook_secret="a", webhook_secret_previous="b"))
    assert (access.url, access.token, access.app) == ("https://api.github.com", "ghp_1", None)
    assert access.secrets == ("a", "b")


def test_an_app_is_found_by_the_first_repository_of_the_desk() -> None:
    app = access_of(settings(**APP), ["acme/shop", "acme/tills"]).app
    assert app == AppAccess("7", APP["app_private_key"], 0, "acme/shop")


def test_an_installation_that_is_set_is_the_one() -> None:
    app = access_of(settings(**APP, app_installation_id=77)).app
    assert app is not None
    assert app.installation == 77


@pytest.mark.parametrize(
    ("repositories", "home"),
    [((), ""), (("acme/shop",), "acme/shop"), (("acme/shop", "acme/tills"), "")],
)
def test_a_number_alone_means_the_only_repository(repositories: tuple[str, ...], home: str) -> None:
    assert access_of(settings(token="ghp_1"), repositories).home == home


def test_no_secret_is_shown() -> None:
    assert "hush" not in repr(access_of(settings(**APP, webhook_secret="hush")))


def test_a_proof_is_good_for_less_than_ten_minutes_and_a_clock_that_is_ahead() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    proof = signed(AppAccess("7", pem), NOON)
    claims = jwt.decode(proof, options={"verify_signature": False})
    now = int(NOON.timestamp())
    assert jwt.get_unverified_header(proof)["alg"] == "RS256"
    assert claims["iss"] == "7"
    assert claims["iat"] < now < claims["exp"] <= claims["iat"] + 600


@pytest.mark.parametrize("key", ["", "hush", "-----BEGIN RSA PRIVATE KEY-----\nhush\n"])
def test_a_key_that_is_none_is_told_without_telling_it(key: str) -> None:
    with pytest.raises(AuthError) as caught:
        signed(AppAccess("7", key), NOON)
    assert "hush" not in str(caught.value)
