"""A ledger that was restored from a copy is stale: exits go on, openings have expired."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.ledger.retention import COPIED_AT
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.model.order import client_order_id
from tests.execution.commands.test_openings import STOP, TARGETS, open_long
from tests.execution.faulty_venue import Fault, Line
from tests.execution.house import House, Plan, house

PERP = "BTC/USDT:USDT"

type Act = Callable[[House], Awaitable[None]]


@asynccontextmanager
async def restored(plan: Plan, act: Act) -> AsyncIterator[House]:
    """Return a house on a copy that was made right after something, minutes ago."""
    copy = plan.path.with_name("copy.db")
    async with house(plan) as home:
        await home.price(60_000, "BTC/USDT" if plan.market_type is MarketType.SPOT else PERP)
        await act(home)
        await home.ledger.backup(copy)
    async with house(replace(plan, path=copy, line=Line())) as home:
        await home.settle()
        yield home


async def send_while_the_venue_is_held_back(home: House, **fields: object) -> None:
    """Send a signal that is recorded and not carried out."""
    home.exchange.paused = True
    answer = await home.send(symbol="BTCUSDT", **fields)  # type: ignore[arg-type]
    assert answer.status == 202, answer.body


async def test_opening_that_had_not_been_sent_has_expired(plan: Plan) -> None:
    """However much of its time is left."""

    async def act(home: House) -> None:
        await send_while_the_venue_is_held_back(home, side="long", stop_loss=STOP)

    async with restored(plan.but(time_limit=3_600), act) as home:
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("cancelled", "expired")
        (signal,) = await home.account.signals()
        assert (signal["status"], signal["code"]) == ("expired", "expired")
        assert await home.account.trades() == []
        assert home.signals_told() == ["expired"]


async def test_opening_that_waits_for_its_condition_has_expired(plan: Plan) -> None:
    """Nobody knows whether it has been met since."""

    async def act(home: House) -> None:
        await open_long(home, entry_condition={"price": 61_000})

    async with restored(plan, act) as home:
        assert (await home.only())["close_reason"] == "expired"
        await home.price(61_500)
        assert await home.account.trades() == []


async def test_opening_whose_order_filled_without_an_answer_is_kept(plan: Plan) -> None:
    """The copy does not know of the fill, the venue does."""
    plan.line.create.append(Fault.LOST_ANSWER)
    plan.line.find.extend([Fault.LOST_REQUEST] * 20)

    async def act(home: House) -> None:
        home.exchange._worker._publish = lambda _draft: None  # type: ignore[method-assign, assignment]
        await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP)
        while not await home.exchange.fetch_fills("BTC/USDT", await intended(home)):
            continue

    async with restored(plan, act) as home:
        row = await home.only()
        assert row["status"] == "open"
        await home.price(58_000)
        assert (await home.only())["close_reason"] == "stop_loss"


async def intended(home: House) -> str:
    """Return the id of the one order."""
    while True:
        for slot in home.account.slots:
            for position in home.account.slot_positions(slot):
                for order in position.orders:
                    return order
        await home.exchange.fetch_balances()


async def test_position_goes_on_with_its_exits(plan: Plan) -> None:
    """As after any restart."""

    async def act(home: House) -> None:
        await open_long(home)

    async with restored(plan, act) as home:
        row = await home.only()
        assert row["status"] == "open"
        await home.price(58_000)
        assert (await home.only())["close_reason"] == "stop_loss"


async def test_no_id_of_before_is_used_again(plan: Plan) -> None:
    """What the position ordered after the copy is on the venue, and unknown here."""

    async def act(home: House) -> None:
        await open_long(home)

    async with restored(plan, act) as home:
        await home.price(58_000)
        row = await home.only()
        ids = [order["client_order_id"] for order in row["orders"]]  # type: ignore[attr-defined]
        position_id = str(row["position_id"])
        assert ids[-1] not in {client_order_id(position_id, n) for n in range(len(ids) + 5)}


async def test_entry_that_rests_goes_on(plan: Plan) -> None:
    """It was carried out: the venue has it."""

    async def act(home: House) -> None:
        await open_long(home, order_type="limit", signal_price=59_000)

    async with restored(plan, act) as home:
        assert (await home.only())["status"] == "pending"
        await home.price(58_900)
        assert (await home.only())["status"] == "open"


async def hold_command(home: House, **fields: object) -> None:
    """Open, then send a command that no queue carries out any more."""
    await open_long(home, take_profit=TARGETS)
    await home.account._engine.stop()
    answer = await home.send(symbol="BTCUSDT", **fields)  # type: ignore[arg-type]
    assert answer.status == 202, answer.body


async def test_close_is_executed(plan: Plan) -> None:
    """Exits never expire."""

    async def act(home: House) -> None:
        await hold_command(home, action="close")

    async with restored(plan, act) as home:
        assert (await home.only())["close_reason"] == "signal"


async def test_increase_has_expired(plan: Plan) -> None:
    """It would add exposure."""

    async def act(home: House) -> None:
        await hold_command(home, action="increase", increase_order={"quote_amount": 50})

    async with restored(plan.but(time_limit=3_600), act) as home:
        assert len(await home.account.trades()) == 1
        newest = (await home.account.signals())[0]
        assert (newest["action"], newest["status"]) == ("increase", "expired")
        assert home.signals_told() == ["expired"]
        assert await home.ledger.unexecuted_signals() == []


async def test_late_increase_has_expired_without_a_restore(plan: Plan) -> None:
    """An ordinary restart, after the bot's time limit."""
    async with house(plan) as home:
        await home.price(60_000)
        await hold_command(home, action="increase", increase_order={"quote_amount": 50})
    plan.clock.ahead += timedelta(seconds=61)
    async with house(plan) as home:
        await home.settle()
        assert len(await home.account.trades()) == 1
        newest = (await home.account.signals())[0]
        assert (newest["action"], newest["status"]) == ("increase", "expired")


async def test_increase_within_its_time_is_executed_after_a_restart(plan: Plan) -> None:
    """Nothing accepted is lost."""
    async with house(plan) as home:
        await home.price(60_000)
        await hold_command(home, action="increase", increase_order={"quote_amount": 50})
    async with house(plan) as home:
        await home.settle()
        assert len(await home.account.trades()) == 2


async def test_reverse_closes_and_does_not_open(plan: Plan) -> None:
    """Its closing is an exit, its opening new exposure."""

    async def act(home: House) -> None:
        await hold_command(home, action="reverse", side="short")

    linear = replace(plan.but(time_limit=3_600), market_type=MarketType.LINEAR)
    async with restored(linear, act) as home:
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("closed", "reverse")
        newest = (await home.account.signals())[0]
        assert (newest["action"], newest["status"]) == ("reverse", "expired")


async def test_ledger_is_stale_once(plan: Plan) -> None:
    """What is accepted after the restore survives the next restart."""

    async def act(home: House) -> None:
        await open_long(home)

    async with restored(plan, act) as home:
        assert COPIED_AT not in await home.ledger.values()
        await send_while_the_venue_is_held_back(home, side="long", stop_loss=STOP, signal_id="2")
    path = plan.path.with_name("copy.db")
    async with house(replace(plan, path=path)) as home:
        await home.settle()
        assert [row["status"] for row in await home.positions()] == ["open", "open"]


async def test_opening_accepted_after_the_copy_does_not_expire(plan: Plan) -> None:
    """A crash before the mark was taken away: the copy's time decides, not its mark."""
    async with house(plan) as home:
        await home.price(60_000)
        home.exchange.paused = True
        await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP)
    ledger = await Ledger.open(plan.path)
    before = plan.clock.now() - timedelta(minutes=5)
    await ledger.commit(Batch(values={COPIED_AT: before}))
    await ledger.close()
    async with house(plan) as home:
        await home.settle()
        assert (await home.only())["status"] == "open"


@pytest.mark.parametrize("held", [False, True])
async def test_bots_and_switches_are_as_they_were(plan: Plan, held: bool) -> None:
    """With or without a position."""

    async def act(home: House) -> None:
        if held:
            await open_long(home)
        await home.account.set_trading(False)

    async with restored(plan, act) as home:
        assert not home.account.trading_enabled
        assert len(await home.positions()) == held
