"""Kraken Futures' account log: each change of the wallet and of a position is an entry."""

from collections.abc import Iterator
from decimal import Decimal

from ..core.books import EntryKind, LedgerEntry
from ..core.engine import Engine
from ..core.market import Kind
from ..core.orders import ZERO, Fill, Forced
from ..wire import Call, Route, Security, integer, one_of, text
from . import format as write

MOST = 500
INFOS = {
    None: "futures trade",
    Forced.LIQUIDATION: "futures liquidation",
    Forced.PARTLY: "futures liquidation",
    Forced.DELEVERAGED: "futures unwind counterparty",
}


class KrakenFuturesLog:
    """Tells what has changed, oldest or newest first."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoint, under its older address too."""
        route = Route(
            name="transaction_log",
            handler=self.tell,
            security=Security.SIGNED,
            optional={
                **dict.fromkeys(("since", "before", "from", "to", "count"), integer),
                "sort": one_of("asc", "desc"),
                "info": text,
            },
        )
        return {("GET", f"/api/history/v{number}/account-log"): route for number in (2, 3)}

    def tell(self, call: Call) -> object:
        """List entries by their times and numbers, both inclusive."""
        since, before = call.integer("since") or 0, call.integer("before") or 2**60
        first, last = call.integer("from") or 0, call.integer("to") or 2**60
        found = [
            row
            for at, row in self._entries()
            if since <= at <= before
            and first <= int(str(row["id"])) <= last
            and call.params.get("info") in {None, row["info"]}
        ]
        if call.params.get("sort", "desc") == "desc":
            found.reverse()
        most = min(call.integer("count") or MOST, MOST)
        return {"accountUid": "406142dd-7c5c-4a8b-acbc-5f16eca30009", "logs": found[:most]}

    def _entries(self) -> Iterator[tuple[int, dict[str, object]]]:
        # Within a millisecond: trades, what is charged for the position after them, forced trades
        rows: list[LedgerEntry | Fill] = [
            *self.engine.registry.fills,
            *(one for one in self.engine.entries if one.wallet is Kind.LINEAR),
        ]
        held: dict[str, Decimal] = {}
        number = 0
        for row in sorted(
            rows, key=lambda one: (one.at, isinstance(one, Fill) and bool(one.forced))
        ):
            told = self._of_trade(row, held) if isinstance(row, Fill) else [_of_wallet(row)]
            for one in told:
                number += 1
                common: dict[str, object] = {
                    "id": number,
                    "date": write.moment(row.at),
                    "booking_uid": write.uid(number),
                    "margin_account": "flex",
                    "collateral": None,
                    "contract": None,
                    "execution": None,
                    "fee": None,
                    "liquidation_fee": None,
                    "funding_rate": None,
                    "realized_funding": None,
                    "mark_price": None,
                }
                yield row.at, {**common, **one}

    def _of_trade(self, fill: Fill, held: dict[str, Decimal]) -> list[dict[str, object]]:
        market = fill.market.id.lower()
        old = held.get(market, ZERO)
        new = old + (fill.amount if fill.side.value == "BUY" else -fill.amount)
        held[market] = new
        common: dict[str, object] = {
            "info": INFOS[fill.forced],
            "contract": market,
            "execution": write.uid(fill.trade_id),
            "mark_price": write.number(fill.price),
            "trade_price": write.number(fill.price),
        }
        own = fill.forced is not None
        return [
            {
                **common,
                "asset": market,
                "old_balance": write.number(abs(old)),
                "new_balance": write.number(abs(new)),
            },
            {
                **common,
                "asset": "usd",
                "realized_pnl": write.number(fill.realized),
                "fee": 0.0 if own else write.number(fill.fee),
                "liquidation_fee": write.number(fill.fee) if own else 0.0,
            },
        ]


def _of_wallet(entry: LedgerEntry) -> dict[str, object]:
    told: dict[str, object] = {
        "asset": entry.asset.lower(),
        "old_balance": write.number(entry.after - entry.amount),
        "new_balance": write.number(entry.after),
    }
    if entry.kind is not EntryKind.FUNDING:
        return {**told, "info": "cross-exchange transfer"}
    assert entry.market is not None
    return {
        **told,
        "info": "funding rate change",
        "contract": entry.market.id.lower(),
        "mark_price": 0.0,
        "funding_rate": write.number(entry.rate * entry.price),
        "realized_funding": write.number(entry.amount),
    }
