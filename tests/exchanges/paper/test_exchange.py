"""The paper exchange as a venue: durable, in order, and definite in its answers."""

import asyncio
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    NotSentError,
    OrderRefusedError,
    VenueError,
)
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.venue import BTC, Venue

D = Decimal


async def test_a_client_order_id_is_taken_once(venue: Venue) -> None:
    """Even when its order is over, and over a restart."""
    await venue.order("buy", "1", client_order_id="once")
    for _ in range(2):
        with pytest.raises(OrderRefusedError) as caught:
            await venue.order("buy", "1", client_order_id="once")
        assert caught.value.code == "duplicate_client_order_id"
        await venue.restart()
    assert await venue.free("BTC") == 1


async def test_two_orders_with_one_client_order_id_at_once_are_one_order(venue: Venue) -> None:
    """The venue decides one after the other."""
    outcomes = await asyncio.gather(
        *(venue.order("buy", "1", client_order_id="once") for _ in range(3)),
        return_exceptions=True,
    )
    assert [isinstance(outcome, OrderRefusedError) for outcome in outcomes] == [False, True, True]
    assert await venue.free("BTC") == 1


async def test_ids_are_the_venues_own_and_only_rise(venue: Venue) -> None:
    """Over restarts and resets too."""
    seen: list[int] = []
    for restart in (False, True, True):
        report = await venue.order("buy", "1")
        fills = await venue.exchange.fetch_fills(BTC, report.client_order_id)
        seen += [int(report.venue_order_id), *(int(fill.trade_id) for fill in fills)]
        if restart:
            await venue.exchange.reset({"USDT": D(10000)})
            await venue.restart()
    assert seen == sorted(set(seen))


async def test_it_answers_only_later(venue: Venue) -> None:
    """Whoever places an order is suspended, as behind a network."""
    task = asyncio.create_task(venue.order("buy", "1"))
    await asyncio.sleep(0)
    assert not task.done()
    assert (await task).state is OrderState.FILLED


async def test_latency_delays_every_answer() -> None:
    """A request arrives half a second late."""
    venue = Venue(latency=0.5)
    await venue.open()
    task = asyncio.create_task(venue.order("buy", "0.01"))
    await venue.clock.advance(0.4)
    assert venue.told.orders == []
    await venue.clock.advance(0.2)
    assert (await task).state is OrderState.FILLED
    await venue.exchange.close()


async def test_everything_is_committed_before_it_is_told(venue: Venue) -> None:
    """Books, balances, fills, order, answer."""
    venue.told.log.clear()
    await venue.order("buy", "1", client_order_id="a")
    assert venue.told.log == ["saved", "balances", "fill a 1 at 100.01", "order a filled 1"]


async def test_while_a_save_is_under_way_nothing_is_told_and_no_price_is_lost(
    venue: Venue,
) -> None:
    """What arrives meanwhile is worked off afterwards, in its order."""
    for price in ("95", "90"):
        await venue.order("buy", "1", price, client_order_id=price)
    await venue.order("buy", "1", client_order_id="held")
    await venue.order("sell", "1", "120", client_order_id="120")
    venue.store.held = asyncio.Event()
    venue.told.log.clear()
    held = asyncio.create_task(venue.order("buy", "2", "50", client_order_id="x"))
    await venue.clock.advance(0)
    for price in ("94", "130", "85"):
        walk = venue.market._walks[BTC]
        venue.market._walks[BTC] = type(walk)(price=D(price), hold=True)
        venue.market._emit(BTC)
    await venue.clock.advance(0)
    assert venue.told.log == []
    venue.store.held.set()
    await held
    await venue.flush()
    assert [line for line in venue.told.log if line.startswith(("fill", "quote", "order x"))] == [
        "order x open 0",
        "fill 95 1 at 95",
        "quote BTC/USDT 94.00",
        "fill 120 1 at 120",
        "quote BTC/USDT 130.00",
        "fill 90 1 at 90",
        "quote BTC/USDT 85.00",
    ]


async def test_an_order_that_cannot_be_booked_does_not_exist(
    venue: Venue, caplog: pytest.LogCaptureFixture
) -> None:
    """The caller is told that it failed; the log says it once, and when it is over."""
    caplog.set_level("INFO")
    venue.store.failures = 2
    for name in ("a", "b"):
        with pytest.raises(VenueError, match="disk full"):
            await venue.order("buy", "1", client_order_id=name)
        assert await venue.exchange.find_order(BTC, name) is None
    assert await venue.free() == 10000
    assert venue.told.fills == []
    assert (await venue.order("buy", "1", client_order_id="a")).state is OrderState.FILLED
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


async def test_a_fill_that_cannot_be_booked_comes_with_the_next_price(venue: Venue) -> None:
    """Nothing of it happened; the price itself is told."""
    order = await venue.order("buy", "1", "95")
    venue.store.failures = 1
    walk = venue.market._walks[BTC]
    venue.market._walks[BTC] = type(walk)(price=D(94), hold=True)
    venue.market._emit(BTC)
    await venue.flush()
    assert venue.told.fills == []
    assert venue.told.quotes[BTC].last == 94
    assert len(await venue.exchange.fetch_open_orders()) == 1
    await venue.clock.advance(1)
    found = await venue.exchange.find_order(BTC, order.client_order_id)
    assert found is not None
    assert found.state is OrderState.FILLED


async def test_a_cancel_that_cannot_be_booked_leaves_the_order_open(venue: Venue) -> None:
    """And can be repeated."""
    order = await venue.order("buy", "1", "95")
    venue.store.failures = 1
    with pytest.raises(VenueError):
        await venue.exchange.cancel_order(BTC, order.client_order_id, None)
    assert len(await venue.exchange.fetch_open_orders()) == 1
    report = await venue.exchange.cancel_order(BTC, order.client_order_id, None)
    assert report.state is OrderState.CANCELLED


@pytest.mark.parametrize("crash", [False, True])
async def test_everything_survives_a_restart(costly: Venue, crash: bool) -> None:
    """Balances, open orders with what they lock, closed orders and fills."""
    await costly.order("buy", "2", client_order_id="bought")
    await costly.order("sell", "1", "120", client_order_id="resting")
    await costly.move("120.02", max_fill=D("0.25"))
    await costly.order("buy", "1", "80", client_order_id="cancelled")
    await costly.exchange.cancel_order(BTC, "cancelled", None)

    async def everything() -> tuple[object, ...]:
        names = ("bought", "resting", "cancelled")
        return (
            await costly.exchange.fetch_balances(),
            await costly.exchange.fetch_open_orders(),
            [await costly.exchange.find_order(BTC, name) for name in names],
            [await costly.exchange.fetch_fills(BTC, name) for name in names],
        )

    before = await everything()
    # Reading needs no tick; the first one after the restart may fill more.
    await costly.market.set_price(BTC, price=D(110), hold=True)
    await costly.restart(crash=crash)
    assert await everything() == before
    assert costly.told.quotes[BTC].last == 110
    await costly.move(121)
    assert costly.told.fills[-1].client_order_id == "resting"


async def test_a_price_that_is_there_after_a_restart_fills_what_it_touches(venue: Venue) -> None:
    """The jump was durable, its fills were not."""
    order = await venue.order("buy", "1", "95")
    walk = venue.market._walks[BTC]
    await venue.crash()
    venue.market._walks[BTC] = type(walk)(price=D(94), hold=True)
    await venue.market._save_lazily()
    await venue.restart(crash=True)
    found = await venue.exchange.find_order(BTC, order.client_order_id)
    assert found is not None
    assert found.state is OrderState.FILLED


async def test_starting_balances_apply_once(venue: Venue) -> None:
    """Changing them later changes nothing until a reset."""
    await venue.order("buy", "1")
    venue.start_balances = {"USDT": D(5)}
    await venue.restart()
    assert await venue.free() == D("9899.99")


async def test_a_reset_closes_and_forgets_everything(venue: Venue) -> None:
    """Also in the books."""
    await venue.order("buy", "1", client_order_id="done")
    await venue.order("buy", "1", "90", client_order_id="open")
    await venue.exchange.reset({"USDT": D(777)})
    for _ in range(2):
        assert await venue.exchange.fetch_open_orders() == []
        assert await venue.exchange.find_order(BTC, "done") is None
        assert await venue.exchange.fetch_fills(BTC, "done") == []
        assert {name: held.total for name, held in venue.told.balances.items()} == {
            "USDT": 777,
            "BTC": 0,
        }
        await venue.restart()
    assert venue.store.of_kind("paper_order") == {}
    assert venue.store.of_kind("paper_fill") == {}
    await venue.order("buy", "1", client_order_id="done")


async def test_during_maintenance_orders_wait_and_prices_go_on(venue: Venue) -> None:
    """Nobody is told that an order does not exist while it is still on its way."""
    venue.exchange.paused = True
    assert venue.exchange.paused
    placed = asyncio.create_task(venue.order("buy", "1", client_order_id="late"))
    looked_up = asyncio.create_task(venue.exchange.find_order(BTC, "late"))
    await venue.market.set_price(BTC, price=D(90), hold=True)
    await venue.clock.advance(100)
    assert not placed.done()
    assert not looked_up.done()
    assert venue.told.quotes[BTC].at == venue.clock.now()
    venue.exchange.paused = False
    report = await placed
    assert (report.state, venue.told.fills[0].price) == (OrderState.FILLED, D("90.01"))
    assert await looked_up == report


async def test_an_order_given_up_during_maintenance_never_arrives(venue: Venue) -> None:
    """The request had not left."""
    venue.exchange.paused = True
    placed = asyncio.create_task(venue.order("buy", "1", client_order_id="given up"))
    await venue.clock.advance(1)
    placed.cancel()
    await asyncio.gather(placed, return_exceptions=True)
    venue.exchange.paused = False
    assert await venue.exchange.find_order(BTC, "given up") is None


async def test_an_order_given_up_after_it_arrived_is_carried_out(venue: Venue) -> None:
    """As on a venue whose answer nobody reads any more."""
    venue.store.held = asyncio.Event()
    placed = asyncio.create_task(venue.order("buy", "1", client_order_id="unread"))
    await venue.clock.advance(1)
    placed.cancel()
    await asyncio.gather(placed, return_exceptions=True)
    venue.store.held.set()
    found = await venue.exchange.find_order(BTC, "unread")
    assert found is not None
    assert found.state is OrderState.FILLED


async def test_a_closed_venue_takes_nothing(venue: Venue) -> None:
    """Whoever waits at its door is told that nothing was sent."""
    venue.exchange.paused = True
    waiting = asyncio.create_task(venue.order("buy", "1"))
    await venue.clock.advance(1)
    await venue.exchange.close()
    with pytest.raises(NotSentError):
        await waiting
    with pytest.raises(NotSentError):
        await venue.order("buy", "1")


async def test_opening_tells_that_it_is_there_then_the_prices() -> None:
    """And who has opened it can trade at once."""
    venue = Venue()
    assert venue.exchange.markets == {}
    await venue.open()
    assert venue.told.log[:4] == ["saved", "connected True", "balances", "quote BTC/USDT 65000.00"]
    assert set(venue.told.quotes) == set(venue.exchange.markets)
    assert (await venue.order("buy", "0.01")).state is OrderState.FILLED
    with pytest.raises(VenueError, match="open already"):
        await venue.open()
    await venue.exchange.close()


async def test_books_that_cannot_be_written_keep_the_venue_shut() -> None:
    """Opening fails and can be repeated."""
    venue = Venue()
    venue.store.failures = 1
    with pytest.raises(VenueError, match="disk full"):
        await venue.open()
    await venue.open()
    assert await venue.free() == 10000
    await venue.exchange.close()


async def test_a_listener_that_fails_does_not_stop_the_venue(
    venue: Venue, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its mistake is logged."""

    def fail(_report: object) -> None:
        raise RuntimeError("mistake")

    monkeypatch.setattr(venue.told, "on_order", fail)
    assert (await venue.order("buy", "1")).state is OrderState.FILLED
    assert "mistake" in caplog.text
    await venue.move(90)
    assert venue.told.quotes[BTC].last == 90


async def test_only_the_newest_closed_orders_are_kept(
    venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old order that has just ended is new; open ones always stay."""
    monkeypatch.setattr(
        "custom_components.tradehook.exchanges.paper.step_worker.CLOSED_ORDERS_KEPT",
        3,
        raising=True,
    )
    await venue.order("buy", "1", "50", client_order_id="stays")
    await venue.order("buy", "1", "90", client_order_id="old")
    for number in range(5):
        await venue.order("buy", "1", client_order_id=f"n{number}")
    await venue.clock.advance(1)
    await venue.move(89)

    async def kept() -> list[str]:
        names = ["stays", "old", *(f"n{number}" for number in range(5))]
        return [name for name in names if await venue.exchange.find_order(BTC, name)]

    assert await kept() == ["stays", "old", "n3", "n4"]
    assert len(venue.store.of_kind("paper_fill")) == 3
    await venue.restart()
    assert await kept() == ["stays", "old", "n3", "n4"]
    await venue.clock.advance(1)
    await venue.order("buy", "1", client_order_id="n5")
    assert await kept() == ["stays", "old", "n4"]


async def test_a_mistake_of_ours_fails_the_request_and_not_the_venue(
    venue: Venue, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for ever, prices go on, and the outcome is called unknown."""
    await venue.order("buy", "1", "95", client_order_id="resting")
    with monkeypatch.context() as patch:
        patch.setattr(venue.exchange._matcher, "_fill", lambda *_: 1 / 0)
        with pytest.raises(VenueError) as caught:
            await venue.order("buy", "1")
        assert not isinstance(caught.value, OrderRefusedError)
        await venue.move(94)
    assert venue.told.quotes[BTC].last == 94
    assert venue.told.fills == []
    assert caplog.text.count("ZeroDivisionError") >= 2
    await venue.clock.advance(1)
    assert [fill.client_order_id for fill in venue.told.fills] == ["resting"]


async def test_closing_twice_is_closing_once(venue: Venue) -> None:
    """And it can be opened again."""
    await venue.exchange.close()
    await venue.exchange.close()
    await venue.open()
    assert (await venue.order("buy", "1")).state is OrderState.FILLED


def test_a_volume_is_known_for_the_filter() -> None:
    """It comes from the price source."""
    venue = Venue()
    assert venue.exchange.quote_volume(BTC) == venue.market.quote_volume(BTC)
