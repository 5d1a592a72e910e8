"""OctoBot: `KEY=value` in lines, or parted by semicolons."""

from decimal import ROUND_DOWN, Decimal
import re
from typing import Any, Final

from ...reasons.text import plain
from ..alert_systems import AlertSystem, Intent
from .foreign import NUMBER, Alert, System, entering, reading, share_of, sizing
from .paraphrase import Paraphrase, Said

_PARTS = re.compile(r"\r\n|[\r\n;]|\\n")
_PAIR = re.compile(r"\s*([A-Za-z_0-9]+)\s*=(.*)", re.DOTALL)
"""A name in other letters is none of its own: where it may limit the risk it refuses an opening."""
_TARGET = re.compile(r"TAKE_PROFIT_PRICE(_[0-9]+)?")
_RATIO = re.compile(r"TAKE_PROFIT_VOLUME_RATIO(_[0-9]+)?")
_OFFSET = re.compile(r"([+-]?)([0-9]{1,3}(?:\.[0-9]{1,8})?)%")
_MOST: Final = 100
_UNITS: Final = (
    ("p%", "quantity_percentage"),
    ("a%", "balance_percentage"),
    ("q", "quote_amount"),
    ("", "base_amount"),
)
_FUNDS: Final = ("withdraw_funds", "transfer_funds", "ensure_exchange_balance")
_ONLY_NOTED: Final = ("TRADING_TYPE", "TRAILING_PROFILE", "CANCEL_POLICY", "EXCHANGE_ORDER_IDS")


def _parts(body: Any) -> tuple[list[tuple[str, str]], list[str]]:
    """Return name and value of each part, and the parts that have none."""
    if not isinstance(body, str) or "SYMBOL" not in body or "SIGNAL" not in body:
        return [], []
    parts = _PARTS.split(body, _MOST)
    found = [_PAIR.fullmatch(part) for part in parts[:_MOST]]
    pairs = [(pair[1], pair[2].strip()) for pair in found if pair]
    unread = [part for part, pair in zip(parts, found, strict=False) if pair is None]
    return pairs, unread + parts[_MOST:]


def _pairs(body: Any) -> dict[str, str]:
    return dict(_parts(body)[0])


def _recognises(body: Any) -> bool:
    pairs = _pairs(body)
    return "SYMBOL" in pairs and "SIGNAL" in pairs


def _secrets(body: Any) -> tuple[str, ...]:
    return tuple(value for name, value in _pairs(body).items() if name.upper() == "TOKEN")


def _read(body: Any) -> Paraphrase:
    alert = Alert.of_text(*_parts(body))
    alert.skip("TOKEN", "TAG")
    signal = alert.word("SIGNAL")
    if signal in _FUNDS:
        alert.unsupported(
            "SIGNAL", f"asks for {signal}, which is never done here: no alert moves funds"
        )
    symbol = alert.text("SYMBOL")
    said: dict[str, object] = {
        "symbol": symbol.but(symbol.removesuffix(".P")),
        "exchange": alert.text("EXCHANGE"),
    }
    if signal == "cancel":
        alert.refuse_any(("PARAM_SIDE", "TAG"), "can't choose orders here: leave it out")
        return reading(alert, said | {"action": "cancel"})
    if signal not in ("buy", "sell"):
        alert.unsupported("SIGNAL", "must be one of buy, sell, cancel")
    reduces = alert.flag("REDUCE_ONLY")
    if alert.word("ORDER_TYPE") == "stop":
        stop = alert.number("STOP_PRICE")
        if stop is None:
            alert.unsupported("STOP_PRICE", "is missing: say where the stop is")
        alert.refuse_any(("VOLUME",), "can't be a stop's, which closes everything: leave it out")
        side = "short" if signal == "buy" else "long"
        changes = {"action": "modify", "side": side, "stop_loss": {"stop_price": stop}}
        return reading(alert, said | changes)
    if reduces:
        alert.skip(*alert.fields)
        return _exit(alert, said | {"side": "short" if signal == "buy" else "long"})
    said |= {"action": "open", "side": "long" if signal == "buy" else "short"}
    if signal == "sell":
        alert.hints.append("`SIGNAL`: a sell opens a short here: on spot write `action` close")
    intent = Intent.SELL if signal == "sell" else Intent.ENTER
    with entering(said, intent, share := _share(alert)):
        return _opening(alert, said, intent, share)


def _exit(alert: Alert, said: dict[str, object]) -> Paraphrase:
    size, price = _size(alert), _limit(alert)
    resting = {"price": price} if price is not None else {}
    if price is not None:
        said |= {"order_type": "limit"}
    if not size:
        return reading(alert, said | {"action": "close"} | resting)
    if "balance_percentage" in size:
        alert.unclear_size("VOLUME", "must be an amount, or a share of the position as 50p%")
    return reading(alert, said | {"action": "reduce", "reduce_order": size | resting})


def _limit(alert: Alert) -> Said | None:
    """Return at which price an exit rests; one that can't be read goes to market."""
    if alert.word("ORDER_TYPE") != "limit" or not alert.has("PRICE"):
        return None
    if "PRICE" in alert.repeated:
        alert.notes.append("`PRICE` is left out")
        return None
    price = alert.text("PRICE")
    if _OFFSET.fullmatch(price):
        alert.unsupported(
            "PRICE", "is an offset from a price: write the price itself as `signal_price`"
        )
    if not NUMBER.fullmatch(price):
        alert.notes.append("`PRICE` is left out")
        return None
    return price


def _share(alert: Alert) -> Said | None:
    """Return which share of the coin a sell on spot sells, if it says one."""
    if "VOLUME" in alert.repeated:
        return None
    volume = alert.text("VOLUME")
    end = volume[-2:]
    return share_of(volume.but(volume[:-2])) if end in ("p%", "a%") else None


def _size(alert: Alert) -> dict[str, object]:
    volume = alert.text("VOLUME")
    if not volume:
        return {}
    end, name = next(pair for pair in _UNITS if volume.endswith(pair[0]))
    number = volume.removesuffix(end)
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", number):
        alert.unclear_size("VOLUME", "must be 0.1 (base), 100q (quote) or 10a% (of what is free)")
    return {name: volume.but(number)}


def _opening(
    alert: Alert, said: dict[str, object], intent: Intent, share: Said | None
) -> Paraphrase:
    with sizing(intent):
        size = _size(alert)
    if intent is Intent.SELL:
        alert.refuse_unread_size()
    if "quantity_percentage" in size:
        alert.unclear_size("VOLUME", "is a share of a position, and there is none yet")
    said |= size
    kind, price = alert.word("ORDER_TYPE") or "market", alert.text("PRICE")
    if kind not in ("market", "limit"):
        alert.unsupported("ORDER_TYPE", "must be one of market, limit to enter")
    said |= {"order_type": kind, "leverage": alert.number("LEVERAGE")}
    if kind == "limit" and (offset := _OFFSET.fullmatch(price)):
        said["price_offset_percentage"] = price.but(_offset(offset, intent))
    elif kind == "limit":
        said["signal_price"] = alert.checked("PRICE", price)
    elif price:
        alert.notes.append("`PRICE` is left out: a market order has none")
    alert.refuse_any(_ONLY_NOTED, "has no equal here: leave it out")
    stop = alert.number("STOP_PRICE")
    if stop is not None:
        said["stop_loss"] = {"stop_price": stop}
    names = [name for name in alert.fields if _TARGET.fullmatch(name) and alert.has(name)]
    if names:
        said["take_profit"] = _targets(alert, sorted(names, key=lambda name: (len(name), name)))
    alert.skip("REDUCE_ONLY")
    return reading(alert, said, intent=intent, share=share)


def _offset(found: re.Match[str], intent: Intent) -> str:
    """Return how far behind the market a price lies that is told from it."""
    above = found[1] != "-"
    behind = above if intent is Intent.SELL else not above
    return found[2] if behind or not found[2].strip("0.") else f"-{found[2]}"


def _targets(alert: Alert, names: list[str]) -> list[dict[str, object]]:
    given = [name for name in alert.fields if _RATIO.fullmatch(name) and alert.has(name)]
    ratios = sorted(given, key=lambda name: (len(name), name))
    if ratios and len(ratios) != len(names):
        alert.unsupported(ratios[0], "must be there for each target, or for none")
    weights = [_weight(alert, name) for name in ratios] or [Decimal(1)] * len(names)
    return [
        {"price": alert.number(name), "position_percentage": part}
        for name, part in zip(names, _shares(weights), strict=True)
    ]


def _weight(alert: Alert, name: str) -> Decimal:
    ratio = alert.number(name)
    if ratio is None or not ratio.strip("0.") or not ratio[0].isdigit():
        alert.unsupported(name, "must be greater than 0")
    return Decimal(ratio)


def _shares(weights: list[Decimal]) -> list[str]:
    """Return what each target takes in percent; the last one takes the rest."""
    step = Decimal(1) if len(set(weights)) == 1 else Decimal("0.01")
    shares = [(100 * one / sum(weights)).quantize(step, ROUND_DOWN) for one in weights[:-1]]
    return [plain(share) for share in (*shares, 100 - sum(shares, Decimal(0)))]


OCTOBOT: Final = System(
    name="octobot",
    title="OctoBot",
    family=AlertSystem.OCTOBOT,
    token="TOKEN",  # noqa: S106 - the name of a field
    names=frozenset(
        ("EXCHANGE", "SYMBOL", "SIGNAL", "VOLUME", "ORDER_TYPE", "PRICE", "STOP_PRICE")
    ),
    recognises=_recognises,
    secrets=_secrets,
    credential=lambda body: _pairs(body).get("TOKEN", ""),
    read=_read,
)
