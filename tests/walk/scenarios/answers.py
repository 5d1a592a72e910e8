"""Answers that are lost, requests that never arrived, cancels that come too late."""

from collections.abc import Mapping
from decimal import Decimal

from tests.fake_exchange.core.orders import Order, Side
from tests.fake_exchange.faults import Effect

from ..scenario import Scenario, everywhere
from ..stage import LIMIT, QUOTE_AMOUNT, Stage

D = Decimal
TARGET = [{"price_percentage": 2, "position_percentage": 100}]


async def lost_answer(stage: Stage) -> None:
    """The answer to an entry is lost: it is looked up and not sent again."""
    before = len(stage.traded(Side.BUY))
    stage.breaks("create_*order", effect=Effect.DROP)
    await stage.open(stop_loss={"stop_percentage": 3})
    assert len(stage.traded(Side.BUY)) == before + 1
    await stage.ends()


async def lost_answer_of_a_limit_order(stage: Stage) -> None:
    """The answer to a limit order is lost: it is found, and can be taken back."""
    stage.breaks("create_*order", effect=Effect.DROP)
    await stage.accepted(**LIMIT)
    await stage.until(lambda: len(stage.resting()) == 1)
    await stage.becomes(lambda rows: any(one["order_id"] for one in rows[0]["orders"]))
    await stage.accepted(action="close")
    await stage.judge()


async def never_arrived(stage: Stage) -> None:
    """An entry never arrived: it is proven absent, and either sent once or told."""
    before = len(stage.traded(Side.BUY))
    stage.breaks("create_*order", effect=Effect.DROP, processed=False)
    await stage.accepted(side="long", quote_amount=QUOTE_AMOUNT)
    rows = await stage.becomes(
        lambda rows: bool(rows) and rows[0]["status"] in {"open", "cancelled"}
    )
    bought = len(stage.traded(Side.BUY)) - before
    assert bought == (1 if rows[0]["status"] == "open" else 0)
    await stage.ends()


async def lost_answer_of_a_close(stage: Stage) -> None:
    """The answer to a sale is lost: nothing is sold twice."""
    await stage.open()
    before = len(stage.traded(Side.SELL))
    stage.breaks("create_*order", effect=Effect.DROP)
    await stage.accepted(action="close")
    await stage.judge()
    assert len(stage.traded(Side.SELL)) == before + 1


async def close_never_arrived(stage: Stage) -> None:
    """A sale never arrived: it is sent again, once."""
    await stage.open()
    before = len(stage.traded(Side.SELL))
    stage.breaks("create_*order", effect=Effect.DROP, processed=False)
    await stage.accepted(action="close")
    await stage.judge()
    assert len(stage.traded(Side.SELL)) == before + 1


async def late_cancel(stage: Stage) -> None:
    """A target is filled just before its cancel arrives: it is over, and asked for once."""
    await stage.open(take_profit=TARGET)
    await stage.until(lambda: len(stage.resting()) == 1)
    (target,) = stage.resting()
    _just_before_its_cancel(stage, target, lambda: stage.venue.engine.fill(target, target.amount))
    await stage.accepted(action="close")
    await stage.judge()
    assert target.filled == target.amount
    await _nothing_is_cancelled_any_more(stage)


async def cancel_of_an_unknown_order(stage: Stage) -> None:
    """A target is gone when its cancel arrives: it is over, and the rest is sold."""
    await stage.open(take_profit=TARGET)
    await stage.until(lambda: len(stage.resting()) == 1)
    (target,) = stage.resting()
    _just_before_its_cancel(stage, target, lambda: stage.venue.engine.cancel(target, "someone"))
    await stage.accepted(action="close")
    await stage.judge()
    assert target.filled == 0
    await _nothing_is_cancelled_any_more(stage)


async def half_filled_cancel(stage: Stage) -> None:
    """A target is filled by half before its cancel arrives: the other half is sold."""
    await stage.open(take_profit=TARGET)
    await stage.until(lambda: len(stage.resting()) == 1)
    (target,) = stage.resting()
    half = target.market.amount_down(target.amount / 2)
    _just_before_its_cancel(stage, target, lambda: stage.venue.engine.fill(target, half))
    await stage.accepted(action="close")
    await stage.judge()


def _just_before_its_cancel(stage: Stage, order: Order, act: object) -> None:
    def hit(_params: Mapping[str, str]) -> bool:
        if order.status.open and callable(act):
            stage.venue.faults.clear()
            act()
        return False

    stage.breaks("cancel*", when=hit, effect=Effect.DROP)


async def _nothing_is_cancelled_any_more(stage: Stage) -> None:
    def cancels() -> int:
        return len([one for one in stage.venue.requests if one.name.startswith("cancel")])

    before = cancels()
    seen = len(stage.venue.requests)
    # A look at the open orders and one at the balances have passed by then
    await stage.until(lambda: len(stage.venue.requests) > seen + 6)
    assert cancels() == before


ANSWERS = (
    Scenario(name="answer to an entry lost", walk=lost_answer, lost_money=True),
    Scenario(name="answer to a limit order lost", walk=lost_answer_of_a_limit_order),
    Scenario(name="entry never arrived", walk=never_arrived, lost_money=True),
    Scenario(name="answer to a close lost", walk=lost_answer_of_a_close),
    Scenario(name="close never arrived", walk=close_never_arrived),
    Scenario(name="cancel after the fill", walk=late_cancel, lost_money=True),
    Scenario(name="cancel of an order that is gone", walk=cancel_of_an_unknown_order),
    Scenario(name="cancel after half the fill", walk=half_filled_cancel, applies=everywhere),
)
