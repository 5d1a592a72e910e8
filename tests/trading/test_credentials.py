"""Key and secret of a bot."""

import hashlib

import pytest

from custom_components.tradehook.trading.credentials import digest, matches

KEY, SECRET = "key-1", "s3cret"
ODD = ("", "ключ", "🗝️", "\ud800", "x" * 100_000, "s3cret ", "S3CRET")


def test_digest_is_the_sha256_of_the_secret() -> None:
    assert digest("ключ") == hashlib.sha256("ключ".encode()).hexdigest()


def test_right_key_and_secret_match() -> None:
    assert matches(KEY, SECRET, KEY, digest(SECRET))


@pytest.mark.parametrize("secret", ODD)
def test_any_text_can_be_a_secret(secret: str) -> None:
    assert matches(KEY, secret, KEY, digest(secret))


@pytest.mark.parametrize("wrong", ODD)
def test_wrong_key_or_secret_is_refused_whatever_it_is(wrong: str) -> None:
    assert not matches(wrong, SECRET, KEY, digest(SECRET))
    assert not matches(KEY, wrong, KEY, digest(SECRET))
    assert not matches(wrong, wrong, KEY, digest(SECRET))


@pytest.mark.parametrize("stored", ["", "ключ", SECRET])
def test_what_is_no_digest_matches_nothing(stored: str) -> None:
    assert not matches(KEY, stored, KEY, stored)
