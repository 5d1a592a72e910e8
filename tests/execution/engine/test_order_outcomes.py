"""Whatever happens to a call, an order is placed once, and the position is right in the end."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    FillReport,
    OrderReport,
    OrderRequest,
    VenueError,
)
from custom_components.tradehook.execution.common.events import SignalOutcome
from custom_components.tradehook.execution.common.timing.timings import OrderManagerTimings, Timings
from custom_components.tradehook.execution.engine.orders.known_fills import OVER_KEPT
from custom_components.tradehook.ledger.errors import LedgerConflictError
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.model.market import OrderSide
from tests.exchanges.live import until
from tests.execution.commands.test_openings import STOP, TARGETS, number
from tests.execution.faulty_venue import Fault
from tests.execution.house import House, Plan, waits
from tests.patience import PATIENCE

LOST = [Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.BROKEN_ANSWER, Fault.NOT_SENT]


@pytest.fixture
def timings() -> Timings:
    """Look unknown orders up after milliseconds."""
    return Timings(orders=OrderManagerTimings(retries=(0.005, 0.01)))


async def opened(home: House, **stop: object) -> None:
    """Open a long with exits."""
    answer = await home.send(
        symbol="BTCUSDT", side="long", take_profit=TARGETS, stop_loss=STOP | stop, signal_id="o1"
    )
    assert answer.status == 202, answer.body
    await home.settle()


async def entries(home: House) -> list[dict[str, object]]:
    """Return the entry fills."""
    return [dict(trade) for trade in await home.account.trades() if trade["purpose"] == "entry"]


def late(client_order_id: str, amount: str, side: OrderSide = OrderSide.BUY) -> FillReport:
    """Return a trade that the venue tells late."""
    return FillReport(
        trade_id="late",
        client_order_id=client_order_id,
        venue_order_id="1",
        symbol="BTC/USDT",
        side=side,
        price=Decimal(59_000),
        amount=Decimal(amount),
        fee=Decimal(0),
        fee_currency="USDT",
        at=datetime.now(UTC),
    )


@pytest.mark.parametrize("fault", LOST)
async def test_entry_is_placed_exactly_once(home: House, fault: Fault) -> None:
    """Found, or proven absent and then sent again under a new id."""
    home.exchange.line.create = [fault]
    await opened(home)
    row = await home.only()
    assert row["status"] == "open"
    assert len(await entries(home)) == 1
    ids = [request.client_order_id for request in home.exchange.line.sent]
    assert len(ids) == len(set(ids))


async def test_what_a_division_cuts_off_a_trade_keeps_no_order_open(home: House) -> None:
    """A venue that tells trades in quote currency sums up to less, in the sixteenth decimal."""
    place = home.exchange.create_order

    async def told(request: OrderRequest) -> OrderReport:
        report = await place(request)
        return replace(report, filled=report.filled + Decimal("1e-16"))

    home.exchange.create_order = told  # type: ignore[method-assign]
    await opened(home)
    assert (await home.only())["status"] == "open"


async def test_trades_of_positions_that_are_over_are_not_kept_for_ever(home: House) -> None:
    """A venue tells an exit's trade once more after the position has ended with it."""
    await opened(home)
    await home.send(symbol="BTCUSDT", action="close")
    await home.settle()
    assert (await home.only())["status"] == "closed"
    seen = home.account._engine.order_manager.fills.seen
    assert not seen

    for number_ in range(OVER_KEPT + 20):
        told = late(f"7468{number_:028x}", "1", OrderSide.SELL)
        home.account.on_fill(told)
        home.account.on_fill(told)
    assert len(seen) == OVER_KEPT
    assert f"7468{OVER_KEPT + 19:028x}" in seen


async def test_refused_entry_fails_its_signal_and_frees_its_id(home: House) -> None:
    """A definite refusal is told, and the same signal may come again."""
    home.exchange.line.create = [Fault.REFUSED]
    await opened(home)
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("cancelled", "entry_rejected")
    (signal,) = await home.account.signals()
    assert (signal["status"], signal["code"]) == ("failed", "exchange_refused")
    assert "does not want it" in str(signal["message"])
    assert home.signals_told() == ["accepted", "failed"]
    again = await home.send(
        symbol="BTCUSDT", side="long", take_profit=TARGETS, stop_loss=STOP, signal_id="o1"
    )
    assert again.status == 202
    await home.settle()
    assert len(await entries(home)) == 1


async def test_refused_increase_fails_its_signal(home: House) -> None:
    """A definite refusal is told for whatever adds exposure; the position goes on."""
    await opened(home)
    home.exchange.line.create = [Fault.REFUSED]
    answer = await home.send(
        action="increase", symbol="BTCUSDT", increase_order={"quantity_percentage": 100}
    )
    assert answer.status == 202
    await home.settle()
    signal = (await home.account.signals())[0]
    assert (signal["status"], signal["code"]) == ("failed", "exchange_refused")
    assert "does not want it" in str(signal["message"])
    assert home.signals_told() == ["accepted", "accepted", "failed"]
    assert (await home.only())["status"] == "open"


async def test_increase_that_was_not_sent_is_sent_again_and_did_not_fail(home: House) -> None:
    """Only what the exchange has refused is over."""
    await opened(home)
    home.exchange.line.create = [Fault.NOT_SENT]
    await home.send(
        action="increase", symbol="BTCUSDT", increase_order={"quantity_percentage": 100}
    )
    await home.settle()
    signal = (await home.account.signals())[0]
    assert (signal["status"], signal["code"]) == ("accepted", None)
    assert len(await home.account.trades()) == 2


async def test_increase_that_could_not_be_sent_in_time_has_expired(home: House, plan: Plan) -> None:
    """It is not bought late, counts nowhere any more, and its signal says so."""
    await opened(home)
    bought = len(await home.account.trades())
    home.exchange.line.create = [Fault.NOT_SENT] * 50
    await home.send(
        action="increase", symbol="BTCUSDT", increase_order={"quantity_percentage": 100}
    )
    await home.settle()
    plan.clock.ahead = timedelta(seconds=61)
    async with asyncio.timeout(PATIENCE):
        while (await home.account.signals())[0]["status"] == "accepted":
            await home.price(60_000)
            await asyncio.sleep(0.1)
    await home.settle()
    signal = (await home.account.signals())[0]
    assert (signal["status"], signal["code"]) == ("expired", "expired")
    assert home.signals_told() == ["accepted", "accepted", "expired"]
    told = [change.data for change in home.changes if isinstance(change, SignalOutcome)]
    assert [set(data) for data in told] == [set(told[0])] * 3, "all six have the same fields"
    assert told[2] == {
        **told[1],
        "status": "expired",
        "code": "expired",
        "message": signal["message"],
    }
    assert len(await home.account.trades()) == bought


async def test_increase_directly_behind_a_close_is_told_that_the_position_closes(
    home: House,
) -> None:
    """The close is accepted, and has not had its turn yet."""
    await opened(home)
    close = home.send(action="close", symbol="BTCUSDT")
    increase = home.send(
        action="increase", symbol="BTCUSDT", increase_order={"quantity_percentage": 100}
    )
    answers = await asyncio.gather(close, increase)
    assert [answer.status for answer in answers] == [202, 409]
    assert answers[1].body["code"] == "position_closing"
    await home.settle()
    assert (await home.only())["status"] == "closed"


async def test_increase_whose_position_is_closed_while_it_is_recorded_says_so(home: House) -> None:
    """It was accepted; when it has its turn, nobody is left to buy more for."""
    await opened(home)
    commit, gate = home.account.ledger.commit, asyncio.Event()

    async def commit_late(batch: Batch) -> None:
        if any(row.action == "increase" for row in batch.signals):
            await gate.wait()
        await commit(batch)

    with patch.object(home.account.ledger, "commit", commit_late):
        increase = asyncio.create_task(
            home.send(
                action="increase", symbol="BTCUSDT", increase_order={"quantity_percentage": 100}
            )
        )
        await asyncio.sleep(0.05)
        assert (await home.send(action="close", symbol="BTCUSDT")).status == 202
        await asyncio.sleep(0.1)
        gate.set()
        assert (await increase).status == 202
    await home.settle()
    signal = next(row for row in await home.account.signals() if row["action"] == "increase")
    assert (signal["status"], signal["code"]) == ("failed", "position_missing")
    assert home.signals_told().count("failed") == 1
    assert (await home.only())["status"] == "closed"


@pytest.mark.parametrize("tried", [True, False])
@pytest.mark.parametrize(
    ("over", "code", "status"),
    [("close", "position_missing", "closed"), ("protection", "nothing_to_do", "open")],
)
async def test_increase_that_still_waits_says_why_it_was_dropped(
    home: House, over: str, code: str, status: str, tried: bool
) -> None:
    """Neither a close nor an armed protection leaves anybody to buy more for."""
    await opened(home, protection_type="FOLLOW_TAKE_PROFIT")
    bought = len(await home.account.trades())
    home.exchange.line.create = [Fault.NOT_SENT] * 3
    await home.send(
        action="increase", symbol="BTCUSDT", increase_order={"quantity_percentage": 100}
    )
    if tried:
        await home.settle()
    if over == "close":
        await home.send(action="close", symbol="BTCUSDT")
    else:
        await home.price(61_300)
    await home.settle()
    signal = next(row for row in await home.account.signals() if row["action"] == "increase")
    assert (signal["status"], signal["code"]) == ("failed", code)
    assert home.signals_told().count("failed") == 1
    async with asyncio.timeout(PATIENCE):  # an exit that was not sent is tried again
        while (await home.only())["status"] != status:
            await home.settle()
    assert [row["side"] for row in await home.account.trades()].count("buy") == bought


@pytest.mark.parametrize("fault", [*LOST, Fault.REFUSED])
async def test_stop_ends_flat_whatever_its_order_meets(home: House, fault: Fault) -> None:
    """An exit is tried until nothing is held any more."""
    await opened(home)
    home.exchange.line.create = [fault]
    await home.price(58_000)
    for _ in range(400):
        row = await home.only()
        if row["status"] == "closed":
            break
        await home.settle()
    assert (row["status"], row["close_reason"]) == ("closed", "stop_loss")
    trades = await home.account.trades()
    sold = sum((number(t["amount"]) for t in trades if t["side"] == "sell"), Decimal(0))
    bought = sum((number(t["amount"]) for t in trades if t["side"] == "buy"), Decimal(0))
    assert sold <= bought
    assert not await home.exchange.fetch_open_orders()


@pytest.mark.parametrize("fault", [Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.BROKEN_ANSWER])
async def test_cancel_is_a_question_until_it_is_answered(home: House, fault: Fault) -> None:
    """A close cancels the targets first; a lost cancel is asked again."""
    await opened(home)
    home.exchange.line.cancel = [fault, fault]
    await home.send(action="close", symbol="BTCUSDT")
    await home.settle()
    assert (await home.only())["status"] == "closed"
    assert not await home.exchange.fetch_open_orders()


@pytest.mark.parametrize("action", ["cancel", "close"])
async def test_entry_is_cancelled_before_its_trades_can_be_had(home: House, action: str) -> None:
    """Its answer counts a fill, and the list of trades fails: meanwhile it would buy on."""
    place, cancel = home.exchange.create_order, home.exchange.cancel_order
    asked, cancelled, up = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def placed(request: OrderRequest) -> OrderReport:
        return replace(await place(request), filled=Decimal("0.001"))

    async def cancelling(
        symbol: str, client_order_id: str, venue_order_id: str | None
    ) -> OrderReport:
        cancelled.set()
        return await cancel(symbol, client_order_id, venue_order_id)

    async def fetching(symbol: str, client_order_id: str) -> Sequence[FillReport]:
        assert symbol == "BTC/USDT"
        asked.set()
        if not up.is_set():
            raise VenueError("503")
        return [late(client_order_id, "0.001")]

    home.exchange.create_order = placed  # type: ignore[method-assign]
    home.exchange.cancel_order = cancelling  # type: ignore[method-assign]
    home.exchange.fetch_fills = fetching  # type: ignore[method-assign]
    await home.send(
        symbol="BTCUSDT",
        side="long",
        order_type="limit",
        signal_price=59_000,
        stop_loss=STOP,
        signal_id="o1",
    )
    async with asyncio.timeout(PATIENCE):
        await asked.wait()
        await home.send(symbol="BTCUSDT", action=action)
        await cancelled.wait()
    up.set()


async def test_look_up_that_fails_says_nothing(home: House) -> None:
    """A failed query never means that there is no order."""
    home.exchange.line.create = [Fault.LOST_ANSWER]
    home.exchange.line.find = [Fault.LOST_REQUEST] * 5
    await opened(home)
    assert (await home.only())["status"] == "open"
    assert len(await entries(home)) == 1


@waits(orders=OrderManagerTimings(retries=(600.0,)))
async def test_venue_that_is_back_is_asked_at_once(home: House) -> None:
    """After a cut an exit must not wait for the end of a pause that began in it."""
    await opened(home)
    home.exchange.line.cancel = [Fault.LOST_REQUEST, Fault.LOST_REQUEST]
    home.account.on_connected(False)
    await home.send(action="close", symbol="BTCUSDT")
    while home.exchange.line.cancel:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    assert (await home.only())["status"] == "closing"
    home.account.on_connected(True)
    await home.settle()
    assert (await home.only())["status"] == "closed"


async def test_what_could_not_be_recorded_is_asked_for_anew(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trade that contradicts the ledger once is not taken for known."""
    commit, refused = Ledger.commit, 2

    async def strict(ledger: Ledger, batch: Batch) -> None:
        nonlocal refused
        if batch.fills and refused:
            refused -= 1
            raise LedgerConflictError("Not written: this trade is cursed")
        await commit(ledger, batch)

    monkeypatch.setattr(Ledger, "commit", strict)
    await opened(home)
    await until(lambda: not refused and not home.account._engine.order_manager._asked_anew)
    await home.settle()
    assert len(await entries(home)) == 1
    row = await home.only()
    assert Decimal(str(row["size"])) > 0
    assert row["stop_price"] is not None
