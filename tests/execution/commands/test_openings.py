"""An alert opens, manages and closes a position on the paper exchange."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.execution.common.events import (
    AccountEvent,
    PositionEvent,
    SignalOutcome,
)
from custom_components.tradehook.execution.signals.recording.settled_signal import (
    SettledSignal,
    SignalSettler,
)
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.model.sections import OrderType
from tests.execution.house import BOT, BTC, SETTINGS, House, Plan, house

TARGETS = [
    {"price_percentage": 2, "position_percentage": 50},
    {"price_percentage": 4, "position_percentage": 50},
]
STOP = {"stop_percentage": 3}


def number(value: object) -> Decimal:
    """Return a money string as a number."""
    return Decimal(str(value))


async def open_long(home: House, **fields: object) -> dict[str, object]:
    """Open a long at market and return its row."""
    message: dict[str, Any] = {
        "symbol": "SIM_USDT_BTC",
        "side": "long",
        "take_profit": TARGETS,
        "stop_loss": STOP,
        **fields,
    }
    answer = await home.send(**message)
    assert answer.status == 202, answer.body
    await home.settle()
    return await home.only()


async def test_accepted_signal_opens_a_position_with_its_exits(home: House) -> None:
    """A 202 is followed by one entry, resting take profits and a stop."""
    row = await open_long(home)
    entry = number(row["entry_price"])
    assert row["status"] == "open"
    assert row["stop_loss"]["stop_price"] is not None  # type: ignore[index]
    assert number(row["stop_loss"]["stop_price"]) == pytest.approx(entry * Decimal("0.97"), abs=1)  # type: ignore[index]
    purposes = [order["purpose"] for order in row["orders"] if order["status"] == "open"]  # type: ignore[attr-defined]
    assert purposes == ["take_profit", "take_profit"]
    assert home.told()[:2] == ["pending", "opened"]


async def test_a_signal_is_told_before_what_follows_from_it(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its order is on its way to the ledger before telling costs anything, and told behind it."""
    done: list[str] = []
    commit, tell = home.ledger.commit, SignalSettler.tell

    async def committed(batch: Batch) -> None:
        done.append("commit")
        await commit(batch)

    def telling(settler: SignalSettler, settled: SettledSignal) -> None:
        done.append("tell")
        tell(settler, settled)

    monkeypatch.setattr(home.ledger, "commit", committed)
    monkeypatch.setattr(SignalSettler, "tell", telling)
    home.account.subscribe(
        lambda change: done.append(kind_of(change)), SignalOutcome, PositionEvent
    )

    await open_long(home, take_profit=[], stop_loss=None)
    for fields, after in (
        ({"action": "close"}, ["accepted", "closing", "closed"]),
        ({"side": "long"}, ["accepted", "pending", "opened"]),
    ):
        done.clear()
        answer = await home.send(symbol="BTCUSDT", **fields)
        assert answer.status == 202
        await home.settle()
        assert done[:3] == ["commit", "commit", "tell"]
        assert [one for one in done if one not in {"commit", "tell"}] == after


def kind_of(change: AccountEvent) -> str:
    """Return what has become of a signal or a position."""
    assert isinstance(change, PositionEvent | SignalOutcome)
    return change.type


async def test_take_profits_shrink_the_position_by_their_shares(home: House) -> None:
    """Each target sells its share, rounded down to the step, the last everything left."""
    row = await open_long(home)
    size = number(row["size"])
    await home.price(61_300)
    row = await home.only()
    assert number(row["size"]) == pytest.approx(size / 2, abs=Decimal("0.000002"))
    await home.price(62_600)
    row = await home.only()
    assert row["status"] == "closed"
    assert row["close_reason"] == "take_profit"
    assert number(row["realized_profit"]) > 0
    assert home.told() == ["pending", "opened", "take_profit", "take_profit", "closed"]


async def test_stop_closes_with_the_loss_that_the_fills_imply(home: House) -> None:
    """The realised loss is what the fills say, net of their fees."""
    await open_long(home)
    await home.price(61_300)
    await home.price(58_000)
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("closed", "stop_loss")
    trades = await home.account.trades()
    buys = [trade for trade in trades if trade["side"] == "buy"]
    sells = [trade for trade in trades if trade["side"] == "sell"]
    assert [trade["purpose"] for trade in reversed(trades)] == ["entry", "take_profit", "stop_loss"]
    entry = number(buys[0]["price"])
    fees = sum(number(t["fee"]) for t in sells) + number(buys[0]["fee"]) * entry
    gained = sum(number(t["amount"]) * (number(t["price"]) - entry) for t in sells)
    # what can't be sold counts as if the exit had sold it
    gained += number(row["dust"]) * (number(trades[0]["price"]) - entry)
    assert number(row["realized_profit"]) == pytest.approx(gained - fees, abs=Decimal("1e-9"))
    assert not await home.exchange.fetch_open_orders()


async def test_same_signal_again_is_a_duplicate(home: House) -> None:
    """The second delivery is answered with the first one's id and orders nothing."""
    fields = {"symbol": "BTCUSDT", "side": "long", "signal_id": "alert-7"}
    assert (await home.send(**fields)).status == 202
    again = await home.send(**fields)
    assert again.status == 200
    assert again.body["status"] == "duplicate"
    assert again.body["signal_id"] == "alert-7"
    await home.settle()
    assert len(await home.account.trades()) == 1


async def test_ten_signals_at_once_respect_a_limit_of_one(plan: Plan) -> None:
    """Slots are taken when a signal is admitted, not when its order is placed."""
    async with house(plan.but(max_positions=1)) as home:
        await home.price(60_000)
        answers = await asyncio.gather(
            *(home.send(symbol="BTCUSDT", side="long", signal_id=f"s{i}") for i in range(10))
        )
        statuses = sorted(answer.status for answer in answers)
        assert statuses == [202] + [409] * 9
        assert {a.body.get("code") for a in answers if a.status == 409} == {"max_positions_reached"}


async def test_limit_entry_waits_for_its_price_and_can_be_closed_by_signal(home: House) -> None:
    """An unfilled entry is pending; a close cancels it."""
    row = await open_long(home, order_type="limit", signal_price=59_000)
    assert row["status"] == "pending"
    answer = await home.send(action="close", symbol="BTCUSDT")
    assert answer.status == 202
    await home.settle()
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("cancelled", "signal")
    assert not await home.exchange.fetch_open_orders()


async def test_close_without_position_is_refused(home: House) -> None:
    """There is nothing to close."""
    answer = await home.send(action="close", symbol="BTCUSDT")
    assert (answer.status, answer.body["code"]) == (409, "position_missing")


async def test_test_signal_shows_the_plan_and_orders_nothing(home: House) -> None:
    """Every order that it would place is in the answer."""
    answer = await home.send(
        symbol="BTCUSDT", side="long", take_profit=TARGETS, stop_loss=STOP, test=True
    )
    assert answer.status == 200
    assert answer.body["status"] == "test"
    assert answer.body["plan"]["orders"]  # type: ignore[index]
    await home.settle()
    assert await home.positions() == []


async def test_stopped_bot_refuses_openings_and_takes_closes(home: House) -> None:
    """Exits get through in every state of the bot."""
    await open_long(home)
    assert (await home.send(action="stop_bot")).status == 202
    refused = await home.send(symbol="ETHUSDT", side="long")
    assert (refused.status, refused.body["code"]) == (409, "bot_stopped")
    assert (await home.send(action="close", symbol="BTCUSDT")).status == 202
    await home.settle()
    assert (await home.only())["status"] == "closed"
    assert (await home.send(action="start_bot")).status == 202
    assert home.account.bots[BOT].is_on


async def test_stop_and_close_closes_everything(home: House) -> None:
    """The bot stops and its positions are sold."""
    await open_long(home)
    assert (await home.send(action="stop_and_close")).status == 202
    await home.settle()
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("closed", "stop_and_close")
    assert not home.account.bots[BOT].is_on


async def test_trading_switch_takes_entries_back_and_keeps_exits(home: House) -> None:
    """Off: no new exposure, what is held goes on."""
    await open_long(home)
    await open_long_at(home, 59_000)
    await home.account.set_trading(False)
    await home.settle()
    rows = {str(row["status"]): row for row in await home.positions()}
    assert set(rows) == {"open", "cancelled"}
    assert rows["cancelled"]["close_reason"] == "trading_off"
    refused = await home.send(symbol="ETHUSDT", side="long")
    assert (refused.status, refused.body["code"]) == (409, "trading_off")
    await home.price(58_000)
    assert {row["status"] for row in await home.positions()} == {"closed", "cancelled"}


async def open_long_at(home: House, price: int) -> None:
    """Open a long with a resting limit entry."""
    answer = await home.send(
        symbol="BTCUSDT", side="long", order_type="limit", signal_price=price, stop_loss=STOP
    )
    assert answer.status == 202, answer.body
    await home.settle()


async def test_partial_fills_add_up(home: House) -> None:
    """A market order that can't fill at once fills over the next ticks, protected all the while."""
    await home.price(60_000, max_fill="0.0005")
    row = await open_long(home)
    for _ in range(40):
        if number(row["size"]) > Decimal("0.0016"):
            break
        await asyncio.sleep(0.05)
        row = await home.only()
    assert number(row["size"]) > Decimal("0.0016")
    assert len(await home.account.trades()) >= 4


async def test_money_is_conserved(home: House) -> None:
    """What the account gained is what its position says."""
    await open_long(home)
    await home.price(61_300)
    await home.price(62_600)
    row = await home.only()
    balances = await home.exchange.fetch_balances()
    dust = number(row["dust"])
    left_at = number((await home.account.trades())[0]["price"])
    gained = balances["USDT"].total - Decimal(10_000) + dust * left_at
    assert gained == pytest.approx(number(row["realized_profit"]), abs=Decimal("1e-9"))


async def test_refusals_leave_rows_with_their_reason(home: House) -> None:
    """Each signal that reaches the bot is in its log."""
    await home.send(symbol="NOPE", side="long")
    await home.send(symbol="BTCUSDT", side="sideways")
    await home.post(b"{")
    await home.settle()
    rows = await home.account.signals()
    assert [row["status"] for row in rows] == ["refused"] * 3
    assert {row["code"] for row in rows} == {"unknown_symbol", "invalid_signal", "malformed_json"}
    assert SETTINGS.name == home.account.bots[BOT].settings.name
    assert BTC in home.exchange.markets


async def test_limit_in_price_is_refused_where_the_bot_s_orders_are_limit_orders(
    plan: Plan,
) -> None:
    """It was bought at the present price."""
    async with house(plan.but(order_type=OrderType.LIMIT)) as home:
        await home.price(60_000)
        answer = await home.send(symbol=BTC, side="long", price=50_000)
        assert answer.status == 422
        assert "signal_price" in str(answer.body["errors"])
        await home.settle()
        assert await home.positions() == []
