"""Two orders that rest as one: sent and cancelled with one request, told in the right order."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    Exchange,
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    VenueError,
)
from custom_components.tradehook.execution.common.timing.pacing import RightOfWay
from custom_components.tradehook.execution.common.timing.timings import OrderManagerTimings
from custom_components.tradehook.execution.engine.order_manager import OrderManager
from custom_components.tradehook.trading.model.inputs import Input, OrderReported
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from tests.trading.scene import SPOT, START, Scene, opened, plan, price, stop, target

OPEN, CANCELLED = OrderState.OPEN, OrderState.CANCELLED


class Desk:
    """A venue that answers as a test says, and the order manager in front of it."""

    market_type = MarketType.SPOT
    hedge_mode = False

    def __init__(self) -> None:
        """Have a pair that is about to be sent."""
        market = replace(SPOT, exit_pairs=5)
        self.markets = {market.symbol: market}
        opening = plan(stop_loss=stop(price(90)), take_profit=(target(price(110)),))
        self.scene: Scene = opened(opening, market=market, holds_stops=True)
        orders = list(self.scene.position.orders.values())
        self.target = next(row for row in orders if row.purpose is Purpose.TAKE_PROFIT)
        self.stop = next(row for row in orders if row.is_resting_stop)
        self.asked: list[str] = []
        self.heard: list[tuple[str, OrderState]] = []
        self.answer: Exception | None = None
        self.states = {self.target.client_order_id: OPEN, self.stop.client_order_id: OPEN}
        self.tasks: list[asyncio.Task[Any]] = []
        self.manager = OrderManager(
            cast("Exchange", self),
            self._deliver,
            self._spawn,
            OrderManagerTimings(retries=(0.01,)),
            self._partner_of,
            RightOfWay(),
        )

    def _deliver(self, _symbol: str, key: str, event: Input) -> bool:
        assert isinstance(event, OrderReported)
        self.heard.append((self._name(key), event.state))
        return True

    def _spawn(self, coro: Any, name: str, /) -> asyncio.Task[Any]:
        self.tasks.append(asyncio.get_running_loop().create_task(coro, name=name))
        return self.tasks[-1]

    def _partner_of(self, key: str) -> str | None:
        other = self.stop if key == self.target.client_order_id else self.target
        name = self._name(other.client_order_id)
        over = any(told == name and state.is_final for told, state in self.heard)
        return None if over else other.client_order_id

    def _name(self, key: str) -> str:
        return "target" if key == self.target.client_order_id else "stop"

    def _report(self, key: str) -> OrderReport:
        return OrderReport(
            client_order_id=key,
            venue_order_id=f"v-{key}",
            symbol=SPOT.symbol,
            state=self.states[key],
            filled=Decimal(0),
            at=START,
        )

    async def create_order(self, _request: OrderRequest) -> OrderReport:
        """Never be asked for one of them alone."""
        raise AssertionError("sent alone")

    async def create_pair(
        self, target_: OrderRequest, stop_: OrderRequest
    ) -> tuple[OrderReport, OrderReport]:
        """Take both, or not."""
        self.asked.append("pair")
        if self.answer is not None:
            raise self.answer
        return self._report(target_.client_order_id), self._report(stop_.client_order_id)

    async def cancel_order(self, _symbol: str, key: str, _venue_id: str | None) -> OrderReport:
        """End both."""
        self.asked.append(f"cancel {self._name(key)}")
        if self.states[key].is_final:
            raise OrderNotFoundError("it is over")
        self.states = dict.fromkeys(self.states, CANCELLED)
        return self._report(key)

    async def find_order(self, _symbol: str, key: str, _since: object = None) -> OrderReport:
        """Say how one stands."""
        self.asked.append(f"find {self._name(key)}")
        return self._report(key)

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        while running := [task for task in self.tasks if not task.done()]:
            await asyncio.wait_for(asyncio.gather(*running), 1)

    async def send(self) -> None:
        """Send both intents, as the engine does."""
        for order in (self.target, self.stop):
            self.manager.send(self.scene.position, order)
        await self.settle()


async def test_both_leave_with_one_request() -> None:
    desk = Desk()
    await desk.send()
    assert desk.asked == ["pair"]
    assert desk.heard == [("target", OPEN), ("stop", OPEN)]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (OrderRefusedError("rejected", "No."), OrderState.REJECTED),
        (NotSentError("It never left."), OrderState.REJECTED),
    ],
)
async def test_both_share_a_refusal(answer: Exception, state: OrderState) -> None:
    desk = Desk()
    desk.answer = answer
    await desk.send()
    assert desk.heard == [("target", state), ("stop", state)]


async def test_each_is_looked_up_when_the_answer_is_lost() -> None:
    desk = Desk()
    desk.answer = VenueError("502")
    await desk.send()
    assert sorted(desk.asked) == ["find stop", "find target", "pair"]
    assert desk.heard[:2] == [("target", OrderState.UNKNOWN), ("stop", OrderState.UNKNOWN)]
    assert sorted(desk.heard[2:]) == [("stop", OPEN), ("target", OPEN)]


async def test_both_are_cancelled_with_one_request() -> None:
    desk = Desk()
    position = desk.scene.position
    asked = {
        key: replace(order, cancel_requested=order.is_live)
        for key, order in position.orders.items()
    }
    position = replace(position, orders=asked)
    for order in (desk.target, desk.stop):
        desk.manager.cancel(position, asked[order.client_order_id])
    await desk.settle()
    assert desk.asked == ["cancel stop", "find target"]
    assert desk.heard == [("target", CANCELLED), ("stop", CANCELLED)]


async def test_cancel_that_is_under_way_is_not_sent_a_second_time() -> None:
    desk = Desk()
    position = desk.scene.position
    for _ in range(2):
        desk.manager.cancel(position, desk.stop)
    await desk.settle()
    assert desk.asked.count("cancel stop") == 1
    desk.manager.cancel(position, desk.stop)
    await desk.settle()
    assert desk.asked.count("cancel stop") == 2


async def test_one_that_is_over_is_told_behind_what_became_of_the_other() -> None:
    desk = Desk()
    desk.states[desk.stop.client_order_id] = CANCELLED
    desk.manager.take_report(desk._report(desk.stop.client_order_id))
    await desk.settle()
    assert desk.asked == ["find target"]
    assert desk.heard == [("target", OPEN), ("stop", CANCELLED)]
