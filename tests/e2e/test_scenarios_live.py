"""The scenarios of the simulated market, unchanged, on live accounts of imitated exchanges.

Their markets are given the simulated market's filters, so that the same numbers come out.
"""

from collections.abc import Iterator
from decimal import Decimal
import os
import time
from typing import Any

import pytest

from tests.e2e.demo import ROOT, Bot, Demo
from tests.e2e.frontend import Frontend

# The scenarios: pytest takes them with this module's fixtures.
from tests.e2e.test_main_job import (  # noqa: F401
    opened,
    test_alert_opens_a_position_that_everything_shows,
    test_close_signal_ends_what_it_names,
    test_jump_fills_resting_orders_at_their_limits_then_the_stop_at_the_market,
    test_limit_close_waits_for_its_price_and_keeps_the_stop,
    test_message_that_asks_for_a_plan_changes_nothing,
    test_order_fills_in_parts_when_the_market_is_thin,
    test_same_body_without_an_id_is_a_duplicate,
    test_same_signal_again_is_a_duplicate,
    test_size_and_levels_are_rounded_as_the_market_wants,
    test_take_profits_shrink_the_position_until_the_stop_ends_it,
)
from tests.e2e.test_position_rules import (  # noqa: F401
    TestCandleClose,
    TestLadder,
    TestReverse,
    TestTrailing,
    test_entry_waits_for_its_condition_and_expires,
    test_increase_and_reduce_share_out_the_targets_anew,
)
from tests.e2e.trader import Json, Trader
from tests.fake_exchange.process import RemoteVenues, remote_venues

TICKS = {"ETH/USDT": Decimal("0.01"), "BTC/USDT:USDT": Decimal("0.1")}
POLLED = 4.0
"""Seconds within which an account has the price of a market that it does not follow closely."""
STREAMED = 0.3
BOT_ANSWERS: Json = {
    "preset": "signal",
    "max_positions_per_market": 3,
    "sides": ["long", "short"],
    "break_even_offset": "0",
    "max_position_size": 100,
}
"""What the demo's bots are, too: the scenarios are written for them."""
EXCHANGES = {"binance": ("BINA", "BIFU"), "bybit": ("BYBI", "BYBIF")}
"""The codes of each exchange's spot and perpetual accounts."""
ALL = bool(os.environ.get("ALL_SCENARIOS"))
"""Whether all scenarios are played on all exchanges, and not a few of them on the second one."""
FEW = frozenset(
    {
        "test_alert_opens_a_position_that_everything_shows",
        "test_jump_fills_resting_orders_at_their_limits_then_the_stop_at_the_market",
        "test_take_profits_shrink_the_position_until_the_stop_ends_it",
        "test_increase_and_reduce_share_out_the_targets_anew",
        "test_opening_that_is_refused_leaves_the_account_flat",
    }
)
"""Entry, DCA, targets, stop, changes and reversal: what an exchange has to do with."""


class LiveTrader(Trader):
    """Somebody whose bot trades on an imitated exchange, and who moves the market there."""

    slippage = Decimal(0)

    def __init__(self, frontend: Frontend, bot: Bot, venues: RemoteVenues, exchange: str) -> None:
        """Take the exchange too."""
        super().__init__(frontend.demo, bot)
        self._exchange = exchange
        self._frontend = frontend
        self._bot_id = frontend.bot_id(bot)
        self._venues = venues
        self._at: dict[str, Decimal] = {}

    def move(self, symbol: str, price: Decimal | str | int, **more: Any) -> Decimal:
        """Move the market, and wait until the account knows."""
        at, tick = Decimal(str(price)), TICKS[symbol]
        size = more.get("max_fill")
        followed = bool(self.live())
        self._venues.act(
            self._exchange,
            "set_price",
            symbol=symbol,
            bid=str(at - tick),
            ask=str(at + tick),
            last=str(at),
            mark=str(at),
            bid_size=size,
            ask_size=size,
        )
        moved = self._at.get(symbol) != at
        self._at[symbol] = at
        if moved:
            self._until_known(symbol, at)
        if followed or not moved:
            time.sleep(STREAMED)
        return at

    def _until_known(self, symbol: str, price: Decimal) -> None:
        """Wait until the bot would reckon with a price."""
        check: Json = {
            "type": "tradehook/check_signal",
            "account": self.bot.config_entry_id,
            "bot_id": self._bot_id,
            "signal": {"action": "open", "symbol": symbol, "side": "long"},
        }
        deadline = time.monotonic() + POLLED
        while time.monotonic() < deadline:
            plan = self._frontend.command(**check)["body"].get("plan")
            if plan is None or Decimal(plan["price"]) == price:
                return
            time.sleep(0.05)


@pytest.fixture(scope="module", params=EXCHANGES)
def exchange(request: pytest.FixtureRequest) -> str:
    """Return the name of each exchange."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def venues(exchange: str) -> Iterator[RemoteVenues]:
    """Provide an exchange with the filters of the simulated market."""
    with remote_venues(exchange) as venues:
        finest = {"step": "0.00001", "min_amount": "0.00001", "min_cost": "5"}
        for symbol, tick in TICKS.items():
            venues.act(exchange, "set_market", symbol=symbol, tick=str(tick), **finest)
        yield venues


@pytest.fixture(scope="module")
def house(
    exchange: str, venues: RemoteVenues, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LiveTrader, LiveTrader]]:
    """Provide a Home Assistant with a live spot account and one for perpetuals."""
    demo = Demo(tmp_path_factory.mktemp("live") / "config")
    demo.folder.mkdir(parents=True)
    base = (ROOT / "scripts" / "demo_configuration.yaml").read_text()
    (demo.folder / "configuration.yaml").write_text(f"{base}venue_switch:\n  port: {venues.port}\n")
    demo.install("venue_switch")
    try:
        demo.start()
        frontend = Frontend(demo)
        spot, futures = EXCHANGES[exchange]
        yield (
            _trader(frontend, spot, "spot", venues, exchange),
            _trader(frontend, futures, "linear", venues, exchange),
        )
    finally:
        demo.close()


def _trader(
    frontend: Frontend, code: str, market_type: str, venues: RemoteVenues, exchange: str
) -> LiveTrader:
    entry_id, flow_id = frontend.add_live_account(
        code.lower(), api_key="fake-key", secret="fake-secret"
    )
    frontend.until_loaded(entry_id)
    bot = frontend.add_bot(entry_id, f"Bot {code}", flow_id, **BOT_ANSWERS)
    bot = bot._replace(exchange=code, market_type=market_type)
    return LiveTrader(frontend, bot, venues, exchange)


@pytest.fixture
def spot(house: tuple[LiveTrader, LiveTrader]) -> Iterator[Trader]:
    """Provide somebody who trades on the spot account."""
    yield house[0]
    house[0].clear_up()


@pytest.fixture
def futures(house: tuple[LiveTrader, LiveTrader]) -> Iterator[Trader]:
    """Provide somebody who trades perpetuals."""
    yield house[1]
    house[1].clear_up()


@pytest.fixture(autouse=True)
def _chosen(request: pytest.FixtureRequest, exchange: str) -> None:
    if exchange != "binance" and not ALL and request.node.originalname not in FEW:
        pytest.skip("played here with ALL_SCENARIOS=1")


@pytest.fixture(autouse=True)
def _at_60000(request: pytest.FixtureRequest, _chosen: None) -> None:
    if "futures" in request.fixturenames:
        request.getfixturevalue("futures").move("BTC/USDT:USDT", 60000)
