"""What ccxt's client of Bitget does wrong with every kind of account."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
import json
from typing import Any

from .model.traffic import Correction
from .pagination import Page, Row, whole

PAGE = 100
"""How many orders or trades Bitget tells at once at most."""
USDT_FUTURES = "USDT-FUTURES"


def trades_spot(client: Any) -> bool:
    """Return whether a client is for spot markets."""
    return bool(client.options.get("defaultType") == "spot")


def refuse(client: Any, code: object, words: object) -> None:
    """Raise what the client raises when the venue answers with a code."""
    told = {"code": str(code), "msg": str(words)}
    client.handle_errors(400, "", "", "POST", {}, json.dumps(told), told, {}, None)


def told(order: Row) -> Mapping[str, Any]:
    """Return what the venue itself said in a row of the client."""
    found = order.get("info")
    return found if isinstance(found, Mapping) else {}


def perpetuals_of_one_product_are_listed(client: Any) -> None:
    """List the perpetuals that settle in USDT only.

    The client lists all six products, those of demo coins as well, but asks for the prices,
    orders and positions of one.
    """
    contracts = client.publicMixGetV2MixMarketContracts

    async def listed(request: Row) -> Any:
        if request.get("productType") == USDT_FUTURES:
            return await contracts(request)
        return {"code": "00000", "data": []}

    client.publicMixGetV2MixMarketContracts = listed


def costs_have_the_digits_of_money(client: Any) -> None:
    """Round what a market buy spends to the digits of the quote currency.

    The client takes those of the price, so that a step less than was meant is bought.
    """
    cost_to_precision = client.cost_to_precision

    def rounded(symbol: str, cost: Any) -> Any:
        places = client.market(symbol)["info"].get("quotePrecision")
        if places is None:
            return cost_to_precision(symbol, cost)
        step = Decimal(1).scaleb(-int(places))
        return f"{Decimal(str(cost)).quantize(step, ROUND_DOWN):f}"

    client.cost_to_precision = rounded


def look_for_stops_in_their_lists(client: Any, *, by_our_id: bool) -> None:
    """Have `fetch_order` ask the lists for a stop, as there is no other question.

    The client would ask the plain orders, with a parameter that nobody there knows.
    """
    fetch_order = client.fetch_order

    async def fetch(order_id: str | None, symbol: str | None = None, params: Any = None) -> Any:
        asked = dict(params or {})
        if not asked.get("trigger"):
            return await fetch_order(order_id, symbol, asked)
        spelled = asked["clientOrderId"] if by_our_id else asked.pop("clientOrderId")
        for name in ("fetch_open_orders", "fetch_canceled_and_closed_orders"):
            rows = await getattr(client, name)(symbol, None, None, asked)
            found = next((row for row in rows if told(row).get("clientOid") == spelled), None)
            if found is not None:
                return found
        return refuse(client, 43025, "Plan order does not exist")

    client.fetch_order = fetch


async def all_pages(ask: Callable[[Row], Awaitable[Sequence[Row]]], name: str, cursor: str) -> Any:
    """Return the rows of all pages; `cursor` names the smallest id of the one before."""

    async def page(more: Row) -> Page:
        rows = await ask(more)
        ended = len(rows) < PAGE
        return rows, None if ended else {cursor: str(min(int(told(row)[name]) for row in rows))}

    return await whole(page)


def read_lists_to_their_ends(client: Any, *, trade_id: str, cursor: str, span_ms: int) -> None:
    """Have `fetch_open_orders` and `fetch_my_trades` read all pages.

    `trade_id` is the venue's name of a trade's id, `cursor` what names where the next page begins;
    of trades since a time so many milliseconds are told at once.
    """
    fetch_open_orders, fetch_my_trades = client.fetch_open_orders, client.fetch_my_trades

    async def open_orders(
        symbol: str | None = None,
        since: int | None = None,
        _limit: int | None = None,
        params: Any = None,
    ) -> Any:
        asked = dict(params or {})

        async def page(more: Row) -> Any:
            return await fetch_open_orders(symbol, since, PAGE, {**asked, **more})

        return await all_pages(page, "orderId", cursor)

    async def my_trades(
        symbol: str | None = None,
        since: int | None = None,
        _limit: int | None = None,
        params: Any = None,
    ) -> Any:
        asked = dict(params or {})
        if since is not None:
            asked.setdefault("endTime", since + span_ms)

        async def page(more: Row) -> Any:
            return await fetch_my_trades(symbol, since, PAGE, {**asked, **more})

        return await all_pages(page, trade_id, cursor)

    client.fetch_open_orders, client.fetch_my_trades = open_orders, my_trades


ALL = (
    Correction(perpetuals_of_one_product_are_listed),
    Correction(costs_have_the_digits_of_money),
)
