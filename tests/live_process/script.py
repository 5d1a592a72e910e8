"""A short life of two or three positions, the same each time, whatever happens in between."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from typing import Any

from .process import DiedError, Json
from .watching import Watch

BASE = "ETH"
PRICE = 3000
EXITS: Json = {
    "take_profit": [
        {"price_percentage": 2, "position_percentage": 50},
        {"price_percentage": 4, "position_percentage": 50},
    ],
    "stop_loss": {"stop_percentage": 5},
}
type Outcome = Sequence[tuple[str, str, dict[str, Decimal]]]
"""Of each position how it ended, with what its orders have filled by their purposes."""


class Script:
    """Plays it once; every step may be repeated, as a sender does who got no answer."""

    def __init__(self, watch: Watch, name: str) -> None:
        """Take the name that tells this time from the others."""
        self._watch = watch
        self._name = name
        self._answered: set[str] = set()

    async def play(self) -> Outcome:
        """Play to the end, restarting what dies, and return what came of it."""
        for step in self._steps():
            while True:
                try:
                    await step()
                except DiedError:
                    await self._watch.process.buried()
                    await self._watch.restart()
                else:
                    break
        books = await self._watch.process.books()
        mine = [row for row in books["positions"] if str(row["signal_id"]).startswith(self._name)]
        return [
            (row["signal_id"].removeprefix(self._name), row["close_reason"], _filled(row))
            for row in sorted(mine, key=lambda row: str(row["signal_id"]))
        ]

    def _steps(self) -> Sequence[Callable[[], Awaitable[object]]]:
        if self._watch.process.linear:
            turn = [
                self._send("reverse", "b", side="short", quote_amount="600", **EXITS),
                self._move(2960, "b", "open"),
                self._move(2900, "b", "closed"),
            ]
        else:
            turn = [self._move(2800, "a", "closed")]
        return [
            self._move(PRICE),
            self._send(
                "open",
                "a",
                side="long",
                quote_amount="600",
                dca_orders=[{"price_percentage": 1, "quantity_percentage": 100}],
                **EXITS,
            ),
            self._move(2965, "a", "open"),
            self._send("increase", "a", increase_order={"quote_amount": "300"}),
            self._move(3060, "a", "open"),
            self._send("reduce", "a", reduce_order={"quantity_percentage": 30}),
            *turn,
            self._move(PRICE),
            self._send("open", "c", side="long", quote_amount="600", **EXITS),
            self._send("close", "c"),
            self._until("c", "closed"),
        ]

    def _send(self, action: str, letter: str, **fields: Any) -> Callable[[], Awaitable[object]]:
        async def step() -> None:
            key = f"{action} {letter}"
            if key not in self._answered:
                process = self._watch.process
                answer = await self._watch.send(
                    action=action,
                    symbol=process.market(BASE),
                    signal_id=f"{self._name}{letter}",
                    **fields,
                )
                # It may have been taken before the answer was lost
                taken = answer.status in {200, 202} or answer.body.get("code") == "position_missing"
                assert taken, answer
                self._answered.add(key)
            await self._watch.agree(balanced=False)

        return step

    def _move(
        self, price: int, letter: str | None = None, status: str = "open"
    ) -> Callable[[], Awaitable[object]]:
        async def step() -> None:
            process = self._watch.process
            process.move(BASE, price)
            await self._watch.agree(lambda books: process.sees(books, BASE, price), balanced=False)
            await self._until(letter, status)()

        return step

    def _until(self, letter: str | None, status: str) -> Callable[[], Awaitable[object]]:
        async def step() -> None:
            def reached(books: Json) -> bool:
                return letter is None or any(
                    row["status"] == status
                    for row in books["positions"]
                    if row["signal_id"] == f"{self._name}{letter}"
                )

            await self._watch.agree(reached, balanced=False)

        return step


def _filled(position: Json) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for order in position["orders"]:
        if Decimal(order["filled"]):
            found[order["purpose"]] += Decimal(order["filled"])
    return dict(found)
