"""What all rows that fit come to, to the last digit; each function runs within one snapshot."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, func, select

from ..records import ADDING_PURPOSES, DUST
from ..tables import fills, positions, signals
from ..writes import EXACT
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
    sums: dict[str, PositionSums] = {}
    live: list[str] = []
    for position_id, market, is_live, realized, fees, funding in connection.execute(statement):
        if is_live:
            live.append(position_id)
            continue
        known = sums.get(market, PositionSums())
        sums[market] = replace(
            known,
            count=known.count + 1,
            realized_profit=EXACT.add(known.realized_profit, Decimal(realized)),
            fees=EXACT.add(known.fees, Decimal(fees or 0)),
            funding=EXACT.add(known.funding, Decimal(funding or 0)),
        )
    return sums, live


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
    sums: dict[str, FillSums] = {}
    for market, cost, fee, purpose, realized in connection.execute(select(*columns).where(*where)):
        known = sums.get(market, FillSums())
        fee_value = None
        if known.fee_value is not None and fee is not None:
            fee_value = EXACT.add(known.fee_value, Decimal(fee))
        profit = ZERO if purpose in ADDING_PURPOSES else Decimal(realized)
        sums[market] = replace(
            known,
            count=known.count + 1,
            cost=EXACT.add(known.cost, Decimal(cost)),
            fee_value=fee_value,
            profit=EXACT.add(known.profit, profit),
        )
    return sums


def signal_counts(connection: Connection, filters: Filters) -> dict[str, int]:
    """Return how many signals have each status."""
    where = filters.conditions(signals, signals.c.received_at) + filters.of_bots(signals)
    statement = select(signals.c.status, func.count()).where(*where).group_by(signals.c.status)
    return {str(status): int(count) for status, count in connection.execute(statement)}
