"""What the desk says of a stop on the venue that can't be cancelled."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from typing import cast

from custom_components.tradehook.exchanges.port.exchange import (
    Exchange,
    OrderNotFoundError,
    OrderReport,
    VenueError,
)
from custom_components.tradehook.execution.common.timing.pacing import RightOfWay
from custom_components.tradehook.execution.common.timing.timings import OrderManagerTimings
from custom_components.tradehook.execution.engine.order_manager import OrderManager
from custom_components.tradehook.trading.model.inputs import (
    CANCEL_FAILED,
    VANISHED,
    Input,
    OrderReported,
)
from custom_components.tradehook.trading.model.market import OrderSide
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.scene import opened, plan

AT = datetime(2026, 1, 1, tzinfo=UTC)
STOP = Order(
    client_order_id="stop",
    purpose=Purpose.STOP_LOSS,
    leg=1,
    side=OrderSide.SELL,
    order_type=OrderType.MARKET,
    amount=Decimal(1),
    trigger=Decimal(98),
    reduce_only=True,
    state=OrderState.OPEN,
    cancel_requested=True,
    created_at=AT,
    updated_at=AT,
)


class Venue:
    """Answers cancels and look-ups as a test says: an error is raised, a state reported."""

    def __init__(
        self, cancel: OrderState | VenueError, found: list[OrderState | VenueError]
    ) -> None:
        self._cancel = cancel
        self._found = found

    async def cancel_order(self, *_: object) -> OrderReport:
        """Cancel, or not."""
        return self._answer(self._cancel)

    async def find_order(self, *_: object) -> OrderReport:
        """Tell, or not."""
        return self._answer(self._found.pop(0) if len(self._found) > 1 else self._found[0])

    def _answer(self, answer: OrderState | VenueError) -> OrderReport:
        if isinstance(answer, VenueError):
            raise answer
        return OrderReport(
            client_order_id="stop",
            venue_order_id="1",
            symbol="BTC/USDT:USDT",
            state=answer,
            filled=Decimal(0),
            at=AT,
        )


async def told(venue: Venue) -> list[tuple[OrderState, str | None]]:
    """Return what positions hear of a stop that is cancelled."""
    heard: list[Input] = []
    loop = asyncio.get_running_loop()
    tasks: list[asyncio.Task[None]] = []

    def spawn(coro: object, name: str, /) -> asyncio.Task[None]:
        tasks.append(loop.create_task(coro, name=name))  # type: ignore[arg-type]
        return tasks[-1]

    def deliver(_symbol: str, _id: str, event: Input) -> bool:
        heard.append(event)
        return True

    orders = OrderManager(
        cast("Exchange", venue),
        deliver,
        spawn,  # type: ignore[arg-type]
        OrderManagerTimings(retries=(0.01,)),
        lambda _: None,
        RightOfWay(),
    )
    orders.cancel(opened(plan()).position, STOP)
    await asyncio.wait(tasks, timeout=0.2)
    for task in tasks:
        task.cancel()
    return [(event.state, event.code) for event in heard if isinstance(event, OrderReported)]


DOWN = VenueError("503")


async def test_a_stop_that_is_not_there_is_unknown_until_the_venue_tells() -> None:
    missing = OrderNotFoundError("-2011 Unknown order")
    silent = Venue(missing, [DOWN])
    assert await told(silent) == [(OrderState.UNKNOWN, VANISHED)]
    late = Venue(missing, [DOWN, DOWN, OrderState.FILLED])
    assert await told(late) == [
        (OrderState.UNKNOWN, VANISHED),
        (OrderState.FILLED, None),
    ]


async def test_a_stop_that_still_rests_although_it_was_cancelled_is_told() -> None:
    assert await told(Venue(DOWN, [OrderState.OPEN])) == [(OrderState.OPEN, CANCEL_FAILED)]


async def test_a_stop_that_can_neither_be_cancelled_nor_looked_up_is_left_unsaid() -> None:
    assert await told(Venue(DOWN, [DOWN])) == []
