"""TradersPost: the sender's secret is in its address, not in the message."""

from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import (
    CLOSE,
    Alert,
    System,
    anchored,
    entering,
    has_all,
    market,
    reading,
    share_of,
    sizing,
    text_of,
)
from .paraphrase import Paraphrase, Said

_ACTIONS: Final = ("buy", "sell", "exit", "cancel", "add", "breakeven")
_SIZES: Final = {
    "fixed_quantity": "base_amount",
    "dollar_amount": "quote_amount",
    "amount_per_position": "quote_amount",
    "percent_of_equity": "equity_percentage",
    "risk_dollar_amount": "risk_amount",
    "risk_per_position": "risk_amount",
    "risk_percent": "risk_percentage",
}
_CHANGES: Final = {
    "fixed_quantity": "base_amount",
    "dollar_amount": "quote_amount",
    "percent_of_position": "quantity_percentage",
}
_SIDES: Final = {"bullish": "long", "long": "long", "bearish": "short", "short": "short"}
_OPTIONS: Final = ("optionType", "expiration", "strikePrice", "strike", "intrinsicValue")


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("api_key", "api_secret", "test", "extendedHours", "message", "extras", "time")
    alert.refuse_any(_OPTIONS, "is for options, which can't be traded here")
    action, sentiment = alert.word("action"), alert.word("sentiment")
    said: dict[str, object] = {"symbol": market(alert.text("ticker"))}
    own = {"buy": "long", "sell": "short"}.get(action)
    if action == "breakeven":
        return reading(alert, said | {"action": "modify", "stop_loss": "break_even"})
    if action == "cancel":
        return reading(alert, said | {"action": "cancel"})
    if action != "exit" and sentiment not in ("", "flat", *_SIDES):
        alert.refuse_side("sentiment", f"must be one of {', '.join(_SIDES)}, flat")
    if action == "exit" or sentiment == "flat":
        return _exit(alert, said)
    if own and _SIDES.get(sentiment, own) != own:
        return _exit(alert, said | {"side": _SIDES[sentiment]})
    if action == "add":
        change = _size(alert, _CHANGES)
        if not change:
            alert.unclear_size("quantity", "is missing: say how much is to be added")
        said |= {"action": "increase", "side": _SIDES.get(sentiment), "increase_order": change}
        return reading(alert, said | {"order_type": alert.word("orderType") or "market"})
    said |= {"action": "open", "side": own}
    intent = Intent.SELL if own == "short" and not sentiment else Intent.ENTER
    relative = alert.word("quantityType") == "percent_of_position"
    share = share_of(alert.text("quantity")) if relative else None
    with entering(said, intent, share):
        with sizing(intent):
            said |= _size(alert, _SIZES)
        return _opening(alert, said, intent)


def _size(alert: Alert, units: dict[str, str]) -> dict[str, object]:
    amount, unit = alert.number("quantity"), alert.word("quantityType") or "fixed_quantity"
    if amount is None:
        return {}
    if unit not in units:
        alert.unclear_size("quantityType", f"must be one of {', '.join(units)}")
    return {units[unit]: amount}


def _exit(alert: Alert, said: dict[str, object]) -> Paraphrase:
    alert.skip("takeProfit", "stopLoss", "signalPrice", "price", "timeInForce", "sentiment")
    kind = alert.word("orderType")
    if kind in ("stop", "trailing_stop"):
        return _resting_exit(alert, said, kind)
    if kind == "stop_limit":
        alert.unsupported("orderType", "must be one of market, limit, stop, trailing_stop to exit")
    change = _size(alert, _CHANGES)
    limit = alert.readable_number("limitPrice") if kind == "limit" else None
    alert.skip("limitPrice")
    if not change:
        at = {"order_type": "limit", "price": limit} if kind == "limit" and limit else {}
        return reading(alert, said | {"action": "close"} | at)
    if kind == "limit" and limit:
        change["price"] = limit
        said["order_type"] = "limit"
    return reading(alert, said | {"action": "reduce", "reduce_order": change})


def _resting_exit(alert: Alert, said: dict[str, object], kind: str) -> Paraphrase:
    """Return an exit that waits for a price: it is a stop of what is held."""
    alert.refuse_any(("quantity",), "can't be a stop's, which closes everything: leave it out")
    name = "stopPrice" if kind == "stop" else "trailPercent"
    at = alert.number(name)
    if at is None:
        alert.unsupported(name, "is missing: say where the exit is")
    stop = {"stop_price": at} if kind == "stop" else _trailing(at)
    return reading(alert, said | {"action": "modify", "stop_loss": stop})


def _trailing(distance: Said) -> dict[str, object]:
    """Return a stop that follows from the entry on."""
    return {
        "protection_type": "PRICE",
        "trailing_percentage": "0",
        "trailing_distance": distance,
    }


def _opening(alert: Alert, said: dict[str, object], intent: Intent) -> Paraphrase:
    kind, limit, stop_at = alert.word("orderType"), alert.number("limitPrice"), None
    said["order_type"] = {"stop": "market", "stop_limit": "limit"}.get(kind, kind) or None
    if kind in ("stop", "stop_limit"):
        with sizing(intent):  # of a sell that only leaves, nothing is sold at once
            stop_at = alert.number("stopPrice")
            if stop_at is None:
                alert.unsupported("stopPrice", "is missing: say at which price the entry begins")
        said["entry_condition"] = {"price": stop_at}
    elif kind not in ("", "market", "limit"):
        alert.unsupported("orderType", "must be one of market, limit, stop, stop_limit to enter")
    anchor = alert.anew(CLOSE, "signalPrice", "price")
    said["signal_price"] = limit or anchor
    if not kind and limit is None and alert.has("signalPrice"):
        said |= anchored(anchor)
    if said["order_type"] == "limit" and limit is None and anchor is None:
        said["signal_price"] = Said("", "", CLOSE)
    if alert.word("timeInForce") not in ("", "gtc"):
        alert.unsupported("timeInForce", "must be gtc: an `entry_expiration` ends an entry sooner")
    target, stop = alert.section("takeProfit"), alert.section("stopLoss")
    if alert.has("takeProfit"):
        said["take_profit"] = [_target(target)]
    if alert.has("stopLoss"):
        said["stop_loss"] = _stop(stop)
    return reading(alert, said, target, stop, intent=intent)


def _target(target: Alert) -> dict[str, object]:
    target.only_one_of("percent", "limitPrice")
    percent, price = target.number("percent"), target.number("limitPrice")
    if percent is None and price is None:
        target.unsupported("percent", "is needed, or `limitPrice`: an amount has no equal here")
    level = {"price": price} if percent is None else {"price_percentage": percent}
    return {**level, "position_percentage": "100"}


def _stop(stop: Alert) -> dict[str, object]:
    kind = stop.word("type")
    if kind == "trailing_stop":
        distance = stop.number("trailPercent")
        if distance is None:
            stop.unsupported("trailPercent", "is needed: an amount has no equal here")
        return _trailing(distance)
    if kind not in ("", "stop", "stop_limit"):
        stop.unsupported("type", "must be one of stop, stop_limit, trailing_stop")
    stop.only_one_of("percent", "stopPrice")
    percent, price, limit = stop.number("percent"), stop.number("stopPrice"), None
    if percent is None and price is None:
        stop.unsupported("percent", "is needed, or `stopPrice`: an amount has no equal here")
    said: dict[str, object] = (
        {"stop_price": price} if percent is None else {"stop_percentage": percent}
    )
    if kind == "stop_limit":
        limit = stop.number("limitPrice")
        if limit is None:
            stop.unsupported("limitPrice", "is needed for a stop_limit")
        said |= {"order_type": "STOP_LOSS_LIMIT", "limit_price": limit}
    return said


TRADERS_POST: Final = System(
    name="traderspost",
    title="TradersPost",
    family=AlertSystem.TRADERS_POST,
    names=frozenset(
        ("ticker", "action", "sentiment", "quantityType", "quantity", "limitPrice", "takeProfit")
    ),
    signs=frozenset(("ticker",)),
    recognises=lambda body: (
        has_all(body, "ticker", "action") and text_of(body, "action") in _ACTIONS
    ),
    read=_read,
)
