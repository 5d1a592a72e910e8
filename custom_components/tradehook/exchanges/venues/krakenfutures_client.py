"""What ccxt's client of Kraken Futures does wrong, and what it does not ask at all."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .answers import row
from .client_errors import error_class
from .model.traffic import Correction
from .pagination import Page, Row, whole

FILLS_TOLD = 100
"""How many trades one answer has at most."""
EVENTS_TOLD = 500
"""How many events of orders are asked for at once."""
PAGES = 20
"""How many pages of them are looked through for an order."""

_STATES = {"REJECTED": "rejected", "TRIGGER_ACTIVATION_FAILURE": "rejected"}
"""States of an order that the client does not know: it would seem to be open."""
_ENDS = {
    "OrderCancelled": "canceled",
    "OrderTriggerCancelled": "canceled",
    "OrderRejected": "rejected",
}
_REFUSALS = {
    "clientOrderIdAlreadyExist": "DuplicateOrderId",
    "insufficientAvailableFunds": "InsufficientFunds",
    "wouldCauseLiquidation": "InsufficientFunds",
    "marketSuspended": "ContractUnavailable",
    "marketInactive": "ContractUnavailable",
    "postWouldExecute": "OrderImmediatelyFillable",
    "iocWouldNotExecute": "OrderNotFillable",
}
"""The classes of errors of refusals; that of any other is the one of an invalid order."""
_DONE = frozenset({"placed", "edited", "cancelled", "partiallyFilled"})


def refusals_are_definite(client: Any) -> None:
    """Have everything be a refusal that is not the word for done.

    The client takes words that it does not know for orders without an id, and some of the others
    for answers that may mean anything.
    """

    def verify(status: str | None, method: str, _omit: Sequence[str] = ()) -> None:
        if method == "cancelOrder":
            if status in {"notFound", "filled"}:
                raise error_class(client, "OrderNotFound")(
                    f"{client.id}: {method} failed due to {status}"
                )
            return
        if status is None:
            raise error_class(client, "ExchangeError")(
                f"{client.id}: {method} was answered without a status"
            )
        if status not in _DONE:
            cls = error_class(client, _REFUSALS.get(status, "InvalidOrder"))
            raise cls(f"{client.id}: {method} failed due to {status}")

    client.verify_order_action_success = verify


def trades_are_told_once(client: Any) -> None:
    """Leave out the trades within the answer to an order.

    They have another id than the same ones in the list of trades may have.
    """
    create = client.create_order

    async def placed(*arguments: Any) -> Any:
        return {**await create(*arguments), "trades": []}

    client.create_order = placed


def states_are_known(client: Any) -> None:
    """Have an order that was rejected be over."""
    parse = client.parse_order_status

    def parsed(status: str | None) -> Any:
        return _STATES.get(status or "") or parse(status)

    client.parse_order_status = parsed


def orders_are_found(client: Any) -> None:
    """Have an order be found, by either id, as long as the history has it.

    The client asks where only those are known that are open, or were five seconds ago, by a method
    that is not documented; what it reads in the history has no state that is certain.
    """

    async def fetch(order_id: str | None, symbol: str | None = None, params: Any = None) -> Any:
        await client.load_markets()
        ours = (params or {}).get("clientOrderId")
        named = {"cliOrdIds": [ours]} if ours else {"orderIds": [order_id]}
        answer = await client.request("orders/status", "private", "POST", {"orderIds": [], **named})
        for told in answer.get("orders") or ():
            return client.parse_order(told, client.market(symbol) if symbol else None)
        for name in ("Triggers", "Orders"):
            found = await _in_history(client, name, ours, order_id)
            if found is not None and found["status"] != "triggered":
                return found
        raise error_class(client, "OrderNotFound")(f"{client.id} does not know {ours or order_id}")

    client.fetch_order = fetch


async def _in_history(
    client: Any, name: str, ours: str | None, order_id: str | None
) -> dict[str, Any] | None:
    """Return what the newest event of an order says; None if there is none.

    Raises if that event is not its end: then it is open, or the history comes late.
    """
    ask = getattr(client, f"historyGet{name}")
    question: dict[str, Any] = {"sort": "desc", "count": EVENTS_TOLD}
    for _ in range(PAGES):
        answer = await ask(question)
        for element in answer.get("elements") or ():
            for what, event in row(element.get("event")).items():
                order = row(event.get("newOrder") or event.get("order"))
                if order.get("clientId" if ours else "uid") == (ours or order_id):
                    return _told(client, what, order)
        token = answer.get("continuationToken")
        if not token:
            break
        question["continuation_token"] = token
    else:
        raise error_class(client, "ExchangeError")(f"{client.id} has too long a history to look in")
    return None


def _told(client: Any, what: str, order: Mapping[str, Any]) -> dict[str, Any]:
    filled, left = float(order.get("filled") or 0), float(order.get("quantity") or 0)
    state = _ENDS.get(what)
    if what == "OrderTriggerActivated":
        state = "triggered"
    elif filled and not left:
        state = "closed"
    if state is None:
        raise error_class(client, "ExchangeError")(
            f"{client.id} does not tell yet what became of it"
        )
    at = client.safe_integer(order, "timestamp")
    return {
        "info": order,
        "id": order.get("uid"),
        "clientOrderId": order.get("clientId") or None,
        "timestamp": at,
        "symbol": client.safe_symbol(order.get("tradeable")),
        "type": "market" if order.get("orderType") == "IoC" else "limit",
        "side": str(order.get("direction")).lower(),
        "reduceOnly": order.get("reduceOnly"),
        "amount": client.number_to_string(filled + left),
        "filled": order.get("filled"),
        "status": state,
    }


def cancels_by_our_id(client: Any) -> None:
    """Have an order be cancelled by the client's id: the client would send `None` as its own."""

    async def cancel(order_id: str | None, symbol: str | None = None, params: Any = None) -> Any:
        await client.load_markets()
        named = dict(params or {}) if order_id is None else {"order_id": order_id}
        answer = await client.privatePostCancelorder(named)
        told = row(answer.get("cancelStatus"))
        client.verify_order_action_success(told.get("status"), "cancelOrder")
        # What it was filled by then, the order itself tells.
        return {"info": answer, "id": told.get("order_id") or order_id, "symbol": symbol}

    client.cancel_order = cancel


def all_trades_since_a_time(client: Any) -> None:
    """Have all trades since a time be told: the venue tells the newest 100, or 100 before one."""

    async def fetch(
        symbol: str | None = None,
        since: int | None = None,
        _limit: object = None,
        _params: Any = None,
    ) -> Any:
        await client.load_markets()

        async def page(before: Row) -> Page:
            fills = (await client.privateGetFills(dict(before))).get("fills") or []
            oldest = min((str(one["fillTime"]) for one in fills), default="")
            if len(fills) < FILLS_TOLD or since is None or client.parse8601(oldest) < since:
                return fills, None
            # Several trades have one moment: those of it are asked for once more.
            at = datetime.fromisoformat(oldest).timestamp() + 0.001
            moment = datetime.fromtimestamp(at, UTC)
            return fills, {"lastFillTime": f"{moment:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z"}

        rows = await whole(page, key=lambda one: (one["fill_id"], one["order_id"]))
        market = client.market(symbol) if symbol else None
        return client.parse_trades(rows, market, since, None)

    client.fetch_my_trades = fetch


def margin_modes_are_known(client: Any) -> None:
    """Have a market's margin be set: isolated with a leverage, or shared by leaving that out.

    The client can only isolate, and calls the mode of a position by another name. A market that
    shares its margin has the highest leverage: it can't be told another one.
    """
    parse = client.parse_position
    unsupported = error_class(client, "NotSupported")

    async def set_mode(mode: str, symbol: str, params: Any = None) -> Any:
        await client.load_markets()
        question = {"symbol": client.market_id(symbol).upper()}
        leverage = (params or {}).get("leverage")
        if mode == "isolated":
            question["maxLeverage"] = leverage
        elif leverage is not None:
            raise unsupported(
                f"{client.id}: with cross margin a market always has its highest leverage. "
                "Use isolated margin to choose one."
            )
        return await client.privatePutLeveragepreferences(question)

    def parsed(position: Mapping[str, Any], market: Any = None) -> Any:
        found = parse(position, market)
        return {**found, "marginMode": found.get("marginType")}

    client.set_margin_mode, client.parse_position = set_mode, parsed


CORRECTIONS = (
    Correction(refusals_are_definite),
    Correction(trades_are_told_once),
    Correction(states_are_known),
    Correction(orders_are_found),
    Correction(cancels_by_our_id),
    Correction(all_trades_since_a_time),
    Correction(margin_modes_are_known),
)
