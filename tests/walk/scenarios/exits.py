"""Exits in each margin mode and direction: close, stop, targets, reduce, reverse."""

from collections.abc import AsyncIterator
from decimal import Decimal

from custom_components.tradehook.trading.model.market import MarginMode
from tests.fake_exchange.core.orders import Side

from ..row import WalkRow
from ..scenario import Scenario, perpetuals
from ..stage import QUOTE_AMOUNT, Stage

D = Decimal
STOP = {"stop_percentage": 3}
TARGETS = [
    {"price_percentage": 2, "position_percentage": 50},
    {"price_percentage": 4, "position_percentage": 50},
]


async def kinds(stage: Stage) -> AsyncIterator[tuple[str, int]]:
    """Go through margin modes and directions; yields the side and its sign."""
    modes: tuple[MarginMode, ...] = stage.row.margin_modes if stage.row.linear else ()
    for mode in modes or (None,):
        if mode is not None:
            await stage.set_bot(margin_mode=mode)
        for side, sign in (("long", 1), ("short", -1)) if stage.row.linear else (("long", 1),):
            yield side, sign
            await stage.back()


async def close(stage: Stage) -> None:
    """A close sells what is held, in the position that it is held in."""
    async for side, sign in kinds(stage):
        await stage.open(side=side)
        assert stage.held(side) * sign > 0
        await stage.accepted(action="close")
        (row,) = await stage.judge()
        assert row["status"] == "closed"


async def stop(stage: Stage) -> None:
    """A stop sells everything, whoever watches it; with its targets still resting."""
    async for side, sign in kinds(stage):
        await stage.open(side=side, stop_loss=STOP, take_profit=TARGETS)
        await stage.until(lambda: len(stage.resting()) == 2)
        stage.price(60_000 - 3_000 * sign)
        (row,) = await stage.judge()
        assert (row["status"], row["close_reason"]) == ("closed", "stop_loss")


async def targets(stage: Stage) -> None:
    """Each target sells its part; the stop covers what is left."""
    async for side, sign in kinds(stage):
        await stage.open(side=side, stop_loss=STOP, take_profit=TARGETS)
        await stage.until(lambda: len(stage.resting()) == 2)
        stage.price(60_000 + 1_500 * sign)
        await stage.until(lambda: len(stage.resting()) == 1)
        await stage.is_protected(side)
        stage.price(60_000 + 2_700 * sign)
        (row,) = await stage.judge()
        assert (row["status"], row["close_reason"]) == ("closed", "take_profit")


async def reduce(stage: Stage) -> None:
    """A reduce sells its share, and a close what is left."""
    async for side, _sign in kinds(stage):
        row = await stage.open(side=side, stop_loss=STOP)
        await stage.accepted(action="reduce", reduce_order={"quantity_percentage": 50})
        await stage.shrinks(row)
        await stage.is_protected(side)
        await stage.ends()


async def reverse(stage: Stage) -> None:
    """A reverse closes one side and opens the other; both are on record."""
    await stage.open(side="long", stop_loss=STOP)
    await stage.accepted(action="reverse", side="short", quote_amount=QUOTE_AMOUNT, stop_loss=STOP)
    await stage.becomes(lambda rows: sorted(row["status"] for row in rows) == ["closed", "open"])
    assert stage.held("short") < 0
    await stage.ends()


async def modified_stop(stage: Stage) -> None:
    """A stop that is moved holds at its new price."""
    await stage.open(stop_loss=STOP)
    (row,) = await stage.rows()
    await stage.account.modify_position(
        str(row["position_id"]), {"stop_loss": {"stop_price": 59_000}}
    )
    if stage.holds_stops:
        await stage.until(
            lambda: [one.trigger.price for one in stage.stops() if one.trigger] == [D(59_000)]
        )
        await stage.is_protected()
    stage.price(58_500)
    (row,) = await stage.judge()
    assert row["close_reason"] == "stop_loss"


async def both_sides(stage: Stage) -> None:
    """Long and short are held at the same time; each exit ends its own."""
    await stage.open(side="long", stop_loss=STOP)
    await stage.open(side="short", stop_loss=STOP)
    assert stage.held("long") > 0 > stage.held("short")
    stage.price(57_000)
    rows = await stage.becomes(
        lambda rows: sorted(row["status"] for row in rows) == ["closed", "open"]
    )
    (closed,) = [row for row in rows if row["status"] == "closed"]
    assert (closed["side"], closed["close_reason"]) == ("long", "stop_loss")
    assert stage.held("long") == 0 > stage.held("short")
    await stage.ends()


async def sold_once(stage: Stage) -> None:
    """Two closes at once sell once."""
    await stage.open()
    before = len(stage.traded(Side.SELL))
    await stage.accepted(action="close")
    await stage.send(action="close")
    await stage.judge()
    assert len(stage.traded(Side.SELL)) == before + 1


def hedged(row: WalkRow) -> bool:
    """Apply to accounts that keep long and short apart."""
    return row.hedge


EXITS = (
    Scenario(name="close", walk=close, lost_money=True),
    Scenario(name="stop", walk=stop, lost_money=True),
    Scenario(name="targets", walk=targets, lost_money=True),
    Scenario(name="reduce", walk=reduce),
    Scenario(name="reverse", walk=reverse, applies=perpetuals),
    Scenario(name="moved stop", walk=modified_stop),
    Scenario(name="long and short at once", walk=both_sides, applies=hedged, lost_money=True),
    Scenario(name="two closes at once", walk=sold_once),
)
