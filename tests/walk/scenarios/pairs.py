"""Stop and targets that rest together on spot: filled in part, moved, in doubt, half gone."""

from decimal import Decimal

from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from tests.fake_exchange.core.events import Change
from tests.fake_exchange.core.orders import Status
from tests.fake_exchange.faults import Effect

from ..row import WalkRow
from ..scenario import Scenario
from ..stage import Stage

D = Decimal
STOP = {"stop_percentage": 3}
TARGETS = [
    {"price_percentage": 2, "position_percentage": 50},
    {"price_percentage": 4, "position_percentage": 50},
]


async def pairs(stage: Stage) -> None:
    """A target that fills in part leaves its rest behind a stop again; moved stops are followed."""
    await stage.open(stop_loss=STOP, take_profit=TARGETS)
    await stage.is_protected()
    stage.venue.set_price(stage.row.symbol, 61_300, bid_size="0.001")
    stage.price(60_500)
    await stage.until(lambda: stage.protected() == stage.held().quantize(D("0.001")))
    (row,) = await stage.rows()
    await stage.account.modify_position(
        str(row["position_id"]), {"stop_loss": {"stop_price": 57_000}}
    )
    moved = {D(57_000)}
    await stage.until(lambda: {one.trigger.price for one in stage.stops() if one.trigger} == moved)
    await stage.is_protected()
    stage.price(56_500)
    (row,) = await stage.judge()
    assert row["close_reason"] == "stop_loss"


def paired(row: WalkRow) -> bool:
    """Apply to markets in which a stop rests together with a target."""
    stops = VENUES[row.code].stops
    return not row.linear and stops is not None and stops.pairs is not None


async def in_doubt(stage: Stage) -> None:
    """The answer to a pair is lost, or it never arrives: all is protected, and sold once."""
    for processed in (True, False):
        stage.breaks("create_pair", effect=Effect.DROP, processed=processed)
        await stage.open(stop_loss=STOP, take_profit=TARGETS)
        await stage.is_protected()
        stage.price(57_000)
        (row,) = await stage.judge()
        assert row["close_reason"] == "stop_loss"
        await stage.back()


async def half_gone(stage: Stage) -> None:
    """A stop that the exchange has ended without its target is placed again, with the target."""
    await stage.open(stop_loss=STOP, take_profit=TARGETS)
    await stage.is_protected()
    stage.venue.engine.end(stage.stops()[0], Status.EXPIRED, Change.EXPIRED)
    assert stage.protected() < stage.held()
    await stage.is_protected()
    assert len(stage.resting()) == len(stage.stops()) == 2
    await stage.ends()


PAIRS = (
    Scenario(name="stop and targets together", walk=pairs, applies=paired, lost_money=True),
    Scenario(name="pair in doubt", walk=in_doubt, applies=paired, lost_money=True),
    Scenario(name="pair half gone", walk=half_gone, applies=paired),
)
