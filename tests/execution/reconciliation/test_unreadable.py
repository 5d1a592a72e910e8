"""A position whose facts can't be read stops only itself: all others keep their stops."""

import asyncio
from dataclasses import replace
from decimal import Decimal
import json
from pathlib import Path
import sqlite3

import pytest

from custom_components.tradehook.execution.common.events import ExternalOrderFound
from custom_components.tradehook.execution.common.slots import SlotKey
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.execution.reconciliation.health_monitor import HealthIssueKind
from custom_components.tradehook.trading.model.market import Side
from tests.execution.house import BOT, BTC, House, Plan, house

ETH = "ETH/USDT"
STOP = {"stop_percentage": 3}
TARGET = [{"price_percentage": 2, "position_percentage": 100}]
# The ids of a position's facts are its `seq` times 2^24, and the number of the fact.
FOREIGN = (
    "UPDATE facts SET kind = 'Teleported' WHERE id ="
    " (SELECT seq * 16777216 + 1 FROM positions WHERE position_id = ?)"
)
BROKEN = FOREIGN.replace("kind = 'Teleported'", "data = '{'")
UNKNOWN_FIELD = FOREIGN.replace(
    "kind = 'Teleported'", "data = json_set(data, '$.colour', 'red')"
).replace(" + 1", "")
LOST = "DELETE FROM facts WHERE id = (SELECT seq * 16777216 FROM positions WHERE position_id = ?)"
LATER = (
    "UPDATE facts SET kind = 'Later ' || kind WHERE id / 16777216 ="
    " (SELECT seq FROM positions WHERE position_id = ?)"
)
READ_AGAIN = LATER.replace("'Later ' || kind", "substr(kind, 7)")


def change(path: Path, statement: str, *values: str) -> None:
    """Change a ledger that nobody has open."""
    with sqlite3.connect(path) as database:
        database.execute(statement, values)
    database.close()


async def two_positions(plan: Plan) -> tuple[str, str]:
    """Open one in bitcoin and one in ether, and return their ids; both have a stop."""
    async with house(plan) as home:
        for symbol, price in ((BTC, 60_000), (ETH, 2_000)):
            await home.price(price, symbol)
            answer = await home.send(
                symbol=symbol, side="long", stop_loss=STOP, take_profit=TARGET, signal_id=symbol
            )
            assert answer.status == 202
            await home.settle()
        ids = {row["symbol"]: str(row["position_id"]) for row in await home.positions()}
    return ids[BTC], ids[ETH]


async def status(home: House, position_id: str) -> object:
    """Return where a position stands."""
    return next(
        row["status"] for row in await home.positions() if row["position_id"] == position_id
    )


@pytest.mark.parametrize("damage", [FOREIGN, BROKEN, UNKNOWN_FIELD, LOST])
async def test_the_other_position_keeps_its_stop(plan: Plan, damage: str) -> None:
    unread, other = await two_positions(plan)
    change(plan.path, damage, unread)
    async with house(plan) as home:
        await home.price(1_900, ETH)
        assert await status(home, other) == "closed"
        await home.price(50_000, BTC)
        await home.price(70_000, BTC)
        assert await status(home, unread) == "open", "it stays in the ledger as it was"


async def test_its_market_takes_no_new_exposure(plan: Plan) -> None:
    unread, _ = await two_positions(plan)
    change(plan.path, FOREIGN, unread)
    async with house(plan) as home:
        await home.price(60_000, BTC)
        increase = {"action": "increase", "increase_order": {"quantity_percentage": 50}}
        for fields in ({"side": "long", "quote_amount": 50}, increase):
            answer = await home.send(symbol=BTC, **fields)
            assert (answer.status, answer.body["code"]) == (409, "position_unreadable")
            assert BTC in str(answer.body["error"])
        answer = await home.send(symbol=ETH, side="long", quote_amount=50)
        assert answer.status == 202, "other markets go on"


@pytest.mark.parametrize("limit", [1_000_000, None])
async def test_what_it_has_invested_is_unknown_and_not_nothing(
    plan: Plan, limit: int | None
) -> None:
    """The bot could invest in other markets what stood in this one already."""
    unread, _ = await two_positions(plan)
    change(plan.path, FOREIGN, unread)
    capped = plan.but(max_invested=None if limit is None else Decimal(limit))
    async with house(capped) as home:
        increase = {"action": "increase", "increase_order": {"quantity_percentage": 50}}
        for fields in ({"side": "long", "quote_amount": 50}, increase):
            answer = await home.send(symbol=ETH, **fields)
            if limit is None:
                assert answer.status == 202
                continue
            assert (answer.status, answer.body["code"]) == (409, "account_numbers_unknown")
            assert f"its position in {BTC} can't be read" in str(answer.body["error"])
        assert (await home.send(action="close", symbol=ETH)).status == 202


async def test_an_exit_says_why_it_finds_nothing(plan: Plan) -> None:
    unread, other = await two_positions(plan)
    change(plan.path, FOREIGN, unread)
    async with house(plan) as home:
        answer = await home.send(action="close", symbol=BTC)
        assert (answer.status, answer.body["code"]) == (409, "position_unreadable")
        answer = await home.send(action="close", symbol=BTC, side="short")
        assert (answer.status, answer.body["code"]) == (409, "position_missing")
        assert (await home.send(action="close", symbol=ETH)).status == 202
        await home.settle()
        assert await status(home, other) == "closed"
        assert await status(home, unread) == "open"


async def test_its_resting_orders_are_left_alone(plan: Plan) -> None:
    unread, _ = await two_positions(plan)
    async with house(plan) as home:
        before = {order.client_order_id for order in await home.exchange.fetch_open_orders()}
    change(plan.path, FOREIGN, unread)
    async with house(plan) as home:
        await home.account._reconciliation_loop.order_reconciler.look()
        await home.settle()
        after = {order.client_order_id for order in await home.exchange.fetch_open_orders()}
        assert after == before
        assert len(before) == 2
        assert not [one for one in home.changes if isinstance(one, ExternalOrderFound)]


async def test_what_somebody_holds_there_is_not_compared(plan: Plan) -> None:
    """How much the position holds is not known, so nothing of the others can be missing."""
    async with house(plan) as home:
        await home.price(60_000, BTC)
        for signal_id in ("first", "second"):
            await home.send(symbol=BTC, side="long", signal_id=signal_id)
            await home.settle()
        first, second = (str(row["position_id"]) for row in await home.positions())
    change(plan.path, FOREIGN, second)
    often = Timings(reconciliation=ReconciliationTimings(every=0.02, second_look=0.02))
    async with house(replace(plan, timings=often)) as home:
        balances = dict(await home.exchange.fetch_balances())
        del balances["BTC"]
        home.exchange.fetch_balances = lambda: asyncio.sleep(0, balances)  # type: ignore[method-assign]
        await asyncio.sleep(0.3)
        await home.settle()
        assert await status(home, first) == "open"


async def test_a_repair_names_it(plan: Plan) -> None:
    unread, _ = await two_positions(plan)
    change(plan.path, FOREIGN, unread)
    async with house(plan) as home:
        home.account._reconciliation_loop.health.check()
        (concern,) = home.account.health_issues
        assert (concern.kind, concern.about) == (HealthIssueKind.UNREADABLE, unread)
        assert concern.said["symbol"] == BTC
        assert concern.said["why"].startswith("fact 2 (Teleported): Teleported is no kind of fact")
        row = next(r for r in await home.positions() if r["position_id"] == unread)
        assert row["profit_percentage"] is None
        assert "Teleported" in str(row["message"])
        detail = await home.account.position(unread)
        assert detail is not None
        assert detail["story"] == []
        assert home.account.slot_state(SlotKey(BOT, BTC, Side.LONG)) is None
        assert home.account.open_positions == 2
        assert home.account.realized_profit is not None
        assert home.account.realized_profit < 0, "its fee is still counted"
        assert home.account.unrealized_profit is None, "nobody knows what it holds"
        assert home.account.equity is None
        assert home.account.bots[BOT].unrealized_profit is None


@pytest.mark.parametrize("damage", [FOREIGN, BROKEN, UNKNOWN_FIELD, LOST])
async def test_its_row_says_what_is_certain(plan: Plan, damage: str) -> None:
    """What was traded is on record; what only its facts tell is not guessed."""
    async with house(plan) as home:
        await home.price(60_000, BTC)
        await home.send(symbol=BTC, side="long", stop_loss=STOP, take_profit=TARGET)
        await home.settle()
        before = await home.only()
    change(plan.path, damage, str(before["position_id"]))
    same = [
        "symbol",
        "side",
        "status",
        "size",
        "entry_price",
        "invested",
        "realized_profit",
        "fees",
        "funding",
    ]
    same += ["opened_at", "bot_id", "signal_id", "exit_price"]
    async with house(plan) as home:
        row = await home.only()
        assert row.keys() == before.keys()
        assert {name: row[name] for name in same} == {name: before[name] for name in same}
        assert (row["stop_price"], row["stop_loss"], row["orders"]) == (None, None, [])
        assert row["leverage"] == (before["leverage"] if damage in (FOREIGN, BROKEN) else None)


async def test_it_counts_for_the_bot_s_most_positions(plan: Plan) -> None:
    unread, _ = await two_positions(plan)
    change(plan.path, FOREIGN, unread)
    async with house(plan.but(max_positions=2)) as home:
        await home.price(1_999, ETH)
        answer = await home.send(symbol=ETH, side="long", quote_amount=50)
        assert (answer.status, answer.body["code"]) == (409, "max_positions_reached")


async def test_it_is_managed_again_by_a_version_that_can_read_it(plan: Plan) -> None:
    """What happened meanwhile on the venue is asked for, and its own stop counts again."""
    unread, _ = await two_positions(plan)
    change(plan.path, LATER, unread)
    async with house(plan) as home:
        await home.price(61_300, BTC)  # its target rests on the venue, and fills
        assert await status(home, unread) == "open"
    change(plan.path, READ_AGAIN, unread)
    async with house(plan) as home:
        await home.settle()
        assert await status(home, unread) == "closed"
        assert home.account.health_issues == ()


async def test_an_exit_that_was_accepted_before_waits_for_it(plan: Plan) -> None:
    """It is carried out on the others, and on this one once it can be read."""
    async with house(plan) as home:
        await home.price(60_000, BTC)
        for signal_id in ("first", "second"):
            await home.send(symbol=BTC, side="long", signal_id=signal_id)
            await home.settle()
        second, first = (str(row["position_id"]) for row in await home.positions())
        home.exchange.paused = True
    command = {
        "doing": "close",
        "symbol": BTC,
        "targets": [[first, None], [second, None]],
        "order_type": "market",
        "price": None,
        "reason": "signal",
    }
    change(
        plan.path,
        "UPDATE signals SET executed = 0, command = ? WHERE signal_id = 'first'",
        json.dumps(command),
    )
    change(plan.path, LATER, second)
    async with house(plan) as home:
        await home.settle()
        assert await status(home, first) == "closed"
        assert await status(home, second) == "open"
    change(plan.path, READ_AGAIN, second)
    async with house(plan) as home:
        await home.settle()
        assert await status(home, second) == "closed"
        assert await home.ledger.unexecuted_signals() == []


async def test_a_command_that_can_not_be_read_stops_nothing(
    plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    _, other = await two_positions(plan)
    change(
        plan.path,
        "UPDATE signals SET executed = 0, command = ? WHERE signal_id = ?",
        '{"doing": "levitate"}',
        BTC,
    )
    async with house(plan) as home:
        assert "what it asks for can't be read" in caplog.text
        await home.price(1_900, ETH)
        assert await status(home, other) == "closed"
        assert len(await home.ledger.unexecuted_signals()) == 1
