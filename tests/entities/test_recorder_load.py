"""Test how much an account that trades all day writes into the recorder's database."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.recorder import get_instance, session_scope
from homeassistant.util.dt import utcnow
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
)
from sqlalchemy import text

from custom_components.tradehook.trading.model.market import Quote
from tests.face import BOT, SETTINGS, Face, account_entry, bot_subentry, loaded
from tests.sampling import LONG

MINUTES = 10 if LONG else 6
"""Of these a day is made."""
LIMIT = 30_000_000
"""Bytes a day."""
SYMBOLS = [
    f"{base}/USDT"
    for base in ("BTC", "ETH", "SOL", "XRP", "DOGE", "ADA", "LTC", "LINK", "AVAX", "BNB")
]
SECOND = "01J0000000000000000000BOT2"


@pytest.fixture
async def busy(
    recorder_mock: object,  # noqa: ARG001  it has to come before hass
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
) -> AsyncIterator[Face]:
    """Provide two bots that hold ten positions each."""
    settings = replace(SETTINGS, max_positions=50)
    bots = (bot_subentry(settings=settings), bot_subentry(SECOND, "Second", settings))
    async with loaded(hass, account_entry(bots=bots)) as face:
        for symbol in SYMBOLS:
            for bot_id in (BOT, SECOND):
                message = {"symbol": symbol, "side": "long", "quote_amount": 100}
                stop = {
                    "stop_percentage": 20,
                    "protection_type": "PRICE",
                    "trailing_percentage": "0.1",
                    "trailing_distance": 10,
                }
                answer = await face.account.send_signal(bot_id, message | {"stop_loss": stop})
                assert answer.status == 202, answer.body
        await face.settle()
        assert face.account.open_positions == 20
        yield face


async def test_a_day_with_twenty_open_positions_fits_into_30_mb(
    hass: HomeAssistant,
    busy: Face,
    freezer: FrozenDateTimeFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Test some minutes in which the price of each rises every second, and its stop with it."""
    market = busy.account.simulated_market
    assert market is not None
    quotes = {symbol: market.quote(symbol) for symbol in SYMBOLS}
    await market.stop()  # its own prices come in real time
    rows, size = await recorded(hass)
    hass.loop.slow_callback_duration = 10  # each jump of the clock would be reported

    for second in range(MINUTES * 60):
        freezer.tick(1)
        for symbol, quote in quotes.items():
            up = 1 + Decimal(second) / 100_000
            busy.account.on_quote(
                symbol,
                Quote(last=quote.last * up, bid=quote.bid * up, ask=quote.ask * up, at=utcnow()),
            )
        async_fire_time_changed(hass)
        while busy.account.busy:  # noqa: ASYNC110  the clock stands still: nothing else would end
            await asyncio.sleep(0)
        await hass.async_block_till_done()

    more_rows, more_size = await recorded(hass)
    a_day = (more_size - size) * 24 * 60 // MINUTES
    with capsys.disabled():
        print(f"\n{more_rows - rows} rows in {MINUTES} minutes, {a_day / 1e6:.1f} MB a day")
    assert more_rows - rows > 20 * MINUTES, "each profit is still written"
    assert a_day < LIMIT


async def recorded(hass: HomeAssistant) -> tuple[int, int]:
    """Return how many states the recorder holds, and the bytes of its tables and indexes."""
    await async_wait_recording_done(hass)

    def look() -> tuple[int, int]:
        with session_scope(hass=hass) as session:
            rows = session.execute(text("SELECT count(*) FROM states")).scalar_one()
            pages = session.execute(text("PRAGMA page_count")).scalar_one()
            return rows, pages * session.execute(text("PRAGMA page_size")).scalar_one()

    return await get_instance(hass).async_add_executor_job(look)
