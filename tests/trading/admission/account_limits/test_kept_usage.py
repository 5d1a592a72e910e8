"""What positions use of the account's limits is kept: the same as worked out anew, to the digit."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.tradehook.execution.state.limits.kept_usage import KeptUsage
from custom_components.tradehook.execution.state.position_cache import PositionCache
from custom_components.tradehook.trading.admission.account_limits.exposure import (
    AccountHoldings,
    AccountUsage,
)
from custom_components.tradehook.trading.admission.account_numbers import AccountNumbers, AddedSize
from custom_components.tradehook.trading.model.facts import ExternalChange
from custom_components.tradehook.trading.model.inputs import NOT_SENT
from custom_components.tradehook.trading.model.market import Market, MarketType
from custom_components.tradehook.trading.model.order import Order, Purpose
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.position.evolve.apply import apply
from custom_components.tradehook.trading.position.unfilled_entries import additions
from tests.trading.histories import History

D = Decimal
FEE = D("0.001")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Positions:
    """An account of three positions with random lives of their own, and what is on its way."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.cache = PositionCache({}, lambda: NOW, 60)
        self.markets: dict[str, Market] = {}
        self.kept = KeptUsage(self.cache, lambda: self.markets, FEE)
        self.lives = [self._born(f"{seed}/{number}") for number in range(3)]

    def _born(self, name: str) -> History:
        life = History(Random(name), name, Counter())
        self.markets.setdefault(life.market.symbol, life.market)
        self.cache.put(life.position, 1)
        return life

    def step(self) -> None:
        """Let one of them go on, begin anew or come to an end, or a market change."""
        number = self.random.randrange(3)
        life, luck = self.lives[number], self.random.random()
        if luck < 0.03:
            self.cache.clear()
            for one in self.lives:
                self.cache.put(one.position, 1)
        elif luck < 0.08:
            market = self.markets[life.market.symbol]
            steps = D(self.random.choice([1, 10])) * D("0.001")
            self.markets[market.symbol] = replace(market, price_tick=steps)
        elif luck < 0.1 and len(self.markets) > 1:
            del self.markets[life.market.symbol]
        elif life.position.is_live:
            self.markets.setdefault(life.market.symbol, life.market)
            life.step()
            self.cache.put(life.position, 1)
        else:
            self.lives[number] = self._born(f"{life.position.position_id}+")

    def numbers(self, **changes: Any) -> AccountNumbers:
        """Return the account's numbers, with some of what may be on its way."""
        live = list(self.cache.live.values())
        some = [one for one in live if self.random.random() < 0.2]
        prices = {symbol: D(self.random.randint(90, 110)) for symbol in self.markets}
        known = self.random.random() < 0.9
        return AccountNumbers(
            limits={},
            currency="USDT",
            price_of=lambda _currency: D(1),
            mark_price=lambda symbol: prices.get(symbol) if known else None,
            own_result=lambda: None,
            added=[
                AddedSize(position_id=p.position_id, amount=D(1), price=D(100)) for p in some[:1]
            ],
            changing=[replace(p, plan=replace(p.plan, stop_loss=None)) for p in some[1:]],
            **changes,
        )


def told(positions: list[Position], of: Positions, numbers: AccountNumbers) -> object:
    holdings = AccountHoldings(
        positions=positions, markets=of.markets, market_type=MarketType.SPOT, taker_fee=FEE
    )
    used = AccountUsage(holdings, numbers)
    return used.exposure(), used.exposure("COIN"), used.open_risk, used.open_positions


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 8), min_size=3, max_size=12))
def test_what_is_kept_is_what_comes_of_working_it_out_anew(seed: int, turns: list[int]) -> None:
    account = Positions(seed)
    for steps in turns:
        for _ in range(steps):
            account.step()
        live = list(account.cache.live.values())
        numbers = account.numbers()
        kept = replace(numbers, positions=live, kept=account.kept.markets())
        assert told(live, account, kept) == told(live, account, numbers)
        others = live[1:]  # a world without one of them
        assert told(others, account, kept) == told(others, account, numbers)


@pytest.mark.parametrize("seed", [19, 45, 56, 64, 73, 82])  # in each an order never left
def test_what_an_opening_takes_is_never_given_to_others_before_it_has_it(seed: int) -> None:
    """Until an opening has filled or is given up it counts for all that it may still buy."""
    life = History(Random(f"opening {seed}"), f"opening {seed}", Counter())
    planned = None
    take = life._take

    def taking(facts: Any, situation: Any) -> None:
        nonlocal planned
        position = life.position
        for fact in facts:
            position = apply(position, fact)
        take(facts, situation)
        sold = any(isinstance(fact, ExternalChange) for fact in facts)
        if not sold and _is_whole(position) and position.entry_amount is not None:
            wanted = sum(row.amount for row in additions(position)) + position.size
            planned = wanted if planned is None else planned
            assert wanted >= planned * D("0.998")  # a fee that is paid in coins

    life._take = taking  # type: ignore[method-assign]
    life.play(40)


def _is_whole(position: Position) -> bool:
    """Return whether nothing has sold or given up anything of the opening yet."""
    return (
        position.is_live
        and not position.entries_cancelled
        and not position.dca_cancelled
        and not position.is_protected
        and position.resize is None
        and position.close_request is None
        and not position.requests
        and all(_still_buys(position, order) for order in position.orders.values())
    )


def _still_buys(position: Position, order: Order) -> bool:
    """Return whether an order has not sold, and will buy or has bought: the venue refused none."""
    if not order.purpose.adds:
        return not order.filled
    sent = order.is_live or order.remaining == 0
    again = order.code == NOT_SENT or order.client_order_id in position.moves
    return sent or (order.purpose is not Purpose.INCREASE and again)
