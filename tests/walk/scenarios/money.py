"""Fees in every coin, balances on more than one page, what others do in the account."""

from decimal import Decimal

from ..row import WalkRow
from ..scenario import Scenario
from ..stage import Stage

D = Decimal


async def fees(stage: Stage) -> None:
    """What a trade costs is on record, and no more is sold than is held."""
    before = len(stage.venue.fills)
    await stage.open()
    await stage.accepted(action="close")
    (row,) = await stage.judge()
    paid = sum(
        (
            fill.fee * fill.price if fill.fee_asset == fill.market.base else fill.fee
            for fill in stage.venue.fills[before:]
        ),
        D(0),
    )
    assert paid > 0
    assert abs(D(row["fees"]) - paid) < paid / 100


async def fee_in_a_third_coin(stage: Stage) -> None:
    """A fee in a third coin is worth what that coin costs, and nothing of the coin is missing."""
    assert stage.row.fee_symbol is not None
    coin = stage.venue.books[stage.row.fee_symbol].market.base
    stage.venue.account.fee_asset = coin
    stage.venue.set_balance(coin, 10, stage.kind)
    stage.begin_anew(())
    try:
        await stage.open()
        await stage.accepted(action="close")
        (row,) = await stage.judge()
    finally:
        stage.venue.account.fee_asset = None
    fee = sum((fill.fee for fill in stage.venue.fills if fill.fee_asset == coin), D(0))
    assert fee > 0
    worth = fee * stage.venue.books[stage.row.fee_symbol].last
    assert abs(D(row["fees"]) - worth) < worth / 20


async def closed_by_somebody_else(stage: Stage) -> None:
    """Somebody sells what is held: the position ends, and nothing is sold after it."""
    await stage.open()
    if stage.row.linear:
        hand = next(position.hand for position in stage.venue.positions)
        stage.venue.close_outside(stage.row.symbol, hand)
    else:
        market = stage.venue.books[stage.row.symbol].market
        # With what others before have left: together that may be a step.
        everything = market.amount_down(stage.venue.balance(market.base))
        stage.venue.trade_outside(stage.row.symbol, -everything)
    rows = await stage.becomes(lambda rows: rows[0]["status"] == "closed")
    assert rows[0]["close_reason"] == "changed_outside"
    stage.begin_anew(rows)


async def reduced_by_somebody_else(stage: Stage) -> None:
    """Somebody sells a part: the rest is managed, and no more than that is sold."""
    row = await stage.open(stop_loss={"stop_percentage": 3})
    before = D(row["size"])
    hand = next((one.hand for one in stage.venue.positions), None)
    if hand is not None:
        stage.venue.trade_outside(stage.row.symbol, D("-0.002"), hand)
    elif stage.holds_stops:
        return await stage.ends()  # the stop locks the coins: nobody can sell them
    else:
        stage.venue.trade_outside(stage.row.symbol, D("-0.002"))
    await stage.becomes(lambda rows: D(rows[0]["size"]) < before)
    stage.price(57_000)
    rows = await stage.becomes(lambda rows: rows[0]["status"] == "closed")
    await stage.until(lambda: not stage.venue.open_orders and stage.is_flat())
    stage.begin_anew(rows)
    return None


async def balances_in_pages(stage: Stage) -> None:
    """The currency and the coin stand on the second page of the balances."""
    await stage.stop()
    assert stage.row.balance_page is not None
    crowd(stage, stage.row.balance_page + 50)
    await stage.start()
    await stage.open()
    seen = len(stage.venue.sent("account"))
    await stage.until(lambda: len(stage.venue.sent("account")) > seen + 6)
    assert (await stage.rows())[0]["status"] == "open"
    await stage.ends()


def crowd(stage: Stage, count: int) -> None:
    """Have so many other coins, before all that there are."""
    wallet = stage.venue.account.wallet(stage.kind)
    known = dict(wallet)
    wallet.clear()
    for number in range(count):
        stage.venue.set_balance(f"AA{number:03}", 1, stage.kind)
    wallet.update(known)


def has_fee_coin(row: WalkRow) -> bool:
    """Apply where fees can be paid in a third coin."""
    return row.fee_symbol is not None


def has_pages(row: WalkRow) -> bool:
    """Apply where balances come in pages."""
    return row.balance_page is not None


MONEY = (
    Scenario(name="fees", walk=fees, lost_money=True),
    Scenario(name="fee in a third coin", walk=fee_in_a_third_coin, applies=has_fee_coin),
    Scenario(name="closed by somebody else", walk=closed_by_somebody_else, lost_money=True),
    Scenario(name="reduced by somebody else", walk=reduced_by_somebody_else),
    Scenario(name="balances in pages", walk=balances_in_pages, applies=has_pages, lost_money=True),
)
