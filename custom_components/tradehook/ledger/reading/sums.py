"""What all rows that fit come to, to the last digit; each function runs within one snapshot."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from sqlalchemy import Connection, func, select

from ..column_types import EXACT
from ..files.connections import plain_rows
from ..records import ADDING_PURPOSES, DUST
from ..tables import fills, positions, signals
from .filters import Filters

IS_FILL: Final = fills.c.purpose != DUST
"""What could not be sold was never traded, though it is booked like a fill."""

ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionSums:
    """Positions of a market that are over."""

    count: int = 0
    realized_profit: Decimal = ZERO
    fees: Decimal = ZERO
    funding: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class FillSums:
    """Fills of a market; `fee_value` is None when the worth of one fee is not known."""

    count: int = 0
    cost: Decimal = ZERO
    fee_value: Decimal | None = ZERO
    profit: Decimal = ZERO
    """Of the fills that close something, net of their own fees."""


def position_sums(
    connection: Connection, filters: Filters
) -> tuple[dict[str, PositionSums], list[str]]:
    """Return the sums of what is over by market, and the ids of what is live."""
    where = filters.conditions(positions, positions.c.opened_at) + filters.of_bots(positions)
    statement = select(
        positions.c.position_id,
        positions.c.symbol,
        positions.c.live,
        positions.c.realized_profit,
        func.json_extract(positions.c.data, "$.fees"),
        func.json_extract(positions.c.data, "$.funding"),
    ).where(*where)
    sums: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * 4)
    live: list[str] = []
    with localcontext(EXACT):
        for position_id, market, is_live, *numbers in plain_rows(connection, statement):
            if is_live:
                live.append(position_id)
                continue
            known = sums[market]
            known[0] += 1
            for place, number in enumerate(numbers, 1):
                known[place] += Decimal(number or 0)
    return {
        market: PositionSums(count=int(count), realized_profit=realized, fees=fees, funding=funding)
        for market, (count, realized, fees, funding) in sums.items()
    }, live


def fill_sums(connection: Connection, filters: Filters) -> dict[str, FillSums]:
    """Return the sums of fills by market."""
    where = [IS_FILL, *filters.conditions(fills, fills.c.time), *filters.of_bots(fills)]
    columns = (
        fills.c.symbol,
        fills.c.cost,
        fills.c.fee_value,
        fills.c.purpose,
        fills.c.realized_profit,
    )
    sums: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * 4)
    fees_unknown: set[str] = set()
    statement = select(*columns).where(*where)
    with localcontext(EXACT):
        for market, cost, fee, purpose, realized in plain_rows(connection, statement):
            known = sums[market]
            known[0] += 1
            known[1] += Decimal(cost)
            if fee is None:
                fees_unknown.add(market)
            else:
                known[2] += Decimal(fee)
            if purpose not in ADDING_PURPOSES:
                known[3] += Decimal(realized)
    return {
        market: FillSums(
            count=int(count),
            cost=cost,
            fee_value=None if market in fees_unknown else fee,
            profit=profit,
        )
        for market, (count, cost, fee, profit) in sums.items()
    }


def signal_counts(connection: Connection, filters: Filters) -> dict[str, int]:
    """Return how many signals have each status."""
    where = filters.conditions(signals, signals.c.received_at) + filters.of_bots(signals)
    statement = select(signals.c.status, func.count()).where(*where).group_by(signals.c.status)
    return {str(status): int(count) for status, count in connection.execute(statement)}
