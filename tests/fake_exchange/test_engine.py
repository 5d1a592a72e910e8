"""Test the matching engine by itself: what no client could tell apart from its own mistakes."""

from collections.abc import Callable
from decimal import Decimal

from hypothesis import given, settings, strategies as st
import pytest

from .binance import FakeBinance
from .bybit import FakeBybit
from .core.errors import Reason, RefusedError
from .core.market import Kind
from .core.orders import Force, Hand, Order, Side, Status, Trigger
from .kraken import FakeKraken
from .venue import FakeVenue

D = Decimal
SPOT, LINEAR = "BTC/USDT", "BTC/USDT:USDT"


def order(venue: FakeVenue, symbol: str, signed: str, price: str | None = None) -> Order:
    """Return an order: negative amounts sell."""
    amount = D(signed)
    return Order(
        market=venue.books[symbol].market,
        side=Side.BUY if amount > 0 else Side.SELL,
        client_id="",
        amount=abs(amount),
        price=None if price is None else D(price),
    )


def test_better_prices_fill_first_and_then_older_orders() -> None:
    venue = FakeBinance()
    placed = [
        venue.engine.place(order(venue, SPOT, "0.001", price))
        for price in ("59000", "59500", "59500")
    ]

    venue.set_price(SPOT, 58000, ask_size="0.0015")

    assert [one.filled for one in placed] == [0, D("0.001"), D("0.0005")]
    assert placed[1].average == 59500


@pytest.mark.parametrize(
    ("signed", "price", "rises", "reason"),
    [
        ("-0.1", "61000", True, None),
        ("-0.1", "59000", False, None),
        ("-0.1", "61000", False, Reason.WOULD_TRIGGER),
        ("-0.1", "59000", True, Reason.WOULD_TRIGGER),
    ],
)
def test_triggers_wait_on_their_side(
    signed: str, price: str, *, rises: bool, reason: Reason | None
) -> None:
    venue = FakeBinance()
    venue.set_balance("BTC", 1)
    conditional = order(venue, SPOT, signed)
    conditional.trigger = Trigger(price=D(price), rises=rises)

    if reason is not None:
        with pytest.raises(RefusedError) as refused:
            venue.engine.place(conditional)
        assert refused.value.reason is reason
        return
    venue.engine.place(conditional)
    venue.set_price(SPOT, price)
    assert conditional.status is Status.FILLED


def test_position_keeps_its_entry_when_reduced_and_takes_a_new_one_when_flipped() -> None:
    venue = FakeBinance()
    venue.trade_outside(LINEAR, "0.2")
    venue.set_price(LINEAR, 61000)
    venue.trade_outside(LINEAR, "0.2")
    assert venue.account.positions[LINEAR, Hand.BOTH].entry == (D("60000.1") + D("61000.1")) / 2

    venue.trade_outside(LINEAR, "-0.1")
    assert venue.account.positions[LINEAR, Hand.BOTH].entry == (D("60000.1") + D("61000.1")) / 2
    venue.trade_outside(LINEAR, "-0.5")
    assert venue.account.positions[LINEAR, Hand.BOTH].entry == 61000
    assert venue.position(LINEAR) == D("-0.2")


def test_cross_positions_share_what_keeps_them_from_liquidation() -> None:
    venue = FakeBinance()
    venue.trade_outside(LINEAR, "2")
    position = venue.account.positions[LINEAR, Hand.BOTH]
    alone = venue.engine.liquidation_price(position)
    venue.set_balance("USDT", 50_000, Kind.LINEAR)
    richer = venue.engine.liquidation_price(position)

    assert alone is not None
    assert richer is not None
    assert 0 < richer < alone < 60_000


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["market", "limit", "stop", "price", "cancel", "part"]),
        st.integers(-30, 30).filter(bool),
        st.integers(-20, 20),
    ),
    max_size=30,
)


def act(venue: FakeVenue, symbol: str, action: str, size: int, offset: int) -> None:
    """Do something random; refusals are answers too."""
    book = venue.books[symbol]
    price = book.last + offset * 100
    placed = order(venue, symbol, str(D(size) / 1000))
    opened = venue.open_orders
    match action:
        case "price":
            venue.set_price(symbol, max(price, D(20_000)), ask_size=abs(D(size)) / 500)
            return
        case "cancel":
            if opened:
                venue.engine.cancel(opened[offset % len(opened)])
            return
        case "part":
            active = [one for one in opened if one.status.active and one.price is not None]
            if active and symbol == SPOT:
                venue.engine.fill(active[offset % len(active)], D("0.0005"))
            return
        case "limit":
            placed.price = price
        case "stop":
            placed.trigger = Trigger(price=price, rises=offset > 0)
            placed.force = Force.GTC
    try:
        venue.engine.place(placed)
    except RefusedError:
        return


@pytest.mark.parametrize("make", [FakeBinance, FakeBybit, FakeKraken])
@settings(max_examples=40, deadline=None)
@given(actions=ACTIONS)
def test_spot_money_is_conserved(
    make: Callable[[], FakeVenue], actions: list[tuple[str, int, int]]
) -> None:
    venue = make()
    venue.set_balance("BTC", 1)
    start = {asset: one.total for asset, one in venue.account.spot.items()}
    for action in actions:
        act(venue, SPOT, *action)

    expected = dict(start)
    for fill in venue.fills:
        sign = 1 if fill.side is Side.BUY else -1
        expected["BTC"] += sign * fill.amount
        expected["USDT"] -= sign * fill.cost
        expected[fill.fee_asset] -= fill.fee
    assert {asset: one.total for asset, one in venue.account.spot.items()} == expected
    for asset in ("BTC", "USDT"):
        held = sum(
            (
                one.locked
                for one in venue.open_orders
                if (one.market.quote if one.buying else one.market.base) == asset
            ),
            D(0),
        )
        holding = venue.account.spot[asset]
        assert holding.locked == held
        assert holding.free >= 0
    assert all(one.filled <= one.amount for one in venue.orders)
    assert all(one.locked == 0 for one in venue.orders if not one.status.open)


@pytest.mark.parametrize("make", [FakeBinance, FakeBybit])
@settings(max_examples=40, deadline=None)
@given(actions=ACTIONS)
def test_positions_are_the_sum_of_their_fills(
    make: Callable[[], FakeVenue], actions: list[tuple[str, int, int]]
) -> None:
    venue = make()
    venue.engine.liquidates = False
    for action in actions:
        act(venue, LINEAR, *action)

    signed = [one.amount if one.side is Side.BUY else -one.amount for one in venue.fills]
    assert venue.position(LINEAR) == sum(signed, D(0))
    realized = sum((one.realized - one.fee for one in venue.fills), D(0))
    assert venue.balance("USDT", Kind.LINEAR) == 10_000 + realized
    if not venue.position(LINEAR):
        cash = sum((-sign * one.price for sign, one in zip(signed, venue.fills, strict=True)), D(0))
        assert cash == pytest.approx(sum((one.realized for one in venue.fills), D(0)))
