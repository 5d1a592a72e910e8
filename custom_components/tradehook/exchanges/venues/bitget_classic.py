"""What ccxt's client of Bitget does wrong with classic accounts, on the interface v2."""

from typing import Any

from .bitget_client import (
    ALL,
    PAGE,
    USDT_FUTURES,
    look_for_stops_in_their_lists,
    read_lists_to_their_ends,
    refuse,
    told,
    trades_spot,
)
from .model.traffic import Correction
from .pagination import Row

HEDGED = "hedge_mode"
WEEK_MS = 7 * 86_400_000
"""As much as is told of trades at once."""
CURSOR = "idLessThan"
STOPS = "loss_plan"
"""What the kind of our stops is called where they are placed and cancelled."""


def missing_order_is_not_found(client: Any) -> None:
    """Have a spot order that the venue does not know be "not found".

    It is asked for by our id, so that the client has none of the venue's; the venue answers with
    an empty list, and the client's sentence about that fails with a TypeError: nobody knows.
    """
    fetch_order = client.fetch_order

    async def fetch(order_id: str | None, symbol: str | None = None, params: Any = None) -> Any:
        # An empty text can be joined to that sentence; it is not sent where our own id is.
        return await fetch_order(order_id or "", symbol, params or {})

    client.fetch_order = fetch


def spot_order_that_is_over_is_looked_for_in_its_list(client: Any) -> None:
    """Look in the newest page of what is over: by our id, Bitget tells of open spot orders only."""
    fetch_order = client.fetch_order

    async def fetch(order_id: str | None, symbol: str | None = None, params: Any = None) -> Any:
        try:
            return await fetch_order(order_id, symbol, params or {})
        except Exception as error:
            spelled = (params or {}).get("clientOrderId")
            if not spelled or not trades_spot(client) or type(error).__name__ != "OrderNotFound":
                raise
            rows = await client.fetch_canceled_and_closed_orders(symbol, None, PAGE)
            for row in rows:
                if told(row).get("clientOid") == spelled:
                    return row
            raise

    client.fetch_order = fetch


def lists_are_read_to_their_ends(client: Any) -> None:
    """Read all pages of the open orders, and of the trades of an order or since a time.

    The client returns the newest hundred as if they were all.
    """
    read_lists_to_their_ends(client, trade_id="tradeId", cursor=CURSOR, span_ms=WEEK_MS)


def a_stop_is_looked_for_in_its_lists(client: Any) -> None:
    """Ask the lists for a stop, by our id; the client would ask the plain orders."""
    look_for_stops_in_their_lists(client, by_our_id=True)


def what_closes_has_its_own_side(client: Any) -> None:
    """Tell orders and trades that close a position of hedge mode as sales of a long.

    Bitget tells the side of the position there. The client turns it of reduce-only orders only,
    and of no trade: a close would be booked as another purchase.
    """
    parse_order, parse_trade = client.parse_order, client.parse_trade

    def order(row: Any, market: Any = None) -> Any:
        return _with_side(parse_order(row, market), row)

    def trade(row: Any, market: Any = None) -> Any:
        return _with_side(parse_trade(row, market), row)

    client.parse_order, client.parse_trade = order, trade


def _with_side(parsed: Any, row: Row) -> Any:
    done = str(row.get("tradeSide") or "").lower()
    side = row.get("side")
    if row.get("posMode") != HEDGED or side not in {"buy", "sell"} or not done:
        return parsed
    if done.endswith(("close_long", "close_short")):
        return {**parsed, "side": "sell" if done.endswith("long") else "buy"}
    closes = done.endswith("close")
    return {**parsed, "side": {"buy": "sell", "sell": "buy"}[side] if closes else side}


def position_mode_is_asked(client: Any) -> None:
    """Ask whether the account keeps long and short apart, for which the client has no question."""

    async def fetch(_symbol: str | None = None, _params: Any = None) -> Any:
        market = next(iter((client.markets or {}).values()))
        answer = await client.privateMixGetV2MixAccountAccount(
            {"symbol": market["id"], "marginCoin": "USDT", "productType": USDT_FUTURES}
        )
        mode = answer["data"]["posMode"]
        client.options["hedged"] = mode == HEDGED
        return {"info": answer, "hedged": mode == HEDGED}

    client.fetch_position_mode = fetch


def leverage_of_both_sides_is_set(client: Any) -> None:
    """Set the leverage of long and of short where each has its own: one alone is not enough."""
    set_margin_mode, set_leverage = client.set_margin_mode, client.set_leverage
    modes: dict[str | None, str] = {}

    async def margin_mode(mode: str, symbol: str | None = None, params: Any = None) -> Any:
        modes[symbol] = mode
        return await set_margin_mode(mode, symbol, params or {})

    async def both(leverage: int, symbol: str | None = None, params: Any = None) -> Any:
        asked = dict(params or {})
        if client.options.get("hedged") and modes.get(symbol) == "isolated":
            asked |= {"longLeverage": str(leverage), "shortLeverage": str(leverage)}
        return await set_leverage(leverage, symbol, asked)

    client.set_margin_mode, client.set_leverage = margin_mode, both


def orders_fit_the_mode_that_the_account_has(client: Any) -> None:
    """Ask for the position mode before an entry of hedge mode, and before what first closes it.

    Set to one-way meanwhile, Bitget overlooks that an order closes, and takes the side of the
    position for the side of the order: the close of a long would be another purchase. It can't be
    changed while there is a position, so that once after an entry is enough.
    """
    create_order = client.create_order
    state = {"is_certain": False}

    async def create(
        symbol: str, kind: str, side: str, amount: Any, price: Any = None, params: Any = None
    ) -> Any:
        asked = dict(params or {})
        closes = bool(asked.get("reduceOnly"))
        if asked.get("hedged") and not (closes and state["is_certain"]):
            hedged = (await client.fetch_position_mode())["hedged"]
            if not hedged and not closes:
                refuse(client, 40774, "The account does not keep long and short apart any more")
            state["is_certain"] = closes and hedged
            asked["hedged"] = hedged
        return await create_order(symbol, kind, side, amount, price, asked)

    client.create_order = create


def failed_cancel_of_a_stop_is_told(client: Any) -> None:
    """Cancel a stop as what it is called there, and tell it if the venue did not.

    It answers with a list of successes and one of failures; the client takes the first success,
    and fails with an IndexError where there is none.
    """
    cancel_order = client.cancel_order

    async def cancel(order_id: str | None, symbol: str | None = None, params: Any = None) -> Any:
        asked = dict(params or {})
        if not asked.get("trigger"):
            return await cancel_order(order_id, symbol, asked)
        named = asked.get("clientOrderId")
        answer = await client.privateMixPostV2MixOrderCancelPlanOrder(
            {
                "orderIdList": [{"clientOid": named} if named else {"orderId": order_id}],
                "symbol": client.market(symbol)["id"],
                "productType": USDT_FUTURES,
                "planType": STOPS,
            }
        )
        data = answer["data"]
        if not data.get("successList"):
            failures = data.get("failureList") or [{}]
            refuse(client, failures[0].get("errorCode") or 43025, failures[0].get("errorMsg"))
        return client.parse_order(data["successList"][0], client.market(symbol))

    client.cancel_order = cancel


CORRECTIONS = (
    Correction(missing_order_is_not_found),
    Correction(spot_order_that_is_over_is_looked_for_in_its_list),
    Correction(lists_are_read_to_their_ends),
    *ALL,
    Correction(a_stop_is_looked_for_in_its_lists),
    Correction(what_closes_has_its_own_side),
    Correction(position_mode_is_asked),
    Correction(leverage_of_both_sides_is_set),
    Correction(orders_fit_the_mode_that_the_account_has),
    Correction(failed_cancel_of_a_stop_is_told),
)
