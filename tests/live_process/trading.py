"""Busy trading: signals, prices and faults of the wire, all at once and by chance."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal
import random
from typing import Any

from .process import DiedError
from .watching import Watch

PRICES = {
    "BTC": (Decimal(60_000), Decimal("0.1")),
    "ETH": (Decimal(3000), Decimal("0.01")),
    "SOL": (Decimal(150), Decimal("0.01")),
}
"""Where prices begin, and their steps."""
STEP = 0.012
"""How far a price moves at once, most of the time."""
ORDERS = ("create_order", "cancel_order")
FAULTS = ("drop", "gateway", "truncate", "empty", "delay", "late")


class Trading:
    """Somebody who never rests; what dies meanwhile is not his business."""

    def __init__(self, watch: Watch, chance: random.Random) -> None:
        """Take the account, and the chance that decides everything."""
        self._watch = watch
        self._chance = chance
        self._prices = {base: float(price) for base, (price, _) in PRICES.items()}
        self._opened: list[tuple[str, str]] = []
        self._number = 0
        self._under_way: list[asyncio.Task[None]] = []
        self.sent = 0
        self.answered = 0

    async def trade(self, seconds: float) -> None:
        """Trade for a while; return early when nobody is there any more."""
        try:
            async with asyncio.timeout(seconds):
                while self._watch.process.alive:
                    self._start(self._something())
                    await asyncio.sleep(self._chance.expovariate(1 / 0.035))
        except TimeoutError:
            pass

    async def hang_up(self) -> None:
        """Wait until every signal has an answer, or will never have one."""
        await asyncio.gather(*self._under_way)
        self._under_way.clear()

    def move(self, base: str, factor: float) -> bool:
        """Move a market by a factor, not too far from where it began; tell whether it moved.

        It does not while a stop is being replaced: what happens to positions that share one of the
        venue's when both stops are hit is among what docs/reliability.md says can't be promised.
        """
        if self._watch.process.linear and self._watch.process.stop_rests_twice(base):
            return False
        first, tick = PRICES[base]
        price = self._prices[base] * factor
        price = min(max(price, float(first) * 0.7), float(first) * 1.4)
        self._prices[base] = price
        self._watch.process.move(base, (Decimal(price) / tick).to_integral_value() * tick)
        return True

    def _start(self, doing: Callable[[], Awaitable[None]]) -> None:
        async def run() -> None:
            try:
                await doing()
            except DiedError:
                return  # whoever kills it knows

        self._under_way.append(asyncio.create_task(run()))

    def _something(self) -> Callable[[], Awaitable[None]]:
        doings = {
            self._move: 6,
            self._open: 4,
            self._increase: 2,
            self._reduce: 2,
            self._close: 2,
            self._reverse: 1 if self._watch.process.linear else 0,
            self._break: 1,
        }
        (doing,) = self._chance.choices(list(doings), list(doings.values()))
        return doing

    async def _move(self) -> None:
        self.move(self._chance.choice(list(PRICES)), 1 + self._chance.gauss(0, STEP))

    async def _open(self) -> None:
        base = self._chance.choice(list(PRICES))
        side = "short" if self._watch.process.linear and self._chance.random() < 0.3 else "long"
        await self._entered("open", base, side)

    async def _reverse(self) -> None:
        if self._opened:
            base, _ = self._chance.choice(self._opened[-8:])
            await self._entered("reverse", base, self._chance.choice(["long", "short"]))

    async def _entered(self, action: str, base: str, side: str) -> None:
        chance = self._chance
        self._number += 1
        signal_id = f"s{self._number}"
        fields: dict[str, Any] = {
            "side": side,
            "quote_amount": chance.choice(["250", "400", "700"]),
            "take_profit": chance.choice(
                [
                    [],
                    [{"price_percentage": 1, "position_percentage": 100}],
                    [
                        {"price_percentage": 1, "position_percentage": 50},
                        {"price_percentage": 2.5, "position_percentage": 50},
                    ],
                ]
            ),
            "dca_orders": chance.choice(
                [[], [{"price_percentage": 1.5, "quantity_percentage": 100}]]
            ),
            "stop_loss": {"stop_percentage": chance.choice([2.5, 4])},
        }
        if action == "open" and chance.random() < 0.25:
            away = 0.997 if side == "long" else 1.003
            fields |= {"order_type": "limit", "signal_price": f"{self._prices[base] * away:.1f}"}
        self._opened.append((base, signal_id))
        await self._send(action, base, signal_id, **fields)

    async def _increase(self) -> None:
        await self._picked("increase", increase_order={"quote_amount": "250"})

    async def _reduce(self) -> None:
        await self._picked("reduce", reduce_order={"quantity_percentage": 25})

    async def _close(self) -> None:
        await self._picked("close")

    async def _picked(self, action: str, **fields: Any) -> None:
        if self._opened:
            base, signal_id = self._chance.choice(self._opened[-12:])
            self._number += 1
            await self._send(action, base, signal_id, timestamp=_moment(self._number), **fields)

    async def _send(self, action: str, base: str, signal_id: str, **fields: Any) -> None:
        self.sent += 1
        market = self._watch.process.market(base)
        message = {"action": action, "symbol": market, "signal_id": signal_id, **fields}
        answer = await self._watch.send(**message)
        assert answer.status in {200, 202, 409, 503}, answer  # 503: its ledger is not open yet
        self.answered += answer.status == 202

    async def _break(self) -> None:
        self._watch.process.fault(
            self._chance.choice(FAULTS),
            route=self._chance.choice(ORDERS),
            seconds=self._chance.uniform(0.05, 0.4),
        )


def _moment(number: int) -> int:
    """Return a time that no other message has, so that none is taken for another's repetition."""
    return 1_700_000_000 + number
