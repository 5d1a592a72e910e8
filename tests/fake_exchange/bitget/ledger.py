"""What Bitget tells of money beside orders: its ledger, past rates of funding, and mark prices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..core.books import EntryKind, LedgerEntry
from ..core.engine import Engine
from ..core.market import Kind
from ..core.orders import Fill
from ..wire import Call, Check, Route, Security, integer, one_of, plain, text
from .data import PRODUCT, BitgetData
from .errors import refusal
from .ids import OFFSET

DAY_MS = 86_400_000
REMEMBERED_MS = 90 * DAY_MS
AT_ONCE_MS = 30 * DAY_MS
MINUTE_MS = 60_000
MOST = 100
TIMES: Mapping[str, Check] = {"startTime": integer, "endTime": integer, "limit": integer}
CATEGORIES = {"SPOT": Kind.SPOT, "USDT-FUTURES": Kind.LINEAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A row of the ledger."""

    number: int
    at: int
    told: Mapping[str, object]


class BitgetLedger:
    """The ledgers of both kinds of account, newest first, of the last 90 days."""

    def __init__(self, engine: Engine, data: BitgetData) -> None:
        self.engine = engine
        self.data = data

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {
            ("GET", "/api/v2/mix/account/bill"): Route(
                name="transaction_log",
                handler=self.bills,
                security=Security.SIGNED,
                required=PRODUCT,
                optional={
                    **TIMES,
                    "symbol": text,
                    "coin": text,
                    "businessType": text,
                    "idLessThan": integer,
                },
            ),
            ("GET", "/api/v3/account/financial-records"): Route(
                name="transaction_log",
                handler=self.records,
                security=Security.SIGNED,
                required={"category": one_of(*CATEGORIES)},
                optional={**TIMES, "coin": text, "type": text, "cursor": text},
            ),
            ("GET", "/api/v2/mix/market/history-fund-rate"): Route(
                name="funding_rates",
                handler=self.rates,
                required={**PRODUCT, "symbol": text},
                optional={"pageSize": integer, "pageNo": integer},
            ),
            ("GET", "/api/v2/mix/market/history-mark-candles"): Route(
                name="mark_candles",
                handler=self.marks,
                required={**PRODUCT, "symbol": text, "granularity": one_of("1m")},
                optional=TIMES,
            ),
        }

    def bills(self, call: Call) -> object:
        """List what has changed a classic account's wallet of perpetuals."""
        params = call.params
        found = [
            one
            for one in self._bookings(Kind.LINEAR, unified=False)
            if params.get("businessType") in {None, one.told["businessType"]}
            and params.get("symbol") in {None, one.told["symbol"]}
        ]
        page = self._page(call, found, params.get("idLessThan"))
        last = str(OFFSET + page[-1].number) if page else None
        return {"bills": [one.told for one in page] or None, "endId": last}

    def records(self, call: Call) -> object:
        """List what has changed a unified account; what is moved belongs to no market."""
        params = call.params
        found = [
            one
            for one in self._bookings(CATEGORIES[params["category"]], unified=True)
            if params.get("type") in {None, one.told["type"]}
        ]
        page = self._page(call, found, params.get("cursor"))
        cursor = str(OFFSET + page[-1].number) if page else None
        return {"list": [one.told for one in page] or None, "cursor": cursor}

    def _page(self, call: Call, found: list[Booking], less: str | None) -> list[Booking]:
        now = self.engine.clock.ms()
        since, until = call.integer("startTime"), call.integer("endTime")
        if since is not None and (until or now) - since > AT_ONCE_MS:
            raise refusal(25200, "The time range cannot exceed 30 days")
        before = int(less) - OFFSET if less else 2**60
        usual = 20
        return [
            one
            for one in reversed(found)
            if max(since or 0, now - REMEMBERED_MS) <= one.at <= (until or now)
            and one.number < before
        ][: min(call.integer("limit") or usual, MOST)]

    def _bookings(self, kind: Kind, *, unified: bool) -> Iterator[Booking]:
        entries = [one for one in self.engine.entries if one.wallet is Kind.LINEAR]
        rows: list[LedgerEntry | Fill] = [
            *(one for one in entries if one.market is None or one.market.kind is kind),
            *(one for one in self.engine.registry.fills if one.market.kind is kind),
        ]
        for number, row in enumerate(sorted(rows, key=lambda one: one.at), 1):
            told = self._record(row) if unified else self._bill(row)
            at, name = str(row.at), "id" if unified else "billId"
            # In a unified account all rows of what was moved are told, whatever is asked for.
            own = number if not isinstance(row, LedgerEntry) or row.market else 10_000 + row.number
            yield Booking(
                number=own,
                at=row.at,
                told={name: str(OFFSET + own), "ts" if unified else "cTime": at, **told},
            )

    def _record(self, row: LedgerEntry | Fill) -> dict[str, object]:
        common: dict[str, object] = {"category": "USDT-FUTURES", "fee": "0", "balance": "0"}
        if isinstance(row, Fill):
            kind, amount = "CLOSE_LONG" if row.realized else "OPEN_LONG", row.realized
            symbol, coin = row.market.id, row.market.quote
        elif row.kind is EntryKind.FUNDING:
            assert row.market is not None
            held = self.engine.account.is_isolated(row.market)
            whose = "FIXED_SETTLE_FEE" if held else "CONTRACT_MAIN_SETTLE_FEE"
            kind = f"{whose}_USER_{'IN' if row.amount > 0 else 'OUT'}"
            amount, symbol, coin = row.amount, row.market.id, row.asset
        else:
            kind = "TRANSFER_IN" if row.amount > 0 else "TRANSFER_OUT"
            amount, symbol, coin = row.amount, "", row.asset
        return {**common, "symbol": symbol, "coin": coin, "type": kind, "amount": plain(amount)}

    def _bill(self, row: LedgerEntry | Fill) -> dict[str, object]:
        common: dict[str, object] = {"fee": "0", "feeByCoupon": "", "balance": "0"}
        if isinstance(row, Fill):
            kind, amount = "close_long" if row.realized else "open_long", row.realized
            symbol, coin = row.market.id, row.market.quote
        elif row.kind is EntryKind.FUNDING:
            assert row.market is not None
            kind, amount = "contract_settle_fee", row.amount
            symbol, coin = row.market.id, row.asset
        else:
            kind = "trans_from_exchange" if row.amount > 0 else "trans_to_exchange"
            amount, symbol, coin = row.amount, "", row.asset
        return {
            **common,
            "symbol": symbol,
            "coin": coin,
            "businessType": kind,
            "amount": plain(amount),
        }

    def rates(self, call: Call) -> object:
        """List past rates of funding, newest first, in numbered pages."""
        market = self.data.market(Kind.LINEAR, call.params["symbol"])
        found = [one for one in reversed(self.engine.funding_rates) if one.market is market]
        size = min(call.integer("pageSize") or 20, MOST)
        begin = ((call.integer("pageNo") or 1) - 1) * size
        return [
            {"symbol": market.id, "fundingRate": plain(one.rate), "fundingTime": str(one.at)}
            for one in found[begin : begin + size]
        ]

    def marks(self, call: Call) -> object:
        """List the mark prices of whole minutes; here they began as funding was charged."""
        book = self.data.book(Kind.LINEAR, call.params["symbol"])
        since, until = call.integer("startTime") or 0, call.integer("endTime") or 2**50
        marks = {
            one.at // MINUTE_MS * MINUTE_MS: one.mark
            for one in self.engine.funding_rates
            if one.market is book.market
        }
        return [
            [str(minute), *[plain(mark)] * 4, "0", "0"]
            for minute, mark in sorted(marks.items())
            if since <= minute < until
        ]
