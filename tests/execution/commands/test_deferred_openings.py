"""An opening behind a market exit of its bot and market waits until that is done."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.tradehook.execution.commands.position_links import LinkMode
from custom_components.tradehook.execution.common.events import PositionEvent
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import BOT, BTC, House, Plan, house
from tests.execution.signals.test_early_signals import reached
from tests.execution.signals.test_repetitions import changed

PERP = "BTC/USDT:USDT"
LONG: dict[str, Any] = {"symbol": PERP, "side": "long"}
SHORT: dict[str, Any] = {"symbol": PERP, "side": "short"}
FLAT: dict[str, Any] = {"symbol": PERP, "action": "close"}


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals whose bot holds one position at a time."""
    plan = replace(plan, market_type=MarketType.LINEAR)
    return plan.but(max_positions=1, max_positions_per_market=1, duplicate_window=0)


@pytest.fixture
async def leaving(linear: Plan) -> AsyncIterator[House]:
    """Return a house that is closing a long, on a venue that takes its time."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await begin_to_leave(home)
        yield home


async def begin_to_leave(home: House) -> None:
    """Open a long and close it; the venue holds the order back."""
    assert (await home.send(**LONG)).status == 202
    await home.settle()
    home.exchange.paused = True
    assert (await home.send(**FLAT)).status == 202


async def waits(home: House, **fields: object) -> str:
    """Send an opening that has to wait; return the id of its position."""
    answer = await home.send(**{**SHORT, **fields})
    assert answer.status == 202, answer.body
    assert any(str(text).startswith("waits_for_exit: ") for text in answer.body["warnings"])  # type: ignore[attr-defined]
    position_id = str(answer.body["position_ids"][0])  # type: ignore[index]
    row = home.account.position_row(position_id)
    assert row is not None
    assert (row["status"], row["reason"]) == ("pending", "waits_for_exit")
    return position_id


async def left(home: House) -> None:
    """Let the venue go on."""
    home.exchange.paused = False
    await home.settle()


async def outcome(home: House, position_id: str) -> tuple[object, object]:
    """Return status and reason of a position in the end, and see that nothing is held."""
    await left(home)
    (row,) = [row for row in await home.positions() if row["position_id"] == position_id]
    return row["status"], row["close_reason"]


async def signal_of(home: House, position_id: str) -> tuple[object, object]:
    """Return status and code of the signal that opened a position."""
    rows = await home.account.signals()
    (row,) = [row for row in rows if position_id in row["position_ids"] and row["action"] == "open"]
    return row["status"], row["code"]


async def test_opening_behind_a_close_waits_and_is_placed(leaving: House) -> None:
    """Exit and opposite entry of the same candle, in order: none is lost."""
    position_id = await waits(leaving)
    assert all(row["side"] == "long" or not row["orders"] for row in await leaving.positions())
    leaving.account._event_bus.tell()  # what was only begun is told a moment later
    pending = [c for c in leaving.changes if isinstance(c, PositionEvent) and c.type == "pending"]
    assert pending[-1].data["reason"] == "waits_for_exit"
    assert await outcome(leaving, position_id) == ("open", None)
    (held,) = await leaving.exchange.fetch_positions()
    assert held.side.value == "short"
    row = leaving.account.position_row(position_id)
    assert row is not None
    assert row["reason"] is None


@pytest.mark.parametrize("time", range(6))
async def test_flat_and_short_right_behind_each_other(linear: Plan, time: int) -> None:
    """Six of six pairs of strategy alerts without a gap go through, whatever is under way."""

    async def alert(home: House, before: str, now: str, action: str) -> Any:
        sizes = {"flat": "0", "long": "1", "short": "1"}
        strategy = {
            "prev_market_position": before,
            "prev_market_position_size": sizes[before],
            "market_position": now,
            "market_position_size": sizes[now],
            "order_action": action,
        }
        return await home.send(symbol=PERP, strategy=strategy)

    async with house(linear) as home:
        await home.price(60_000, PERP)
        assert (await alert(home, "flat", "long", "buy")).status == 202
        await home.settle()
        if time % 2:
            answers = [
                await alert(home, "long", "flat", "sell"),
                await alert(home, "flat", "short", "sell"),
            ]
        else:
            both = (alert(home, "long", "flat", "sell"), alert(home, "flat", "short", "sell"))
            answers = list(await asyncio.gather(*both))
        assert [answer.status for answer in answers] == [202, 202], answers
        await home.settle()
        (held,) = await home.exchange.fetch_positions()
        assert held.side.value == "short"


async def test_opening_waits_on_spot_too(plan: Plan) -> None:
    """The coins of the old position pay for the new one."""
    plan = replace(plan, balance=Decimal(1_000)).but(
        max_positions=1, max_positions_per_market=1, max_entry_size=Decimal(1_000)
    )
    async with house(plan) as home:
        await home.price(60_000)
        assert (await home.send(symbol=BTC, side="long", quote_amount=900)).status == 202
        await home.settle()
        home.exchange.paused = True
        assert (await home.send(symbol=BTC, action="close")).status == 202
        answer = await home.send(symbol=BTC, side="long", quote_amount=890)
        assert answer.status == 202, answer.body
        assert answer.body["warnings"][0].startswith("waits_for_exit")  # type: ignore[index]
        await left(home)
        assert [row["status"] for row in await home.positions()] == ["open", "closed"]


async def test_what_is_kept_back_for_a_conditional_entry_pays_for_it(plan: Plan) -> None:
    """It has more than half of the balance, and its funds are looked at again."""
    plan = replace(plan, balance=Decimal(1_000)).but(max_entry_size=Decimal(1_000))
    async with house(plan) as home:
        await home.price(60_000)
        condition = {"price": 59_000}
        answer = await home.send(
            symbol=BTC, side="long", quote_amount=900, entry_condition=condition
        )
        assert answer.status == 202, answer.body
        await home.price(58_990)
        assert (await home.only())["status"] == "open"


async def test_reverse_is_paid_with_what_its_close_has_freed(linear: Plan) -> None:
    """The balances are those of after the closing leg."""
    plan = replace(linear, balance=Decimal(1_000)).but(max_entry_size=Decimal(1_000))
    async with house(plan) as home:
        await home.price(60_000, PERP)
        assert (await home.send(**LONG, quote_amount=900)).status == 202
        await home.settle()
        assert (await home.send(**SHORT, action="reverse", quote_amount=890)).status == 202
        await home.settle()
        assert [row["status"] for row in await home.positions()] == ["open", "closed"]


async def test_opening_behind_a_stop_waits(linear: Plan) -> None:
    """A stop that was hit is a market exit, too."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        assert (await home.send(**LONG, stop_loss={"stop_percentage": 1})).status == 202
        await home.settle()
        home.exchange.paused = True
        await home.market.set_price(PERP, price=Decimal(59_000), hold=True)
        await reached(
            lambda: any(p.closes_at_market for p in home.account._position_cache.live.values())
        )
        assert await outcome(home, await waits(home)) == ("open", None)


async def test_limit_close_holds_up_nothing(linear: Plan) -> None:
    """It may rest for days: what comes behind it is judged as it is."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        assert (await home.send(**LONG)).status == 202
        await home.settle()
        limit: dict[str, Any] = {"order_type": "limit", "price": 70_000}
        assert (await home.send(**FLAT, **limit)).status == 202
        await home.settle()
        assert (await home.send(**SHORT)).body["code"] == "opposite_position"


async def test_slot_of_what_is_left_passes_to_the_first(leaving: House) -> None:
    """One slot: a second opening, here or elsewhere, does not get it."""
    position_id = await waits(leaving)
    second = await leaving.send(**SHORT)
    assert second.body["code"] == "max_positions_reached"
    await leaving.market.set_price("ETH/USDT:USDT", price=Decimal(3000), hold=True)
    other = await leaving.send(symbol="ETH/USDT:USDT", side="long")
    assert other.body["code"] == "max_positions_reached"
    assert await outcome(leaving, position_id) == ("open", None)


async def test_several_go_in_the_order_of_their_arrival(linear: Plan) -> None:
    """All of them wait for the same exit, none for another."""
    async with house(linear.but(max_positions=5, max_positions_per_market=5)) as home:
        await home.price(60_000, PERP)
        await begin_to_leave(home)
        ids = [await waits(home, signal_id=f"s{number}") for number in range(3)]
        await left(home)
        happened = [change for change in home.changes if isinstance(change, PositionEvent)]
        opened = [change.data["position_id"] for change in happened if change.type == "opened"]
        assert opened[-3:] == ids


@pytest.mark.parametrize(
    ("settings", "fields", "code"),
    [
        ({"sides": frozenset({"long"})}, {}, "side_not_allowed"),
        ({"blocked_bases": frozenset({"BTC"})}, {}, "base_blocked"),
        ({"max_signal_age": 10}, {"timestamp": "2020-01-01T00:00:00Z"}, "signal_too_old"),
        ({}, {"quote_amount": 10**7}, "max_entry_size_exceeded"),
        ({}, {"stop_loss": {"stop_price": 59_000}}, "wrong_side"),
    ],
    ids=["side", "filter", "age", "size", "price"],
)
async def test_what_is_wrong_with_it_at_once_is_refused(
    linear: Plan, settings: dict[str, object], fields: dict[str, object], code: str
) -> None:
    """Only what the exit changes is foreseen."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await begin_to_leave(home)
        await changed(home, **settings)
        answer = await home.send(**{**SHORT, **fields})
        codes = {answer.body["code"], *(row.get("code") for row in answer.body.get("errors", []))}  # type: ignore[attr-defined]
        assert code in codes, answer.body


async def test_it_is_judged_again_when_it_is_placed(linear: Plan) -> None:
    """What held when it came may be over: then it fails for that reason, and nothing is bought."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await begin_to_leave(home)
        position_id = await waits(home, stop_loss={"stop_price": 60_500})
        await home.market.set_price(PERP, price=Decimal(61_000), hold=True)
        assert (await outcome(home, position_id))[0] == "cancelled"
        status, code = await signal_of(home, position_id)
        assert status == "failed"
        assert code in ("wrong_side", "exits_already_passed")
        assert "failed" in home.signals_told()
        assert await home.exchange.fetch_positions() == []
        assert home.account.open_positions == 0


async def stop_bot(home: House, _: str) -> None:
    await home.send(action="stop_bot")


async def stop_and_close(home: House, _: str) -> None:
    await home.send(action="stop_and_close")


async def trading_off(home: House, _: str) -> None:
    await home.account.set_trading(False)


async def close(home: House, _: str) -> None:
    assert (await home.send(**FLAT)).status == 202


async def close_side(home: House, _: str) -> None:
    assert (await home.send(**FLAT, side="short")).status == 202


async def reduce_side(home: House, _: str) -> None:
    reduction: dict[str, Any] = {"action": "reduce", "reduce_order": {"quantity_percentage": 50}}
    assert (await home.send(**SHORT, **reduction)).status == 202


async def flat_strategy(home: House, _: str) -> None:
    strategy = {
        "prev_market_position": "short",
        "prev_market_position_size": "1",
        "market_position": "flat",
        "market_position_size": "0",
        "order_action": "buy",
    }
    assert (await home.send(symbol=PERP, strategy=strategy)).status == 202


async def press_close(home: House, position_id: str) -> None:
    await home.account.close_positions([position_id])


async def press_keep(home: House, position_id: str) -> None:
    await home.account.keep_positions([position_id])


async def close_all(home: House, _: str) -> None:
    await home.account.close_all()


async def use_link(home: House, position_id: str) -> None:
    link = await home.account.create_link(position_id, LinkMode.CLOSE)
    assert (await home.account.use_link(link.token, body_empty=True)) is not None


@pytest.mark.parametrize(
    "act",
    [
        stop_bot,
        stop_and_close,
        trading_off,
        close,
        close_side,
        reduce_side,
        flat_strategy,
        press_close,
        press_keep,
        close_all,
        use_link,
    ],
)
async def test_later_exit_calls_it_off(
    leaving: House, act: Callable[[House, str], Coroutine[Any, Any, None]]
) -> None:
    """It ends as cancelled, and the market flat."""
    position_id = await waits(leaving)
    acting = asyncio.create_task(act(leaving, position_id))
    await asyncio.sleep(0.05)
    status, _ = await outcome(leaving, position_id)
    await acting
    await leaving.settle()
    assert status == "cancelled"
    assert await leaving.exchange.fetch_positions() == []
    assert (await signal_of(leaving, position_id))[0] == "accepted"


async def test_exit_of_the_other_side_leaves_it_alone(leaving: House) -> None:
    """The long is being closed already; the short was asked for."""
    position_id = await waits(leaving)
    assert (await leaving.send(**FLAT, side="long")).status == 202
    assert await outcome(leaving, position_id) == ("open", None)


async def grown_by_increase(home: House) -> SignalResponse:
    change = {"quantity_percentage": 100}
    return await home.send(symbol=PERP, action="increase", side="short", increase_order=change)


async def grown_by_strategy(home: House) -> SignalResponse:
    strategy = {
        "market_position": "short",
        "prev_market_position": "short",
        "market_position_size": 2,
        "prev_market_position_size": 1,
        "order_action": "sell",
    }
    return await home.send(symbol=PERP, strategy=strategy)


GROWS = pytest.mark.parametrize("grow", [grown_by_increase, grown_by_strategy])


@GROWS
async def test_what_adds_enlarges_an_opening_that_waits(
    leaving: House, grow: Callable[[House], Coroutine[None, None, SignalResponse]]
) -> None:
    """It is placed in its new size."""
    position_id = await waits(leaving, base_amount="0.001")
    answer = await grow(leaving)
    assert answer.status == 202, answer.body
    await left(leaving)
    row = leaving.account.position_row(position_id)
    assert row is not None
    assert (row["status"], Decimal(str(row["size"]))) == ("open", Decimal("0.002"))


@GROWS
async def test_what_would_add_to_an_opening_of_a_reverse_is_told_to_wait(
    linear: Plan, grow: Callable[[House], Coroutine[None, None, SignalResponse]]
) -> None:
    """Its position is not there yet: once it is, the same alert is taken."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        assert (await home.send(**LONG)).status == 202
        await home.settle()
        home.exchange.paused = True
        assert (await home.send(**SHORT, action="reverse", base_amount="0.001")).status == 202
        answer = await grow(home)
        assert (answer.status, answer.body["code"]) == (409, "position_closing")
        await left(home)
        assert (await grow(home)).status == 202
        await home.settle()
        sizes = [row["size"] for row in await home.positions() if row["status"] == "open"]
        assert sizes == ["0.002"]


async def test_it_expires_after_the_bots_time_limit(linear: Plan) -> None:
    """Counted from its receipt, however long the exit takes."""
    async with house(linear.but(time_limit=5)) as home:
        await home.price(60_000, PERP)
        await begin_to_leave(home)
        position_id = await waits(home)
        linear.clock.ahead += timedelta(seconds=6)
        home.account._engine.queues.look_at_all()
        await asyncio.sleep(0.05)
        assert await outcome(home, position_id) == ("cancelled", "expired")
        assert await signal_of(home, position_id) == ("expired", "expired")
        assert await home.exchange.fetch_positions() == []


@pytest.mark.parametrize("late", [False, True], ids=["in time", "late"])
async def test_it_outlives_a_restart_within_its_time(linear: Plan, late: bool) -> None:
    """The exit is done after the restart, and the opening follows unless it is late."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await begin_to_leave(home)
        position_id = await waits(home)
    if late:
        linear.clock.ahead += timedelta(seconds=61)
    async with house(linear) as home:
        await home.settle()
        expected = ("cancelled", "expired") if late else ("open", None)
        assert await outcome(home, position_id) == expected
        assert len(await home.exchange.fetch_positions()) == (0 if late else 1)


async def test_it_that_can_not_be_recorded_has_not_happened(leaving: House) -> None:
    """The slot goes back: the next one gets it."""
    with patch.object(leaving.ledger, "commit", side_effect=LedgerWriteError("disk full")):
        assert (await leaving.send(**SHORT)).status == 503
    assert await outcome(leaving, await waits(leaving)) == ("open", None)


async def test_test_of_an_opening_behind_an_exit_says_that_it_would_wait(leaving: House) -> None:
    """Its plan is that of a market that has been left."""
    answer = await leaving.send(**SHORT, test=True)
    assert answer.status == 200, answer.body
    assert any(str(text).startswith("waits_for_exit") for text in answer.body["warnings"])  # type: ignore[attr-defined]


async def test_start_and_open_waits_and_starts_the_bot(leaving: House) -> None:
    """What starts the bot is not held up."""
    await leaving.account.stop_bot(BOT)
    position_id = await waits(leaving, action="start_and_open")
    assert leaving.account.bots[BOT].is_on
    assert (await outcome(leaving, position_id))[0] == "open"
