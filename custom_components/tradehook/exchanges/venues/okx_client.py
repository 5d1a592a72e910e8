"""What ccxt's client of OKX does wrong, with the venue's documentation of 2026 at hand."""

from collections.abc import Mapping
from typing import Any

from .model.traffic import Correction
from .pagination import Answer, Ask, whole_answers

TRADE_MODE = "spotTradeMode"
"""The option that says the trade mode of spot orders: `cash`, or `cross` in accounts whose coins
are all margin."""
PAGE = 100
"""How many rows a page of a list has."""
_ALGO_TYPES = frozenset({"conditional", "oco", "trigger"})
_ALGO_STATES = ("effective", "canceled", "order_failed")


def streams_are_at_the_open_port(client: Any) -> None:
    """Have streams dial the usual port: 8443, which the client dials, was closed in October 2026.

    https://www.okx.com/en-us/help/okx-websocket-port-8443-discontinuation-announcement
    """
    for part in ("api", "test"):
        urls = client.urls.get(part)
        if isinstance(urls, dict) and isinstance(urls.get("ws"), str):
            urls["ws"] = urls["ws"].replace(":8443/", "/")


def spot_orders_say_their_trade_mode(client: Any) -> None:
    """Have spot orders say the mode of the account, and what their amount counts.

    Stops are sent with `cross` where only `cash` is taken. Told to say `cross`, the client leaves
    out that a market buy counts coins: 0.001 bitcoin would be 0.001 dollar. And a buy for which the
    money is too little is refused, instead of made smaller by the venue.
    """
    create_order_request = client.create_order_request

    def create(symbol: str, order_type: str, side: str, *rest: Any, **more: Any) -> Any:
        request = create_order_request(symbol, order_type, side, *rest, **more)
        if not client.market(symbol)["spot"]:
            return request
        request["tdMode"] = client.options.get(TRADE_MODE, "cash")
        plain = request["ordType"] not in _ALGO_TYPES
        if plain and request["ordType"] == "market" and side == "buy":
            request["banAmend"] = True
        if not plain and side == "buy":
            request["tgtCcy"] = "base_ccy"
        return request

    client.create_order_request = create


def algo_orders_have_a_name_of_their_own(client: Any) -> None:
    """Have what waits for a price be named by `algoClOrdId`, the only name that it can have.

    The client says `clOrdId` there, and adds one of its own where there is none.
    """
    create_order_request, sign = client.create_order_request, client.sign

    def create(*arguments: Any, **more: Any) -> Any:
        request = create_order_request(*arguments, **more)
        if request["ordType"] in _ALGO_TYPES:
            request["algoClOrdId"] = request.pop("clOrdId")
            request.pop("tag", None)
        return request

    def signed(
        path: str, api: Any = "public", method: str = "GET", params: Any = None, *rest: Any
    ) -> Any:
        params = {} if params is None else params
        if path == "trade/order-algo" and method == "POST":
            # By another way of writing the same path: at this one it adds a `clOrdId`.
            path, params = "trade/{list}", {**params, "list": "order-algo"}
        return sign(path, api, method, params, *rest)

    client.create_order_request = create
    client.sign = signed


def orders_are_told_by_their_own_ids(client: Any) -> None:
    """Have a plain order be told by its own id, and an algo order by the name that we gave it.

    A plain order that a stop has become carries the stop's id, which the client takes for the
    order's own; its name is the stop's. What a stop has become is told in a list.
    """
    parse_order = client.parse_order

    def parse(order: Mapping[str, Any], *rest: Any, **more: Any) -> Any:
        name = order.get("clOrdId") or order.get("algoClOrdId")
        if order.get("accFillSz") is not None:
            row = {**order, "algoId": "", "clOrdId": name}
        else:
            became = order.get("ordIdList") or [order.get("ordId") or ""]
            row = {**order, "clOrdId": name} | ({"ordId": became[0]} if order.get("algoId") else {})
        return parse_order(row, *rest, **more)

    client.parse_order = parse


def algo_orders_are_asked_for_by_their_name_only(client: Any) -> None:
    """Leave out market and list where an algo order is asked for: both are unknown there."""
    ask = client.privateGetTradeOrderAlgo

    async def asked(request: Mapping[str, Any]) -> Answer:
        named = {name: request[name] for name in ("algoId", "algoClOrdId") if name in request}
        answer: Answer = await ask(named)
        return answer

    client.privateGetTradeOrderAlgo = asked


def lists_are_told_whole(client: Any) -> None:
    """Read all pages of the lists of orders and trades: the client reads the first one."""
    for name, key in (
        ("privateGetTradeOrdersPending", "ordId"),
        ("privateGetTradeOrdersAlgoPending", "algoId"),
        ("privateGetTradeFillsHistory", "billId"),
        ("privateGetAccountBillsArchive", "billId"),
    ):
        setattr(client, name, _whole(getattr(client, name), key))


def _whole(ask: Ask, key: str) -> Ask:
    ask_all = whole_answers(
        ask,
        ("data",),
        lambda _answer, rows: {"after": rows[-1][key]} if len(rows) >= PAGE else None,
    )

    async def asked(request: Mapping[str, Any] | None = None) -> Answer:
        params = dict(request or {})
        # Who says how many wants no more.
        return await (ask(params) if "limit" in params else ask_all(params))

    return asked


def finished_orders_are_all_listed(client: Any) -> None:
    """Give the client a list of all finished orders: it asks for those that filled, of a week.

    Of plain orders a period can be asked for.
    """
    kinds = {"spot": "SPOT", "swap": "SWAP"}

    async def fetch(
        symbol: str, since: int | None = None, limit: int | None = None, params: Any = None
    ) -> Any:
        market = client.market(symbol)
        usual = {"instType": kinds[market["type"]], "instId": market["id"]}
        if "trigger" in (params or {}):
            ask, key = client.privateGetTradeOrdersAlgoHistory, "algoId"
            requests = [
                {**usual, "ordType": params["ordType"], "state": state} for state in _ALGO_STATES
            ]
        else:
            ask, key = client.privateGetTradeOrdersHistoryArchive, "ordId"
            requests = [usual | _span(since, (params or {}).get("until"))]
        rows: list[Any] = []
        for request in requests:
            rows += (await _whole(ask, key)(request))["data"]
        return client.parse_orders(rows, market, since, limit)

    client.fetch_canceled_and_closed_orders = fetch


def ledger_is_told_since_a_time(client: Any) -> None:
    """Have of the ledger only what is since a time be asked for: the client asks for all of it.

    It also asks for transfers as if they were of one kind of market, which they are not.
    """
    fetch = client.fetch_funding_history

    async def funding(
        symbol: str | None = None,
        since: int | None = None,
        _limit: int | None = None,
        params: Any = None,
    ) -> Any:
        return await fetch(symbol, since, None, {**(params or {}), **_span(since, None)})

    async def ledger(
        _code: str | None = None,
        since: int | None = None,
        _limit: int | None = None,
        params: Any = None,
    ) -> Any:
        span = _span(since, params.get("endTime"))
        answer = await client.privateGetAccountBillsArchive({"type": params["type"], **span})
        return client.parse_ledger(answer["data"][::-1], None, since, None)

    client.fetch_funding_history, client.fetch_ledger = funding, ledger


def _span(since: int | None, until: int | None) -> dict[str, str]:
    span = {"begin": since, "end": until}
    return {name: str(at) for name, at in span.items() if at is not None}


CORRECTIONS = tuple(
    Correction(function)
    for function in (
        streams_are_at_the_open_port,
        spot_orders_say_their_trade_mode,
        algo_orders_have_a_name_of_their_own,
        orders_are_told_by_their_own_ids,
        algo_orders_are_asked_for_by_their_name_only,
        lists_are_told_whole,
        finished_orders_are_all_listed,
        ledger_is_told_since_a_time,
    )
)
