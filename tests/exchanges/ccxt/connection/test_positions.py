"""Positions between the client's words and ours: one that can't be read is not one that is gone."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.connection.conversion import position
from custom_components.tradehook.exchanges.ccxt.core.markets import ListedMarket
from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.trading.model.market import Market, MarketType, Side

D = Decimal
PERP = "BTC/USDT:USDT"
LISTED = ListedMarket(
    market=Market(
        symbol=PERP,
        native_symbol="BTCUSDT",
        base="BTC",
        quote="USDT",
        market_type=MarketType.LINEAR,
        price_tick=D("0.1"),
        amount_step=D("0.001"),
        min_amount=D("0.001"),
        min_cost=D(5),
        max_leverage=20,
    ),
    contract_size=D("0.01"),
)
ROW: dict[str, Any] = {
    "contracts": "3",
    "side": "long",
    "entryPrice": "60000",
    "markPrice": "61000",
    "leverage": "5",
    "marginMode": "cross",
}


def read(**changes: object) -> Any:
    """Read the row with changes."""
    return position(ROW | changes, PERP, LISTED)


def test_size_is_told_in_base() -> None:
    held = read()
    assert (held.side, held.size, held.entry_price) == (Side.LONG, D("0.03"), 60_000)
    assert read(contracts="-3", side="short").size == D("0.03")


@pytest.mark.parametrize("contracts", ["0", None, 0.0])
def test_nothing_held_is_no_position(contracts: object) -> None:
    assert read(contracts=contracts) is None


def test_entry_that_is_not_told_is_taken_from_the_mark_price() -> None:
    assert read(entryPrice=None).entry_price == 61_000


@pytest.mark.parametrize(
    "missing", [{"side": None}, {"side": "both"}, {"entryPrice": None, "markPrice": None}]
)
def test_position_that_can_not_be_read_is_no_empty_answer(missing: dict[str, object]) -> None:
    with pytest.raises(VenueError, match="without its side or price"):
        read(**missing)
