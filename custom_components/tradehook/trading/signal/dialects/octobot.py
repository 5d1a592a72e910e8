"""OctoBot: `KEY=value` in lines, or parted by semicolons."""

import re
from typing import Any, Final

from .foreign import Alert, Paraphrase, System, reading

_PARTS = re.compile(r"\r\n|[\r\n;]|\\n")
_PAIR = re.compile(r"\s*([A-Z_0-9]+)\s*=(.*)", re.DOTALL)
_TARGET = re.compile(r"TAKE_PROFIT_PRICE(_\d+)?")
_MOST: Final = 100
_UNITS: Final = (
    ("p%", "quantity_percentage"),
    ("a%", "balance_percentage"),
    ("q", "quote_amount"),
    ("", "base_amount"),
)
_FUNDS: Final = ("withdraw_funds", "transfer_funds", "ensure_exchange_balance")
_ONLY_NOTED: Final = ("TRADING_TYPE", "TRAILING_PROFILE", "CANCEL_POLICY", "EXCHANGE_ORDER_IDS")


def _pairs(body: Any) -> dict[str, str]:
    if not isinstance(body, str) or "SYMBOL" not in body or "SIGNAL" not in body:
        return {}
    found = (_PAIR.fullmatch(part) for part in _PARTS.split(body, _MOST)[:_MOST])
    return {pair[1]: pair[2].strip() for pair in found if pair}


def _recognises(body: Any) -> bool:
    pairs = _pairs(body)
    return "SYMBOL" in pairs and "SIGNAL" in pairs


def _secrets(body: Any) -> tuple[str, ...]:
    return tuple(value for name, value in _pairs(body).items() if name == "TOKEN")


def _read(body: Any) -> Paraphrase:
    alert = Alert(_pairs(body))
    alert.skip("TOKEN", "TAG")
    signal = alert.word("SIGNAL")
    if signal in _FUNDS:
        alert.unsupported("SIGNAL", f"{signal} is never done here: no alert moves funds")
    symbol = alert.text("SYMBOL").removesuffix(".P")
    said: dict[str, object] = {"symbol": symbol, "exchange": alert.text("EXCHANGE")}
    if signal == "cancel":
        alert.refuse_any(("PARAM_SIDE", "TAG"), "can't choose orders here: leave it out")
        return reading(alert, said | {"action": "cancel"})
    if signal not in ("buy", "sell"):
        alert.unsupported("SIGNAL", "must be buy, sell or cancel")
    if alert.flag("REDUCE_ONLY"):
        alert.skip(*alert.fields)
        return _exit(alert, said | {"side": "short" if signal == "buy" else "long"})
    said |= {"action": "open", "side": "long" if signal == "buy" else "short"}
    if signal == "sell":
        alert.notes.append("`SIGNAL`: a sell opens a short here; on spot write `action` close")
    alert.refuse_any(_ONLY_NOTED, "has no equal here: leave it out")
    return _opening(alert, said)


def _exit(alert: Alert, said: dict[str, object]) -> Paraphrase:
    size = _size(alert)
    if not size:
        return reading(alert, said | {"action": "close"})
    if "balance_percentage" in size:
        alert.unclear_size("VOLUME", "must be an amount, or a share of the position as 50p%")
    return reading(alert, said | {"action": "reduce", "reduce_order": size})


def _size(alert: Alert) -> dict[str, object]:
    volume = alert.text("VOLUME")
    if not volume:
        return {}
    end, name = next(pair for pair in _UNITS if volume.endswith(pair[0]))
    number = volume.removesuffix(end)
    if not re.fullmatch(r"\d+(\.\d+)?", number):
        alert.unclear_size("VOLUME", "must be 0.1 (base), 100q (quote) or 10a% (of what is free)")
    return {name: number}


def _opening(alert: Alert, said: dict[str, object]) -> Paraphrase:
    size = _size(alert)
    if "quantity_percentage" in size:
        alert.unclear_size("VOLUME", "is a share of a position, and there is none yet")
    kind, price = alert.word("ORDER_TYPE") or "market", alert.text("PRICE")
    if kind not in ("market", "limit"):
        alert.unsupported("ORDER_TYPE", "must be market or limit to enter")
    said |= size | {"order_type": kind, "leverage": alert.number("LEVERAGE")}
    if kind == "limit":
        said["signal_price"] = alert.checked("PRICE", price)
    elif price:
        alert.notes.append("`PRICE` is left out: a market order has none")
    stop = alert.number("STOP_PRICE")
    if stop is not None:
        said["stop_loss"] = {"stop_price": stop}
    names = [name for name in alert.fields if _TARGET.fullmatch(name) and alert.has(name)]
    if names:
        said["take_profit"] = _targets(alert, sorted(names, key=lambda name: (len(name), name)))
    alert.skip("REDUCE_ONLY")
    return reading(alert, said)


def _targets(alert: Alert, names: list[str]) -> list[dict[str, object]]:
    ratios = [name for name in alert.fields if name.startswith("TAKE_PROFIT_VOLUME_RATIO")]
    if ratios:
        alert.unsupported(ratios[0], "is shared out by OctoBot: write each `position_percentage`")
    share, rest = divmod(100, len(names))
    shares = [share] * (len(names) - 1) + [share + rest]
    return [
        {"price": alert.number(name), "position_percentage": str(part)}
        for name, part in zip(names, shares, strict=True)
    ]


OCTOBOT: Final = System(
    name="octobot",
    title="OctoBot",
    token="TOKEN",  # noqa: S106 - the name of a field
    names=frozenset(
        ("EXCHANGE", "SYMBOL", "SIGNAL", "VOLUME", "ORDER_TYPE", "PRICE", "STOP_PRICE")
    ),
    recognises=_recognises,
    secrets=_secrets,
    read=_read,
)
