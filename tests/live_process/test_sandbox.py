"""One small life over two kills: on the imitated venues, and with keys on the real test networks.

`scripts/test sandbox` runs the latter; it says which variables it wants.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
import os
from pathlib import Path
from typing import Any

import pytest

from .plan import Plan
from .process import Json, LiveProcess, live_process
from .venue_books import VenueBooks, wallet
from .watching import Watch

SANDBOX = "SANDBOX" in os.environ
BASE = "ETH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Testnet:
    """A real test network, and the variables that hold its keys."""

    __test__ = False

    code: str
    environment: str
    variables: str

    @property
    def names(self) -> tuple[str, str]:
        """Return the names of the two variables."""
        return f"{self.variables}_API_KEY", f"{self.variables}_API_SECRET"


TESTNETS = [
    Testnet(code="BINA", environment="testnet", variables="BINANCE_SPOT_TESTNET"),
    Testnet(code="BIFU", environment="demo", variables="BINANCE_FUTURES_DEMO"),
    Testnet(code="BYBI", environment="testnet", variables="BYBIT_TESTNET"),
    Testnet(code="BYBIF", environment="testnet", variables="BYBIT_TESTNET"),
]


def keys_of(testnet: Testnet, environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the keys, or skip the test and say what it wants."""
    missing = [name for name in testnet.names if not environment.get(name)]
    if missing:
        pytest.skip(f"{testnet.code} ({testnet.environment}) wants {' and '.join(missing)}")
    key, secret = (environment[name] for name in testnet.names)
    return key, secret


async def small_life(process: LiveProcess, *, pause: float) -> None:
    """Open, increase, reduce and close, and be killed twice; the venue's interface is the judge."""
    fake, symbol = process.venues, process.symbol(BASE)
    with VenueBooks(process.plan, symbol) as books:
        process.venues = books
        before = books.state("")
        left = [order for order in before["orders"] if order["status"] == "NEW"]
        assert not left, f"cancel these before: {left}"
        assert not before["positions"], f"close these before: {before['positions']}"
        watch = Watch(process=process, wallet=wallet(before, linear=process.linear), pause=pause)
        await watch.restart()

        await _sent(
            watch,
            "open",
            side="long",
            quote_amount="150",
            take_profit=[
                {"price_percentage": 5, "position_percentage": 50},
                {"price_percentage": 9, "position_percentage": 50},
            ],
            stop_loss={"stop_percentage": 9},
        )
        await watch.agree(lambda now: len(_resting(now)) >= 2, balanced=False)
        await process.kill()
        await watch.restart()
        await _sent(watch, "increase", increase_order={"quote_amount": "60"})
        await watch.agree(balanced=False)
        await _sent(watch, "reduce", reduce_order={"quantity_percentage": 30})
        await watch.agree(balanced=False)
        await _sent(watch, "close")
        await process.kill()
        await watch.restart()
        after = await watch.agree(lambda now: now["positions"][0]["status"] == "closed")
        assert not _resting(after)
        purposes = {order["purpose"] for order in after["positions"][0]["orders"]}
        assert {"entry", "increase", "reduce", "close"} <= purposes
    process.venues = fake


async def _sent(watch: Watch, action: str, **fields: Any) -> None:
    answer = await watch.send(
        action=action, symbol=watch.process.market(BASE), signal_id="sandbox", **fields
    )
    assert answer.status == 202, answer


def _resting(books: Json) -> list[Json]:
    orders = (order for position in books["positions"] for order in position["orders"])
    return [order for order in orders if order["status"] == "open"]


@pytest.mark.parametrize("code", ["BIFU", "BINA", "BYBIF"])
async def test_small_life_on_the_imitated_venues(code: str, tmp_path: Path) -> None:
    async with live_process(code, tmp_path) as process:
        await small_life(process, pause=0.05)


@pytest.mark.skipif(not SANDBOX, reason="opt-in: scripts/test sandbox")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("testnet", TESTNETS, ids=lambda testnet: testnet.code)
async def test_small_life_on_a_real_test_network(testnet: Testnet, tmp_path: Path) -> None:
    plan = Plan(
        code=testnet.code,
        port=0,
        ledger=str(tmp_path / "ledger.db"),
        socket="",
        keys=keys_of(testnet, os.environ),
        environment=testnet.environment,
    )
    process = LiveProcess(plan, None)
    try:
        await small_life(process, pause=2.0)
    finally:
        await process.close()


def test_sandbox_says_what_it_wants() -> None:
    testnet = TESTNETS[1]
    key, secret = testnet.names
    with pytest.raises(pytest.skip.Exception, match=f"{key} and {secret}"):
        keys_of(testnet, {})
    with pytest.raises(pytest.skip.Exception, match=f"BIFU .demo. wants {secret}$"):
        keys_of(testnet, {key: "k"})
    assert keys_of(replace(testnet), {key: "k", secret: "s"}) == ("k", "s")
