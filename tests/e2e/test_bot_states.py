"""Test what a stopped bot and a switched-off account still do, and limits under a rush."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.e2e.trader import Json, Position, Trader

BTC, ETH, SOL = "BTC/USDT", "ETH/USDT", "SOL/USDT"
STATUS = "sensor.demo_bot_status"
TRADING = "switch.paper_spot_account_trading"
EXITS: Json = {
    "take_profit": [{"price_percentage": 1, "position_percentage": 50}],
    "stop_loss": {"stop_percentage": 3},
}
INCREASE: Json = {"action": "increase", "increase_order": {"quantity_percentage": 50}}
REDUCE: Json = {"action": "reduce", "reduce_order": {"quantity_percentage": 50}}


@pytest.fixture
def filled(spot: Trader) -> Position:
    """Provide a filled position in BTC with a DCA order and exits."""
    spot.move(BTC, 60000)
    dca = [{"price_percentage": 2, "quantity_percentage": 100}]
    return spot.open_filled(BTC, dca_orders=dca, **EXITS)


@pytest.fixture
def resting(spot: Trader) -> Position:
    """Provide a position in ETH whose limit entry rests."""
    spot.move(ETH, 3000)
    position_id = spot.open(ETH, order_type="limit", signal_price=2900)
    return spot.until(position_id, lambda position: len(position.resting) == 1)


@pytest.fixture
def waiting(spot: Trader) -> Position:
    """Provide a position in SOL whose entry waits for a price."""
    spot.move(SOL, 150)
    return spot.position(spot.open(SOL, entry_condition={"price": 140}))


def test_stopped_bot_cancels_openings_and_manages_positions(
    spot: Trader, filled: Position, resting: Position, waiting: Position
) -> None:
    spot.accepted(action="stop_bot")

    spot.until_state(spot.bot.switch_entity_id, "off")
    spot.until_state(STATUS, "stopped")
    for cancelled in (resting, waiting):
        over = spot.until_status(cancelled.position_id, "cancelled")
        assert over.resting == []
    assert spot.stays(filled.position_id).resting == filled.resting

    spot.move(BTC, 58700)
    more = spot.until(filled.position_id, lambda position: position.size == 2 * filled.size)
    assert more.stop is not None
    spot.move(BTC, more.stop)
    assert spot.until_status(filled.position_id, "closed").close_reason == "stop_loss"


def test_stopped_bot_takes_what_ends_or_changes_a_position(spot: Trader, filled: Position) -> None:
    spot.accepted(action="stop_bot")

    for action in ("open", "reverse"):
        assert spot.refused(action=action, symbol=ETH, side="long") == (409, "bot_stopped")
    assert spot.refused(symbol=ETH, side="long", test=True) == (409, "bot_stopped")
    spot.accepted(symbol=BTC, **INCREASE)
    more = spot.until(filled.position_id, lambda position: position.size > filled.size)
    spot.accepted(symbol=BTC, **REDUCE)
    spot.until(filled.position_id, lambda position: position.size < more.size)
    spot.accepted(action="close", symbol=BTC)
    spot.until_status(filled.position_id, "closed")
    assert spot.accepted(action="stop_bot")["warnings"]

    spot.open(ETH, action="start_and_open")
    spot.until_state(STATUS, "running")


def test_stop_and_close_closes_everything_and_refuses_the_rest(
    spot: Trader, filled: Position, resting: Position
) -> None:
    spot.accepted(action="stop_and_close")

    assert spot.until_status(filled.position_id, "closed").close_reason == "stop_and_close"
    spot.until_status(resting.position_id, "cancelled")
    spot.until_state(spot.bot.switch_entity_id, "off")
    refused: list[Json] = [
        {"action": "open", "symbol": ETH, "side": "long"},
        {"action": "reverse", "symbol": ETH, "side": "long"},
        {"symbol": BTC, **INCREASE},
    ]
    for fields in refused:
        assert spot.refused(**fields) == (409, "bot_stopped")
    assert spot.refused(action="close", symbol=BTC) == (409, "position_missing")
    spot.accepted(action="stop_and_close")

    spot.accepted(action="start_bot")
    spot.until_state(spot.bot.switch_entity_id, "on")
    spot.open(ETH)


def test_switch_stops_and_starts_the_bot(spot: Trader, resting: Position) -> None:
    spot.switch(on=False)

    spot.until_status(resting.position_id, "cancelled")
    assert spot.refused(symbol=ETH, side="long") == (409, "bot_stopped")
    spot.switch(on=True)
    spot.open(ETH)


def test_trading_switch_takes_entries_back_and_lets_exits_through(
    spot: Trader, filled: Position, resting: Position, waiting: Position
) -> None:
    try:
        spot.switch(TRADING, on=False)

        for cancelled in (resting, waiting):
            spot.until_status(cancelled.position_id, "cancelled")
        kept = spot.until(filled.position_id, lambda position: not position.resting_as("dca"))
        assert kept.resting_as("take_profit") == filled.resting_as("take_profit")
        for action in ("open", "start_and_open"):
            refused = spot.refused(action=action, symbol=ETH, side="long")
            assert refused == (409, "trading_off")
        assert spot.refused(symbol=BTC, **INCREASE) == (409, "trading_off")
        spot.accepted(symbol=BTC, **REDUCE)
        spot.until(filled.position_id, lambda position: position.size < kept.size)
        assert kept.stop is not None
        spot.move(BTC, kept.stop)
        spot.until_status(filled.position_id, "closed")
    finally:
        spot.switch(TRADING, on=True)
    spot.settle()
    assert spot.live() == []


def test_ten_signals_at_once_respect_the_limit_of_three_per_market(spot: Trader) -> None:
    spot.move(ETH, 3000)

    def send(number: int) -> tuple[int, str | None]:
        answer = spot.send(symbol=ETH, side="long", quote_amount=10 + number)
        return answer.status_code, answer.json().get("code")

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(send, range(10)))

    assert answers[:3] == [(202, None)] * 3
    assert answers[3:] == [(409, "max_positions_per_market_reached")] * 7
    assert len(spot.live()) == 3


def test_ten_signals_at_once_respect_the_limit_of_five_positions(spot: Trader) -> None:
    bases = ("BTC", "ETH", "SOL", "XRP", "DOGE", "ADA", "LTC", "LINK", "AVAX", "BNB")

    def send(base: str) -> tuple[int, str | None]:
        answer = spot.send(symbol=f"{base}/USDT", side="long", quote_amount=10)
        return answer.status_code, answer.json().get("code")

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(send, bases))

    assert answers[:5] == [(202, None)] * 5
    assert answers[5:] == [(409, "max_positions_reached")] * 5
    assert len(spot.live()) == 5


def test_same_signal_ten_times_at_once_opens_once(spot: Trader) -> None:
    spot.move(ETH, 3000)

    with ThreadPoolExecutor(10) as pool:
        answers = pool.map(
            lambda _: spot.send(symbol=ETH, side="long", signal_id="rush"), range(10)
        )
    statuses = sorted(answer.status_code for answer in answers)

    assert statuses == [200] * 9 + [202]
    spot.settle()
    assert len(spot.live()) == 1
