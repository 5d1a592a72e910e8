"""Test the actions that move the simulated market and begin a paper account again."""

import asyncio
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import probatio
import pytest

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.execution.common.timing.timings import Timings
from custom_components.tradehook.ledger.errors import LedgerWriteError
from tests.face import BTC, POSITION, Face, account_entry, bot_subentry, loaded


def mid(face: Face, symbol: str = BTC) -> Decimal:
    """Return the price that triggers compare."""
    market = face.account.simulated_market
    assert market is not None
    return market.quote(symbol).last


async def test_a_price_is_set_and_held(face: Face) -> None:
    """Test the answer, and that the market stands where it was put."""
    answer = await face.call(
        "set_simulated_price",
        {"account": face.entry.entry_id, "symbol": BTC, "price": "61234.5", "hold": True},
    )

    assert answer == {"symbol": BTC, "price": "61234.50"}
    assert mid(face) == Decimal("61234.5")


async def test_a_price_moves_by_percent(face: Face) -> None:
    """Test a fall of five percent."""
    await face.price(60000)

    answer = await face.call(
        "set_simulated_price", {"symbol": BTC, "change_percentage": -5, "hold": True}
    )

    assert Decimal(answer["price"]) == 57000
    assert mid(face) == 57000


async def test_a_stop_is_seen_at_work(face: Face) -> None:
    """Test what the action is for."""
    await face.open(stop_loss={"stop_percentage": 3})

    await face.call("set_simulated_price", {"symbol": BTC, "change_percentage": -5, "hold": True})

    assert face.state(POSITION).state == "flat"


@pytest.mark.parametrize("symbol", ["btcusdt", "SIM_USDT_BTC", "SIM:BTCUSDT"])
async def test_a_market_is_named_as_in_a_signal(face: Face, symbol: str) -> None:
    """Test that what an alert says can be copied."""
    answer = await face.call("set_simulated_price", {"symbol": symbol, "price": 61000})

    assert answer == {"symbol": BTC, "price": "61000.00"}


async def test_max_fill_shows_partial_fills(face: Face) -> None:
    """Test that an order fills little by little."""
    await face.call(
        "set_simulated_price", {"symbol": BTC, "price": 65000, "hold": True, "max_fill": "0.0001"}
    )
    await face.account.send_signal(
        next(iter(face.account.bots)), {"symbol": BTC, "side": "long", "quote_amount": 100}
    )
    await face.settle()

    (row,) = (await face.call("get_positions"))["positions"]
    assert Decimal(row["size"]) < Decimal("0.001")


@pytest.mark.usefixtures("config_folder")
async def test_without_an_account_every_simulated_market_moves(hass: HomeAssistant) -> None:
    """Test two accounts, of which perpetuals spell the market otherwise."""
    second = bot_subentry("01J0000000000000000000BOT2", "Other bot")
    async with (
        loaded(hass, account_entry(title="Paper")) as first,
        loaded(hass, account_entry(title="Other", market_type="linear", bots=(second,))) as other,
    ):
        answer = await first.call(
            "set_simulated_price", {"symbol": BTC, "price": 50000, "hold": True}
        )

        assert answer["symbol"] == BTC
        assert mid(first) == 50000
        assert mid(other, "BTC/USDT:USDT") == 50000

        await first.call(
            "set_simulated_price",
            {"account": other.entry.entry_id, "symbol": BTC, "price": 40000, "hold": True},
        )
        assert mid(first) == 50000
        assert mid(other, "BTC/USDT:USDT") == 40000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"symbol": "NO/COIN", "price": 1}, "invalid_symbol"),
        ({"symbol": BTC}, "invalid_price"),
        ({"symbol": BTC, "change_percentage": -100}, "invalid_change_percentage"),
        ({"symbol": BTC, "price": 65000, "max_fill": "0.000000001"}, "invalid_max_fill"),
    ],
)
async def test_what_the_market_cannot_do_is_explained(
    face: Face, data: dict[str, Any], code: str
) -> None:
    """Test that the price stays and the sentence says what to change."""
    await face.price(65000)

    with pytest.raises(ServiceValidationError, match=code):
        await face.call("set_simulated_price", data)

    assert mid(face) == 65000


@pytest.mark.parametrize(
    "data",
    [
        {"price": 1},
        {"symbol": BTC, "price": 1, "change_percentage": 1},
        {"symbol": BTC, "price": 0},
        {"symbol": BTC, "price": "NaN"},
    ],
)
async def test_contradictions_are_refused(face: Face, data: dict[str, Any]) -> None:
    """Test what the schema refuses."""
    with pytest.raises(probatio.Invalid):
        await face.call("set_simulated_price", data)


async def test_without_a_simulated_market_there_is_nothing_to_move(
    hass: HomeAssistant, face: Face
) -> None:
    """Test the call while no account is loaded."""
    await hass.config_entries.async_unload(face.entry.entry_id)

    with pytest.raises(ServiceValidationError, match="not_simulated"):
        await hass.services.async_call(
            "tradehook", "set_simulated_price", {"symbol": BTC, "price": 1}, blocking=True
        )

    await hass.config_entries.async_setup(face.entry.entry_id)


# reset_paper_account


@pytest.mark.parametrize(
    ("data", "balance"), [({}, "10000"), ({"balance": "2500.50"}, "2500.50"), ({"balance": 1}, "1")]
)
async def test_a_reset_answers_the_new_balance_and_forgets_the_rest(
    face: Face, data: dict[str, Any], balance: str
) -> None:
    """Test the balance that is given, and the starting balance without one."""
    await face.open(signal_id="mine")

    answer = await face.call(
        "reset_paper_account", {"account": face.entry.entry_id, "confirm": True, **data}
    )

    assert answer == {"balance": balance, "currency": "USDT"}
    assert face.account.equity == Decimal(balance)
    assert face.state(POSITION).state == "flat"
    assert (await face.call("get_positions"))["positions"] == []
    assert (await face.call("get_trades"))["trades"] == []
    assert len((await face.call("get_signals"))["signals"]) == 1


async def test_a_reset_has_to_be_confirmed(face: Face) -> None:
    """Test that nothing is lost without the confirmation field."""
    await face.open()

    with pytest.raises(ServiceValidationError, match="not_confirmed"):
        await face.call("reset_paper_account", {"account": face.entry.entry_id, "confirm": False})
    with pytest.raises(probatio.Invalid):
        await face.call("reset_paper_account", {"account": face.entry.entry_id})

    assert face.state(POSITION).state == "open"


@pytest.mark.parametrize("balance", [0, -1, "0.99", "1000000000.01", "NaN", "much", None])
async def test_no_account_begins_with_a_senseless_balance(face: Face, balance: object) -> None:
    """Test the range that the form for a new account has too."""
    await face.open()

    with pytest.raises(probatio.Invalid):
        await face.call(
            "reset_paper_account",
            {"account": face.entry.entry_id, "confirm": True, "balance": balance},
        )

    assert face.state(POSITION).state == "open"


@pytest.mark.usefixtures("config_folder")
async def test_a_reset_leaves_other_accounts_alone(hass: HomeAssistant) -> None:
    """Test that the account has to be named, and is the only one meant."""
    second = bot_subentry("01J0000000000000000000BOT2", "Other bot")
    async with (
        loaded(hass, account_entry(title="Paper")) as first,
        loaded(hass, account_entry(title="Other", bots=(second,))) as other,
    ):
        await first.open()

        await first.call("reset_paper_account", {"account": other.entry.entry_id, "confirm": True})
        assert first.state(POSITION).state == "open"
        with pytest.raises(probatio.Invalid):
            await first.call("reset_paper_account", {"confirm": True})


async def test_a_reset_that_cannot_be_recorded_changes_nothing(face: Face) -> None:
    """Test that a full disk is a failure that leaves the account as it was."""
    await face.open()
    with (
        patch.object(face.account.ledger, "commit", side_effect=LedgerWriteError("disk full")),
        pytest.raises(HomeAssistantError, match="not_recorded"),
    ):
        await face.call("reset_paper_account", {"account": face.entry.entry_id, "confirm": True})

    assert face.state(POSITION).state == "open"


async def test_an_account_that_is_not_loaded_is_not_reset(hass: HomeAssistant, face: Face) -> None:
    """Test that the refusal says so."""
    await hass.config_entries.async_unload(face.entry.entry_id)

    with pytest.raises(ServiceValidationError, match=r"not loaded.*\(account_not_loaded\)"):
        await hass.services.async_call(
            "tradehook",
            "reset_paper_account",
            {"account": face.entry.entry_id, "confirm": True},
            blocking=True,
        )

    await hass.config_entries.async_setup(face.entry.entry_id)


async def test_a_spot_market_has_no_mark(face: Face) -> None:
    """Test that a mark price is for perpetuals, and that nothing moves."""
    await face.price(60000)

    with pytest.raises(ServiceValidationError, match="has no mark price"):
        await face.call("set_simulated_price", {"symbol": BTC, "price": 61000, "mark": 60000})

    assert mid(face) == 60000


@pytest.fixture
def forgotten_soon(hass: HomeAssistant) -> None:
    """Let prices be unknown after 3 of a minute's 60 seconds."""
    async_tradehook_data(hass).timings = Timings(price_age=3)


@pytest.mark.usefixtures("forgotten_soon")
async def test_a_market_that_tells_no_price_makes_numbers_unknown(face: Face) -> None:
    """Test `stale` through the action, and what sensors show a minute later and afterwards."""
    depending = (
        "sensor.paper_equity",
        "sensor.paper_unrealized_profit",
        "sensor.trend_unrealized_profit",
        "sensor.trend_btc_usdt_long_profit",
    )
    await face.open()

    answer = await face.call("set_simulated_price", {"symbol": BTC, "stale": True})

    assert answer == {"symbol": BTC, "price": "65000.00"}
    await looked(face)
    assert "unknown" not in {face.state(name).state for name in depending}
    await asyncio.sleep(3.2)
    await looked(face)
    assert {face.state(name).state for name in depending} == {"unknown"}
    assert face.state("sensor.paper_invested").state not in {"unknown", "0"}
    assert face.state(POSITION).state == "open"
    await face.call("set_simulated_price", {"symbol": BTC, "price": 66000, "hold": True})
    await looked(face)
    assert "unknown" not in {face.state(name).state for name in depending}
    assert Decimal(face.state("sensor.trend_btc_usdt_long_profit").state) > 1


async def looked(face: Face) -> None:
    """Let the account look at what it knows, as it does every few seconds."""
    for _ in range(2):
        face.account._reconciliation_loop._known_prices.look()
        await face.settle()
