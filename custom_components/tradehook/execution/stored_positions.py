"""Positions as the ledger stores them."""

from collections.abc import Sequence

from ..ledger.records import FactRecord, PositionRecord
from ..trading.admission.model import UnreadablePosition
from ..trading.fact_storage import fact_from
from ..trading.model.position import Position
from ..trading.position.evolve.apply import fold


def read_position(
    row: PositionRecord, facts: Sequence[FactRecord]
) -> Position | UnreadablePosition:
    """Return a position as its facts tell it, or what is known of one that they don't tell."""
    where = ""
    try:
        read = []
        for number, fact in enumerate(facts, 1):
            where = f"fact {number} ({fact.kind}): "
            read.append(fact_from(fact.kind, fact.at, fact.data))
        where = ""
        return fold(read)
    except Exception as err:  # noqa: BLE001
        # Whatever is wrong with one position, the others must not lose their stops.
        return UnreadablePosition(
            position_id=row.position_id,
            bot_id=row.bot_id,
            symbol=row.symbol,
            side=row.side,
            signal_id=row.signal_id,
            realized_profit=row.realized_profit,
            why=f"{where}{err}",
        )
