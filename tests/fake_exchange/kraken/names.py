"""Kraken's names: of assets, of markets and of what it numbers."""

from datetime import UTC, datetime

from ..core.market import FakeMarket

ASSETS = {"BTC": "XXBT", "ETH": "XETH", "USD": "ZUSD", "SOL": "SOL", "USDT": "USDT"}
SHORT = {"BTC": "XBT"}


def asset(code: str) -> str:
    """Return what Kraken calls an asset."""
    return ASSETS.get(code, code)


def short(code: str) -> str:
    """Return what Kraken calls an asset in the short names of markets."""
    return SHORT.get(code, code)


def alt_name(market: FakeMarket) -> str:
    """Return the short name of a market, such as `XBTUSD`."""
    return short(market.base) + short(market.quote)


def ws_name(market: FakeMarket) -> str:
    """Return what the first version of the streams calls a market, such as `XBT/USD`."""
    return f"{short(market.base)}/{short(market.quote)}"


def written(number: int, kind: str) -> str:
    """Return the id of an order (`O`) or a trade (`T`)."""
    digits = f"{number:012d}"
    return f"{kind}{digits[:5]}-{digits[5:10]}-{digits[10:]}FAKE"


def read(value: str) -> int:
    """Return the number behind an id; 0 for what was never one."""
    digits = value[1:].replace("-", "").removesuffix("FAKE")
    return int(digits) if digits.isdigit() else 0


def seconds(ms: int) -> float:
    """Return a time as Kraken's lists write it."""
    return ms / 1000


def iso(ms: int) -> str:
    """Return a time as Kraken's streams write it."""
    at = datetime.fromtimestamp(ms / 1000, UTC)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
