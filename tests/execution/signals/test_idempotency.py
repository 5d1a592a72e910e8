"""What accepted signals claim, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.tradehook.execution.signals.idempotency import IdempotencyKeys
from custom_components.tradehook.trading.signal.signal import Action, Signal

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WINDOW = 30
OPENING = Signal(action=Action.OPEN)


def claimed(digest: str | None = "body") -> IdempotencyKeys:
    """Return claims of one accepted opening."""
    claims = IdempotencyKeys()
    claims.claim("bot", OPENING, digest, NOW, "trade-1")
    return claims


@pytest.mark.parametrize(("seconds", "found"), [(0, True), (30, True), (31, False)])
def test_body_is_claimed_for_the_window_from_its_first_receipt(seconds: int, found: bool) -> None:
    """What comes within the window names the signal that it repeats."""
    later = NOW + timedelta(seconds=seconds)
    expected = "trade-1" if found else None
    assert claimed().same_body("bot", "body", later, WINDOW) == expected


def test_window_of_zero_claims_no_body() -> None:
    """The setting turns it off, even within the same moment."""
    assert claimed().same_body("bot", "body", NOW, 0) is None


def test_id_is_claimed_without_a_window() -> None:
    """An id is taken for ever; the same id of another bot is free."""
    claims = claimed()
    assert claims.holder("bot", "trade-1") is OPENING
    assert claims.holder("bot", "trade-2") is None
    assert claims.holder("other", "trade-1") is None


def test_opening_that_is_over_keeps_its_id_and_nothing_else() -> None:
    """What it asked for is compared with nothing any more."""
    claims = claimed()
    claims.ended("bot", "trade-1")
    assert claims.holder("bot", "trade-1") is OPENING  # it is still being recorded
    claims.recorded("bot", "trade-1")
    claims.ended("other", "trade-1")
    assert claims.holder("bot", "trade-1") is OPENING
    claims.ended("bot", "trade-1")
    assert claims.holds("bot", "trade-1")
    assert claims.holder("bot", "trade-1") is None


def test_another_body_or_bot_is_free() -> None:
    """Only the exact same body to the same bot is a repetition."""
    claims = claimed()
    assert claims.same_body("bot", "other", NOW, WINDOW) is None
    assert claims.same_body("other", "body", NOW, WINDOW) is None


def test_failed_signal_gives_back_what_it_claimed() -> None:
    """Id and body may be sent again."""
    claims = claimed()
    claims.release("bot", "trade-1")
    assert claims.holder("bot", "trade-1") is None
    assert claims.same_body("bot", "body", NOW, WINDOW) is None


def test_signal_that_could_not_be_recorded_takes_nothing_of_another_with_it() -> None:
    """A reduction that quotes an id never claimed it, and only its own body is free again."""
    claims = claimed()
    claims.claim("bot", None, "reduction", NOW, "trade-1")
    claims.unclaim("bot", None, "reduction", "trade-1")
    assert claims.holder("bot", "trade-1") is OPENING
    assert claims.same_body("bot", "body", NOW, WINDOW) == "trade-1"
    assert claims.same_body("bot", "reduction", NOW, WINDOW) is None
