"""What is kept back is what a look at every position would keep, whatever has happened before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from hypothesis import given, strategies as st

from custom_components.tradehook.exchanges.port.exchange import Balance
from custom_components.tradehook.execution.common.runtime import TradingTerms
from custom_components.tradehook.execution.state.market_cache import MarketCache
from custom_components.tradehook.execution.state.portfolio import Portfolio
from custom_components.tradehook.execution.state.position_cache import PositionCache
from custom_components.tradehook.execution.state.reservations import ON_THEIR_WAY, Reservations
from custom_components.tradehook.trading.model.facts import PositionStatus
from custom_components.tradehook.trading.model.market import Market, OrderSide
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.position import Position, is_unplaced
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.admission_world import LINEAR, LONG, NOW, SHORT, D, market, position, quote

IDS = ("p1", "p2", "p3")
MARKETS = {row.symbol: row for row in (market("BTC"), market("ETH"), market("XRP", LINEAR))}
SYMBOLS = dict(zip(IDS, MARKETS, strict=True))


@dataclass
class Markets:
    """The markets that are known."""

    now: dict[str, Market] = field(default_factory=lambda: dict(MARKETS))


@dataclass
class Balances:
    """An account with some money."""

    balances: Mapping[str, Balance] = field(
        default_factory=lambda: {"USDT": Balance(free=D(10_000), used=D(0))}
    )


class LooksAtAll(Reservations):
    """What it was before it kept in mind which positions need nothing any more, and their sums."""

    def _keep(self, key: str, currency: str, amount: Decimal) -> None:
        self._reserved[key] = (currency, amount)

    def release(self, key: str) -> None:
        """Keep nothing back any more."""
        self._reserved.pop(key, None)

    def _needed(self) -> list[tuple[str, Decimal]]:
        on_their_way = []
        for position_id, one in self._position_cache.live.items():
            if one.symbol not in self._markets.now:
                continue
            if not is_unplaced(one):
                self._reserved.pop(position_id, None)
            elif position_id not in self._reserved:
                self._reserved[position_id] = self._planned(one)
            on_their_way += [
                self._need(one, order)
                for order in one.orders.values()
                if order.state in ON_THEIR_WAY and order.purpose.adds
            ]
        return [*self._reserved.values(), *on_their_way]


def placed(position_id: str, state: OrderState, purpose: Purpose = Purpose.ENTRY) -> Position:
    """Return a position with an order."""
    order = Order(
        client_order_id=f"{position_id}-1",
        purpose=purpose,
        leg=0,
        side=OrderSide.BUY,
        order_type=OrderType.MARKET,
        amount=D(2),
        state=state,
        created_at=NOW,
        updated_at=NOW,
    )
    return held(position_id, orders={order.client_order_id: order})


def held(position_id: str, **changes: Any) -> Position:
    """Return an open position."""
    side = SHORT if position_id == "p2" else LONG
    return position(position_id, symbol=SYMBOLS[position_id], side=side, **changes)


STATES: Mapping[str, Callable[[str], Position]] = {
    "unplaced": lambda one: held(
        one, status=PositionStatus.PENDING, entry_amount=None, anchor=None, size=D(0), cost=D(0)
    ),
    "cancelled": lambda one: held(
        one, status=PositionStatus.PENDING, entry_amount=None, entries_cancelled=True
    ),
    "sent": lambda one: placed(one, OrderState.INTENDED),
    "unknown": lambda one: placed(one, OrderState.UNKNOWN, Purpose.DCA),
    "resting": lambda one: placed(one, OrderState.OPEN),
    "leaving": lambda one: placed(one, OrderState.INTENDED, Purpose.CLOSE),
    "held": held,
    "over": lambda one: held(one, status=PositionStatus.CLOSED, closed_at=NOW),
}

KEYS = st.sampled_from((*IDS, "receipt-1", "receipt-2"))
STEPS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(IDS), st.sampled_from(sorted(STATES))),
    st.tuples(st.just("forget"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("reserve"), KEYS, st.integers(1, 900)),
    st.tuples(st.just("release"), KEYS, st.none()),
    st.tuples(st.just("markets"), st.sets(st.sampled_from(sorted(MARKETS))), st.none()),
    st.tuples(st.just("ask"), st.one_of(st.none(), KEYS), st.none()),
    st.tuples(st.just("clear"), st.none(), st.none()),
)


@given(st.lists(STEPS, max_size=30))
def test_it_keeps_back_what_a_look_at_all_positions_would(
    steps: list[tuple[str, Any, Any]],
) -> None:
    cache = PositionCache(dict.fromkeys(MARKETS, quote()), lambda: NOW, 30)
    markets = Markets()
    kept, plain = (
        kind(
            position_cache=cache,
            markets=cast(MarketCache, markets),
            portfolio=cast(Portfolio, Balances()),
            terms=TradingTerms(taker_fee=D("0.001"), slippage=D("0.0005")),
        )
        for kind in (Reservations, LooksAtAll)
    )
    for name, what, how in [*steps, ("ask", None, None)]:
        match name:
            case "put":
                cache.put(STATES[how](what), 1)
            case "forget":
                cache.forget(what)
            case "reserve":
                for one in (kept, plain):
                    one.reserve(what, "USDT", D(how))
            case "release":
                for one in (kept, plain):
                    one.release(what)
            case "markets":
                markets.now.clear()
                markets.now.update({symbol: MARKETS[symbol] for symbol in sorted(what)})
            case "clear":
                cache.clear()
            case _:
                assert kept.free(what) == plain.free(what)


@given(st.lists(st.decimals(1, 10**9, places=45), min_size=1, max_size=9))
def test_nothing_is_left_of_what_was_kept_back_and_given_up(amounts: list[Decimal]) -> None:
    """Of numbers with more digits than a decision has, too."""
    kept = Reservations(
        position_cache=PositionCache({}, lambda: NOW, 30),
        markets=cast(MarketCache, Markets()),
        portfolio=cast(Portfolio, Balances()),
        terms=TradingTerms(taker_fee=D("0.001"), slippage=D("0.0005")),
    )
    for number, amount in enumerate(amounts):
        kept.reserve(f"receipt-{number}", "USDT", amount)
    assert kept.free()["USDT"] < 10_000
    for number in range(len(amounts)):
        kept.release(f"receipt-{number}")
    assert kept.free()["USDT"] == 10_000
