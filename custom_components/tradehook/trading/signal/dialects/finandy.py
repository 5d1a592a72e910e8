"""Finandy."""

from dataclasses import replace
from typing import Any, Final

from ...reasons.reasons import FieldError, ReasonCode
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
    without_market,
)
from .paraphrase import Paraphrase

_PARTS: Final = ("name", "open", "close", "tp", "sl", "dca", "slx")
_SIDES: Final = {"buy": "long", "sell": "short"}


def _recognises(body: Any) -> bool:
    return (
        has_all(body, "secret", "side")
        and any(name in body for name in _PARTS)
        and "bot_uuid" not in body
    )


def _read(body: Any) -> Paraphrase:
    alert = Alert(body)
    alert.skip("secret", "name", "api_key", "api_secret", "test")
    side = _SIDES.get(alert.word("side"))
    if side is None:
        alert.refuse_side("side", "must be buy or sell")
    alert.refuse_any(("close", "positionSide"), "is described nowhere in public: it isn't guessed")
    said: dict[str, object] = {
        "action": "open",
        "symbol": market(alert.text("symbol")),
        "side": side,
    }
    intent = Intent.SELL if side == "short" else Intent.ENTER
    with entering(said, intent):
        return without_market(_opening(alert, said, intent), alert, "symbol")


def _opening(alert: Alert, said: dict[str, object], intent: Intent) -> Paraphrase:
    alert.refuse_any(("dca", "slx"), "is described nowhere in public: it isn't guessed")
    opening, targets, stop = alert.section("open"), alert.section("tp"), alert.section("sl")
    opening.refuse_any(("scaled",), "is a ladder by rule: write each rung in `dca_orders`")
    said["signal_price"] = opening.number("price")
    if targets.flag("update"):
        targets.notes.append("`tp.update`: targets of what is held are changed by `modify`")
    rows = targets.rows("orders")
    if alert.has("tp"):
        if not rows:
            targets.unsupported("orders", "is missing: say where the targets are")
        said["take_profit"] = [_target(row) for row in rows]
    if alert.has("sl"):
        stop.only_one_of("price", "ofs")
        price = stop.number("price")
        if price is None:
            stop.unsupported("price", "is missing: nothing else of a stop is known")
        said["stop_loss"] = {"stop_price": price}
    found = reading(alert, said, opening, targets, stop, intent=intent)
    if said["signal_price"] is None:
        return found
    message = (
        "may be a limit or the price of the moment: let the bot enter at market, or leave it out"
    )
    code = ReasonCode.DIALECT_FIELD_UNSUPPORTED
    return replace(found, no_limit=FieldError("open.price", message, code))


def _target(row: Alert) -> dict[str, object]:
    row.only_one_of("price", "ofs")
    price, offset, share = row.number("price"), row.number("ofs"), row.number("piece")
    if share is None or (price is None and offset is None):
        row.unsupported("piece", "is needed for a target, together with `ofs` or `price`")
    row.finish(opens=True)
    level = {"price_percentage": offset} if price is None else {"price": price}
    return {**level, "position_percentage": share}


FINANDY: Final = System(
    name="finandy",
    title="Finandy",
    family=AlertSystem.FINANDY,
    token="secret",  # noqa: S106 - the name of a field
    names=frozenset(("secret", "side", *_PARTS)),
    signs=frozenset(("secret",)),
    recognises=_recognises,
    secrets=secret_fields("secret"),
    credential=joined_fields("secret"),
    read=_read,
)
