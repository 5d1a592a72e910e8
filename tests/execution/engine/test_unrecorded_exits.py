"""When the ledger can't be written: what was decided already and ends a position is sent."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.exchange import OrderRequest
from custom_components.tradehook.execution.account import LinkMode
from custom_components.tradehook.execution.common.timing.timings import RecordingTimings, Timings
from custom_components.tradehook.execution.reconciliation import (
    HealthIssue,
    HealthIssueKind,
    health_monitor,
)
from custom_components.tradehook.execution.reconciliation.absence import Absence
from custom_components.tradehook.ledger.errors import LedgerUnavailableError, LedgerWriteError
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.model.facts import CloseReason
from custom_components.tradehook.trading.model.inputs import Close, Reduce
from custom_components.tradehook.trading.model.market import MarketType, OrderSide
from custom_components.tradehook.trading.model.order import client_order_id
from custom_components.tradehook.trading.model.sections import OrderType
from tests.execution.commands.test_openings import number
from tests.execution.house import BOT, BTC, House, Plan, house, waits
from tests.patience import PATIENCE

PERP = "BTC/USDT:USDT"
STOP = {"stop_percentage": 3}
TARGET = [{"price_percentage": 9, "position_percentage": 100}]


SOON = RecordingTimings(exit_waits=0.3, retry=0.05, looked_every=0.02)


@pytest.fixture
def timings() -> Timings:
    """Wait less than in life."""
    return Timings(recording=SOON)


class Refusing:
    """A ledger that takes nothing of the account's own, only the paper venue's books."""

    def __init__(self, home: House) -> None:
        self._ledger = home.ledger
        self._commit = home.ledger.commit

    def begin(self) -> None:
        """Refuse from now on."""

        async def commit(batch: Batch) -> None:
            if batch != Batch(books=batch.books, values=batch.values):
                self._ledger._writing(works=False)
                raise LedgerWriteError("Not written: the disk is full")
            await self._commit(batch)

        self._ledger.commit = commit  # type: ignore[method-assign]

    def end(self) -> None:
        """Take everything again."""
        self._ledger.commit = self._commit  # type: ignore[method-assign]


def exits(home: House) -> list[OrderRequest]:
    """Return the market exits that were sent."""
    return [
        request
        for request in home.exchange.line.sent
        if request.is_exit and request.price is None and request.trigger is None
    ]


async def until_exit(home: House) -> None:
    """Wait for the first exit."""
    async with asyncio.timeout(PATIENCE):
        while not exits(home):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)


async def begin(home: House, symbol: str = BTC, **fields: Any) -> dict[str, object]:
    """Open a position at 60,000."""
    await home.price(60_000, symbol)
    answer = await home.send(symbol=symbol, side="long", stop_loss=STOP, **fields)
    assert answer.status == 202, answer.body
    await home.settle()
    return await home.only()


async def move(home: House, price: int, symbol: str = BTC) -> None:
    """Move a market without waiting for what follows."""
    await home.market.set_price(symbol, price=Decimal(price), hold=True)


@pytest.mark.parametrize("targets", [[], TARGET])
@pytest.mark.parametrize("market_type", list(MarketType))
async def test_due_stop_is_sent_without_its_record(
    plan: Plan, market_type: MarketType, targets: list[object]
) -> None:
    """What rests in its way is cancelled first; its record has the id under which it went."""
    symbol = BTC if market_type is MarketType.SPOT else PERP
    async with house(replace(plan, market_type=market_type)) as home:
        row = await begin(home, symbol, take_profit=targets)
        ledger = Refusing(home)
        ledger.begin()
        await move(home, 58_000, symbol)
        await until_exit(home)
        (sent,) = exits(home)
        assert 0 <= number(row["size"]) - sent.amount < Decimal("0.000001")
        assert (await home.only())["status"] == "open", "nothing is on record yet"
        await asyncio.sleep(0.3)
        assert len(exits(home)) == 1
        ledger.end()
        await asyncio.sleep(0.2)
        await home.settle()
        row = await home.only()
        assert (row["status"], row["close_reason"], row["size"]) == ("closed", "stop_loss", "0")
        assert len(exits(home)) == 1
        assert await home.ledger.order(sent.client_order_id) is not None
        trades = await home.account.trades()
        assert [t["purpose"] for t in trades if t["purpose"] != "dust"] == ["stop_loss", "entry"]
        assert not home.account._engine.unrecorded._done


@pytest.mark.parametrize("seconds", [0.3, 1])
async def test_position_that_ends_while_nothing_can_be_written_counts_once(
    plan: Plan, seconds: float
) -> None:
    """Its commit is tried again and again; each try would count as another loss of its bot."""
    async with house(plan) as home:
        row = await begin(home)
        await home.account.create_link(str(row["position_id"]), LinkMode.CLOSE)
        ledger = Refusing(home)
        ledger.begin()
        await move(home, 58_000)
        await until_exit(home)
        await asyncio.sleep(seconds)
        ledger.end()
        await asyncio.sleep(0.2)
        await home.settle()
        row = await home.only()
        assert row["status"] == "closed"
        bot = home.account.bots[BOT]
        assert (bot.trades, bot.consecutive_losses) == (1, 1)
        assert bot.closed_profit == number(row["realized_profit"])
        (link,) = await home.ledger.links()
        assert link.ended_at is not None


@waits(recording=replace(SOON, exit_waits=30))
async def test_it_waits_first(plan: Plan) -> None:
    """A short lock passes: nothing is sent before 2 s (here longer)."""
    async with house(plan) as home:
        await begin(home)
        ledger = Refusing(home)
        ledger.begin()
        await move(home, 58_000)
        await asyncio.sleep(0.5)
        assert exits(home) == []
        ledger.end()
        await asyncio.sleep(0.2)
        await home.settle()
        assert (await home.only())["status"] == "closed"
        assert len(exits(home)) == 1


async def test_stop_that_is_hit_while_its_market_waits_is_seen(plan: Plan) -> None:
    """A trailing stop that can't be recorded must not hold up what follows in its market."""
    stop = {
        "stop_percentage": 3,
        "protection_type": "PRICE",
        "trailing_percentage": 1,
        "trailing_distance": 1,
    }
    async with house(plan) as home:
        await home.price(60_000)
        answer = await home.send(symbol=BTC, side="long", stop_loss=stop)
        assert answer.status == 202, answer.body
        await home.settle()
        await home.price(61_000)
        ledger = Refusing(home)
        ledger.begin()
        await move(home, 62_000)
        await asyncio.sleep(0.1)
        assert exits(home) == []
        await move(home, 61_000)
        await until_exit(home)
        ledger.end()
        await asyncio.sleep(0.2)
        await home.settle()
        assert (await home.only())["close_reason"] == "trailing_stop"
        assert len(exits(home)) == 1


async def test_accepted_close_is_sent(plan: Plan) -> None:
    """A close that was recorded, a link, a reverse: it was decided before."""
    async with house(plan) as home:
        row = await begin(home)
        ledger = Refusing(home)
        ledger.begin()
        event = Close(reason=CloseReason.LINK)
        home.account._engine.queues.put(BTC, [(str(row["position_id"]), event)])
        await until_exit(home)
        ledger.end()
        await asyncio.sleep(0.2)
        await home.settle()
        assert (await home.only())["close_reason"] == "link"
        assert len(exits(home)) == 1


async def test_a_reduction_waits_for_the_ledger(plan: Plan) -> None:
    """It ends nothing: sent twice it would sell too much."""
    async with house(plan) as home:
        row = await begin(home)
        ledger = Refusing(home)
        ledger.begin()
        half = Reduce(amount=number(row["size"]) / 2)
        home.account._engine.queues.put(BTC, [(str(row["position_id"]), half)])
        await asyncio.sleep(0.6)
        assert exits(home) == []
        ledger.end()
        await asyncio.sleep(0.2)
        await home.settle()
        assert len(exits(home)) == 1
        assert (await home.only())["status"] == "open"


async def test_signals_are_refused_meanwhile(plan: Plan) -> None:
    """What can't be recorded is not accepted, an exit neither."""
    async with house(plan) as home:
        await begin(home)
        Refusing(home).begin()
        assert (await home.send(action="close", symbol=BTC)).status == 503
        assert not home.account.can_record


async def test_nothing_is_sent_by_a_process_that_may_not_be_alone(plan: Plan) -> None:
    async with house(replace(plan, lock=False)) as home:
        await begin(home)
        ledger = Refusing(home)
        ledger.begin()
        await move(home, 58_000)
        await asyncio.sleep(0.6)
        assert exits(home) == []
        ledger.end()


@pytest.mark.parametrize("noted", [True, False])
async def test_exit_without_a_record_is_found_by_the_next_process(
    plan: Plan, tmp_path: Path, noted: bool
) -> None:
    """The process dies before the ledger is back: nothing is sold a second time."""
    notes = (tmp_path / "elsewhere.json",)
    chosen = replace(plan, notes=notes)
    async with house(chosen) as home:
        row = await begin(home, take_profit=TARGET)
        Refusing(home).begin()
        await move(home, 58_000)
        await until_exit(home)
        assert notes[0].exists()
        before = len(exits(home))
    if not noted:
        notes[0].unlink()
    async with house(chosen) as home:
        async with asyncio.timeout(PATIENCE):
            while (await home.only())["status"] != "closed":  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        row = await home.only()
        assert (row["close_reason"], row["size"]) == ("stop_loss", "0")
        assert len(exits(home)) == before
        trades = await home.account.trades()
        assert [t["purpose"] for t in trades if t["purpose"] != "dust"] == ["stop_loss", "entry"]
        assert not notes[0].exists()
        balances = await home.exchange.fetch_balances()
        assert "BTC" not in balances or balances["BTC"].total < number("0.00001")


async def test_exit_behind_numbers_that_were_not_used_is_found_in_the_trades(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waited for its record with the exit has taken the next numbers, and was not sent."""

    async def killed(_absence: Absence) -> None:
        """Nothing is written down by a process that is killed."""

    monkeypatch.setattr(Absence, "ended", killed)
    async with house(plan) as home:
        await begin(home)
        (held,) = home.account._position_cache.live.values()
        key = client_order_id(held.position_id, held.next_number + 2)
        request = OrderRequest(
            client_order_id=key,
            symbol=BTC,
            side=OrderSide.SELL,
            order_type=OrderType.MARKET,
            amount=home.exchange.markets[BTC].amount_down(held.size),
        )
        await home.exchange.create_order(request)
        sent = len(exits(home))
    async with house(plan) as home:
        async with asyncio.timeout(PATIENCE):
            while (await home.only())["status"] != "closed":  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert len(exits(home)) == sent, "nothing is sold a second time"
        row = await home.only()
        assert (row["close_reason"], row["size"]) == ("stop_loss", "0")
        assert await home.ledger.order(key) is not None


async def test_it_is_told_at_once_and_withdrawn(plan: Plan) -> None:
    async with house(plan) as home:
        await begin(home)
        ledger = Refusing(home)
        ledger.begin()
        assert home.account.health_issues == ()
        await home.send(symbol=BTC, side="long", signal_id="another")
        health_issues: tuple[HealthIssue, ...] = home.account.health_issues
        assert [concern.kind for concern in health_issues] == [HealthIssueKind.UNWRITABLE]
        ledger.end()
        await home.ledger.probe()
        assert home.account.health_issues == ()
        assert home.account.can_record


async def test_little_space_is_told_before(plan: Plan) -> None:
    async with house(plan) as home:
        home.account._reconciliation_loop.health.free_space = health_monitor.LEAST_SPACE - 1
        home.account._reconciliation_loop.health.check()
        (concern,) = home.account.health_issues
        assert (concern.kind, concern.said["free"]) == (HealthIssueKind.DISK_FULL, "199")
        home.account._reconciliation_loop.health.free_space = health_monitor.LEAST_SPACE
        home.account._reconciliation_loop.health.check()
        assert home.account.health_issues == ()
        assert await home.ledger.free_space() > 0


HOLDER = """
import sys, time
from pathlib import Path
from custom_components.tradehook.ledger.files.lock import LedgerLock
lock = LedgerLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


async def test_second_process_gets_no_ledger_until_the_first_is_dead(tmp_path: Path) -> None:
    path = tmp_path / "account.db"
    first = await asyncio.to_thread(
        subprocess.Popen, [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE
    )
    assert first.stdout is not None
    assert await asyncio.to_thread(first.stdout.readline) == b"held\n"
    with pytest.raises(LedgerUnavailableError, match="Another Home Assistant"):
        await Ledger.open(path, lock=True)
    first.kill()
    await asyncio.to_thread(first.wait)
    first.stdout.close()
    ledger = await Ledger.open(path, lock=True)
    assert ledger.is_locked
    await ledger.close()
    await (await Ledger.open(path, lock=True)).close()
