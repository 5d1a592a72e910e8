"""Fills known by their side, too: two orders of ours that trade with each other share an id."""

from typing import Final

from sqlalchemy import Connection

from .statements import run, without_zeros

_STEPS: Final = """
CREATE TABLE sided_fills (
    seq INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    trade_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    client_order_id TEXT,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    bot_id TEXT NOT NULL,
    side TEXT NOT NULL,
    price TEXT NOT NULL,
    amount TEXT NOT NULL,
    cost TEXT NOT NULL,
    fee TEXT NOT NULL,
    fee_currency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    realized_profit TEXT NOT NULL,
    time INTEGER NOT NULL,
    fee_value TEXT,
    UNIQUE (trade_id, symbol, side)
) STRICT;
INSERT INTO sided_fills
SELECT seq, symbol, trade_id, order_id, client_order_id, position_id, bot_id, side, price, amount,
    cost, fee, fee_currency, purpose, realized_profit, time, fee_value
FROM fills ORDER BY seq;
DROP TABLE fills;
ALTER TABLE sided_fills RENAME TO fills;
CREATE INDEX fills_time ON fills (time);
CREATE INDEX fills_bot_time ON fills (bot_id, time);
CREATE INDEX fills_symbol_time ON fills (symbol, time);
CREATE INDEX fills_position_time ON fills (position_id, time)
"""


def know_sides(connection: Connection) -> None:
    """Put a table in the place of that of the fills which may have both sides of a trade."""
    with without_zeros(connection):
        run(connection, _STEPS)
