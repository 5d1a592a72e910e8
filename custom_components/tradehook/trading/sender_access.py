"""Who may send: a bot's allow-list, its rate limit, and the lockout of those who guess."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from math import ceil
from typing import Final

from .settings.settings import BotSettings

TRADINGVIEW: Final = frozenset({"52.89.214.238", "34.212.75.30", "54.218.53.128", "52.32.178.7"})
"""The addresses from which TradingView says that it sends alerts."""
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)
_SUBSCRIBER = 64
"""Leading bits of an IPv6 address that one subscriber has to himself."""


def sender_allowed(remote: str | None, settings: BotSettings) -> bool:
    """Return whether the bot takes signals from an address.

    Without an allow-list everybody may send; with one, a message without a source address (as
    cloudhooks bring it) or with one that can't be read is refused. Behind a reverse proxy the
    address is the proxy's unless Home Assistant trusts it (`trusted_proxies`).
    """
    if not (settings.only_tradingview or settings.allowed_networks):
        return True
    address = _address(remote)
    if address is None:
        return False
    if settings.only_tradingview and str(address) in TRADINGVIEW:
        return True
    return any(_holds(network, address) for network in settings.allowed_networks)


@lru_cache(maxsize=256)
def _address(remote: str | None) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address((remote or "").strip())
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        return IPv6Address(address.packed)  # without its scope
    return address


def _holds(network: str, address: IPv4Address | IPv6Address) -> bool:
    found = _network(network)
    return found is not None and address in found


@lru_cache(maxsize=256)
def _network(network: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(network.strip(), strict=False)
    except ValueError:
        return None  # the flow refuses such a network; what it let through holds nobody


class RateLimiter:
    """A bucket of tokens that holds a minute's worth and fills evenly; the time is passed in."""

    def __init__(self, per_minute: int, *, burst: int | None = None) -> None:
        """Start full; 0 signals a minute means no limit, and `burst` is what it holds instead."""
        held = per_minute if burst is None else burst
        self._interval = _MINUTE / per_minute if per_minute > 0 else timedelta(0)
        self._full = self._interval * (held - 1)
        self._paid_until: datetime | None = None

    def take(self, now: datetime) -> int:
        """Take a token; return 0, or the seconds to wait when there is none."""
        paid_until = max(self._paid_until or now, now)
        wait = paid_until - now - self._full
        if wait > timedelta(0):
            return ceil(wait / _SECOND)
        self._paid_until = paid_until + self._interval
        return 0


@dataclass(slots=True)
class _Failures:
    count: int
    since: datetime
    locked_until: datetime | None = None


class Lockout:
    """Source addresses that sent too many wrong secrets; the time is passed in.

    Messages without an address and TradingView's own are never locked out: many people share
    them, and somebody else's mistakes must not keep an exit away.
    """

    ATTEMPTS: Final = 20
    WITHIN: Final = timedelta(minutes=5)
    LOCKED_FOR: Final = timedelta(minutes=1)
    KEPT: Final = 1024

    def __init__(self) -> None:
        """Start with nobody locked out."""
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def retry_after(self, remote: str | None, now: datetime) -> int:
        """Return 0, or for how many more seconds an address is locked out."""
        if not self._failures:
            return 0
        source = _source(remote)
        known = self._failures.get(source) if source else None
        if known is None or known.locked_until is None or known.locked_until <= now:
            return 0
        return ceil((known.locked_until - now) / _SECOND)

    def failed(self, remote: str | None, now: datetime) -> None:
        """Count a wrong secret."""
        source = _source(remote)
        if source is None:
            return
        known = self._failures.pop(source, None)
        if known is None or now - known.since > self.WITHIN:
            known = _Failures(count=0, since=now)
        known.count += 1
        if known.count >= self.ATTEMPTS:
            known = _Failures(count=0, since=now, locked_until=now + self.LOCKED_FOR)
        self._failures[source] = known
        while len(self._failures) > self.KEPT:
            self._failures.popitem(last=False)


@lru_cache(maxsize=256)
def _source(remote: str | None) -> str | None:
    """Return what a source's failures are counted under; None when they are not counted."""
    address = _address(remote)
    if address is None or str(address) in TRADINGVIEW:
        return None
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), _SUBSCRIBER), strict=False))
    return str(address)
