"""The table of reason codes."""

from pathlib import Path
import re

import pytest

from custom_components.tradehook.trading.reasons import table
from custom_components.tradehook.trading.reasons.reasons import (
    REASONS,
    FieldError,
    ReasonCode,
    Refused,
    refuse,
    sentence,
    warn,
)

NAMED_IN_THE_SPEC = {
    "malformed_json": 400,
    "too_large": 413,
    "body_too_slow": 400,
    "exits_already_passed": 409,
    "address_retired": 410,
    "exchange_closed": 410,
    "unauthorized": 401,
    "sender_not_allowed": 403,
    "rate_limited": 429,
    "invalid_signal": 422,
    "wrong_side": 422,
    "price_not_positive": 422,
    "unknown_symbol": 422,
    "group_empty": 409,
    "not_recorded": 503,
    "signal_too_old": 409,
    "bot_stopped": 409,
    "bot_halted": 409,
    "trading_off": 409,
    "position_missing": 409,
    "position_ambiguous": 409,
    "already_on_side": 409,
    "opening_refused": 409,
    "opposite_position": 409,
    "leverage_conflict": 409,
    "foreign_position": 409,
    "stop_beyond_liquidation": 409,
    "market_data_stale": 409,
    "short_needs_balance": 409,
    "body_not_empty": 400,
    "preview_refused": 403,
    "link_asks": 405,
    "dca_beyond_stop": 202,
    "dca_marketable": 202,
    "dca_with_immediate_trailing": 202,
}


@pytest.mark.parametrize(("code", "status"), NAMED_IN_THE_SPEC.items())
def test_code_of_the_contract_has_its_status(code: str, status: int) -> None:
    assert REASONS[ReasonCode(code)].status == status


def test_no_code_has_a_status_of_its_own_making() -> None:
    documented = {202, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 503}
    assert {reason.status for reason in REASONS.values()} <= documented


def test_every_code_is_given_somewhere() -> None:
    source = Path(table.__file__).parents[2]
    files = set(source.rglob("*.py")) - {Path(table.__file__)}
    text = "\n".join(file.read_text() for file in files)
    assert [code for code in ReasonCode if f"ReasonCode.{code.name}" not in text] == []


@pytest.mark.parametrize("code", ReasonCode)
def test_every_code_has_one_english_sentence(code: ReasonCode) -> None:
    reason = REASONS[code]
    text = sentence(code, **dict.fromkeys(reason.placeholders, "5"))
    assert re.fullmatch(r"[a-z][a-z0-9_]*", code.value)
    assert text[0].isupper() or text[0] in "`5"
    assert text.endswith((".", "5"))  # some end in a sentence that is put in
    assert "{" not in text
    assert len(reason.template) <= 200


@pytest.mark.parametrize("code", [c for c in ReasonCode if REASONS[c].status >= 400])
def test_every_refusal_says_what_to_change(code: ReasonCode) -> None:
    advice = REASONS[code].template
    assert ": " in advice or "check" in advice or "so " in advice


def test_refusal_carries_code_status_sentence_and_fields() -> None:
    refusal = refuse(
        ReasonCode.WRONG_QUOTE, FieldError("symbol", "is quoted in EUR"), expected="USDT"
    )
    assert refusal.status == 422
    assert refusal.as_dict() == {
        "code": "wrong_quote",
        "error": "The bot trades USDT markets only: `symbol` must be quoted in that.",
        "errors": [{"path": "symbol", "message": "is quoted in EUR"}],
    }


def test_refusal_without_fields_has_no_errors() -> None:
    assert "errors" not in refuse(ReasonCode.BOT_STOPPED).as_dict()


def test_field_error_tells_its_own_code() -> None:
    error = FieldError("stop_loss.stop_price", "is above", ReasonCode.WRONG_SIDE)
    assert error.as_dict()["code"] == "wrong_side"


def test_missing_value_of_a_sentence_is_noticed() -> None:
    with pytest.raises(KeyError):
        refuse(ReasonCode.RATE_LIMITED)


def test_values_are_shown_on_one_short_line() -> None:
    text = sentence(ReasonCode.BASE_BLOCKED, base="A\nB" + "x" * 500)
    assert text.isprintable()
    assert len(text) < 300


def test_braces_in_a_value_are_only_text() -> None:
    assert "{limit}" in sentence(ReasonCode.BASE_BLOCKED, base="{limit}")


def test_refused_says_its_sentence() -> None:
    refused = Refused(refuse(ReasonCode.TRADING_OFF))
    assert (refused.code, str(refused)) == ("trading_off", refused.message)


def test_warning_starts_with_its_code() -> None:
    assert warn(ReasonCode.DCA_MARKETABLE, path="dca_orders[0]").startswith("dca_marketable: ")
