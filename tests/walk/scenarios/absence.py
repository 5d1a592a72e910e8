"""What happens at the venue while Home Assistant is off, for days."""

from datetime import timedelta
from decimal import Decimal

from ..scenario import Scenario
from ..stage import LIMIT, Stage

D = Decimal
HOUR = timedelta(hours=1)
TARGET = [{"price_percentage": 2, "position_percentage": 100}]


async def target_filled_days_ago(stage: Stage) -> None:
    """A target rested for two days, then filled while Home Assistant was off: it is found."""
    await stage.open(take_profit=TARGET)
    await stage.until(lambda: len(stage.resting()) == 1)
    await stage.stop()
    stage.passes(49 * HOUR)
    stage.price(61_500)
    stage.passes(49 * HOUR)
    stage.price(60_000)
    await stage.start()
    (row,) = await stage.judge()
    assert (row["status"], row["close_reason"]) == ("closed", "take_profit")


async def entry_filled_days_ago(stage: Stage) -> None:
    """An entry rested and filled while Home Assistant was off: it is managed from then on."""
    await stage.accepted(**LIMIT)
    await stage.until(lambda: len(stage.resting()) == 1)
    await stage.stop()
    stage.passes(HOUR)
    stage.price(58_900)
    stage.passes(49 * HOUR)
    stage.price(60_000)
    await stage.start()
    row = await stage.reaches("open")
    assert D(row["entry_price"]) == 59_000
    await stage.ends()


async def target_cancelled_meanwhile(stage: Stage) -> None:
    """A target was cancelled by hand while Home Assistant was off: the coins are still sold."""
    await stage.open(take_profit=TARGET)
    await stage.until(lambda: len(stage.resting()) == 1)
    await stage.stop()
    for order in stage.resting():
        stage.venue.engine.cancel(order, "someone else")
    stage.passes(HOUR)
    await stage.start()
    await stage.ends()


ABSENCE = (
    Scenario(name="target filled days ago", walk=target_filled_days_ago, lost_money=True),
    Scenario(name="entry filled days ago", walk=entry_filled_days_ago),
    Scenario(name="target cancelled meanwhile", walk=target_cancelled_meanwhile),
)
