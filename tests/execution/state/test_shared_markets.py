"""Who else is in a perpetual market: our other positions, and positions of somebody else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.paper import PaperTerms
from custom_components.tradehook.exchanges.port.exchange import OrderRequest
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.model.market import MarginMode, MarketType, OrderSide, Side
from custom_components.tradehook.trading.model.sections import OrderType
from tests.execution.house import BOT, KEY as API_KEY, SECRET, House, Plan, house

PERP = "BTC/USDT:USDT"
OTHER_BOT = "bot-2"
START = Decimal(60_000)
HEDGE = PaperTerms(hedge_mode=True)


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals."""
    return replace(plan.but(leverage=5), market_type=MarketType.LINEAR)


@pytest.fixture
async def perps(linear: Plan) -> AsyncIterator[House]:
    """Return a running house for perpetuals, in one-way mode."""
    async with house(linear) as built:
        await built.price(START, PERP)
        yield built


async def send(home: House, side: str, bot: str = BOT, **fields: object) -> SignalResponse:
    """Send an opening and let it be executed."""
    answer = await home.send(bot, "127.0.0.1", symbol="SIM_USDT_BTC", side=side, **fields)
    await home.settle()
    return answer


def code(answer: SignalResponse) -> object:
    """Return the status of an accepted signal, else its reason code."""
    return answer.body.get("code", answer.body["status"])


async def somebody_trades(
    home: House,
    number: int,
    side: OrderSide,
    *,
    symbol: str = PERP,
    position_side: Side | None = None,
    reduce_only: bool = False,
) -> None:
    """Trade on the same venue account, but not through ours."""
    await home.exchange.create_order(
        OrderRequest(
            client_order_id=f"by-hand-{number}",
            symbol=symbol,
            side=side,
            order_type=OrderType.MARKET,
            amount=Decimal("0.01"),
            reduce_only=reduce_only,
            position_side=position_side,
            leverage=None if reduce_only else 3,
            margin_mode=None if reduce_only else MarginMode.ISOLATED,
        )
    )
    await home.settle()


async def test_one_way_account_is_on_one_side_of_a_market(perps: House) -> None:
    """The opposite side would net with what is there; other markets are free."""
    assert code(await send(perps, "long")) == "accepted"
    assert code(await send(perps, "short")) == "opposite_position"
    assert code(await send(perps, "long", signal_id="second")) == "accepted"
    answer = await perps.send(symbol="SIM_USDT_ETH", side="short")
    assert code(answer) == "accepted"


async def test_hedge_account_has_both_sides(linear: Plan) -> None:
    """Each side is a position of the venue."""
    async with house(replace(linear, terms=HEDGE)) as home:
        await home.price(START, PERP)
        assert code(await send(home, "long")) == "accepted"
        assert code(await send(home, "short")) == "accepted"
        held = await home.exchange.fetch_positions()
        assert {position.side for position in held} == {Side.LONG, Side.SHORT}


@pytest.mark.parametrize("terms", [PaperTerms(), HEDGE], ids=["one-way", "hedge"])
async def test_same_side_is_shared_with_equal_leverage_and_margin_mode_only(
    linear: Plan, terms: PaperTerms
) -> None:
    """The venue has one leverage for what it sees as one position."""
    async with house(replace(linear, terms=terms)) as home:
        await home.price(START, PERP)
        assert code(await send(home, "long")) == "accepted"
        assert code(await send(home, "long", leverage=7)) == "leverage_conflict"
        settings = replace(linear.settings, margin_mode=MarginMode.CROSS)
        await home.account.put_bot(
            OTHER_BOT, settings, api_key=API_KEY, secret_digest=digest(SECRET)
        )
        assert code(await send(home, "long", bot=OTHER_BOT)) == "leverage_conflict"
        await home.account.put_bot(
            OTHER_BOT, linear.settings, api_key=API_KEY, secret_digest=digest(SECRET)
        )
        assert code(await send(home, "long", bot=OTHER_BOT)) == "accepted"
        (held,) = await home.exchange.fetch_positions()
        rows = await home.positions()
        assert held.size == sum(Decimal(str(row["size"])) for row in rows)


@pytest.mark.parametrize("side", list(OrderSide))
async def test_position_of_somebody_else_refuses_the_market(perps: House, side: OrderSide) -> None:
    """In one-way mode on both sides, until it is gone; other markets are free."""
    await somebody_trades(perps, 1, side)
    assert code(await send(perps, "long")) == "foreign_position"
    assert code(await send(perps, "short")) == "foreign_position"
    assert code(await perps.send(symbol="SIM_USDT_ETH", side="long")) == "accepted"
    back = OrderSide.SELL if side is OrderSide.BUY else OrderSide.BUY
    await somebody_trades(perps, 2, back, reduce_only=True)
    assert code(await send(perps, "long")) == "accepted"


async def test_position_of_somebody_else_takes_its_side_of_a_hedge_account(linear: Plan) -> None:
    """The other side is free."""
    async with house(replace(linear, terms=HEDGE)) as home:
        await home.price(START, PERP)
        await somebody_trades(home, 1, OrderSide.SELL, position_side=Side.SHORT)
        assert code(await send(home, "short")) == "foreign_position"
        assert code(await send(home, "long")) == "accepted"


async def test_position_of_somebody_else_is_seen_beside_ours(perps: House) -> None:
    """More than ours lies there: nothing is added to it, and ours goes on."""
    assert code(await send(perps, "long", stop_loss={"stop_percentage": 3})) == "accepted"
    (held,) = await perps.exchange.fetch_positions()
    request = OrderRequest(
        client_order_id="by-hand",
        symbol=PERP,
        side=OrderSide.BUY,
        order_type=OrderType.MARKET,
        amount=Decimal("0.01"),
        leverage=held.leverage,
        margin_mode=held.margin_mode,
    )
    await perps.exchange.create_order(request)
    await perps.settle()
    assert code(await send(perps, "long")) == "foreign_position"
    await perps.price(58_000, PERP)
    (left,) = await perps.exchange.fetch_positions()
    assert left.size == Decimal("0.01")
    assert [row["status"] for row in await perps.positions()] == ["closed"]


async def test_position_of_somebody_else_is_known_after_a_restart(linear: Plan) -> None:
    """The first look comes before the first signal."""
    async with house(linear) as home:
        await home.price(START, PERP)
        await somebody_trades(home, 1, OrderSide.BUY)
    async with house(linear) as home:
        assert code(await home.send(symbol="SIM_USDT_BTC", side="long")) == "foreign_position"


async def test_our_own_trades_are_never_taken_for_somebody_elses(perps: House) -> None:
    """An opening comes right behind the last trade of what it replaces, again and again."""
    target = [{"price_percentage": 1, "position_percentage": 50}]
    for number in range(6):
        side, price = ("long", "60700") if number % 2 else ("short", "59300")
        answer = await perps.send(
            action="reverse",
            symbol="SIM_USDT_BTC",
            side=side,
            signal_id=f"r{number}",
            take_profit=target,
        )
        assert code(answer) == "accepted"
        await perps.settle()
        await perps.price(price, PERP)
        row = (await perps.positions())[0]
        assert (row["side"], row["status"]) == (side, "open")
        assert {trade["purpose"] for trade in await perps.account.trades(limit=1)} == {
            "take_profit"
        }
        (held,) = await perps.exchange.fetch_positions()
        assert held.size == Decimal(str(row["size"]))


async def test_leverage_is_capped_by_the_account(linear: Plan) -> None:
    """The market alone would allow more."""
    async with house(replace(linear, terms=PaperTerms(max_leverage=10))) as home:
        await home.price(START, PERP)
        assert code(await send(home, "long", leverage=11)) == "leverage_too_high"
        assert code(await send(home, "long", leverage=10)) == "accepted"


async def test_spot_knows_no_sharing(home: House) -> None:
    """Coins are coins."""
    assert code(await home.send(symbol="BTCUSDT", side="long")) == "accepted"
    await home.settle()
    assert code(await home.send(symbol="BTCUSDT", side="long", signal_id="2")) == "accepted"
