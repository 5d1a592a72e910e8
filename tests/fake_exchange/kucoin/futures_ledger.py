"""What KuCoin tells of the futures account's money beside trades: funding, and what was moved."""

from collections.abc import Mapping, Sequence

from ..core.books import EntryKind, LedgerEntry
from ..core.engine import Engine
from ..core.market import Kind
from ..wire import Call, Check, Route, Security, integer, one_of, text
from .errors import bad
from .futures_data import SYMBOL, FuturesData
from .futures_format import contracts

FUNDING_A_PAGE = 10
LEDGER_A_PAGE = 50
SOME: Mapping[str, Check] = {
    "startAt": integer,
    "endAt": integer,
    "offset": integer,
    "forward": one_of("true", "false"),
    "maxCount": integer,
}
MOVED = one_of("RealisedPNL", "Deposit", "Withdrawal", "TransferIn", "TransferOut")


class FuturesLedger:
    """Funding and transfers, newest first; the last row's number names the next page."""

    def __init__(self, engine: Engine, data: FuturesData) -> None:
        self.engine = engine
        self.data = data

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        return {
            ("GET", "/api/v1/funding-history"): Route(
                name="funding",
                handler=self.funding,
                security=signed,
                required=SYMBOL,
                optional={**SOME, "reverse": one_of("true", "false")},
            ),
            ("GET", "/api/v1/transaction-history"): Route(
                name="transaction_log",
                handler=self.moved,
                security=signed,
                optional={**SOME, "type": MOVED, "currency": text},
            ),
        }

    def _page(
        self, call: Call, usual: int, found: Sequence[LedgerEntry]
    ) -> tuple[Sequence[LedgerEntry], bool]:
        most = call.integer("maxCount") or usual
        if not 1 <= most <= 100:
            raise bad("maxCount", "is out of range")
        # A count takes the place of the time: the newest rows, whenever they were.
        if "maxCount" not in call.params:
            since, until = call.integer("startAt") or 0, call.integer("endAt") or 2**50
            found = [one for one in found if since <= one.at <= until]
        offset = call.integer("offset")
        rest = [one for one in reversed(found) if offset is None or one.number < offset]
        return rest[:most], len(rest) > most

    def funding(self, call: Call) -> object:
        """List the fundings of a market."""
        market = self.data.market(call)
        own = [
            one
            for one in self.engine.entries
            if one.kind is EntryKind.FUNDING and one.market is market
        ]
        page, more = self._page(call, FUNDING_A_PAGE, own)
        rows = [
            {
                "id": one.number,
                "symbol": call.params["symbol"],
                "timePoint": one.at,
                "fundingRate": float(one.rate),
                "markPrice": float(one.price),
                "positionQty": contracts(one.size, market),
                "positionCost": float(one.size * one.price),
                "funding": float(one.amount),
                "settleCurrency": market.quote,
                "context": '{"marginMode": "CROSS", "positionSide": "BOTH"}',
                "marginMode": "CROSS",
            }
            for one in page
        ]
        return {"dataList": rows, "hasMore": more}

    def moved(self, call: Call) -> object:
        """List what was moved in and out."""
        wanted = call.params.get("type")
        own = [
            one
            for one in self.engine.entries
            if one.kind is EntryKind.TRANSFER
            and one.wallet is Kind.LINEAR
            and wanted in {None, _type(one)}
        ]
        page, more = self._page(call, LEDGER_A_PAGE, own)
        rows = [
            {
                "time": one.at,
                "type": _type(one),
                "amount": float(one.amount),
                "fee": 0.0,
                "accountEquity": float(one.after),
                "status": "Completed",
                "remark": "Transferred from the funding account",
                "offset": one.number,
                "currency": one.asset,
            }
            for one in page
        ]
        return {"dataList": rows, "hasMore": more}


def _type(entry: LedgerEntry) -> str:
    return "TransferIn" if entry.amount > 0 else "TransferOut"
