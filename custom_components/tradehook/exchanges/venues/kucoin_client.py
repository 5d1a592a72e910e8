"""What ccxt's client of KuCoin does wrong."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from .client_errors import error_class
from .model.traffic import Correction
from .pagination import whole_answers

type Ask = Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]

_NUMBERED = {
    "privateGetOrders": 500,
    "privateGetFills": 500,
    "futuresPrivateGetOrders": 1000,
    "futuresPrivateGetStopOrders": 1000,
    "futuresPrivateGetFills": 1000,
}
"""The lists whose pages have numbers, and how many rows a page has at most."""
_LINKED = {"privateGetHfOrdersDone": 100, "privateGetHfFills": 100}
"""The lists whose pages name the row that the next one begins after."""
_SETTLE = ("USDT", "USDC")
"""What perpetuals are settled in."""


def eu_is_asked_at_its_own_address(client: Any) -> None:
    """Ask KuCoin EU everything: ccxt asks it one half, and the other where its keys are unknown."""
    if client.id == "kucoineu":
        urls = client.urls["api"]
        there = {name for name, url in urls.items() if url == "https://api.kucoin.com"}
        client.urls["api"] = {**urls, **dict.fromkeys(there, urls["private"])}


def unknown_orders_are_not_found(client: Any) -> None:
    """Have an answer without an order mean that there is none: ccxt reads it as an empty one."""
    for name in (
        "privateGetHfOrdersClientOrderClientOid",
        "privateGetOrderClientOrderClientOid",
        "privateGetHfOrdersOrderId",
        "privateGetOrdersOrderId",
        "futuresPrivateGetOrdersByClientOid",
        "futuresPrivateGetOrdersOrderId",
    ):
        _never_empty(client, name)


def all_pages_are_read(client: Any) -> None:
    """Have lists of orders and trades be whole: the client reads the first 20 or 50 rows."""
    for name, most in _NUMBERED.items():
        _read_numbered(client, name, most)
    for name, most in _LINKED.items():
        _read_linked(client, name, most)


def too_many_requests_are_told(client: Any) -> None:
    """Have "too many requests" be that: the client does not know its code, and it looks unclear."""
    limit = error_class(client, "RateLimitExceeded")
    client.exceptions["exact"] = {**client.exceptions["exact"], "429000": limit}


def open_orders_are_of_all_markets(client: Any) -> None:
    """List the open orders of a high-frequency account: the client does so market by market."""
    fetch = client.fetch_open_orders

    async def fetch_all(
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Sequence[Mapping[str, Any]]:
        if symbol is not None or not client.options.get("hf"):
            rows: Sequence[Mapping[str, Any]] = await fetch(symbol, since, limit, params or {})
            return rows
        answer = await client.privateGetHfOrdersActiveSymbols({})
        found: list[Mapping[str, Any]] = []
        for name in (answer.get("data") or {}).get("symbols") or ():
            # Orders in a market that nobody lists can't be ours, and must not hide the others.
            if name in client.markets_by_id:
                found += await fetch(client.safe_symbol(name), since, limit, params or {})
        return found

    client.fetch_open_orders = fetch_all


def trading_account_has_any_name(client: Any) -> None:
    """Tell the balances of a high-frequency account, which is called `trade` like any other.

    The client looks for `trade_hf`, its former name, which the documentation does not have any
    more, and finds no money at all.
    """
    ask: Ask = client.privateGetAccounts

    async def asked(params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        if (params or {}).get("type") != "trade_hf":
            return await ask(params or {})
        answer = await ask(
            {name: value for name, value in (params or {}).items() if name != "type"}
        )
        kinds = {row["type"] for row in answer["data"]}
        kind = "trade_hf" if "trade_hf" in kinds else "trade"
        rows = [{**row, "type": "trade_hf"} for row in answer["data"] if row["type"] == kind]
        return {**answer, "data": rows}

    client.privateGetAccounts = asked


def open_orders_contain_stops(client: Any) -> None:
    """List stops that wait with the other open orders: the client lists one kind or the other.

    Everything else is asked and cancelled in one place, and an order keeps its id when it goes off.
    """
    fetch = client.fetch_open_orders

    async def fetch_all(
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Sequence[Mapping[str, Any]]:
        asked = params or {}
        # What goes off between the questions is then in the second answer.
        waiting = await fetch(symbol, since, limit, {**asked, "trigger": True})
        plain = await fetch(symbol, since, limit, asked)
        gone_off = {row["id"] for row in plain}
        return [*plain, *(row for row in waiting if row["id"] not in gone_off)]

    client.fetch_open_orders = fetch_all


def all_currencies_are_read(client: Any) -> None:
    """Tell the money of all currencies that perpetuals are settled in: the client reads USDT's."""
    fetch = client.fetch_balance

    async def fetch_all(params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        settles = {market["settle"] for market in client.markets.values() if market["linear"]}
        answers = [
            await fetch({**(params or {}), "currency": name}) for name in _SETTLE if name in settles
        ]
        whole: dict[str, Any] = {
            "info": {"data": [answer["info"]["data"] for answer in answers]},
            "timestamp": None,
            "datetime": None,
        }
        for part in ("free", "used", "total"):
            whole[part] = {name: at for answer in answers for name, at in answer[part].items()}
        return whole

    client.fetch_balance = fetch_all


def ledger_is_told(client: Any) -> None:
    """Have funding say what was held, and what was moved in and out of futures be told: both whole.

    The client asks for the money of spot, and leaves funding's other pages out.
    """
    for name, key in (("GetFundingHistory", "id"), ("GetTransactionHistory", "offset")):
        _read_behind(client, f"futuresPrivate{name}", key)
    fetch = client.fetch_funding_history

    async def funding(
        symbol: str, since: int | None = None, _limit: int | None = None, params: Any = None
    ) -> list[dict[str, Any]]:
        return [
            {
                **row,
                "id": row["info"]["id"],
                "size": row["positionQty"],
                "price": row["markPrice"],
            }
            # A count would have the time be ignored.
            for row in await fetch(symbol, since, None, params or {})
        ]

    async def ledger(
        _code: str | None, since: int | None, _limit: int | None, params: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        kind = params["type"]
        asked = {"type": kind, "startAt": since, "endAt": params["endTime"]}
        answer = await client.futuresPrivateGetTransactionHistory(asked)
        return [
            {
                "id": row["offset"],
                "currency": client.safe_currency_code(row["currency"]),
                "amount": row["amount"],
                "direction": "out" if kind == "TransferOut" else "in",
                "timestamp": int(row["time"]),
                "info": row,
            }
            for row in answer["data"]["dataList"]
            if row.get("status") != "Pending"
        ]

    client.fetch_funding_history, client.fetch_ledger = funding, ledger


def _read_behind(client: Any, name: str, key: str) -> None:
    """Have an endpoint's answer contain the rows of all pages: a row's number names the next."""

    def following(answer: Mapping[str, Any], rows: Sequence[Any]) -> Mapping[str, Any] | None:
        more = rows and answer["data"].get("hasMore")
        return {"offset": rows[-1][key]} if more else None

    asked = whole_answers(getattr(client, name), ("data", "dataList"), following)
    setattr(client, name, asked)


def _never_empty(client: Any, name: str) -> None:
    """Have an endpoint that tells of one order fail where it tells of none."""
    ask: Ask = getattr(client, name)

    async def asked(params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        answer = await ask(params or {})
        if not answer.get("data"):
            raise error_class(client, "OrderNotFound")(f"{client.id} knows no such order")
        return answer

    setattr(client, name, asked)


def _read_numbered(client: Any, name: str, most: int) -> None:
    """Have an endpoint's answer contain the rows of all its numbered pages."""

    def following(answer: Mapping[str, Any], _rows: Sequence[Any]) -> Mapping[str, Any] | None:
        data = answer["data"]
        number = int(data.get("currentPage") or 1)
        return {"currentPage": number + 1} if number < int(data["totalPage"]) else None

    _read_all(client, name, following, {"pageSize": most})


def _read_linked(client: Any, name: str, most: int) -> None:
    """Have an endpoint's answer contain the rows of all its pages."""

    def following(answer: Mapping[str, Any], rows: Sequence[Any]) -> Mapping[str, Any] | None:
        return {"lastId": answer["data"].get("lastId")} if len(rows) >= most else None

    _read_all(client, name, following, {"limit": most})


def _read_all(
    client: Any,
    name: str,
    following: Callable[[dict[str, Any], Sequence[Any]], Mapping[str, Any] | None],
    size: Mapping[str, int],
) -> None:
    def prepare(params: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**params, **size}

    ask: Ask = getattr(client, name)
    setattr(client, name, whole_answers(ask, ("data", "items"), following, prepare=prepare))


SPOT_CORRECTIONS = (
    Correction(eu_is_asked_at_its_own_address),
    Correction(unknown_orders_are_not_found),
    Correction(all_pages_are_read),
    Correction(too_many_requests_are_told),
    Correction(open_orders_are_of_all_markets),
    Correction(trading_account_has_any_name),
)
FUTURES_CORRECTIONS = (
    Correction(unknown_orders_are_not_found),
    Correction(all_pages_are_read),
    Correction(too_many_requests_are_told),
    Correction(open_orders_contain_stops),
    Correction(all_currencies_are_read),
    Correction(ledger_is_told),
)
