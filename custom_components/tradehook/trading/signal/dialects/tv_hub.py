"""TV-Hub."""

from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import (
    Alert,
    System,
    entering,
    has_all,
    joined_fields,
    market,
    reading,
    secret_fields,
    share_of,
    sizing,
)
from .paraphrase import Paraphrase

_OPENS: Final = {"buy": "long", "sell": "short"}


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("token", "apiKey", "exchange", "api_key", "api_secret", "test")
    alert.skip("hedgeMode", "broadcastSignal")
    delay = alert.number("delay")
    if delay is not None and delay.strip("0.+-"):
        alert.unsupported("delay", "must be 0: let an `entry_condition` wait for a time")
    symbol, stamp = market(alert.text("pair")), alert.anew("", "alertTimestamp")
    said: dict[str, object] = {
        "symbol": symbol,
        "request_id": stamp and stamp.but(f"{symbol[:20]}-{stamp[:40]}"),
    }
    if alert.flag("cancelAllOrders") or alert.flag("cancelAllDcaOrders"):
        return reading(alert, said | {"action": "cancel"})
    if alert.flag("isClose"):
        longs, shorts = alert.flag("closeLong"), alert.flag("closeShort")
        side = "long" if longs and not shorts else "short" if shorts and not longs else None
        alert.skip("isMarket", "isLimit", "postOnly")
        rests = alert.word("isLimit") in ("true", "1", "yes")
        price = alert.readable_number("price") if rests else None
        at = {} if price is None else {"order_type": "limit", "price": price}
        return reading(alert, said | {"action": "close", "side": side} | at)
    said |= {"action": "open", "side": _side(alert)}
    intent = Intent.SELL if said["side"] == "short" else Intent.ENTER
    relative = alert.word("unitsType") != "absolute" and not alert.has("units")
    share = share_of(alert.text("unitsPercent", "percent")) if relative else None
    with entering(said, intent, share):
        with sizing(intent):
            said |= _size(alert)
        said |= _order(alert)
        said["leverage"] = alert.number("leverage")
        return reading(alert, said | _exits(alert), intent=intent, share=share)


def _side(alert: Alert) -> str:
    buy, sell = alert.flag("isBuy"), alert.flag("isSell")
    alert.skip("closeLong", "closeShort")
    if buy and sell:
        alert.refuse_side("isBuy", "is true, and so is `isSell`: send one of them")
    ordered = _OPENS.get(alert.word("orderType"))
    side = "long" if buy else "short" if sell else ordered
    if ordered not in (None, side):
        name = "isBuy" if buy else "isSell"
        alert.refuse_side("orderType", f"contradicts `{name}`: give only one of them")
    if side is None:
        alert.refuse_side("isBuy", "must be true, or `isSell`")
    return side


def _order(alert: Alert) -> dict[str, object]:
    limit, price = alert.flag("isLimit"), alert.number("price")
    if limit and alert.word("isMarket") in ("true", "1", "yes"):
        alert.unsupported("isLimit", "contradicts `isMarket`: give only one of them")
    alert.skip("isMarket")
    if limit and price is None:
        alert.unsupported("price", "is needed for a limit order")
    if limit and alert.flag("postOnly"):
        alert.unsupported("postOnly", "can't be asked for: no order here is post only")
    alert.skip("postOnly")
    return {"order_type": "limit" if limit else "market", "signal_price": price}


def _exits(alert: Alert) -> dict[str, object]:
    said: dict[str, object] = {}
    stop = alert.number("stopLossPercent")
    alert.refuse_any(("stopLossPrice",), "follows a rule that isn't known: use `stopLossPercent`")
    if alert.word("stopLossType") not in ("", "percent", "percentage"):
        alert.unsupported("stopLossType", "must be one of percent, percentage")
    if stop is not None:
        said["stop_loss"] = {"stop_percentage": stop}
    elif alert.has("stopLossType"):
        alert.unsupported("stopLossType", "needs `stopLossPercent`")
    if alert.flag("useDca"):
        alert.unsupported("useDca", "is a ladder by rule: write each rung in `dca_orders`")
    for name in ("dcaPercent", "dcaOrderCount"):
        alert.skip(name)
        alert.notes += [f"`{name}` is left out"] if alert.has(name) else []
    if alert.has("targets"):
        alert.skip("targetAmountInPercent")
        if not alert.flag("targetAmountInPercent"):
            alert.unclear_size(
                "targets", "must have shares in percent: set `targetAmountInPercent` to true"
            )
        said["take_profit"] = [_target(row) for row in alert.rows("targets")]
    return said


def _size(alert: Alert) -> dict[str, object]:
    units, kind = alert.number("units"), alert.word("unitsType")
    percent = alert.number("unitsPercent", "percent")
    alert.only_one_of("units", "unitsPercent", "percent")
    if units is not None and kind in ("", "absolute"):
        return {"base_amount": units}
    if units is not None or kind not in ("", "absolute") or percent is not None:
        alert.unclear_size("unitsType", "must be absolute: of what a percentage counts isn't told")
    return {}


def _target(row: Alert) -> dict[str, object]:
    percent, share = row.number("takeProfitPercent"), row.number("amount")
    if percent is None or share is None:
        row.unsupported("takeProfitPercent", "is needed for a target, together with `amount`")
    row.skip("idx")
    row.finish(opens=True)
    return {"price_percentage": percent, "position_percentage": share}


TV_HUB: Final = System(
    name="tv_hub",
    title="TV-Hub",
    family=AlertSystem.TV_HUB,
    token="token",  # noqa: S106 - the name of a field
    names=frozenset(("token", "pair", "apiKey", "exchange", "isBuy", "isSell", "isClose", "units")),
    signs=frozenset(("apiKey",)),
    recognises=lambda body: has_all(body, "token", "pair", "apiKey"),
    secrets=secret_fields("token", "apiKey"),
    credential=joined_fields("token"),
    read=_read,
)
