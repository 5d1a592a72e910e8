"""Tests of paper accounts on a real exchange's public prices, on imitated venues."""

from collections.abc import AsyncIterator
from decimal import Decimal

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.exchanges.port.timings import PriceTimings, VenueTimings
from custom_components.tradehook.flows.bot_check import check_bot
from custom_components.tradehook.trading.settings.codec import settings_as
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.exchanges.live import until
from tests.face import Face, account_entry, loaded
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.server import FakeServer
from tests.flow_steps import start_account, submit

pytestmark = pytest.mark.usefixtures("config_folder")
ETH = "ETH/USDT"


@pytest.fixture
async def paper(
    hass: HomeAssistant,
    server: FakeServer,  # noqa: ARG001  the prices come from there
) -> AsyncIterator[Face]:
    """Return a paper account on Binance's prices."""
    async with loaded(hass, account_entry(also={"price_source": "BINA"})) as face:
        yield face


@pytest.mark.usefixtures("server")
async def test_account_takes_markets_and_fees_of_the_exchange(
    hass: HomeAssistant, binance: FakeBinance
) -> None:
    """Test the flow, what it stores, and that no key is needed for it."""
    result = await submit(hass, await start_account(hass, "real_prices"), {"price_source": "bina"})
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "real_account")

    result = await submit(hass, result, {"slippage": 11})
    assert result["errors"] == {"costs": "costs_out_of_range"}

    result = await submit(hass, result, {"starting_balance": 5000, "slippage": "0.05"})
    await hass.async_block_till_done()

    assert result["title"] == "Paper account on Binance"
    entry = result["result"]
    assert {**entry.data, "seed": 0} == {
        "account_type": "paper",
        "price_source": "BINA",
        "market_type": "spot",
        "currency": "USDT",
        "starting_balance": "5000",
        "maker_fee": "0.1",
        "taker_fee": "0.1",
        "slippage": "0.05",
        "seed": 0,
    }
    assert entry.state is ConfigEntryState.LOADED
    assert entry.runtime_data.exchange.code == "BINA"
    assert not binance.sent("account")
    assert await hass.config_entries.async_unload(entry.entry_id)


@pytest.mark.usefixtures("server")
async def test_futures_account_asks_for_leverage_too(hass: HomeAssistant) -> None:
    """Test that perpetuals come with their own fees and the step of all futures accounts."""
    result = await start_account(hass, "real_prices")
    result = await submit(hass, result, {"price_source": "bifu"})
    result = await submit(hass, result)
    assert result["step_id"] == "futures"

    result = await submit(hass, result, {"max_leverage": 5})
    await hass.async_block_till_done()

    data = result["result"].data
    assert (data["market_type"], data["max_leverage"]) == ("linear", 5)
    assert (data["maker_fee"], data["taker_fee"]) == ("0.02", "0.05")
    assert await hass.config_entries.async_unload(result["result"].entry_id)


async def test_exchange_that_is_away_is_explained_and_may_come_back(
    hass: HomeAssistant, server: FakeServer
) -> None:
    """Test the error of the flow, and that it goes on."""
    await server.cut()
    result = await submit(hass, await start_account(hass, "real_prices"), {"price_source": "bina"})
    assert result["errors"] == {"base": "cannot_connect"}

    await server.restore()
    assert (await submit(hass, result, {"price_source": "bina"}))["step_id"] == "real_account"


async def test_position_follows_the_prices_of_the_exchange(
    paper: Face, binance: FakeBinance
) -> None:
    """Test a whole trade: signals name the exchange, fills have its prices, and it is not told."""
    bot = next(iter(paper.account.bots))
    exits = {"take_profit": [{"price_percentage": 2, "position_percentage": 100}]}
    answer = await paper.account.send_signal(
        bot,
        {"action": "open", "exchange": "BINA", "symbol": "BINA_USDT_ETH", "side": "long", **exits},
    )
    assert answer.status == 202, answer.body
    await paper.settle()
    (slot,) = paper.account.slots
    assert paper.account.slot_state(slot) == "open"
    (position,) = paper.account.slot_positions(slot)
    assert position.average_entry == pytest.approx(Decimal(3000), rel=Decimal("0.001"))

    binance.set_price(ETH, 3100)
    await until(lambda: paper.account.slot_state(slot) == "flat")

    await paper.settle()
    (row,) = await paper.account.positions()
    assert row["close_reason"] == "take_profit"
    assert not binance.orders


async def test_real_prices_can_not_be_moved(paper: Face) -> None:
    """Test the exact refusal, whether the account is named or all simulated ones are meant."""
    for named in ({"account": paper.entry.entry_id}, {}):
        with pytest.raises(ServiceValidationError, match="not_simulated"):
            await paper.call("set_simulated_price", {"symbol": ETH, "price": 1, **named})


async def test_other_exchange_is_refused(paper: Face) -> None:
    """Test that a signal for the simulated market is not for this account."""
    answer = await paper.account.send_signal(
        next(iter(paper.account.bots)),
        {"action": "open", "exchange": "SIM", "symbol": "SIM_USDT_ETH", "side": "long"},
    )

    assert answer.body["code"] == "wrong_exchange"


async def test_account_begins_again(paper: Face) -> None:
    """Test the action that all paper accounts have."""
    answer = await paper.call(
        "reset_paper_account",
        {"account": paper.entry.entry_id, "balance": 777, "confirm": True},
    )

    assert answer["balance"] == "777"


@pytest.fixture
def impatient(hass: HomeAssistant) -> None:
    """Let the loss of prices be noticed after a poll that fails, and made up for at once."""
    prices = PriceTimings(stale=4.0, stream_retries=(0.1,), poll_retries=(0.1,))
    async_tradehook_data(hass).venue_timings = VenueTimings(prices=prices)


@pytest.mark.usefixtures("impatient")
async def test_loss_of_the_prices_is_shown(paper: Face, server: FakeServer) -> None:
    """Test that an account without prices is not connected, and is again when they are back."""
    assert paper.account.connected

    await server.cut()
    await until(lambda: not paper.account.connected)

    await server.restore()
    await until(lambda: paper.account.connected)


async def test_account_waits_for_an_exchange_that_is_away_at_the_start(
    hass: HomeAssistant, server: FakeServer
) -> None:
    """Test that Home Assistant tries again, and nothing is left of the first attempt."""
    await server.cut()
    entry = account_entry(also={"price_source": "BINA"})
    entry.add_to_hass(hass)

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert entry.reason is not None
    assert "Binance" in entry.reason


async def test_bot_is_not_judged_by_a_price_that_nobody_knows(
    paper: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that its form warns of nothing that would have to be guessed."""
    monkeypatch.setattr(type(paper.account), "last_price", lambda _account, _symbol: None)

    found = check_bot(paper.entry, settings_as(BotSettings(name="Trend", quote="USDT")))

    assert (found.errors, found.warnings) == ((), ())
