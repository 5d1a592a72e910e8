"""3Commas' signal bot: the strategy type and the custom type."""

from collections.abc import Mapping
from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import (
    CLOSE,
    TIME_NOW,
    Alert,
    System,
    anchored,
    entering,
    has_all,
    is_placeholder,
    joined_fields,
    market,
    quote_first,
    reading,
    secret_fields,
)
from .paraphrase import Paraphrase, Said
from .strategy_positions import strategy_block

_SIZES: Final = {
    "quote": "quote_amount",
    "base": "base_amount",
    "margin_percent": "margin_percentage",
}


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("secret", "bot_uuid", "api_key", "api_secret", "test")
    stamp = alert.anew(TIME_NOW, "timestamp")
    said: dict[str, object] = {
        "symbol": _symbol(alert),
        "exchange": alert.text("tv_exchange"),
        "timestamp": stamp,
        "max_age": alert.seconds("max_lag") if stamp else None,
    }
    alert.skip("max_lag")
    anchor = alert.anew(CLOSE, "trigger_price")
    if "strategy_info" in body:
        return reading(alert, said | anchored(anchor) | {"strategy": _strategy(alert)})
    return _custom(alert, said, anchor)


def _symbol(alert: Alert) -> Said:
    """Return the market, which may stand there as in 3Commas' own lists: `USDT_BTCUSDT`."""
    instrument = alert.text("tv_instrument")
    pair = quote_first(instrument, "_")
    return market(pair if instrument.endswith(pair) else instrument)


def _strategy(alert: Alert) -> dict[str, object]:
    info, order = alert.section("strategy_info"), alert.section("order")
    alert.skip("order")
    return strategy_block(
        position=info.word("market_position"),
        before=info.word("prev_market_position"),
        size=info.text("market_position_size"),
        size_before=info.text("prev_market_position_size"),
        order=alert.word("action"),
        contracts=order.text("amount"),
    )


def _custom(alert: Alert, said: dict[str, object], anchor: Said | None) -> Paraphrase:
    action = alert.word("action")
    if action == "disable":
        held = alert.word("positions_sub_action")
        if held == "market_close":
            return reading(alert, {"action": "stop_and_close"})
        intent = Intent.CANCEL_ALL if held == "cancel" else None
        return reading(alert, {"action": "stop_bot"}, intent=intent)
    turn, _, side = action.partition("_")
    if turn not in ("enter", "exit") or side not in ("long", "short"):
        alert.unsupported(
            "action", "must be one of enter_long, enter_short, exit_long, exit_short, disable"
        )
    said |= {"side": side}
    if turn == "exit":
        del said["max_age"]
        return _exit(alert, said)
    said["action"] = "open"
    with entering(said, Intent.ENTER):
        return _opening(alert, said, anchor)


def _exit(alert: Alert, said: dict[str, object]) -> Paraphrase:
    """Return what an exit leaves: of its sizes only a share of the position is one there."""
    alert.skip("take_profit", "stop_loss")
    order = alert.section("order") if isinstance(alert.fields.get("order"), Mapping) else Alert({})
    if order.word("currency_type") != "position_percent":
        return reading(alert, said | {"action": "close"}, order)
    amount = order.number("amount")
    if amount is None or amount == "100":
        return reading(alert, said | {"action": "close"}, order)
    size = {"quantity_percentage": amount}
    return reading(alert, said | {"action": "reduce", "reduce_order": size}, order)


def _opening(alert: Alert, said: dict[str, object], anchor: Said | None) -> Paraphrase:
    order = alert.section("order")
    unit, amount = order.word("currency_type"), order.number("amount")
    said["order_type"] = order.word("order_type") or None
    if amount is not None:
        if unit not in _SIZES:
            order.unclear_size(
                "currency_type", "must be one of quote, base, margin_percent to enter"
            )
        said[_SIZES[unit]] = amount
    said |= _entry_price(order, str(said["side"]), anchor)
    targets, stop = alert.section("take_profit"), alert.section("stop_loss")
    said |= _exits(alert, targets, stop)
    return reading(alert, said, order, targets, stop, intent=Intent.ENTER)


def _entry_price(order: Alert, side: str, anchor: Said | None) -> dict[str, object]:
    """Return where an entry is placed; an offset only on the side that waits for a better price."""
    price, offset = order.number("price"), order.number("price_percent")
    base = order.word("price_percent_ref_type")
    limit = order.word("order_type") == "limit"
    if offset is None:
        if limit and price is None:
            order.unsupported("price", "is needed for a limit order")
        if price is None and not order.word("order_type"):
            return anchored(anchor)
        return {"signal_price": price or anchor}
    if not limit or price is not None or base != "current_price":
        order.unsupported(
            "price_percent",
            "is read on a limit order without `price`, from current_price: write a price",
        )
    waits = offset.startswith("-") if side == "long" else not offset.startswith("-")
    if is_placeholder(offset) or not waits:
        order.unsupported(
            "price_percent", "may cross the market: a long's is below 0, a short's above"
        )
    return {"price_offset_percentage": offset.but(offset.lstrip("+-"))}


def _exits(alert: Alert, targets: Alert, stop: Alert) -> dict[str, object]:
    said: dict[str, object] = {}
    if alert.has("take_profit"):
        said["take_profit"] = [] if _is_off(targets) else [_step(row) for row in _rows(targets)]
    if alert.has("stop_loss"):
        stop.refuse_any(("trailing", "breakeven"), "has no equal here yet: set it in the bot")
        if stop.word("order_type") == "limit":
            stop.unsupported("order_type", "is limit, which needs a price: use market")
        distance = stop.distance("trigger_price_percent")
        if _is_off(stop):
            said["stop_loss"] = []
        elif distance is None:
            stop.unsupported("trigger_price_percent", "is missing: say how far away the stop is")
        else:
            said["stop_loss"] = {"stop_percentage": distance}
    return said


def _is_off(section: Alert) -> bool:
    """Return whether a section is there and says that it counts for nothing."""
    return bool(section.word("enabled")) and not section.flag("enabled")


def _rows(targets: Alert) -> list[Alert]:
    rows = targets.rows("steps")
    if not rows:
        targets.unsupported("steps", "is missing: say where the targets are")
    return rows


def _step(row: Alert) -> dict[str, object]:
    distance, share = row.distance("price_percent"), row.number("volume_percent")
    if distance is None or share is None:
        row.unsupported("price_percent", "is needed for a target, together with `volume_percent`")
    row.skip("order_type")
    trailing = row.section("trailing")
    percent = trailing.number("percent")
    target: dict[str, object] = {"price_percentage": distance, "position_percentage": share}
    if row.has("trailing") and not _is_off(trailing):
        if percent is None:
            trailing.unsupported("percent", "is required")
        target["trailing_distance"] = percent
    row.finish(opens=True)
    trailing.finish(opens=True)
    return target


THREE_COMMAS_SIGNAL: Final = System(
    name="3commas_signal",
    title="3Commas signal bot",
    family=AlertSystem.THREE_COMMAS_SIGNAL,
    token="secret",  # noqa: S106 - the name of a field
    names=frozenset(
        ("secret", "bot_uuid", "max_lag", "tv_exchange", "tv_instrument", "strategy_info", "order")
    ),
    signs=frozenset(("bot_uuid",)),
    recognises=lambda body: has_all(body, "bot_uuid", "secret"),
    secrets=secret_fields("secret", "bot_uuid"),
    credential=joined_fields("secret", "bot_uuid"),
    read=_read,
)
