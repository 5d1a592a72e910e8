"""The message that a person pastes into an alert."""

from collections.abc import Collection, Mapping
import json
from typing import Any

from .trading.market import Market, Side
from .trading.settings import SizeType

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
    """Build an `open` that the bot accepts as it stands."""
    quote = settings["quote"]
    fields: dict[str, Any] = {
        "api_key": api_key,
        "api_secret": api_secret,
        "action": "open",
        "exchange": exchange,
        "symbol": f"{exchange}_{quote}_{_base(settings, markets)}",
        "side": _side(settings),
    }
    if _needs_stop(settings) and not settings.get("stop_loss"):
        fields["stop_loss"] = {"stop_percentage": 2}
    return json.dumps(fields, indent=2, ensure_ascii=False)


def _needs_stop(settings: Mapping[str, Any]) -> bool:
    return bool(settings.get("require_stop_loss")) or (
        settings.get("size_type") == SizeType.RISK_PERCENTAGE
    )


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
