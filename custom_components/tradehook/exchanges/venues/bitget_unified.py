"""What ccxt's client of Bitget does wrong with unified accounts, on the interface v3."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .bitget_client import (
    ALL,
    PAGE,
    USDT_FUTURES,
    all_pages,
    look_for_stops_in_their_lists,
    read_lists_to_their_ends,
    told,
    trades_spot,
)
from .model.traffic import Correction
from .pagination import Row

MONTH_MS = 30 * 86_400_000
"""As much as is told of trades at once."""
CURSOR = "cursor"
STRATEGIES = {
    "pending": "open",
    "submitting": "open",
    "success": "closed",
    "failed": "rejected",
    "cancelled": "canceled",
}


def category(client: Any) -> str:
    """Return what the client's kind of market is called."""
    return "SPOT" if trades_spot(client) else USDT_FUTURES


def the_interface_of_unified_accounts_is_used(client: Any) -> None:
    """Say with each private call that the account is a unified one, and which markets are meant.

    The client must be told, and would take the orders of spot for those of futures; its list of
    trades would hold those of all markets with the same name.
    """
    unified = {"uta": True}
    listed = {**unified, "category": category(client)}
    of_calls: Mapping[str, tuple[int, Row]] = {
        "create_order": (5, unified),
        "cancel_order": (2, unified),
        "fetch_order": (2, unified),
        "set_leverage": (2, unified),
        "fetch_balance": (0, unified),
        "fetch_open_orders": (3, listed),
        "fetch_my_trades": (3, listed),
        "fetch_canceled_and_closed_orders": (3, listed),
        "fetch_positions": (1, listed),
        "watch_orders": (3, unified),
        "watch_my_trades": (3, unified),
    }
    for name, (place, said) in of_calls.items():
        setattr(client, name, _saying(getattr(client, name), place, said))


def _saying(call: Any, place: int, said: Row) -> Any:
    """Return a call whose parameters, at a place, say something more."""

    async def saying(*given: Any) -> Any:
        before = [*given[:place], *[None] * (place - len(given))]
        params = given[place] if len(given) > place else None
        return await call(*before, {**said, **(params or {})})

    return saying


def fees_that_were_paid_are_costs(client: Any) -> None:
    """Read the fees of orders and trades as what was paid.

    They are above 0 here, and below 0 on the interface of classic accounts, which is how the
    client reads both: each fee would be booked as a gain. Of spot orders it looks for the currency
    where there is none. It leaves out averages, and takes "no" for reduce-only.
    """
    parse_order, parse_trade = client.parse_order, client.parse_trade

    def order(row: Any, market: Any = None) -> Any:
        if row.get("category") is None:
            return parse_order(row, market)
        plain = {name: value for name, value in row.items() if name not in _REREAD}
        plain |= {"size": _some(row.get("qty")), "baseVolume": row.get("cumExecQty")}
        plain |= {"priceAvg": _some(row.get("avgPrice")), "quoteVolume": row.get("cumExecValue")}
        if "reduceOnly" in row:
            plain["reduceOnly"] = "YES" if str(row["reduceOnly"]).lower() == "yes" else "NO"
        return {**parse_order(plain, market), "info": row}

    def trade(row: Any, market: Any = None) -> Any:
        parsed = parse_trade(row, market)
        fees = row.get("feeDetail")
        if row.get("category") is None or not fees:
            return parsed
        paid = [
            {"currency": client.safe_currency_code(one.get("feeCoin")), "cost": one.get("fee")}
            for one in fees
        ]
        return {**parsed, "fee": paid[0], "fees": paid}

    client.parse_order, client.parse_trade = order, trade


_REREAD = frozenset({"category", "feeDetail", "qty", "cumExecQty", "avgPrice", "cumExecValue"})


def _some(number: object) -> object:
    """Return a number that is not 0, which stands for none here."""
    return number if number not in {"", None} and Decimal(str(number)) else None


def market_buys_say_what_to_spend(client: Any) -> None:
    """Have a spot market buy say its cost: Bitget takes its quantity for quote currency.

    The client sends the amount of coins as that quantity, a millionth of what was meant.
    """
    request_of = client.create_uta_order_request

    def request(symbol: str, kind: str, side: str, amount: Any, price: Any, params: Row) -> Any:
        more = dict(params)
        cost = more.pop("cost", None)
        made = request_of(symbol, kind, side, amount, price, more)
        if trades_spot(client) and kind == "market" and side == "buy":
            if cost is None:
                raise ValueError("What shall be spent is not said.")
            made["qty"] = client.cost_to_precision(symbol, cost)
        return made

    client.create_uta_order_request = request


def margin_modes_are_spelled_as_there(client: Any) -> None:
    """Spell the margin mode of an order, and leave it out of a stop, which is of a position.

    A market's own one is set together with its leverage; the client knows no way to set it.
    """
    create_order = client.create_order
    modes: dict[str | None, dict[str, Any]] = {}

    async def create(
        symbol: str, kind: str, side: str, amount: Any, price: Any = None, params: Any = None
    ) -> Any:
        asked = dict(params or {})
        mode = asked.pop("marginMode", None)
        if mode is not None and "stopLossPrice" not in asked:
            asked["marginMode"] = _spelled(mode)
        return await create_order(symbol, kind, side, amount, price, asked)

    async def margin_mode(mode: str, symbol: str | None = None, _params: Any = None) -> Any:
        modes[symbol] = {"marginMode": _spelled(mode)}

    async def leverage(number: int, symbol: str | None = None, params: Any = None) -> Any:
        asked = {**modes.get(symbol, {}), **(params or {})}
        if client.options.get("hedged") and asked.get("marginMode") == "isolated":
            asked |= {"longLeverage": str(number), "shortLeverage": str(number)}
        market = client.market(symbol)
        request = {"category": USDT_FUTURES, "symbol": market["id"], "leverage": str(number)}
        return await client.privateUtaPostV3AccountSetLeverage({**request, **asked})

    client.create_order = create
    client.set_margin_mode, client.set_leverage = margin_mode, leverage


def _spelled(mode: str) -> str:
    return "isolated" if mode == "isolated" else "crossed"


def lists_are_read_to_their_ends(client: Any) -> None:
    """Read all pages of the open orders, and of the trades of an order or since a time.

    The client returns the newest hundred as if they were all.
    """
    fetch_stops = client.fetch_open_orders
    read_lists_to_their_ends(client, trade_id="execId", cursor=CURSOR, span_ms=MONTH_MS)
    fetch_open_orders, fetch_my_trades = client.fetch_open_orders, client.fetch_my_trades

    async def open_orders(
        symbol: str | None = None, since: Any = None, limit: Any = None, params: Any = None
    ) -> Any:
        if not (params or {}).get("trigger"):
            return await fetch_open_orders(symbol, since, limit, params)
        rows = await fetch_stops(None, None, None, dict(params))
        return [row for row in rows if symbol in {None, row.get("symbol")}]

    async def my_trades(
        symbol: str | None = None, since: Any = None, limit: Any = None, params: Any = None
    ) -> Any:
        # Those of all markets are told, and a market that is named is not looked for.
        name = client.market(symbol)["id"]
        rows = await fetch_my_trades(symbol, since, limit, params)
        return [row for row in rows if told(row).get("symbol") == name]

    client.fetch_open_orders, client.fetch_my_trades = open_orders, my_trades


def stops_tell_how_they_stand(client: Any) -> None:
    """Read how a stop stands, its side, and which plain order it has become.

    The client reads none of that: a stop that was cancelled, or executed, would be open.
    """
    parse_order = client.parse_order
    history = client.fetch_canceled_and_closed_orders

    def order(row: Any, market: Any = None) -> Any:
        parsed = parse_order(row, market)
        state = STRATEGIES.get(str(row.get("status")))
        if row.get("category") is None or state is None or "slTriggerBy" not in row:
            return parsed
        side = {"long": "sell", "short": "buy"}.get(str(row.get("posSide")))
        return {
            **parsed,
            "status": state,
            "side": side,
            "type": "market",
            "filled": 0,
            "reduceOnly": True,
            "triggerPrice": row.get("stopLoss"),
        }

    async def over(
        symbol: str | None = None,
        since: int | None = None,
        limit: int | None = None,
        params: Any = None,
    ) -> Any:
        asked = dict(params or {})
        if not asked.get("trigger"):
            return await history(symbol, since, limit, asked)

        async def page(more: Row) -> Any:
            return await history(None, since, PAGE, {**asked, **more})

        rows = await all_pages(page, "orderId", CURSOR)
        return [await with_child(row) for row in rows if symbol in {None, row.get("symbol")}]

    async def with_child(row: Row) -> Row:
        if row.get("status") != "closed":
            return row
        answer = await client.request(
            "v3/trade/strategy-sub-orders", ["private", "uta"], "GET", {"orderId": row["id"]}
        )
        children = answer["data"]["list"] or [{}]
        return {**row, "info": {**told(row), "subOrderId": children[0].get("subOrderId")}}

    client.parse_order, client.fetch_canceled_and_closed_orders = order, over


def a_stop_is_looked_for_in_its_lists(client: Any) -> None:
    """Ask the lists for a stop, all pages of them; the client would ask the plain orders."""
    look_for_stops_in_their_lists(client, by_our_id=False)


def cancel_of_a_stop_is_done_without_a_word(client: Any) -> None:
    """Return nothing certain of a cancelled stop: Bitget says nothing, and the client reads it."""
    cancel_order = client.cancel_order

    async def cancel(order_id: str | None, symbol: str | None = None, params: Any = None) -> Any:
        asked = dict(params or {})
        if not asked.get("trigger"):
            return await cancel_order(order_id, symbol, asked)
        named = asked.get("clientOrderId")
        which = {"clientOid": named} if named else {"orderId": order_id}
        answer = await client.privateUtaPostV3TradeCancelStrategyOrder(which)
        return {"info": answer, "id": None, "status": None, "filled": None}

    client.cancel_order = cancel


def bound_margin_is_not_free(client: Any) -> None:
    """Leave out of what is free what positions and orders bind: Bitget counts it as available."""
    fetch_balance = client.fetch_balance

    async def fetch(params: Any = None) -> Any:
        if trades_spot(client):
            return await fetch_balance(params or {})
        answer = await client.privateUtaGetV3AccountAssets({})
        data = answer["data"]
        found = client.parse_uta_balance(data.get("assets") or [])
        usdt, bound = found.get("USDT"), Decimal(str(data.get("imr") or 0))
        if usdt and bound:
            whole, free = Decimal(str(usdt["total"])), Decimal(str(usdt["free"])) - bound
            free = max(min(free, whole), Decimal(0))
            found["USDT"] = {**usdt, "free": f"{free:f}", "used": f"{whole - free:f}"}
            found["free"]["USDT"] = found["USDT"]["free"]
            found["used"]["USDT"] = found["USDT"]["used"]
        return found

    client.fetch_balance = fetch


def position_mode_is_asked(client: Any) -> None:
    """Ask whether the account keeps long and short apart, for which the client has no question."""

    async def fetch(_symbol: str | None = None, _params: Any = None) -> Any:
        answer = await client.privateUtaGetV3AccountSettings({})
        client.options["hedged"] = answer["data"]["holdMode"] == "hedge_mode"
        return {"info": answer, "hedged": client.options["hedged"]}

    client.fetch_position_mode = fetch


def what_a_key_may_do_can_be_asked(client: Any) -> None:
    """Add the question what a key may do, which the client's list of endpoints leaves out."""

    async def ask(params: Row) -> Any:
        return await client.request("v3/account/info", ["private", "uta"], "GET", params)

    client.privateUtaGetV3AccountInfo = ask


def streams_tell_of_one_kind_of_market(client: Any) -> None:
    """Leave out what is pushed of the other kind of market: one stream tells of all of them.

    A market has the same name as spot and as perpetual, and the client takes one for the other.
    """
    ours = category(client).lower()
    for name in ("watch_orders", "watch_my_trades"):
        setattr(client, name, _of_kind(getattr(client, name), ours))


def _of_kind(watch: Any, ours: str) -> Any:
    async def watching(*given: Any) -> Any:
        rows = await watch(*given)
        return [row for row in rows if str(told(row).get("category") or ours).lower() == ours]

    return watching


CORRECTIONS = (
    Correction(the_interface_of_unified_accounts_is_used),
    Correction(fees_that_were_paid_are_costs),
    Correction(market_buys_say_what_to_spend),
    Correction(margin_modes_are_spelled_as_there),
    Correction(lists_are_read_to_their_ends),
    Correction(stops_tell_how_they_stand),
    Correction(cancel_of_a_stop_is_done_without_a_word),
    *ALL,
    Correction(a_stop_is_looked_for_in_its_lists),
    Correction(bound_margin_is_not_free),
    Correction(position_mode_is_asked),
    Correction(what_a_key_may_do_can_be_asked),
    Correction(streams_tell_of_one_kind_of_market),
)
