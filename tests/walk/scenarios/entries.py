"""Entries: market and limit orders, sized in quote and in base, filled whole and in parts."""

from decimal import Decimal

from tests.fake_exchange.core.orders import Side

from ..scenario import Scenario, perpetuals
from ..stage import LIMIT, QUOTE_AMOUNT, Stage

D = Decimal


async def market_entry_by_quote(stage: Stage) -> None:
    """A market order for so much of the currency buys that much, and it is sold again."""
    row = await stage.open(quote_amount=QUOTE_AMOUNT)
    market = stage.venue.books[stage.row.symbol].market
    wanted = market.amount_down(QUOTE_AMOUNT / stage.row.price)
    assert wanted * D("0.99") - market.step <= D(row["size"]) <= wanted
    assert stage.held() >= D(row["size"])
    await stage.ends()


async def market_entry_by_base(stage: Stage) -> None:
    """A market order for 0.004 of the coin buys 0.004."""
    row = await stage.open(base_amount="0.004")
    bought = stage.traded(Side.BUY)[-1].filled
    # Where a buy says what to spend, the fee may come out of that.
    for_cost = stage.row.venue.market_orders.buys_for_cost
    assert D("0.00396" if for_cost else "0.004") <= bought <= D("0.004")
    assert D(row["size"]) <= D("0.004")
    assert D(row["size"]) > D("0.00395")
    await stage.ends()


async def limit_entry(stage: Stage) -> None:
    """A limit order rests, is filled at its price, and the position is managed."""
    await stage.accepted(**LIMIT)
    await stage.until(lambda: len(stage.resting()) == 1)
    assert stage.resting()[0].price == 59_000
    stage.price(58_900)
    row = await stage.reaches("open")
    assert D(row["entry_price"]) == 59_000
    await stage.back()
    await stage.ends()


async def limit_entry_taken_back(stage: Stage) -> None:
    """A close takes a resting entry back; nothing was bought."""
    await stage.accepted(**LIMIT)
    await stage.until(lambda: len(stage.resting()) == 1)
    await stage.accepted(action="close")
    (row,) = await stage.judge()
    assert row["status"] == "cancelled"


async def partial_entry(stage: Stage) -> None:
    """A part of an entry is filled: it is protected at once, and sold when the rest is not."""
    await stage.accepted(
        side="long",
        order_type="limit",
        signal_price=59_000,
        base_amount="0.006",
        stop_loss={"stop_percentage": 3},
    )
    await stage.until(lambda: len(stage.resting()) == 1)
    stage.venue.engine.fill(stage.resting()[0], D("0.002"))
    row = await stage.reaches("open")
    assert D("0.00198") < D(row["size"]) <= D("0.002")
    await stage.is_protected()
    await stage.ends()


async def ladder(stage: Stage) -> None:
    """DCA orders rest below, are filled, and the whole is sold."""
    row = await stage.open(dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}])
    await stage.until(lambda: len(stage.resting()) == 1)
    stage.price(58_700)
    await stage.until(lambda: not stage.resting())
    await stage.doubles(row)
    await stage.back()
    await stage.ends()


async def increase(stage: Stage) -> None:
    """An increase buys as much again."""
    row = await stage.open()
    await stage.accepted(action="increase", increase_order={"quantity_percentage": 100})
    await stage.doubles(row)
    await stage.ends()


async def leverage(stage: Stage) -> None:
    """The leverage that a signal wants is that of the position at the venue."""
    await stage.open(leverage=5)
    (position,) = stage.venue.positions
    assert position.leverage == 5
    await stage.ends()


ENTRIES = (
    Scenario(name="market entry sized in quote", walk=market_entry_by_quote, lost_money=True),
    Scenario(name="market entry sized in base", walk=market_entry_by_base),
    Scenario(name="limit entry", walk=limit_entry),
    Scenario(name="limit entry taken back", walk=limit_entry_taken_back),
    Scenario(name="partly filled entry", walk=partial_entry, lost_money=True),
    Scenario(name="DCA ladder", walk=ladder),
    Scenario(name="increase", walk=increase),
    Scenario(name="leverage", walk=leverage, applies=perpetuals),
)
