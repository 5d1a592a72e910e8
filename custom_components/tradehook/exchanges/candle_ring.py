"""The newest candles of a market, in little memory."""

from array import array
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

type CandleRow = list[int | str]
"""Start in seconds of the UTC epoch, open, high, low and close, as the panel takes them."""
FIELDS: Final = 5
START, OPEN, HIGH, LOW, CLOSE = range(FIELDS)


class CandleRing:
    """The newest candles of one length, oldest first; flat numbers, as there are many of them."""

    def __init__(self, length: int, kept: int) -> None:
        """`length` is the seconds of a candle, `kept` how many are kept."""
        self._length = length
        self._kept = kept
        self._numbers = array("d")

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._numbers) // FIELDS

    def add(self, price: float, at: float) -> None:
        """Add a price; a moment without one leaves a gap."""
        numbers = self._numbers
        start = at // self._length * self._length
        # A clock that was put back has left candles of a time that is still to come; one that is
        # corrected by a little only goes on in the newest.
        while numbers and numbers[-FIELDS + START] - start > self._length:
            del numbers[-FIELDS:]
        if not numbers or numbers[-FIELDS + START] < start:
            numbers.extend((start, price, price, price, price))
            if len(self) > self._kept:
                del numbers[:FIELDS]
            return
        numbers[-FIELDS + HIGH] = max(numbers[-FIELDS + HIGH], price)
        numbers[-FIELDS + LOW] = min(numbers[-FIELDS + LOW], price)
        numbers[-FIELDS + CLOSE] = price

    @property
    def numbers(self) -> list[float]:
        """Return all candles one behind the other, for `restore`."""
        return self._numbers.tolist()

    def restore(self, numbers: Iterable[float]) -> None:
        """Restore candles from what `numbers` returned; raises ValueError for anything else."""
        told = array("d", numbers)
        if len(told) % FIELDS:
            raise ValueError("These are no candles")
        self._numbers = told[-self._kept * FIELDS :]

    def rows(self, newest: int | None = None) -> list[CandleRow]:
        """Return the candles, or the newest of them."""
        numbers = self._numbers if newest is None else self._numbers[-newest * FIELDS :]
        return [
            [int(numbers[first]), *map(_text, numbers[first + OPEN : first + FIELDS])]
            for first in range(0, len(numbers), FIELDS)
        ]


def larger(rows: Iterable[CandleRow], length: int) -> list[CandleRow]:
    """Return candles of a length out of smaller ones, oldest first."""
    found: list[CandleRow] = []
    for row in rows:
        start = int(row[START]) // length * length
        if not found or found[-1][START] != start:
            found.append([start, *row[OPEN:]])
            continue
        last = found[-1]
        last[HIGH] = max(last[HIGH], row[HIGH], key=float)
        last[LOW] = min(last[LOW], row[LOW], key=float)
        last[CLOSE] = row[CLOSE]
    return found


def _text(price: float) -> str:
    return f"{Decimal(repr(price)).normalize():f}"
