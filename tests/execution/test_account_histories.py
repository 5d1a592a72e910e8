"""Random lives of an account: alerts late and out of order, people, clocks, several positions.

`LIVES=200 pytest tests/execution/test_account_histories.py -s` plays more of them and prints how
often each thing came up.
"""

import asyncio
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from custom_components.tradehook.exchanges.paper import PaperTerms
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.ledger.records import FillRecord
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.reasons.reasons import Refused
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.exchanges.live import until
from tests.execution.state.test_portfolio import MANY, PERP, check

from .house import BTC, House, Plan, house

D = Decimal
LIVES = int(os.environ.get("LIVES", "12"))
"""How many lives are played; a failure names the seed that plays it again."""
STEPS = 24
ADDING = {"entry", "dca", "increase"}
EVERYTHING = """
    opened, closed, reduced, reduced by limit, increased, targets out of order, moved,
    changed by a person, change refused, in the middle of things, alert out of order, alert late,
    exit out of order, two positions a side, both sides held, clock forward, clock back, restart,
    reduction rests
"""


class History:
    """Plays one life and checks after every step what must hold."""

    def __init__(self, seed: int, path: Path, counts: Counter[str]) -> None:
        """Choose a kind of account."""
        self.random = Random(seed)
        self.counts = counts
        linear = self.random.random() < 0.75
        self.symbol = PERP if linear else BTC
        self.hedges = linear and self.random.random() < 0.5
        self.plan = Plan(
            path=path / f"{seed}.db",
            settings=replace(MANY, leverage=5 if linear else 1, duplicate_window=0),
            market_type=MarketType.LINEAR if linear else MarketType.SPOT,
            terms=PaperTerms(hedge_mode=self.hedges),
            interval=3600.0,
        )
        self.sides = ["long", "short"] if self.hedges else ["long"]
        self.last = D(60_000)
        self.number = 0
        self.newest_exit: datetime | None = None
        """By the rule that is tested, worked out anew: the stamp of the newest exit."""

    async def play(self) -> None:
        """Live in two houses, one after the other, on the same ledger."""
        for _ in range(2):
            async with house(self.plan) as self.home:
                await self.home.price(self.last, self.symbol)
                await self.check()
                for _ in range(STEPS // 2):
                    (step,) = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))
                    await getattr(self, step)()
                    if self.random.random() < 0.25:
                        self.counts["in the middle of things"] += 1
                        continue
                    await self.home.settle()
                    await self.check()
                await self.home.settle()
                await self.check()
        self.counts["restart"] += 1
        self.counts["lives"] += 1

    home: House

    # what happens

    async def open(self) -> None:
        """Open a position, with an alert that may be old."""
        self.number += 1
        stamp = self.stamp()
        answer = await self.send(
            stamp,
            side=self.random.choice(self.sides),
            quote_amount=self.random.randint(50, 900),
            signal_id=str(self.number),
            **self.exits(),
        )
        self.judge(answer, stamp)
        self.counts["opened"] += answer.status == 202

    async def increase(self) -> None:
        """Add to a position."""
        stamp, row = self.stamp(), await self.one()
        if row is not None:
            answer = await self.send(
                stamp,
                action="increase",
                side=row["side"],
                signal_id=row["signal_id"],
                increase_order={"quote_amount": self.random.randint(50, 400)},
            )
            self.judge(answer, stamp)
            self.counts["increased"] += answer.status == 202

    async def close(self) -> None:
        """Close a position, with an alert that may be old: an exit is always carried out."""
        if (row := await self.one()) is not None:
            await self.leave(action="close", side=row["side"], signal_id=row["signal_id"])
            self.counts["closed"] += 1

    async def reduce(self) -> None:
        """Take a part off at once, or where the price may come to."""
        if (row := await self.one()) is None:
            return
        order: dict[str, Any] = {"quantity_percentage": self.random.randint(10, 90)}
        fields: dict[str, Any] = {}
        if self.random.random() < 0.6:
            way = 1 if row["side"] == "long" else -1
            order["price"] = str(self.last + way * self.random.randint(100, 3_000))
            fields["order_type"] = "limit"
            self.counts["reduced by limit"] += 1
        self.counts["reduced"] += 1
        await self.leave(
            action="reduce",
            side=row["side"],
            signal_id=row["signal_id"],
            reduce_order=order,
            **fields,
        )

    async def move(self) -> None:
        """Move the market by up to 6 %."""
        change = D(self.random.choice([-600, -200, -80, -20, 20, 80, 200, 600]))
        self.last = (self.last * (10_000 + change) / 10_000).quantize(D(1))
        self.counts["moved"] += 1
        await self.home.market.set_price(self.symbol, price=self.last, hold=True)

    async def change(self) -> None:
        """Let a person change stop and targets in the words of the panel."""
        if (row := await self.one()) is None:
            return
        exits = self.exits(always=True)
        changes: dict[str, Any] = self.random.choice(
            [
                {"stop_loss": "break_even"},
                {"stop_loss": None},
                {"stop_loss": exits["stop_loss"]},
                {"take_profit": exits["take_profit"]},
                {"take_profit": []},
            ]
        )
        try:
            await self.home.account.modify_position(row["position_id"], changes)
        except InvalidSignal, Refused:
            self.counts["change refused"] += 1
        else:
            self.counts["changed by a person"] += 1

    async def set_clock(self) -> None:
        """Set the machine's clock; numbers of the other clock are asked for again."""
        await self.home.settle()
        seconds = self.random.choice([-7_200, -90, 90, 7_200])
        self.counts["clock forward" if seconds > 0 else "clock back"] += 1
        self.plan.clock.ahead += timedelta(seconds=seconds)
        await self.home.price(self.last, self.symbol)
        await until(lambda: self.home.account.equity is not None)

    # what is said

    def exits(self, *, always: bool = False) -> dict[str, Any]:
        """Return a stop and targets, which may stand in any order."""
        if not always and self.random.random() < 0.3:
            return {}
        levels = sorted(self.random.sample(range(5, 60), 3))
        if self.random.random() < 0.4:
            self.random.shuffle(levels)
            self.counts["targets out of order"] += levels != sorted(levels)
        shares = self.random.choice([(33, 33, 34), (20, 20, 20), (50, 30, 20)])
        stop: dict[str, Any] = {"stop_percentage": self.random.randint(2, 8)}
        protection = self.random.choice([None, "BREAK_EVEN", "FOLLOW_TAKE_PROFIT"])
        if protection is not None:
            stop["protection_type"] = protection
        targets = [
            {"price_percentage": str(D(level) / 10), "position_percentage": share}
            for level, share in zip(levels, shares, strict=True)
        ]
        return {"stop_loss": stop, "take_profit": targets}

    def stamp(self) -> datetime | None:
        """Return when an alert was made: mostly just now, sometimes a while ago; None = unsaid."""
        luck = self.random.random()
        if luck < 0.2:
            return None
        late = 0 if luck < 0.5 else self.random.randint(1, 50)
        self.counts["alert late"] += late > 0
        return self.plan.clock.now() - timedelta(seconds=late)

    async def send(self, stamp: datetime | None, **fields: Any) -> SignalResponse:
        """Send an alert that was made at a time."""
        if stamp is not None:
            fields["timestamp"] = stamp.astimezone(UTC).isoformat()
        answer = await self.home.send(symbol=self.symbol, **fields)
        assert answer.status in {202, 409}, answer.body
        return answer

    async def leave(self, **fields: Any) -> None:
        """Send an exit: it is never out of order, and the newest one is remembered."""
        stamp = self.stamp()
        answer = await self.send(stamp, **fields)
        assert answer.body.get("code") in {None, "position_missing"}, answer.body
        if stamp is None:
            return
        newest = self.newest_exit
        self.counts["exit out of order"] += newest is not None and stamp < newest
        self.newest_exit = stamp if newest is None else max(newest, stamp)

    def judge(self, answer: SignalResponse, stamp: datetime | None) -> None:
        """See that new exposure is refused if, and only if, it is older than the newest exit."""
        newest = self.newest_exit
        is_old = stamp is not None and newest is not None and stamp < newest
        refused = answer.body.get("code") == "out_of_order"
        assert refused is is_old, (answer.body, stamp, newest)
        self.counts["alert out of order"] += refused

    async def one(self) -> dict[str, Any] | None:
        """Return one of the positions that live."""
        rows: list[dict[str, Any]] = await self.home.positions()
        held = [row for row in rows if row["status"] == "open"]
        return self.random.choice(held) if held else None

    # what must hold

    async def check(self) -> None:
        """Compare our books with themselves, and with the venue's."""
        await check(self.home)
        rows: list[dict[str, Any]] = await self.home.positions()
        live = [row for row in rows if row["status"] in {"open", "closing"}]
        held: defaultdict[str, Decimal] = defaultdict(D)
        for row in live:
            held[row["side"]] += D(row["size"])
        sides = Counter(row["side"] for row in live)
        self.counts["two positions a side"] += max(sides.values(), default=0) > 1
        self.counts["both sides held"] += len(sides) > 1
        if self.symbol == PERP:
            venue = {
                row.side.value: row.size
                for row in await self.home.exchange.fetch_positions()
                if row.size
            }
            assert venue == {side: size for side, size in held.items() if size}
        fills = await self.home.ledger.fills(limit=5_000)
        for row in rows:
            own = [fill for fill in fills if fill.position_id == row["position_id"]]
            self.check_position(row, own)

    def check_position(self, row: dict[str, Any], fills: list[FillRecord]) -> None:
        """See that nothing of a position was sold twice, and that no more rests than is held."""
        bought = sum((fill.amount for fill in fills if fill.purpose in ADDING), D(0))
        paid = sum((fill.fee for fill in fills if fill.fee_currency == "BTC"), D(0))
        gone = [fill for fill in fills if fill.purpose not in {*ADDING, "funding"}]
        sold = sum((fill.amount for fill in gone), D(0))
        assert sold <= bought - paid, "more was sold than was bought"
        if row["status"] in {"open", "closing"}:
            assert D(row["size"]) == bought - paid - sold
        resting = [
            order
            for order in row["orders"]
            if order["status"] == "open" and order["purpose"] in {"take_profit", "reduce"}
        ]
        self.counts["reduction rests"] += any(one["purpose"] == "reduce" for one in resting)
        offered = sum((D(one["amount"]) - D(one["filled"]) for one in resting), D(0))
        assert offered <= D(row["size"]), "more is offered than is held"


WEIGHTS = {
    "open": 5,
    "move": 8,
    "reduce": 4,
    "change": 3,
    "close": 2,
    "increase": 2,
    "set_clock": 1,
}


@pytest.mark.timeout(120 + LIVES * 10)
def test_random_lives_of_an_account_keep_every_invariant(tmp_path: Path) -> None:
    """Nothing is sold twice, alerts keep their order, equity is what was begun with and made."""
    counts: Counter[str] = Counter()
    for seed in range(LIVES):
        try:
            asyncio.run(History(seed, tmp_path, counts).play())
        except BaseException as err:
            err.add_note(f"Life {seed}")
            raise
    for what, times in sorted(counts.items()):
        print(f"{times:7,} {what}")
    wanted = [what.strip() for what in EVERYTHING.replace("\n", " ").split(",")]
    missing = [what for what in wanted if not counts[what]]
    assert LIVES < 12 or not missing


@pytest.mark.parametrize("seed", [3])
def test_a_life_can_be_played_again(tmp_path: Path, seed: int) -> None:
    """The same seed always chooses the same steps."""
    first, second = (History(seed, tmp_path, Counter()) for _ in range(2))
    assert [first.exits() for _ in range(9)] == [second.exits() for _ in range(9)]
