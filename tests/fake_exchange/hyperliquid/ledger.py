"""Hyperliquid's list of what changes an account beside trades and funding."""

from collections.abc import Iterator
from decimal import Decimal

from ..core.books import EntryKind, LedgerEntry
from ..core.engine import Engine
from ..core.market import Kind
from ..wire import plain
from .markets import QUOTE, coin_of

MOST = 500
"""How many changes are told at once."""
BRIDGE = "0x2000000000000000000000000000000000000000"
"""The address that coins come from and go to outside."""
WITHDRAWAL_FEE = Decimal(1)


class HyperliquidLedger:
    """Tells deposits, withdrawals, and what went from one side to the other."""

    def __init__(self, engine: Engine, user: str) -> None:
        self.engine = engine
        self.user = user
        self.crossings: set[int] = set()
        """The numbers of entries that are one half of what went to perpetuals, or back."""

    def cross(self, amount: Decimal) -> None:
        """Take dollars from spot to perpetuals; below 0, back."""
        self.engine.deposit(Kind.SPOT, QUOTE, -amount)
        self.crossings.add(self.engine.entries[-1].number)
        self.engine.deposit(Kind.LINEAR, QUOTE, amount)
        self.crossings.add(self.engine.entries[-1].number)

    def tell(self, start: int, end: int) -> list[dict[str, object]]:
        """List the oldest changes of a time."""
        rows = [
            {"time": one.at, "hash": f"0x{one.number:064x}", "delta": delta}
            for one, delta in self._deltas()
            if start <= one.at <= end
        ]
        return rows[:MOST]

    def _deltas(self) -> Iterator[tuple[LedgerEntry, dict[str, object]]]:
        for one in self.engine.entries:
            if one.kind is not EntryKind.TRANSFER:
                continue
            if one.number in self.crossings:
                if one.wallet is Kind.LINEAR:
                    yield one, _crossing(one)
            elif one.wallet is Kind.LINEAR:
                yield one, _dollars(one)
            else:
                yield one, self._coins(one)

    def _coins(self, one: LedgerEntry) -> dict[str, object]:
        ends = (BRIDGE, self.user) if one.amount > 0 else (self.user, BRIDGE)
        return {
            "type": "spotTransfer",
            "token": coin_of(one.asset),
            "amount": plain(abs(one.amount)),
            "usdcValue": plain(abs(one.amount)) if one.asset == QUOTE else "0.0",
            "user": ends[0],
            "destination": ends[1],
            "fee": "0.0",
            "nativeTokenFee": "0.0",
            "nonce": one.at,
            "feeToken": "",
        }


def _dollars(one: LedgerEntry) -> dict[str, object]:
    if one.amount > 0:
        return {"type": "deposit", "usdc": plain(one.amount)}
    return {
        "type": "withdraw",
        "usdc": plain(-one.amount - WITHDRAWAL_FEE),
        "nonce": one.at,
        "fee": plain(WITHDRAWAL_FEE),
    }


def _crossing(one: LedgerEntry) -> dict[str, object]:
    return {
        "type": "accountClassTransfer",
        "usdc": plain(abs(one.amount)),
        "toPerp": one.amount > 0,
    }
