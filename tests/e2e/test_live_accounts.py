"""Test live accounts in a real Home Assistant, on imitated exchanges in a process of their own.

One story, because Home Assistant is started for it, and what it must not tell shows at its end.
"""

from collections.abc import Iterator
from dataclasses import dataclass
import json
import re

import pytest

from tests.e2e.demo import ROOT, Demo, wait_for
from tests.e2e.frontend import Frontend
from tests.e2e.trader import Json, Trader
from tests.fake_exchange.process import RemoteVenues, remote_venues

KEY, SECRET = "fake-key", "fake-secret"
EXITS: Json = {
    "take_profit": [{"price_percentage": 2, "position_percentage": 100}],
    "stop_loss": {"stop_percentage": 5},
}
PATIENT = 20.0
COMPLAINT = re.compile(
    r"^\S+ \S+ (?:WARNING|ERROR|CRITICAL) .*(?:tradehook|asyncio|homeassistant\.util\.loop|frame)"
    r"|blocking call|never retrieved|never awaited|Traceback|Unclosed",
    re.MULTILINE,
)
EXPECTED = re.compile(
    "custom integration (tradehook|venue_switch) which has not been tested"
    "|refuses the account's key|could not authenticate"
)


@dataclass(frozen=True)
class Exchange:
    """An exchange, by its code, and what the imitation calls it and its market."""

    code: str
    venue: str
    market_type: str
    symbol: str


EXCHANGES = (
    Exchange("BINA", "binance", "spot", "ETH/USDT"),
    Exchange("BIFU", "binance", "linear", "ETH/USDT:USDT"),
    Exchange("BYBI", "bybit", "spot", "ETH/USDT"),
    Exchange("BYBIF", "bybit", "linear", "ETH/USDT:USDT"),
)


@pytest.fixture(scope="module", name="venues")
def fixture_venues() -> Iterator[RemoteVenues]:
    """Provide Binance and Bybit."""
    with remote_venues("binance", "bybit") as venues:
        yield venues


@pytest.fixture(name="house")
def fixture_house(own_demo: Demo, venues: RemoteVenues) -> Frontend:
    """Provide a fresh Home Assistant that tells everything it can, and takes them for real."""
    own_demo.folder.mkdir(parents=True)
    base = (ROOT / "scripts" / "demo_configuration.yaml").read_text()
    loud = base.replace("default: warning", "default: debug").replace(
        "tradehook: info", "tradehook: debug"
    )
    assert loud != base
    (own_demo.folder / "configuration.yaml").write_text(
        f"{loud}diagnostics:\nvenue_switch:\n  port: {venues.port}\n"
    )
    own_demo.install("venue_switch")
    own_demo.start()
    return Frontend(own_demo)


class Trade:
    """A bot of a live account, and the exchange as it really stands."""

    def __init__(self, house: Frontend, venues: RemoteVenues, exchange: Exchange) -> None:
        """Add the account with its first bot."""
        self.exchange = exchange
        self.venues = venues
        entry_id, flow_id = house.add_live_account(
            exchange.code.lower(), api_key=KEY, secret=SECRET
        )
        house.until_loaded(entry_id)
        bot = house.add_bot(entry_id, f"Bot {exchange.code}", flow_id)
        bot = bot._replace(exchange=exchange.code, market_type=exchange.market_type)
        self.trader = Trader(house.demo, bot)
        self.named = f"{exchange.code}_USDT_{exchange.symbol.partition('/')[0]}"
        self.entry_id = entry_id

    def price(self, price: float) -> None:
        """Move the market on the exchange."""
        self.venues.act(self.exchange.venue, "set_price", symbol=self.exchange.symbol, bid=price)

    def close(self) -> None:
        """Close by signal."""
        self.trader.accepted(action="close", symbol=self.named)

    def open(self) -> str:
        """Open a position with its exits, and return its id."""
        self.price(3000)
        position_id = self.trader.open(self.named, **EXITS)
        self.trader.until(
            position_id,
            lambda position: position.status == "open" and bool(position.resting_as("take_profit")),
            PATIENT,
        )
        return position_id

    def open_orders(self) -> list[Json]:
        """Return the orders that rest on the exchange in this market."""
        orders = self.venues.state(self.exchange.venue)["orders"]
        return [
            order
            for order in orders
            if order["market"] == self.exchange.symbol
            and order["status"] in ("NEW", "PARTIALLY_FILLED", "UNTRIGGERED")
        ]

    def until_over(self, position_id: str, reason: str) -> None:
        """Wait until a position is over, and nothing of it is left on the exchange."""
        position = self.trader.until_status(position_id, "closed", PATIENT)
        assert position.close_reason == reason
        wait_for(self.open_orders, lambda orders: not orders, PATIENT)
        assert self._held() < 0.001

    def _held(self) -> float:
        state = self.venues.state(self.exchange.venue)
        if self.exchange.market_type == "spot":
            return float(state["spot"].get(self.exchange.symbol.partition("/")[0], 0))
        return sum(
            abs(float(position["amount"]))
            for position in state["positions"]
            if position["market"] == self.exchange.symbol
        )


def test_live_accounts_trade_survive_and_keep_their_secrets(
    house: Frontend, venues: RemoteVenues
) -> None:
    demo = house.demo
    trades = [Trade(house, venues, exchange) for exchange in EXCHANGES]
    secrets = [KEY, SECRET, *(trade.trader.bot.api_secret for trade in trades)]

    # A target that is reached, and a close by signal

    for trade in trades:
        position_id = trade.open()
        trade.price(3090)
        trade.until_over(position_id, "take_profit")

        position_id = trade.open()
        trade.close()
        trade.until_over(position_id, "signal")

    # A power cut with open positions: they go on, and nothing is ordered twice

    left_open = {trade.exchange.code: trade.open() for trade in trades}
    before = {trade.exchange.code: trade.open_orders() for trade in trades}
    log = demo.log()
    demo.restart()
    for trade in trades:
        house.until_loaded(trade.entry_id)
        trade.trader.settle()
        code = trade.exchange.code
        assert trade.trader.position(left_open[code]).status == "open"
        assert ids(trade.open_orders()) == ids(before[code])
        trade.price(3090)
        trade.until_over(left_open[code], "take_profit")

    # A key that is refused from one moment to the next

    venues.act("binance", "set_key", revoked=True)
    flows = wait_for(lambda: house.flows("reauth"), lambda found: len(found) == 2, 60)
    venues.act("binance", "set_key", revoked=False)
    for flow in flows:
        done = house.go_on(flow["flow_id"], api_key=KEY, secret=SECRET)
        assert done["reason"] == "reauth_successful"
    for trade in trades[:2]:
        house.until_loaded(trade.entry_id)
        position_id = trade.open()
        trade.close()
        trade.until_over(position_id, "signal")

    # What nobody may read

    diagnostics = [
        house.request("GET", f"/api/diagnostics/config_entry/{trade.entry_id}") for trade in trades
    ]
    shown = json.dumps([diagnostics, demo.states()])
    assert demo.stop() == 0
    log += demo.log()
    assert_none_in(secrets, log, "the log")
    assert_none_in(secrets, shown, "diagnostics and states")
    for path in demo.folder.rglob("*"):
        if path.is_file() and path.name not in KEPT_IN:
            assert_none_in(secrets, path.read_bytes().decode(errors="ignore"), str(path))
    assert not re.search(r"signature=\w|\"signature\"", log)

    # What Home Assistant has to complain of

    complaints = [line for line in log.splitlines() if COMPLAINT.search(line)]
    assert [line for line in complaints if not EXPECTED.search(line)] == []


KEPT_IN = {"core.config_entries", ".demo.json", "handles.json"}
"""Where keys are kept, and what the demo itself writes for whoever uses it."""


def ids(orders: list[Json]) -> set[str]:
    """Return the client order ids of orders, each of which may stand there once."""
    found = [order["client_id"] for order in orders]
    assert len(found) == len(set(found))
    return set(found)


def assert_none_in(secrets: list[str], text: str, where: str) -> None:
    """Assert that a text tells none of the secrets; the message does not tell it either."""
    for number, secret in enumerate(secrets):
        at = text.find(secret)
        assert at < 0, f"secret {number} in {where}: …{text[max(0, at - 200) : at]}"
