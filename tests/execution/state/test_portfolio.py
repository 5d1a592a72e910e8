"""Equity of a paper account: its start and what its positions have come to, to the digit."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal, localcontext
from pathlib import Path
import tempfile
from typing import Any

from hypothesis import Phase, given, settings, strategies as st
import pytest

from custom_components.tradehook.exchanges.paper import PaperTerms
from custom_components.tradehook.execution.common.events import AccountEvent
from custom_components.tradehook.execution.state.bot import BotStatus
from custom_components.tradehook.ledger.records import Batch, PaperRecord
from custom_components.tradehook.trading.model.market import MarketType, Side
from tests.execution.engine.test_liquidation import deaf
from tests.execution.house import BOT, BTC, SETTINGS, House, Plan, built, house
from tests.ledger.helpers import position

D = Decimal
PERP = "BTC/USDT:USDT"
AS_FOUND = (Phase.explicit, Phase.generate)
"""A life takes a second: a shorter one that fails too is not looked for."""
HALF = {"quantity_percentage": 50}
MANY = replace(
    SETTINGS,
    max_positions=20,
    max_positions_per_market=20,
    max_entry_size=D(1_000_000),
    leverage=5,
)


def books(rows: list[Any], kind: str) -> list[dict[str, Any]]:
    """Return the venue's records of a kind."""
    return [row.data for row in rows if row.kind == kind and row.data is not None]


async def by_the_venue(home: House) -> Decimal:
    """Return what the venue's own books are worth: its wallet, and its merged positions."""
    rows = list(await home.ledger.books())
    worth = D(0)
    with localcontext(prec=60):
        for row in rows:
            if row.kind == "paper_balance" and row.data is not None:
                price = D(1) if row.key == "USDT" else home.market.quote(f"{row.key}/USDT").last
                worth += D(row.data["total"]) * price
        for held in books(rows, "paper_position"):
            mark = home.market.quote(held["symbol"]).last
            sign = Side(held["side"]).sign
            worth += sign * (D(held["size"]) * mark - D(held["cost"]))
        for fill in await home.ledger.fills(limit=1000):
            if fill.purpose == "dust":
                # What couldn't be sold has left our books at the price of its exit.
                sign = 1 if fill.side == "sell" else -1
                mark = home.market.quote(fill.symbol).last
                worth += sign * fill.amount * (fill.price - mark)
    return worth


def own_books(home: House) -> Decimal:
    """Return what the account began with and what its positions have come to."""
    account = home.account
    assert account.realized_profit is not None
    assert account.unrealized_profit is not None
    with localcontext(prec=60):
        return 10_000 + account.realized_profit + account.unrealized_profit


async def check(home: House) -> None:
    """Compare equity with the account's own books and with the venue's."""
    assert home.account.equity == own_books(home)
    assert home.account.equity == await by_the_venue(home)


PRICES = st.integers(40_000, 80_000).map(D)
SIZES = st.integers(50, 3_000).map(D)
SIDES = st.sampled_from(["long", "short"])
PICK = st.integers(0, 30)
SHARES = st.integers(10, 100).map(D)
OPENING = st.tuples(st.just("open"), SIDES, SIZES, st.booleans())
STEPS = st.lists(
    st.one_of(
        OPENING,
        OPENING,
        st.tuples(st.just("move"), PRICES),
        st.tuples(st.just("move"), PRICES),
        st.tuples(st.just("close"), PICK),
        st.tuples(st.just("reduce"), PICK, SHARES),
        st.tuples(st.just("increase"), PICK, SIZES),
        st.tuples(st.just("hours"), PRICES),
    ),
    min_size=6,
    max_size=18,
)


class Life:
    """Plays the life of an account on the simulated market and checks its books at every step."""

    def __init__(self, home: House, symbol: str, plan: Plan) -> None:
        """Take the account and the market that everything happens in."""
        self.home = home
        self.plan = plan
        self.symbol = symbol
        self.opened = 0

    async def play(self, steps: list[tuple[Any, ...]]) -> None:
        """Take every step; what is told meanwhile must add up as well."""
        broken: list[tuple[object, ...]] = []

        def add_up(_change: AccountEvent) -> None:
            account = self.home.account
            if account.equity != own_books(self.home):
                broken.append((account.equity, own_books(self.home)))

        await self.home.price(60_000, self.symbol)
        unsubscribe = self.home.account.subscribe(add_up)
        for kind, *values in steps:
            await getattr(self, kind)(*values)
            await self.home.settle()
            await check(self.home)
        unsubscribe()
        assert not broken

    async def open(self, side: str, size: Decimal, exits: bool) -> None:
        """Open one more position, perhaps with a stop and two targets."""
        self.opened += 1
        fields: dict[str, Any] = {}
        if exits:
            fields["stop_loss"] = {"stop_percentage": 4}
            fields["take_profit"] = [
                {"price_percentage": 2, "position_percentage": 40},
                {"price_percentage": 5, "position_percentage": 60},
            ]
        await self.send(side=side, quote_amount=str(size), signal_id=str(self.opened), **fields)

    async def move(self, price: Decimal) -> None:
        """Move the market."""
        await self.home.price(price, self.symbol)

    async def close(self, which: int) -> None:
        """Close one of the positions."""
        await self.change(which, action="close")

    async def reduce(self, which: int, share: Decimal) -> None:
        """Take a part off one of the positions."""
        await self.change(which, action="reduce", reduce_order={"quantity_percentage": str(share)})

    async def increase(self, which: int, size: Decimal) -> None:
        """Add to one of the positions."""
        await self.change(which, action="increase", increase_order={"quote_amount": str(size)})

    async def hours(self, price: Decimal) -> None:
        """Let the time of a funding pass."""
        self.plan.clock.ahead += timedelta(hours=8)
        await self.home.price(price, self.symbol)

    async def change(self, which: int, **fields: Any) -> None:
        """Send something to one of the positions that live."""
        held = [row for row in await self.home.positions() if row["status"] == "open"]
        if held:
            row = held[which % len(held)]
            await self.send(side=row["side"], signal_id=row["signal_id"], **fields)

    async def send(self, **fields: Any) -> None:
        """Send a signal, which may be refused."""
        answer = await self.home.send(symbol="SIM_USDT_BTC", **fields)
        assert answer.status in {202, 409}, answer.body


def live(steps: list[tuple[Any, ...]], market_type: MarketType, hedge_mode: bool) -> None:
    """Play a life on an account of its own."""

    async def run(folder: str) -> None:
        plan = Plan(
            path=Path(folder) / "account.db",
            settings=MANY if market_type is MarketType.LINEAR else replace(MANY, leverage=1),
            market_type=market_type,
            terms=PaperTerms(hedge_mode=hedge_mode, funding_rate=D("0.0123")),
            interval=3600.0,
        )
        symbol = PERP if market_type is MarketType.LINEAR else BTC
        async with house(plan) as home:
            await Life(home, symbol, plan).play(steps)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(folder))


@settings(max_examples=10, deadline=None, phases=AS_FOUND)
@given(STEPS, st.booleans())
def test_equity_of_perpetuals_is_start_realized_and_unrealized(
    steps: list[tuple[Any, ...]], hedge_mode: bool
) -> None:
    """One-way and hedge, several positions a side: also when the venue merges them."""
    live(steps, MarketType.LINEAR, hedge_mode)


@settings(max_examples=6, deadline=None, phases=AS_FOUND)
@given(STEPS)
def test_equity_of_a_spot_account_is_start_realized_and_unrealized(
    steps: list[tuple[Any, ...]],
) -> None:
    """Coins that fees were taken from, coins in several positions, and dust."""
    live(steps, MarketType.SPOT, hedge_mode=False)


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals."""
    return replace(plan, market_type=MarketType.LINEAR, settings=MANY)


@pytest.mark.parametrize("hedge_mode", [False, True])
async def test_equity_is_right_when_one_of_two_positions_of_a_side_closes(
    linear: Plan, hedge_mode: bool
) -> None:
    """The older one cost more than the average by which the venue books the younger one's end."""
    async with house(replace(linear, terms=PaperTerms(hedge_mode=hedge_mode))) as home:
        await home.price(60_000, PERP)
        await home.send(symbol="SIM_USDT_BTC", side="long", quote_amount=5_000, signal_id="a")
        await home.settle()
        await home.price(50_000, PERP)
        await home.send(symbol="SIM_USDT_BTC", side="long", quote_amount=5_000, signal_id="b")
        await home.settle()
        await home.send(symbol="SIM_USDT_BTC", action="close", signal_id="b")
        await home.settle()
        await check(home)
        equity = home.account.equity
        assert equity is not None
        assert D("9_140") < equity < D("9_150")
        await home.send(symbol="SIM_USDT_BTC", action="reduce", signal_id="a", reduce_order=HALF)
        await home.settle()
        await check(home)


@pytest.mark.parametrize("market_type", list(MarketType))
async def test_older_books_tell_what_an_account_began_with(
    linear: Plan, market_type: MarketType
) -> None:
    """Books of 0.1.0 don't say so: it is what the wallet holds without our own results."""
    symbol = PERP if market_type is MarketType.LINEAR else BTC
    leverage = 5 if market_type is MarketType.LINEAR else 1
    plan = replace(linear, market_type=market_type).but(leverage=leverage)
    async with house(plan) as home:
        life = Life(home, symbol, plan)
        await life.move(D(60_000))
        for price in (60_000, 50_000):
            await life.move(D(price))
            await life.open("long", D(2_000), exits=False)
            await home.settle()
        await life.close(1)
        await home.settle()
        before = home.account.equity
        assert before is not None
        gone = [PaperRecord(kind="paper_start", key="USDT", data=None)]
        await home.ledger.commit(Batch(books=tuple(gone)))
    for _ in range(2):
        async with house(plan) as again:
            await again.price(50_000, symbol)
            # Coins that couldn't be sold count as they are: nobody remembers whose they were.
            near = D("1e-12") if market_type is MarketType.LINEAR else D("0.02")
            assert again.account.equity == pytest.approx(before, abs=near)


async def test_what_cant_be_sold_counts_as_a_loss(plan: Plan) -> None:
    """K13: the stop of what is worth too little sells nothing: limits and a restart know."""
    async with house(plan.but(max_consecutive_losses=1)) as home:
        await home.price(60_000)
        await home.send(
            symbol="BTCUSDT",
            side="long",
            quote_amount=6,
            signal_id="k13",
            stop_loss={"stop_percentage": 20},
        )
        await home.settle()
        await home.price(45_000)
        row = await home.only()
        assert row["status"] == "closed"
        assert row["close_reason"] == "stop_loss"
        assert D(str(row["dust"])) > 0
        await check(home)
        bot = home.account.bots[BOT]
        assert bot.win_rate == 0
        assert bot.status is BotStatus.HALTED
        today = home.account.realized_profit_today
        assert today is not None
        assert today < 0
        assert today == home.account.realized_profit
    async with house(plan) as again:
        bot = again.account.bots[BOT]
        assert again.account.realized_profit_today == today
        assert bot.realized_profit == today


async def test_funding_is_in_a_position_s_profit_by_its_share(linear: Plan) -> None:
    """S10: the venue charges its merged position; ours share it by size, to the last digit."""
    terms = PaperTerms(funding_rate=D("0.01"))
    plan = replace(linear.but(daily_loss_limit=D("3.2")), terms=terms)
    tomorrow = plan.clock.now().replace(hour=0, minute=0, second=0) + timedelta(days=1, hours=1)
    plan.clock.ahead += tomorrow - plan.clock.now()  # the whole test lies within one day
    async with house(plan) as home:
        life = Life(home, PERP, plan)
        await life.move(D(60_000))
        for size in (1_000, 2_000):
            await life.open("long", D(size), exits=False)
            await home.settle()
        fees = {str(row["position_id"]): row["fees"] for row in await home.positions()}
        plan.clock.ahead += timedelta(hours=8)
        await home.price(60_000, PERP)
        rows = await home.positions()
        funding = [D(str(row["funding"])) for row in rows]
        assert sum(funding, D(0)) == pytest.approx(D("-0.3"), abs=D("0.01"))
        assert max(funding) == pytest.approx(min(funding) / 2, rel=D("0.01"))
        for row in rows:
            assert row["fees"] == fees[str(row["position_id"])], "fees and funding are kept apart"
            paid = D(str(row["fees"])) - D(str(row["funding"]))
            assert D(str(row["realized_profit"])) == -paid
        await check(home)
        booked = [row for row in await home.account.trades() if row["purpose"] == "funding"]
        assert len(booked) == 2
        today = home.account.realized_profit_today
        assert today == home.account.realized_profit
        assert home.account.bots[BOT].reason == "daily_loss"
    async with house(plan) as again:
        await again.settle()
        assert again.account.realized_profit_today == today
        assert [D(str(row["funding"])) for row in await again.positions()] == funding


async def test_funding_that_was_charged_while_the_account_was_away_is_booked_once(
    linear: Plan,
) -> None:
    """The venue's word was lost with a crash: the next start asks for it."""
    plan = replace(linear, terms=PaperTerms(funding_rate=D("0.01")))
    async with house(plan) as home:
        life = Life(home, PERP, plan)
        await life.move(D(60_000))
        await life.open("short", D(1_000), exits=False)
        await home.settle()
        deaf(home)
        plan.clock.ahead += timedelta(hours=8)
        await home.price(60_000, PERP)
        assert (await home.only())["funding"] == "0"
    for _ in range(2):
        async with house(plan) as again:
            await again.price(60_000, PERP)
            row = await again.only()
            assert D(str(row["funding"])) == pytest.approx(D("0.1"), abs=D("0.001"))
            await check(again)


async def test_results_stay_in_the_currency_that_they_were_made_in_when_a_bot_takes_another(
    plan: Plan,
) -> None:
    """Eighteen dollars lost were eighteen bitcoins: a million, and the account was worth less."""
    plan = plan.but(duplicate_window=0, daily_loss_limit=D("0.001"))
    async with house(plan.but(daily_loss_limit=D(10_000))) as home:
        await home.price(60_000)
        assert (await home.send(symbol=BTC, side="long", quote_amount=500)).status == 202
        await home.settle()
        await home.price(58_000)
        assert (await home.send(symbol=BTC, action="close")).status == 202
        await home.settle()
        result, equity = home.account.portfolio.own_result, home.account.equity
        today = home.account.realized_profit_today
        assert result is not None
        assert result < -15
        await home.account.start_bot(BOT, person=True)
    dear = plan.but(quote="BTC")
    async with house(dear) as home:
        await home.price(58_000)
        assert home.account.portfolio.own_result == result
        assert home.account.equity == equity
        assert home.account.realized_profit_today == today
        # Its limit is in the money of now, and so is what it was let off.
        assert home.account.bots[BOT].status is BotStatus.RUNNING
        assert home.account.bots[BOT].forgiven == 0


async def test_results_of_a_bot_in_two_currencies_are_told_apart_at_the_start(plan: Plan) -> None:
    lost = {"BTC/USDT": D(-18), "ETH/USDT": D(-2), "ETH/BTC": D("-0.01")}
    rows = [
        position(
            symbol.replace("/", "-"),
            bot_id=BOT,
            symbol=symbol,
            status="closed",
            realized_profit=profit,
            closed_at=plan.clock.now(),
        )
        for symbol, profit in lost.items()
    ]
    async with built(plan) as home:
        await home.ledger.commit(Batch(positions=tuple(rows)))
        await home.account.start()
        assert home.account.portfolio.closed == {"USDT": D(-20), "BTC": D("-0.01")}
