"""Test that a killed Home Assistant goes on where it was: nothing lost, nothing doubled.

Each test kills it once, as a power cut would, with several things on their way.
"""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
import time

import pytest
import requests

from tests.e2e.demo import wait_for
from tests.e2e.trader import Json, Position, Trader, down, up
from tests.sampling import LONG

BTC, ETH, SOL = "BTC/USDT", "ETH/USDT", "SOL/USDT"
PERPETUAL = "BTC/USDT:USDT"
TRADING = "switch.paper_futures_account_trading"
DUST = Decimal("0.0001")
"""A fee in base currency leaves less than an amount step, which can't be sold."""
RECOVERY = 10.0 if LONG else 60.0
"""Seconds after the demo is ready again within which everything has been resumed."""
EXITS: Json = {
    "take_profit": [
        {"price_percentage": 1, "position_percentage": 50},
        {"price_percentage": 2, "position_percentage": 50},
    ],
    "stop_loss": {"stop_percentage": 3},
}
DCA: Json = {"dca_orders": [{"price_percentage": 1, "quantity_percentage": 100}]}


@pytest.fixture(autouse=True)
def _prices(spot: Trader, futures: Trader) -> None:
    for symbol, price in ((BTC, 60000), (ETH, 3000), (SOL, 150)):
        spot.move(symbol, price)
    futures.move(PERPETUAL, 60000)


def assert_ordered_once(trader: Trader, position: Position, *purposes: str) -> None:
    """Check that a position has its orders once, and that its size is what they have filled.

    A close may sell in parts: after some seconds it no longer waits for what blocks the rest.
    """
    standing = [
        order.purpose
        for order in position.orders
        if order.status in ("open", "filled") and order.purpose != "close"
    ]
    assert sorted(standing) == sorted(purposes), position
    trades = trader.trades(position.position_id)
    assert len({trade["trade_id"] for trade in trades}) == len(trades)
    held = Decimal(0)
    for trade in trades:
        amount = Decimal(trade["amount"])
        if trade["fee_currency"] != "USDT":
            amount -= Decimal(trade["fee"])
        held += amount if trade["side"] == "buy" else -amount
    if position.status == "closed":
        assert 0 <= held < DUST
    else:
        assert abs(held) == position.size


def test_killed_right_after_the_answer(spot: Trader, futures: Trader) -> None:
    markets = ((spot, ETH, "0.01"), (futures, PERPETUAL, "0.1"))
    for trader, symbol, _ in markets:
        trader.accepted(symbol=symbol, side="long", signal_id="answered", **DCA, **EXITS)
    spot.demo.restart()

    for trader, symbol, tick in markets:
        position_id = trader.by_signal("answered").position_id
        position = trader.until(position_id, lambda found: len(found.resting) == 3, RECOVERY)
        assert position.status == "open"
        assert_ordered_once(trader, position, "entry", "dca", "take_profit", "take_profit")
        assert position.stop == up(position.entry_price * Decimal("0.97"), tick)
        again = trader.send(symbol=symbol, side="long", signal_id="answered")
        assert again.json()["status"] == "duplicate"

    # The stop is not only shown
    opened = spot.by_signal("answered")
    assert opened.stop is not None
    spot.move(ETH, opened.stop - 300)
    assert spot.until_status(opened.position_id, "closed").close_reason == "stop_loss"


def test_killed_while_orders_fill(spot: Trader, futures: Trader) -> None:
    target = spot.open_filled(ETH, **EXITS)
    ladder = spot.open_filled(BTC, **DCA, **EXITS)
    entry = spot.open(SOL, order_type="limit", signal_price=145, **EXITS)
    spot.until(entry, lambda position: len(position.resting) == 1)
    turned = futures.open_filled(PERPETUAL, **EXITS)

    futures.accepted(
        action="reverse", symbol=PERPETUAL, side="short", signal_id="turned-round", **EXITS
    )
    spot.move(BTC, 59300)
    spot.move(SOL, 144)
    spot.move(ETH, 3040)
    spot.demo.restart()

    shrunk = spot.until(target.position_id, lambda position: position.targets[0].done, RECOVERY)
    shrunk = spot.until_resting(
        target.position_id,
        ("take_profit", target.targets[1].price, down(shrunk.size, "0.00001")),
    )
    assert_ordered_once(spot, shrunk, "entry", "take_profit", "take_profit")
    averaged = spot.until(
        ladder.position_id,
        lambda p: p.size == 2 * ladder.size and len(p.resting) == 2 and p.stop != ladder.stop,
        RECOVERY,
    )
    assert_ordered_once(spot, averaged, "entry", "dca", "take_profit", "take_profit")
    filled = spot.until(entry, lambda p: len(p.resting_as("take_profit")) == 2, RECOVERY)
    assert_ordered_once(spot, filled, "entry", "take_profit", "take_profit")
    assert filled.stop is not None

    closed = futures.until_status(turned.position_id, "closed", RECOVERY)
    assert_ordered_once(futures, closed, "entry")
    short = wait_for(
        lambda: futures.by_signal("turned-round"), lambda p: len(p.resting) == 2, RECOVERY
    )
    assert_ordered_once(futures, short, "entry", "take_profit", "take_profit")
    assert short.row["side"] == "short"
    assert short.stop is not None

    # A price that was set to stay has stayed
    answer = spot.demo.call_service(
        "tradehook",
        "set_simulated_price",
        {
            "account": spot.bot.config_entry_id,
            "symbol": ETH,
            "change_percentage": 0,
            "hold": True,
        },
        return_response=True,
    )
    assert Decimal(answer["price"]) == 3040


def test_killed_while_people_end_things(spot: Trader, futures: Trader) -> None:
    closed = spot.open_filled(ETH, **EXITS)
    linked = spot.open_filled(BTC, **EXITS)
    kept = spot.open_filled(SOL, **EXITS)
    urls = [
        spot.act("create_position_link", position.entity_id, mode="close")["url"]
        for position in (linked, kept)
    ]
    cancelled = futures.open(PERPETUAL, order_type="limit", signal_price=59000)
    futures.until(cancelled, lambda position: len(position.resting) == 1)

    futures.switch(TRADING, on=False)
    spot.accepted(action="close", symbol=ETH)
    spot.accepted(action="stop_bot")
    assert requests.get(urls[0], timeout=30).status_code == 200
    spot.demo.restart()

    for position, reason in ((closed, "signal"), (linked, "link")):
        over = spot.until_status(position.position_id, "closed", RECOVERY)
        assert over.close_reason == reason
        assert_ordered_once(spot, over, "entry")
    assert requests.get(urls[0], timeout=30).status_code == 410
    spot.until_state(spot.bot.switch_entity_id, "off")
    assert spot.refused(symbol=ETH, side="long") == (409, "bot_stopped")
    assert len(spot.stays(kept.position_id).resting) == 2
    assert requests.get(urls[1], timeout=30).status_code == 200
    spot.until_status(kept.position_id, "closed")

    futures.until_status(cancelled, "cancelled", RECOVERY)
    futures.until_state(TRADING, "off")
    assert futures.refused(symbol=PERPETUAL, side="long") == (409, "trading_off")
    futures.switch(TRADING, on=True)


def test_openings_of_a_rush_are_not_bought_late(spot: Trader) -> None:
    spot.reconfigure("entry", "entry_details", time_limit=5)
    held = spot.open_filled(SOL, **EXITS)
    messages: list[Json] = [
        {"action": "close", "symbol": SOL, "signal_id": held.row["signal_id"]},
        *({"symbol": f"{base}/USDT", "side": "long", **EXITS} for base in ("BTC", "ETH", "LTC")),
    ]
    for message in messages[1:]:
        message["signal_id"] = f"rush-{message['symbol']}"

    def send(message: Json) -> int | None:
        try:
            return spot.send(**message).status_code
        except requests.ConnectionError:
            return None

    with ThreadPoolExecutor(len(messages)) as pool:
        sent = [pool.submit(send, message) for message in messages]
        while not any(future.done() for future in sent):
            time.sleep(0.0005)
        spot.demo.kill()
        answers = [future.result() for future in sent]
    time.sleep(6)  # the time in which the bot may buy passes while nothing runs
    spot.demo.start()

    wait_for(
        lambda: spot.rows("positions", limit=4, status=["pending", "closing"]),
        lambda rows: not rows,
        RECOVERY,
    )
    if answers[0] == 202:
        assert spot.position(held.position_id).status == "closed"
    rows = {row["signal_id"]: row for row in spot.rows("signals")}
    for message, answer in zip(messages[1:], answers[1:], strict=True):
        assert answer in (202, None)
        row = rows.get(message["signal_id"])
        if row is None:
            assert answer is None
            continue
        position = spot.position(row["position_id"])
        if row["status"] == "expired":
            assert row["code"] == "expired"
            assert "within 5 s" in row["message"]
            assert position.status == "cancelled"
            assert spot.trades(position.position_id) == []
        else:  # its order had left
            assert row["status"] == "accepted"
            assert spot.until(position.position_id, lambda p: len(p.resting) == 2)
            assert_ordered_once(spot, position, "entry", "take_profit", "take_profit")
    spot.reconfigure("entry", "entry_details", time_limit=60)
