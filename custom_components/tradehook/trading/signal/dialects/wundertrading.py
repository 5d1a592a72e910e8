"""WunderTrading, and 3Commas v2, which runs on it: codes, JSON and strategy alerts."""

from collections.abc import Mapping
import re
from typing import Any, Final

from ..alert_systems import AlertSystem, Habits, Intent, Opposite
from .foreign import (
    CLOSE,
    TIME_NOW,
    Alert,
    System,
    anchored,
    entering,
    has_all,
    is_placeholder,
    market,
    reading,
    text_of,
    times,
    without_market,
)
from .paraphrase import Paraphrase, Said
from .strategy_positions import strategy_block

_CODE = re.compile(r"(ENTER-LONG|ENTER-SHORT|EXIT-LONG|EXIT-SHORT|EXIT-ALL)(_|$)", re.IGNORECASE)
_WHOLE_CODE = re.compile(r"(?:ENTER|EXIT)-(?:LONG|SHORT|ALL)_.+_[0-9a-f]{24}", re.DOTALL)
_END = re.compile(r"[0-9a-fA-F]{16,}")
_TOKEN = re.compile(r"_([0-9a-fA-F]{16,64})\s*\Z")
_HABITS: Final = Habits(opposite=Opposite.REFUSE)
"""Its *swing trade* is off unless somebody has turned it on."""
_SIZES: Final = {"quote": "quote_amount", "base": "base_amount", "percents": "margin_percentage"}


def _is_strategy(body: Any) -> bool:
    return (has_all(body, "code") and text_of(body, "code").startswith("TV-STRATEGY_")) or has_all(
        body, "pos", "prevPos"
    )


def _is_json(body: Any) -> bool:
    return bool(_CODE.match(text_of(body, "code"))) or has_all(body, "amountPerTradeType")


def _is_code(body: Any) -> bool:
    return isinstance(body, str) and bool(_WHOLE_CODE.fullmatch(body.strip()))


def _secrets(body: Any) -> tuple[str, ...]:
    return tuple(_END.findall(body if isinstance(body, str) else text_of(body, "code")))


def _credential(body: Any) -> str:
    """Return the end of a code, which a bot's codes there share."""
    found = _TOKEN.search((body if isinstance(body, str) else text_of(body, "code"))[-200:])
    return found[1] if found else ""


def _read(body: Any) -> Paraphrase:
    alert = Alert(body if isinstance(body, Mapping) else {"code": body.strip()})
    alert.skip("api_key", "api_secret", "test")
    if _is_strategy(body):
        return _strategy(alert)
    code = alert.text("code")
    found = _CODE.match(code)
    if found is None:
        alert.unsupported("code", "was renamed: it tells neither what to do nor the side")
    turn, side = found[1].lower().split("-")
    parts = code.split("_")
    pair = parts[2] if len(parts) > 4 and parts[2].upper() != "NONE" else ""
    symbol = market(Said(pair, code.path) if pair else alert.text("symbol", "pair"))
    for name in ("symbol", "pair"):
        if pair and not _is_same(pair, alert.text(name)):
            alert.unsupported(name, "contradicts `code`: give only one of them")
    alert.skip("pair", "symbol", "reduceOnly", "placeConditionalOrdersOnExchange")
    if turn == "enter" and alert.word("reduceOnly") not in ("", "false"):
        alert.notes.append("`reduceOnly` is left out")
    if turn == "exit" and side == "all" and not symbol:
        return reading(alert, {"action": "close_all"})
    said: dict[str, object] = {"symbol": symbol, "side": None if side == "all" else side}
    if turn == "exit":
        return without_market(reading(alert, said | {"action": "close"}), alert, "code")
    said["action"] = "open"
    with entering(said, Intent.ENTER):
        return without_market(_opening(alert, said), alert, "code")


def _is_same(pair: str, other: str) -> bool:
    """Return whether two spellings may be of one market."""
    one, two = (
        re.sub(r"[-_/:]", "", word.upper().rpartition(":")[2].removesuffix(".P"))
        for word in (pair, other)
    )
    return is_placeholder(other) or one.startswith(two) or two.startswith(one)


def _opening(alert: Alert, said: dict[str, object]) -> Paraphrase:
    said |= {
        "order_type": alert.word("orderType") or None,
        "signal_price": alert.number("price"),
        "leverage": alert.number("leverage"),
    }
    unit, amount = alert.word("amountPerTradeType"), alert.number("amountPerTrade")
    if amount is not None:
        if unit not in _SIZES:
            alert.unclear_size("amountPerTradeType", "must be one of quote, base, percents")
        said[_SIZES[unit]] = (
            _percent(alert, "amountPerTrade", amount) if unit == "percents" else amount
        )
    elif unit:
        alert.unclear_size("amountPerTrade", "is required")
    minutes = alert.number("timeToLive")
    if minutes is not None:
        said["entry_expiration"] = {"time": minutes}
    alert.only_one_of("takeProfits", "takeProfit")
    targets = alert.rows("takeProfits") or (
        [alert.section("takeProfit")] if alert.has("takeProfit") else []
    )
    alert.skip("takeProfit")
    if targets:
        said["take_profit"] = [_target(row, len(targets)) for row in targets]
    if alert.has("stopLoss"):
        stop = alert.section("stopLoss")
        level = _level(stop, "stop_percentage", "stop_price")
        if level is None:
            alert.unsupported(
                "stopLoss",
                "must be an object: of a number alone nobody can tell "
                "whether it is a fraction or a percentage",
            )
        stop.finish(opens=True)
        said["stop_loss"] = level
    for base in ("takeProfitBaseOn", "stopLossBaseOn"):
        alert.skip(base)
        if alert.has(base):
            alert.notes.append(f"`{base}`: distances count from the average entry")
    return reading(alert, said, intent=Intent.ENTER)


def _percent(alert: Alert, name: str, fraction: Said) -> Said:
    found = times(fraction, 100)
    if found is None:
        alert.unsupported(
            name,
            "is a fraction there: a placeholder can't become a percentage, write a number",
        )
    return found


def _level(row: Alert, percentage: str, price: str) -> dict[str, object] | None:
    row.only_one_of("priceDeviation", "price")
    deviation, at = row.number("priceDeviation"), row.number("price")
    if deviation is not None:
        percent = _percent(row, "priceDeviation", deviation)
        return {percentage: percent.but(percent.lstrip("-"))}
    return None if at is None else {price: at}


def _target(row: Alert, count: int) -> dict[str, object]:
    level = _level(row, "price_percentage", "price")
    share = row.number("portfolio")
    if level is None or (share is None and count > 1):
        row.unsupported(
            "priceDeviation", "is needed for a target (or `price`), together with `portfolio`"
        )
    row.finish(opens=True)
    percent = "100" if share is None else _percent(row, "portfolio", share)
    return level | {"position_percentage": percent}


def _strategy(alert: Alert) -> Paraphrase:
    amount, unit = alert.text("amount"), alert.word("amountIn")
    stamp = alert.anew(TIME_NOW, "alertTime")
    said: dict[str, object] = {
        "symbol": market(alert.text("tvTicker")),
        "exchange": alert.text("tvExchange"),
        "timestamp": stamp,
        "max_age": alert.seconds("recvWindow", thousandths=True) if stamp else None,
        **anchored(alert.anew(CLOSE, "alertPrice")),
        "strategy": strategy_block(
            position=alert.word("pos"),
            before=alert.word("prevPos"),
            size=alert.text("posSize"),
            size_before=alert.text("prevPosSize"),
            order=alert.word("action"),
            contracts=amount if unit in ("", "base") else amount.but(""),
        ),
    }
    alert.skip("code", "recvWindow")
    return without_market(reading(alert, said), alert, "tvTicker")


WUNDERTRADING_STRATEGY: Final = System(
    name="wundertrading_strategy",
    title="WunderTrading strategy",
    family=AlertSystem.WUNDERTRADING,
    habits=_HABITS,
    token="code",  # noqa: S106 - the name of a field
    names=frozenset(("code", "pos", "prevPos", "posSize", "prevPosSize", "tvTicker", "alertTime")),
    signs=frozenset(("code", "pos")),
    recognises=_is_strategy,
    secrets=_secrets,
    credential=_credential,
    read=_read,
)
WUNDERTRADING: Final = System(
    name="wundertrading",
    title="WunderTrading, 3Commas v2",
    family=AlertSystem.WUNDERTRADING,
    habits=_HABITS,
    token="code",  # noqa: S106 - the name of a field
    names=frozenset(
        ("code", "orderType", "amountPerTradeType", "amountPerTrade", "takeProfits", "stopLoss")
    ),
    signs=frozenset(("code", "amountPerTradeType")),
    recognises=lambda body: _is_json(body) and not _is_strategy(body),
    secrets=_secrets,
    credential=_credential,
    read=_read,
)
WUNDERTRADING_CODE: Final = System(
    name="wundertrading_code",
    title="WunderTrading, 3Commas v2",
    family=AlertSystem.WUNDERTRADING,
    habits=_HABITS,
    token="code",  # noqa: S106 - the name of a field
    names=frozenset(("ENTER-LONG", "EXIT-LONG", "ENTER-SHORT", "EXIT-SHORT", "EXIT-ALL")),
    recognises=_is_code,
    secrets=_secrets,
    credential=_credential,
    read=_read,
)
