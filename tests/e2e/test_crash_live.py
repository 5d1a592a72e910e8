"""Kill -9 a real Home Assistant with live accounts: its books are the exchange's afterwards.

`scripts/test crash` does it more often; what a kill can hit is looked for in tests/live_process.
"""

from collections import Counter
from decimal import Decimal
from functools import partial
import os
import random
import time

import pytest

from tests.e2e.demo import wait_for
from tests.e2e.frontend import Frontend
from tests.e2e.test_live_accounts import EXCHANGES, EXITS, Trade, fixture_house, fixture_venues  # noqa: F401  two are fixtures
from tests.e2e.trader import Json
from tests.fake_exchange.process import RemoteVenues

KILLS = 12 if "CRASHES" in os.environ else 2
AGREED_WITHIN = 60.0
"""Seconds; what was never sent counts as absent after 8 s, and Home Assistant is still starting."""
TRADED = [exchange for exchange in EXCHANGES if exchange.code in {"BINA", "BIFU", "BYBIF"}]


@pytest.mark.timeout(1200)
def test_killed_with_live_accounts(house: Frontend, venues: RemoteVenues) -> None:
    chance = random.Random(1)
    trades = [Trade(house, venues, exchange) for exchange in TRADED]
    opened: dict[str, list[str]] = {trade.exchange.code: [] for trade in trades}
    until_stored(trades)
    for kill in range(1, KILLS + 1):
        for trade in trades:
            trade.price(chance.choice([2900, 2990, 3000, 3010, 3070]))
            if trade.trader.live():
                trade.trader.send(action="close", symbol=trade.named)
                continue  # its only position in this market
            trade.trader.accepted(
                action="open", symbol=trade.named, side="long", signal_id=f"s{kill}", **EXITS
            )
            opened[trade.exchange.code].append(f"s{kill}")
        time.sleep(chance.uniform(0, 0.2))
        house.demo.restart()

        for trade in trades:
            house.until_loaded(trade.entry_id)
            wait_for(partial(differences, trade), lambda found: not found, AGREED_WITHIN)
            signals = [row["signal_id"] for row in reversed(trade.trader.rows("positions"))]
            assert signals == opened[trade.exchange.code]


def until_stored(trades: list[Trade]) -> None:
    """Wait until Home Assistant has written the accounts and bots down: it takes its time."""
    path = trades[0].trader.demo.folder / ".storage" / "core.config_entries"
    names = [f"Bot {trade.exchange.code}" for trade in trades]
    wait_for(path.read_text, lambda text: all(f'"{name}"' in text for name in names), 60)


def differences(trade: Trade) -> list[str]:
    """Return in sentences where the bot's books are not the exchange's."""
    state = trade.venues.state(trade.exchange.venue)
    orders = [order for order in state["orders"] if order["market"] == trade.exchange.symbol]
    positions = trade.trader.rows("positions")
    ours = {
        order["client_order_id"]
        for position in positions
        for order in position["orders"]
        if order["status"] == "open"
    }
    theirs = {order["client_id"] for order in trade.open_orders()}
    found = [f"only one side has order {name}" for name in ours ^ theirs]
    found += [
        f"nobody knows what became of {order}"
        for position in positions
        for order in position["orders"]
        if order["status"] in {"intended", "unknown"}
    ]
    owners = {order["order_id"]: order["client_id"] for order in orders}
    filled = Counter(
        (owners[fill["order_id"]], Decimal(fill["price"]), Decimal(fill["amount"]))
        for fill in state["fills"]
        if fill["market"] == trade.exchange.symbol
    )
    booked = Counter(
        (fill["client_order_id"], Decimal(fill["price"]), Decimal(fill["amount"]))
        for fill in trade.trader.rows("trades")
    )
    found += [f"only one side has fill {fill}" for fill in (filled - booked) + (booked - filled)]
    found += [
        f"not protected: {position}"
        for position in positions
        if position["status"] == "open" and not _is_protected(position)
    ]
    return found


def _is_protected(position: Json) -> bool:
    return position["stop_loss"] is not None and position["stop_loss"]["stop_price"] is not None
