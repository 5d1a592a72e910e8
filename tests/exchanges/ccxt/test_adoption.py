"""Holdings of others on imitated venues: released by us, adopted with their orders in the way."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.exchange import UnreachableError
from custom_components.tradehook.execution.common.rows import AdoptedRow
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.trading.model.market import Side as PositionSide
from tests.exchanges.live import World, until
from tests.fake_exchange.binance.outside import rests_outside
from tests.fake_exchange.core.orders import Order, Side
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

from .test_account import OPENING, Home, home


@pytest.fixture(params=["BINA", "BIFU"])
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each venue."""
    code: str = request.param
    return code


@pytest.fixture
async def at_home(world: World, venue: FakeVenue, code: str, tmp_path: Path) -> AsyncIterator[Home]:
    """Return an account on it."""
    async with home(world, venue, code, tmp_path / "account.db") as built:
        yield built


async def test_release_takes_the_stop_last_and_sells_nothing(at_home: Home) -> None:
    """On spot each target rests with its stop as one: both stay until all else has gone."""
    ladder = [{"price_percentage": 3, "quantity_percentage": 50}]
    assert (await at_home.send(**OPENING | {"dca_orders": ladder})).status == 202
    row = await at_home.reaches("open")
    stops = 1 if at_home.linear else 2
    await until(lambda: len(at_home.venue.open_orders) == 2 + 1 + stops)
    held, holding = at_home.held(), at_home.stops()
    (dca,) = (one for one in at_home.venue.open_orders if one.side is Side.BUY)
    late = Fault(
        effect=Effect.LATE,
        route="cancel_order",
        where={"origClientOrderId": dca.client_id},
        seconds=0.3,
    )
    at_home.venue.faults.append(late)

    going = asyncio.create_task(at_home.account.adoptions.release(str(row["position_id"])))
    await until(lambda: at_home.venue.sent("cancel_order"))
    while dca in at_home.venue.open_orders:
        assert at_home.stops() == holding
        await asyncio.sleep(0.01)
    answer = await going

    assert answer["done"] == "released"
    assert at_home.venue.open_orders == []
    assert at_home.held() == held
    assert (await at_home.position())["close_reason"] == "released"


# Adoption: the record comes before anything of others is cancelled

SIZE = Decimal("0.01")
EXITS: dict[str, Any] = {"stop_loss": {"stop_percentage": 5}, "take_profit": []}


def bought(at_home: Home) -> list[Order]:
    """Have bought outside, with a target and a stop of others that sell all of it together."""
    venue, symbol = at_home.venue, at_home.symbol
    if at_home.linear:
        venue.trade_outside(symbol, SIZE)
    else:
        venue.set_balance("BTC", SIZE)
    half = SIZE / 2
    return [
        rests_outside(venue, symbol, half, price="63000"),
        rests_outside(venue, symbol, half, trigger="58000"),
    ]


async def adopt(at_home: Home, **fields: Any) -> AdoptedRow:
    """Adopt all of it, and cancel the orders of others."""
    account = at_home.account
    return await account.adoptions.adopt(
        account.bots["bot-1"],
        at_home.symbol,
        PositionSide.LONG,
        exits=EXITS,
        **{"cancel_orders": True} | fields,
    )


def is_ours_alone(at_home: Home) -> bool:
    """Return whether one stop of ours rests for all of it, and nothing else does."""
    rows = at_home.venue.open_orders
    return [(row.amount, row.trigger is not None) for row in rows] == [(SIZE, True)] and (
        not rows[0].client_id.startswith("web_")
    )


async def test_orders_of_others_give_way_to_our_stop(at_home: Home) -> None:
    others = bought(at_home)

    answer = await adopt(at_home)

    told = {row["order_id"] for row in answer["cancelled_orders"]}
    assert told == {str(order.order_id) for order in others}
    assert (answer["resting_orders"], answer["message"]) == ([], None)
    await until(lambda: is_ours_alone(at_home))
    assert at_home.held() == SIZE
    assert (await at_home.position())["size"] == "0.01"


async def test_without_consent_they_stay_and_what_they_lock_is_not_adopted(at_home: Home) -> None:
    others = bought(at_home)
    at_home.venue.cancel(others[1].client_id)

    answer = await adopt(at_home, cancel_orders=False)

    assert answer["position"]["size"] == "0.005"
    assert others[0] in at_home.venue.open_orders


async def test_what_is_not_on_record_cancels_nothing(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = bought(at_home)

    async def fails(_batch: object) -> None:
        raise LedgerWriteError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(at_home.account.ledger, "commit", fails)
        with pytest.raises(LedgerWriteError):
            await adopt(at_home)

    assert at_home.venue.open_orders == others
    assert await at_home.account.positions() == []
    assert not at_home.account.open_positions


@pytest.mark.parametrize("after", [0, 1], ids=["before the first cancel", "between the two"])
async def test_whoever_dies_while_cancelling_goes_on_at_the_next_start(
    world: World, venue: FakeVenue, code: str, tmp_path: Path, after: int
) -> None:
    path = tmp_path / "account.db"
    async with home(world, venue, code, path) as first:
        bought(first)
        fault = Fault(effect=Effect.DROP, route="cancel_*", skip=after, processed=False, times=1000)
        venue.faults.append(fault)
        going = asyncio.create_task(adopt(first))
        await until(lambda: len([o for o in venue.requests if "cancel" in o.name]) > after)
        going.cancel()
        await asyncio.wait([going])
        assert len([o for o in venue.open_orders if o.client_id.startswith("web_")]) == 2 - after
        (row,) = await first.account.positions()
        assert row["status"] == "open"
    venue.faults.clear()

    async with home(world, venue, code, path) as second:
        await until(lambda: is_ours_alone(second))
        assert second.held() == SIZE


async def test_what_the_exchange_does_not_let_go_of_is_told_and_asked_again(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    bought(at_home)
    module = "custom_components.tradehook.execution.replaced_orders"
    monkeypatch.setattr(f"{module}._PATIENCE", 0.3)

    async def unreachable(_order: object) -> None:
        raise UnreachableError("No answer.")

    with monkeypatch.context() as broken:
        broken.setattr(at_home.account.exchange, "cancel_foreign_order", unreachable)
        answer = await adopt(at_home)

    assert len(answer["resting_orders"]) == 2
    assert answer["cancelled_orders"] == []
    assert "could not be cancelled" in str(answer["message"])
    await until(lambda: is_ours_alone(at_home))
