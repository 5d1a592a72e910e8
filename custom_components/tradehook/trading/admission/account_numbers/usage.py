"""What positions use of an account's limits: one, and all of a market together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from types import MappingProxyType

from ...common.changed_copies import replace
from ...model.market import Market, Side
from ...model.position import ZERO, Position
from ...model.price_math import PRECISE


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionUsage:
    """What a position uses, as far as its market's price does not change it."""

    held: Decimal = ZERO
    """In base, worth its price of now."""
    to_come: Decimal = ZERO
    """What it may still buy, in quote."""
    risk: Decimal | None = ZERO
    """What its stop would lose of the average after the whole ladder, fees in it; None = without a
    stop: all that it is worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketUsage:
    """What all live positions of a market use together."""

    market: Market | None
    """None = not known now: nor is what is risked there."""
    taker_fee: Decimal
    count: int = 0
    held: Decimal = ZERO
    to_come: Decimal = ZERO
    risk: Decimal = ZERO
    """Of those with a stop."""
    bare_held: Decimal = ZERO
    """Of those without one, as is what follows."""
    bare_to_come: Decimal = ZERO
    sizes: Mapping[Side, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    """What is held on each side."""
    apart: Mapping[str, Position] = field(default_factory=lambda: MappingProxyType({}))
    """Positions that need a price to know what they use: they are in no sum but sizes and count."""

    def plus(self, position: Position, usage: PositionUsage | None) -> MarketUsage:
        """Return it with one more position; one of unknown usage is counted apart."""
        counted = _counted(self, position, Decimal(1))
        if usage is not None:
            return _summed(counted, usage, Decimal(1))
        return replace(counted, apart={**self.apart, position.position_id: position})

    def minus(self, position: Position, usage: PositionUsage | None) -> MarketUsage:
        """Return it without one of its positions."""
        counted = _counted(self, position, Decimal(-1))
        if position.position_id not in self.apart:
            return counted if usage is None else _summed(counted, usage, Decimal(-1))
        apart = {key: one for key, one in self.apart.items() if key != position.position_id}
        return replace(counted, apart=apart)

    def aside(self, position: Position, usage: PositionUsage | None) -> MarketUsage:
        """Return it with one of its positions counted apart."""
        return self.minus(position, usage).plus(position, None)

    def and_also(self, usage: PositionUsage) -> MarketUsage:
        """Return it with what a position uses that is counted apart."""
        return _summed(self, usage, Decimal(1))


def _counted(market: MarketUsage, position: Position, sign: Decimal) -> MarketUsage:
    with localcontext(PRECISE):
        size = market.sizes.get(position.side, ZERO) + sign * position.size
        sizes = {**market.sizes, position.side: size}
        return replace(market, count=market.count + int(sign), sizes=sizes)


def _summed(market: MarketUsage, usage: PositionUsage, sign: Decimal) -> MarketUsage:
    with localcontext(PRECISE):
        bare = usage.risk is None
        return replace(
            market,
            held=market.held + sign * usage.held,
            to_come=market.to_come + sign * usage.to_come,
            risk=market.risk + sign * (usage.risk or ZERO),
            bare_held=market.bare_held + (sign * usage.held if bare else ZERO),
            bare_to_come=market.bare_to_come + (sign * usage.to_come if bare else ZERO),
        )
