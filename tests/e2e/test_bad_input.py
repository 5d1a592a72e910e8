"""Test what a bot answers to messages that it can't use: nothing happens, and it says why."""

from collections.abc import Iterator
import json
import sys
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from tests.e2e.trader import Json, Trader

OPEN = {"action": "open", "symbol": "ETH/USDT", "side": "long"}


@pytest.fixture(autouse=True)
def _nothing_happens(spot: Trader) -> Iterator[None]:
    """Make sure that no test of this module trades."""
    spot.move("ETH/USDT", 3000)
    before = (spot.rows("positions"), spot.rows("trades"), money(spot))
    yield
    assert (spot.rows("positions"), spot.rows("trades"), money(spot)) == before


def money(trader: Trader) -> str | None:
    """Return what is free on the account."""
    return trader.state("sensor.paper_spot_account_free_balance")


def post(trader: Trader, body: bytes | str, **headers: str) -> requests.Response:
    """Send whatever it is to the bot's webhook."""
    data = body if isinstance(body, bytes) else body.encode()
    return requests.post(trader.bot.webhook_url, data=data, headers=headers, timeout=30)


def message(trader: Trader, **fields: Any) -> Json:
    """Return a message that would open a position if nothing were wrong."""
    keys = {"api_key": trader.bot.api_key, "api_secret": trader.bot.api_secret}
    return keys | {"exchange": trader.bot.exchange} | OPEN | fields


def with_field(trader: Trader, text: str) -> str:
    """Return a message with a field that is written by hand."""
    return json.dumps(message(trader))[:-1] + f", {text}}}"


def checked(answer: requests.Response, status: int, code: str) -> Json:
    """Return the body of a refusal, after a look at what all refusals have."""
    body: Json = answer.json()
    assert (answer.status_code, body.get("code")) == (status, code), answer.text
    assert body["receipt_id"]
    assert body["error"][0].isupper() or body["error"][0] == "`"
    assert body["error"].endswith(".")
    return body


class FromAnotherAddress(HTTPAdapter):
    """Sends from an address of its own."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Bind the connections to the address."""
        super().init_poolmanager(*args, **kwargs, source_address=("127.0.0.2", 0))


# The message as a whole


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \r\n",
        b"buy",
        b'{"api_key": "a"',
        b'"text"',
        b"null",
        b"[[{}]]",
        b"[]",
        b"\xff\xfe{}",
        b'{"symbol": "\xff"}',
        b'{"symbol": "ETH" "side": "long"}',
        b"{'symbol': 'ETH'}",
        b'{"quote_amount": .5}',
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b"[" * 60000,
    ],
    ids=repr,
)
def test_what_is_not_a_json_object_is_400_with_its_place(spot: Trader, body: bytes) -> None:
    answer = checked(post(spot, body), 400, "malformed_json")

    assert answer["line"] >= 1
    assert answer["column"] >= 1


def test_text_that_no_system_sends_names_the_two_that_are_nearest(spot: Trader) -> None:
    answer = checked(post(spot, b"buy now"), 400, "dialect_unknown")

    assert " and " in str(answer["error"])


def test_alert_of_another_system_is_answered_with_what_to_send_instead(spot: Trader) -> None:
    alert = {"ticker": "BTCUSDT", "action": "buy", "quantityType": "dollar_amount", "quantity": 20}
    answer = checked(post(spot, json.dumps(alert)), 409, "dialect_not_enabled")

    assert answer["instead"]["quote_amount"] == "20"


def test_place_of_a_mistake_is_where_it_is(spot: Trader) -> None:
    answer = checked(post(spot, '{"symbol": "ETH",\n  "side" "long"}'), 400, "malformed_json")

    assert (answer["line"], answer["column"]) == (2, 10)


def test_message_of_more_than_64_kib_is_413(spot: Trader) -> None:
    body = json.dumps(message(spot, test=True))

    assert post(spot, body.ljust(64 * 1024)).status_code == 200
    checked(post(spot, body.ljust(64 * 1024 + 1)), 413, "too_large")
    checked(post(spot, b"{" * 3_000_000), 413, "too_large")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "x"])
def test_body_is_read_whatever_the_header_says(spot: Trader, content_type: str) -> None:
    body = "\ufeff \n" + json.dumps(message(spot, test=True)) + "\r\n"

    answer = post(spot, body, **{"Content-Type": content_type})

    assert (answer.status_code, answer.json()["status"]) == (200, "test")


def test_put_is_post_while_get_and_head_do_nothing(spot: Trader) -> None:
    url, body = spot.bot.webhook_url, message(spot, test=True)

    assert requests.put(url, json=body, timeout=30).json()["status"] == "test"
    count = len(spot.rows("signals"))
    for method in ("GET", "HEAD"):
        requests.request(method, url, json=message(spot), timeout=30)
    assert len(spot.rows("signals")) == count


# Key and secret


@pytest.mark.parametrize(
    "wrong",
    [
        {"api_key": "wrong"},
        {"api_secret": "wrong"},
        {"api_secret": "schlüssel-🔑"},
        {"api_secret": ""},
        {"api_secret": None},
        {"api_secret": 5},
        {"api_secret": ["x"]},
    ],
    ids=str,
)
def test_wrong_key_and_wrong_secret_get_the_same_answer(spot: Trader, wrong: Json) -> None:
    answer = checked(post(spot, json.dumps(message(spot) | wrong)), 401, "unauthorized")

    assert set(answer) == {"status", "code", "error", "receipt_id"}
    assert "`api_key` or `api_secret`" in answer["error"]


@pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 is an address on Linux alone")
def test_who_guesses_secrets_is_locked_out_alone_and_exits_get_through(spot: Trader) -> None:
    with requests.Session() as guesser:
        guesser.mount("http://", FromAnotherAddress())

        def send(**fields: Any) -> requests.Response:
            return guesser.post(spot.bot.webhook_url, json=message(spot, **fields), timeout=30)

        answers = [send(api_secret=f"guess {number}") for number in range(100)]
        statuses = [answer.status_code for answer in answers]
        assert set(statuses) == {401, 429}
        assert statuses == sorted(statuses)
        checked(answers[-1], 429, "locked_out")
        assert int(answers[-1].headers["Retry-After"]) > 0

        checked(send(action="close"), 409, "position_missing")
        assert send(test=True).status_code == 200, "the right secret is no guess"
        checked(send(api_secret="guess"), 429, "locked_out")

    assert spot.send(**OPEN, test=True).status_code == 200


# Fields


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("NaN", "must be a number"),
        ("Infinity", "must be a number"),
        ("-Infinity", "must be a number"),
        ("1e400", "must be a number"),
        ("1e-400", "must be a number"),
        ('"NA"', "must be a number"),
        ('"NaN"', "must be a number"),
        ('"{{close}}"', "placeholder"),
        ('"{{strategy.order.contracts}}"', "placeholder"),
        ("-5", "greater than 0"),
        ('"-0.1"', "greater than 0"),
        ("0", "greater than 0"),
        ("1" * 40, "at most 28 digits"),
        (f'"0.{"1" * 40}"', "at most 28 digits"),
        ('"1,5"', "decimal comma"),
        ('"ten"', "must be a number"),
        ('""', "must not be empty"),
        ("true", "must be a number"),
        ("[5]", "must be a number"),
        ('{"a": 5}', "must be a number"),
    ],
)
def test_what_is_not_an_amount_is_named(spot: Trader, value: str, says: str) -> None:
    answer = checked(
        post(spot, with_field(spot, f'"quote_amount": {value}')), 422, "invalid_signal"
    )

    (error,) = answer["errors"]
    assert error["path"] == "quote_amount"
    assert says in error["message"]


@pytest.mark.parametrize(
    ("fields", "path", "says"),
    [
        ({"adjustfee": True}, "adjustfee", "did you mean `adjust_fee`?"),
        ({"stop_loss": {"stop_price": 2900, "x": 1}}, "stop_loss.x", "not a known field"),
        ({"action": "opne"}, "action", "did you mean `open`?"),
        ({"side": "up"}, "side", "one of long, short"),
        ({"side": None}, "side", "is required"),
        ({"symbol": None}, "symbol", "is required"),
        ({"symbol": 7}, "symbol", "must be a text"),
        ({"signal_id": "x" * 65}, "signal_id", "at most 64 characters"),
        ({"order_type": "stop"}, "order_type", "one of market, limit"),
        ({"adjust_fee": "perhaps"}, "adjust_fee", "true or false"),
        ({"timestamp": "yesterday"}, "timestamp", "must be a time"),
        ({"take_profit": 5}, "take_profit", "list of objects"),
        ({"stop_loss": 5}, "stop_loss", "must be an object"),
        ({"base_amount": 1, "quote_amount": 1}, "base_amount", "only one"),
        (
            {"take_profit": [{"price_percentage": 1, "position_percentage": 60}] * 2},
            "take_profit",
            "at most 100 %",
        ),
        (
            {"take_profit": [{"price": 9, "price_percentage": 1, "position_percentage": 60}]},
            "take_profit[0].price",
            "only one",
        ),
        (
            {"stop_loss": {"stop_price": 2900, "stop_percentage": 3}},
            "stop_loss.stop_price",
            "only one",
        ),
        (
            {"stop_loss": {"stop_percentage": 3}, "stop_loss_percentage": 3},
            "stop_loss_percentage",
            "only one",
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_wrong_field_is_named(spot: Trader, fields: Json, path: str, says: str) -> None:
    answer = checked(spot.send(**OPEN | fields), 422, "invalid_signal")

    assert [error["path"] for error in answer["errors"]] == [path]
    assert says in answer["errors"][0]["message"]


def test_all_errors_come_at_once(spot: Trader) -> None:
    answer = checked(
        spot.send(
            side="up",
            symbol="ETH/USDT",
            quote_amount=-1,
            take_profit=[
                {"price_percentage": 1, "position_percentage": 50},
                {"price_percentage": "NA", "position_percentage": 500},
            ],
            typo=1,
        ),
        422,
        "invalid_signal",
    )

    assert {error["path"] for error in answer["errors"]} == {
        "side",
        "quote_amount",
        "take_profit[1].price_percentage",
        "take_profit[1].position_percentage",
        "typo",
    }


def test_repeated_key_is_refused(spot: Trader) -> None:
    answer = checked(post(spot, with_field(spot, '"side": "short"')), 422, "invalid_signal")

    assert answer["errors"][0]["path"] == "side"


# What the bot does not trade


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"symbol": "NOPE/USDT"}, 422, "unknown_symbol"),
        ({"symbol": "ETH/BTC"}, 422, "wrong_quote"),
        ({"symbol": "ETH/USDC"}, 422, "wrong_quote"),
        ({"exchange": "BINA"}, 422, "wrong_exchange"),
        ({"symbol": "BINANCE:ETHUSDT"}, 422, "wrong_exchange"),
        ({"stop_loss": {"stop_price": 3100}}, 422, "wrong_side"),
        ({"take_profit": [{"price": 2900, "position_percentage": 100}]}, 422, "wrong_side"),
        ({"quote_amount": "4.99"}, 409, "below_minimum"),
        ({"base_amount": "0.00009"}, 409, "below_minimum"),
        ({"quote_amount": 501}, 409, "max_entry_size_exceeded"),
        ({"side": "short"}, 409, "short_needs_balance"),
        (
            {"dca_orders": [{"price_percentage": 1, "quantity_percentage": 10000}]},
            409,
            "insufficient_funds",
        ),
        ({"action": "reverse"}, 409, "reverse_needs_futures"),
        ({"action": "close"}, 409, "position_missing"),
        (
            {"action": "reduce", "reduce_order": {"quantity_percentage": 50}},
            409,
            "position_missing",
        ),
        (
            {"action": "increase", "increase_order": {"quantity_percentage": 50}},
            409,
            "position_missing",
        ),
    ],
    ids=str,
)
def test_refusal_has_its_code_and_a_row(spot: Trader, fields: Json, status: int, code: str) -> None:
    answer = checked(spot.send(**OPEN | fields), status, code)

    (row,) = spot.rows("signals", limit=1)
    assert row["receipt_id"] == answer["receipt_id"]
    assert (row["status"], row["code"], row["message"]) == ("refused", code, answer["error"])
    # Asking for a plan gets the same refusal
    checked(spot.send(**OPEN | fields, test=True), status, code)


def test_unknown_market_comes_with_candidates(spot: Trader) -> None:
    answer = checked(spot.send(**OPEN | {"symbol": "ETHH/USDT"}), 422, "unknown_symbol")

    assert "SIM_USDT_ETH" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    "symbol",
    ["SIM_USDT_ETH", "sim_usdt_eth", "ETHUSDT", "ETH-USDT", "ETH/USDT", "eth/usdt", "SIM:ETHUSDT"],
)
def test_market_has_many_names(spot: Trader, symbol: str) -> None:
    answer = spot.send(**OPEN | {"symbol": symbol}, test=True)

    assert answer.json()["plan"]["symbol"] == "ETH/USDT"


def test_nothing_secret_is_logged(spot: Trader) -> None:
    spot.send(**OPEN | {"quote_amount": -1, "api_secret_2": spot.bot.api_secret})
    post(spot, json.dumps(message(spot))[:-1])

    shown = json.dumps(spot.rows("signals", limit=1000)) + spot.demo.log()

    assert spot.bot.api_secret not in shown
    assert spot.bot.api_key not in shown
