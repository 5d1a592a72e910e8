"""The message that a person pastes into an alert."""

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
import json
from typing import Any

from ..trading.model.market import Market, Side
from ..trading.model.sections import StopLoss
from ..trading.settings.settings import Source
from ..trading.signal.fields.section_rows import stop_loss_row
from .bot_presets import PRESETS, Preset

WELL_KNOWN = ("BTC", "ETH", "SOL")
"""Whose market the message names if there is one: everybody finds it on TradingView."""


def message(
    settings: Mapping[str, Any],
    *,
    exchange: str,
    markets: Collection[Market],
    api_key: str,
    api_secret: str,
) -> str:
    """Build an `open` that the bot accepts once the time is filled in, with target and stop.

    They are the bot's own, or what the bot would be given by the form's default preset. What the
    bot takes from its settings alone is left out.
    """
    quote = settings["quote"]
    fields: dict[str, Any] = {
        "api_key": api_key,
        "api_secret": api_secret,
        "action": "open",
        "exchange": exchange,
        "symbol": f"{exchange}_{quote}_{_base(settings, markets)}",
        "side": _side(settings),
    }
    for name in ("take_profit", "stop_loss"):
        if settings.get(f"{name}_source") != Source.BOT:
            fields[name] = _given(settings.get(name) or PRESETS[Preset.SINGLE][name])
    if "stop_loss" in fields:
        fields["stop_loss"] = _without_defaults(fields["stop_loss"])
    fields["timestamp"] = "{{timenow}}"
    return json.dumps(fields, indent=2, ensure_ascii=False)


def _without_defaults(stop: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stop without what is so anyway."""
    plain = _given(stop_loss_row(StopLoss()))
    return {name: value for name, value in stop.items() if plain.get(name) != value}


def _given(section: Any) -> Any:
    """Return a section of the settings without what is not set."""
    if isinstance(section, Mapping):
        return {name: _given(value) for name, value in section.items() if value is not None}
    if isinstance(section, list | tuple):
        return [_given(row) for row in section]
    return _number(section) if isinstance(section, str) else section


def _number(text: str) -> str | int | float:
    """Return a number as people write it into JSON, unless that would change it."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return text
    if exact == exact.to_integral_value():
        return int(exact)
    return float(text) if Decimal(repr(float(text))) == exact else text


def typical_market(
    settings: Mapping[str, Any], markets: Collection[Market]
) -> tuple[Market | None, int]:
    """Return the best known market that the bot may trade, and how many these are."""
    allowed = set(settings.get("allowed_bases") or ())
    blocked = set(settings.get("blocked_bases") or ())
    found = {
        market.base: market
        for market in markets
        if market.quote == settings["quote"]
        and market.base not in blocked
        and (not allowed or market.base in allowed)
    }
    known = (found[base] for base in WELL_KNOWN if base in found)
    return next(known, next(iter(found.values()), None)), len(found)


def _base(settings: Mapping[str, Any], markets: Collection[Market]) -> str:
    """Return a currency that the bot may trade."""
    market, _ = typical_market(settings, markets)
    return market.base if market else WELL_KNOWN[0]


def _side(settings: Mapping[str, Any]) -> str:
    sides = settings.get("sides") or [Side.LONG.value]
    return Side.LONG.value if Side.LONG.value in sides else Side.SHORT.value
