"""What changes a Bitget account beside trades: funding, and what was moved in and out.

ccxt's client tells the newest page of it, without what was held; of unified accounts it leaves out
the funding of isolated positions, and asks for transfers where there are none.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from .bitget_client import PAGE, USDT_FUTURES
from .client_errors import error_class
from .model.traffic import Correction
from .pagination import Page, Row, whole

DAY_MS = 86_400_000
AT_ONCE_MS = 30 * DAY_MS
"""As much as is told of a ledger at once."""
MINUTE_MS = 60_000
SOON_MS = 10 * MINUTE_MS
"""How long the candle of a payment's minute may be missing."""
FUNDING = (
    *("CONTRACT_MAIN_SETTLE_FEE_USER_IN", "CONTRACT_MAIN_SETTLE_FEE_USER_OUT"),
    *("FIXED_SETTLE_FEE_USER_IN", "FIXED_SETTLE_FEE_USER_OUT"),
)
"""What funding is called in unified accounts, of cross and of isolated positions."""
MOVED = ("TRANSFER_IN", "TRANSFER_OUT")
CLASSIC_FUNDING = "contract_settle_fee"
CLASSIC_MOVED = "trans_"
"""How the names of all transfers of classic accounts begin."""


def unified_ledger_is_told(client: Any) -> None:
    """Read the ledger of a unified account."""

    async def records(category: str, kind: str, since: int, until: int | None = None) -> list[Row]:
        rows = list[Row]()
        for begin, end in _windows(client, since, until):
            asked = {"category": category, "type": kind, "startTime": begin, "endTime": end}

            async def page(more: Row, asked: Row = asked) -> Page:
                answer = await client.request(
                    "v3/account/financial-records",
                    ["private", "uta"],
                    "GET",
                    {**asked, "limit": PAGE, **more},
                )
                found = answer["data"].get("list") or []
                cursor = answer["data"].get("cursor")
                return found, {"cursor": cursor} if len(found) >= PAGE and cursor else None

            rows += await whole(page, key=lambda row: row["id"])
        return rows

    async def funding(contract: str, since: int) -> Sequence[Row]:
        rows = [row for kind in FUNDING for row in await records(USDT_FUTURES, kind, since)]
        return [_entry(client, row, row["id"], row["ts"]) for row in rows if _of(row, contract)]

    async def moved(since: int, until: int) -> Sequence[Row]:
        # It is not said to which markets what is moved belongs.
        rows = {
            row["id"]: row
            for category in (USDT_FUTURES, "SPOT")
            for kind in MOVED
            for row in await records(category, kind, since, until)
        }
        return [_entry(client, row, row["id"], row["ts"]) for row in rows.values()]

    _tell(client, funding, moved)


def classic_ledger_is_told(client: Any) -> None:
    """Read the ledger of a classic account's perpetuals."""

    async def bills(since: int, until: int | None = None, **more: str) -> list[Row]:
        rows = list[Row]()
        for begin, end in _windows(client, since, until):
            asked = {"productType": USDT_FUTURES, "startTime": begin, "endTime": end, **more}

            async def page(more: Row, asked: Row = asked) -> Page:
                answer = await client.privateMixGetV2MixAccountBill(
                    {**asked, "limit": PAGE, **more}
                )
                found = answer["data"].get("bills") or []
                return found, {"idLessThan": found[-1]["billId"]} if len(found) >= PAGE else None

            rows += await whole(page, key=lambda row: row["billId"])
        return rows

    async def funding(contract: str, since: int) -> Sequence[Row]:
        rows = await bills(since, businessType=CLASSIC_FUNDING, symbol=contract)
        return [_entry(client, row, row["billId"], row["cTime"]) for row in rows]

    async def moved(since: int, until: int) -> Sequence[Row]:
        return [
            _entry(client, row, row["billId"], row["cTime"])
            for row in await bills(since, until)
            if str(row["businessType"]).startswith(CLASSIC_MOVED)
        ]

    _tell(client, funding, moved)


def _tell(
    client: Any,
    funding_of: Callable[[str, int], Awaitable[Sequence[Row]]],
    moved: Callable[[int, int], Awaitable[Sequence[Row]]],
) -> None:
    async def funding(symbol: str, since: int, _limit: object = None, _params: Any = None) -> Any:
        contract, now = client.market(symbol)["id"], client.milliseconds()
        rows = await funding_of(contract, since)
        minutes = {row["timestamp"] // MINUTE_MS * MINUTE_MS for row in rows}
        marks = {minute: await _mark(client, contract, minute, now) for minute in minutes}
        return [
            {**row, "symbol": symbol, "price": marks[row["timestamp"] // MINUTE_MS * MINUTE_MS]}
            for row in rows
        ]

    async def rates(symbol: str, since: int, _limit: object = None, _params: Any = None) -> Any:
        contract = client.market(symbol)["id"]

        async def page(more: Row) -> Page:
            asked = {"symbol": contract, "productType": USDT_FUTURES, "pageSize": PAGE}
            answer = await client.publicMixGetV2MixMarketHistoryFundRate({**asked, **more})
            found = answer["data"] or []
            ended = len(found) < PAGE or int(found[-1]["fundingTime"]) < since
            return found, None if ended else {"pageNo": int(more["pageNo"]) + 1}

        told = await whole(page, {"pageNo": 1}, key=lambda row: row["fundingTime"])
        return [
            {
                "symbol": symbol,
                "fundingRate": row["fundingRate"],
                "timestamp": int(row["fundingTime"]),
                "info": row,
            }
            for row in told
            if int(row["fundingTime"]) >= since
        ]

    async def ledger(
        _code: str | None, since: int, _limit: int | None, params: Mapping[str, Any]
    ) -> Any:
        rows = await moved(since, params["endTime"])
        return sorted(rows, key=lambda row: (row["timestamp"], int(row["id"])))

    client.fetch_funding_history, client.fetch_funding_rate_history = funding, rates
    client.fetch_ledger = ledger


async def _mark(client: Any, contract: str, minute: int, now: int) -> str | None:
    """Return the mark price with which a minute began; only whole minutes are told."""
    asked = {"symbol": contract, "productType": USDT_FUTURES, "granularity": "1m", "limit": 5}
    answer = await client.publicMixGetV2MixMarketHistoryMarkCandles(
        {**asked, "startTime": minute, "endTime": minute + MINUTE_MS}
    )
    told = [str(row[1]) for row in answer["data"] or () if int(row[0]) == minute]
    if not told and now - minute < SOON_MS:
        raise error_class(client, "ExchangeError")(
            f"{client.id} does not tell the mark price of a payment's minute yet"
        )
    return told[0] if told else None


def _windows(client: Any, since: int, until: int | None) -> Iterator[tuple[int, int]]:
    last = until if until is not None else client.milliseconds() + MINUTE_MS
    while since < last:
        end = min(since + AT_ONCE_MS, last)
        yield since, end
        since = end


def _of(row: Row, contract: str) -> bool:
    return bool(row.get("symbol") == contract)


def _entry(client: Any, row: Row, number: object, at: object) -> dict[str, Any]:
    amount = str(row["amount"])
    kind = str(row.get("type") or row.get("businessType"))
    return {
        "id": number,
        "currency": client.safe_currency_code(row["coin"]),
        "amount": client.parse_number(amount),
        "direction": "out" if amount.startswith("-") or kind.endswith("_OUT") else "in",
        "timestamp": int(str(at)),
        "info": row,
    }


UNIFIED = Correction(unified_ledger_is_told)
CLASSIC = Correction(classic_ledger_is_told)
