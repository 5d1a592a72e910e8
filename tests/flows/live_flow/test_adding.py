"""Tests of the flows that add and change a live account, on imitated venues."""

import json
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.tradehook.accounts.data import async_tradehook_data
from custom_components.tradehook.accounts.timings import InterfaceTimings
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Credential, SupportLevel
from custom_components.tradehook.flows.venue_choice import KEY_PAGES, account_choice
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.server import FakeServer
from tests.flow_steps import defaults_of, fields_of, submit
from tests.test_hassfest_mirror import TEXTS

from .live_steps import GOOD, credentials, unload

pytestmark = pytest.mark.usefixtures("config_folder")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("exchange", "market_type", "title", "fee"),
    [
        ("bina", "spot", "Binance", "0.1"),
        ("bifu", "linear", "Binance Futures", "0.05"),
        ("bybi", "spot", "Bybit", "0.1"),
        ("bybif", "linear", "Bybit Futures", "0.06"),
    ],
)
async def test_key_that_works_makes_an_account(
    hass: HomeAssistant, exchange: str, market_type: str, title: str, fee: str
) -> None:
    """Test the whole way: what is stored, under which name, and that the account runs."""
    result = await submit(hass, await credentials(hass, exchange), GOOD)
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "live_account")

    result = await submit(hass, result)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == title
    data = dict(result["result"].data)
    assert bool(data.pop("owner", None)) == (title.startswith("Bybit"))
    assert data.pop("region", None) == ("global" if exchange == "bybi" else None)
    assert data == {
        "account_type": "live",
        "exchange": exchange.upper(),
        "market_type": market_type,
        "environment": "live",
        "credentials": GOOD,
        "currency": "USDT",
        "taker_fee": fee,
        "slippage": "0.05",
    }
    options = dict(result["result"].options)
    assert options.pop("manual")["settings"]["name"] == "Manual"
    assert options == {"only_admins_trade": True}
    assert result["next_flow"]
    await unload(hass, result)


@pytest.mark.usefixtures("server")
async def test_unique_id_does_not_tell_the_key(hass: HomeAssistant) -> None:
    """Test that the key stands in the entry's data alone."""
    result = await submit(hass, await submit(hass, await credentials(hass), GOOD))

    entry = result["result"]
    assert entry.unique_id.startswith("live-BINA-live-")
    assert not any(value in entry.unique_id + entry.title for value in GOOD.values())
    await unload(hass, result)


@pytest.mark.usefixtures("server")
async def test_same_key_is_one_account(hass: HomeAssistant) -> None:
    """Test that two accounts can't trade past each other with one key, and that markets differ."""
    first = await submit(hass, await submit(hass, await credentials(hass), GOOD))

    again = await submit(hass, await credentials(hass), GOOD)
    assert (again["type"], again["reason"]) == (FlowResultType.ABORT, "already_configured")

    futures = await submit(hass, await credentials(hass, "bifu"), GOOD)
    assert futures["step_id"] == "live_account"
    await unload(hass, first)


async def _wrong_key(binance: FakeBinance, _server: FakeServer) -> None:
    binance.account.keys[0].revoked = True


async def _no_network(_binance: FakeBinance, server: FakeServer) -> None:
    await server.cut()


async def _clock(binance: FakeBinance, _server: FakeServer) -> None:
    # The venue's time can't be had, so the clock here can't be corrected either
    binance.clock.skew_ms = 60_000
    binance.faults.append(Fault(effect=Effect.GATEWAY, route="time", processed=False, times=99))


async def _region(binance: FakeBinance, _server: FakeServer) -> None:
    binance.faults.append(Fault(effect=Effect.GATEWAY, status=451, processed=False))


async def _maintenance(binance: FakeBinance, _server: FakeServer) -> None:
    binance.maintenance = True


async def _read_only(binance: FakeBinance, _server: FakeServer) -> None:
    binance.account.keys[0].trade = False


@pytest.mark.parametrize(
    ("trouble", "error"),
    [
        (_wrong_key, "key_refused"),
        (_no_network, "cannot_connect"),
        (_maintenance, "cannot_connect"),
        (_clock, "clock_wrong"),
        (_region, "region_refused"),
        (_read_only, "key_cannot_trade"),
    ],
)
async def test_key_that_does_not_work_is_explained_and_can_be_corrected(
    hass: HomeAssistant, binance: FakeBinance, server: FakeServer, trouble: Any, error: str
) -> None:
    """Test each error, without the secret in what it says, and that the flow goes on after it."""
    await trouble(binance, server)
    result = await submit(hass, await credentials(hass), GOOD)

    assert (result["step_id"], result["errors"]) == ("credentials", {"base": error})
    told = json.dumps([result["description_placeholders"], result["errors"]])
    assert GOOD["secret"] not in told
    assert GOOD["api_key"] not in told

    key = binance.account.keys[0]
    key.revoked, key.trade = False, True
    binance.clock.skew_ms, binance.maintenance = 0, False
    binance.faults.clear()
    if error == "cannot_connect" and trouble is _no_network:
        await server.restore()
    result = await submit(hass, result, GOOD)
    assert result["step_id"] == "live_account"


@pytest.mark.usefixtures("server")
async def test_empty_credential_is_asked_for(hass: HomeAssistant) -> None:
    """Test that nothing is sent without all that the exchange asks for; spaces are nothing."""
    result = await submit(hass, await credentials(hass), {"api_key": "  ", "secret": "x"})

    assert result["errors"] == {"api_key": "credential_missing"}


@pytest.mark.usefixtures("server")
async def test_spaces_around_a_copied_key_do_no_harm(hass: HomeAssistant) -> None:
    """Test what copying from a web page brings along."""
    spaced = {name: f" {value}\n" for name, value in GOOD.items()}

    result = await submit(hass, await submit(hass, await credentials(hass), spaced))

    assert result["result"].data["credentials"] == GOOD
    await unload(hass, result)


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("exchange", ["bina", "bifu", "bybi"])
async def test_key_that_may_withdraw_is_refused_unless_the_user_insists(
    hass: HomeAssistant, binance: FakeBinance, bybit: FakeBybit, exchange: str
) -> None:
    """Test the checkbox: unchecked it goes nowhere."""
    for fake in (binance, bybit):
        fake.account.keys[0].withdraw = True
    result = await submit(hass, await credentials(hass, exchange), GOOD)
    assert result["step_id"] == "withdrawal"

    result = await submit(hass, result)
    assert (result["step_id"], result["errors"]) == (
        "withdrawal",
        {"insist": "withdrawal_allowed"},
    )

    result = await submit(hass, result, {"insist": True})
    assert result["step_id"] == "live_account"


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("exchange", ["bina", "bybif"])
async def test_key_that_works_from_everywhere_is_warned_of(
    hass: HomeAssistant, binance: FakeBinance, bybit: FakeBybit, exchange: str
) -> None:
    """Test that the warning stops nobody."""
    for fake in (binance, bybit):
        fake.account.keys[0].ip_restricted = False

    result = await submit(hass, await credentials(hass, exchange), GOOD)
    assert result["step_id"] == "unrestricted"

    assert (await submit(hass, result))["step_id"] == "live_account"


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("exchange", "environments"),
    [
        ("bina", ["live", "testnet", "demo"]),
        ("bifu", ["live", "demo"]),
        ("krkn", None),
    ],
)
async def test_only_environments_that_exist_are_offered(
    hass: HomeAssistant, exchange: str, environments: list[str] | None
) -> None:
    """Test that no test network is promised that is not there."""
    fields = {field["name"]: field for field in fields_of(await credentials(hass, exchange))}

    offered = fields.get("environment")
    assert (offered and offered["selector"]["select"]["options"]) == environments


@pytest.mark.usefixtures("server")
async def test_no_environment_is_chosen_beforehand(hass: HomeAssistant) -> None:
    """Test that real money is somebody's own word, and a form with an error keeps what was said."""
    form = await credentials(hass)
    assert "environment" not in defaults_of(fields_of(form))

    result = await submit(hass, form, {**GOOD, "environment": None})
    assert result["errors"] == {"environment": "environment_missing"}

    result = await submit(hass, result, {**GOOD, "secret": "", "environment": "demo"})
    [field] = [one for one in fields_of(result) if one["name"] == "environment"]
    assert field["description"] == {"suggested_value": "demo"}


@pytest.mark.parametrize(
    ("answer", "address"),
    [(None, ""), (SimpleNamespace(ip="203.0.113.7"), " (`203.0.113.7`)"), (TimeoutError, "")],
)
async def test_form_tells_where_keys_are_made_and_for_which_address(
    hass: HomeAssistant, home: AsyncMock, answer: Any, address: str
) -> None:
    """Test what the allow-list of a key is filled with; that nobody knows it stops nothing."""
    if answer is TimeoutError:
        home.side_effect = answer
    home.return_value = answer

    told = (await credentials(hass, "krkn"))["description_placeholders"]

    assert (told["address"], told["key_page"]) == (address, KEY_PAGES["kraken"])
    home.assert_awaited_once()


def test_every_exchange_has_a_page_where_keys_are_made() -> None:
    """Test that the form of no exchange lacks its link."""
    assert KEY_PAGES.keys() == {venue.client_id for venue in VENUES.values()}
    assert all(page.startswith("https://") for page in KEY_PAGES.values())


@pytest.mark.parametrize("code", VENUES)
async def test_form_asks_for_what_the_exchange_wants(hass: HomeAssistant, code: str) -> None:
    """Test the fields of every exchange; what is secret is hidden while it is typed."""
    fields = {
        field["name"]: field["selector"]["text"]["type"]
        for field in fields_of(await credentials(hass, code.lower()))
        if field["name"] != "environment"
    }

    assert list(fields) == [name.value for name in VENUES[code].credentials]
    secret = {Credential.SECRET, Credential.PASSWORD, Credential.PRIVATE_KEY}
    hidden = {name for name, kind in fields.items() if kind == "password"}
    assert hidden == {name.value for name in VENUES[code].credentials if name in secret}
    assert fields.keys() <= TEXTS["config"]["step"]["credentials"]["data"].keys()


def test_every_exchange_is_listed_with_how_well_it_is_tested() -> None:
    """Test the names that people choose from, the best tested first."""
    told = TEXTS["selector"]["exchange"]["options"]
    level = {SupportLevel.PROVEN: "proven", SupportLevel.BASIC: "basic"}

    assert told == {v.code.lower(): f"{v.name} ({level[v.level]})" for v in VENUES.values()}
    listed = account_choice().config["options"]
    assert sorted(str(code) for code in listed) == sorted(told)
    by_key = {code.lower(): venue for code, venue in VENUES.items()}
    levels = [by_key[str(code)].level for code in listed]
    assert levels == sorted(levels, key=lambda one: one is not SupportLevel.PROVEN)


@pytest.mark.usefixtures("server")
async def test_test_network_that_can_not_be_proven_is_refused(
    hass: HomeAssistant, binance: FakeBinance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that a client that stays on the live address never trades as a test account."""
    monkeypatch.setattr(
        "custom_components.tradehook.exchanges.ccxt.session.client_factory._shared", lambda *_: True
    )

    result = await submit(hass, await credentials(hass), {**GOOD, "environment": "testnet"})

    assert result["errors"] == {"base": "not_switched"}
    assert not binance.sent("account")


@pytest.mark.usefixtures("server")
async def test_account_of_a_test_network_says_so(hass: HomeAssistant) -> None:
    """Test the title and the unique id, which differ from those of the live account."""
    result = await submit(hass, await credentials(hass), {**GOOD, "environment": "testnet"})
    result = await submit(hass, result)

    assert result["title"] == "Binance testnet"
    assert result["result"].unique_id.startswith("live-BINA-testnet-")
    assert result["result"].data["environment"] == "testnet"
    await unload(hass, result)


@pytest.mark.usefixtures("server")
async def test_hedge_mode_that_is_not_supported_is_explained(
    hass: HomeAssistant, binance: FakeBinance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test an account that keeps long and short apart on an exchange where we can't have that."""
    monkeypatch.setattr(
        "custom_components.tradehook.accounts.factory.venue",
        lambda code: changed(VENUES[code], hedge_allowed=False),
    )
    binance.account.hedge = True

    result = await submit(hass, await credentials(hass, "bifu"), GOOD)

    assert result["errors"] == {"base": "hedge_mode_not_supported"}


async def test_nothing_points_clients_elsewhere_by_itself(hass: HomeAssistant) -> None:
    """Test that the seam is empty unless another component fills it."""
    assert async_tradehook_data(hass).configure is None


# What else may go wrong


@pytest.mark.usefixtures("server")
async def test_exchange_that_does_not_answer_is_given_up(
    hass: HomeAssistant, binance: FakeBinance
) -> None:
    """Test that nobody looks at a turning wheel for ever."""
    async_tradehook_data(hass).interface_timings = InterfaceTimings(trial_within=0.3)
    binance.faults.append(Fault(effect=Effect.DELAY, seconds=2, route="markets"))

    result = await submit(hass, await credentials(hass), GOOD)

    assert result["errors"] == {"base": "cannot_connect"}


@pytest.mark.usefixtures("server")
async def test_fee_is_checked_and_kept_as_it_was_typed(hass: HomeAssistant) -> None:
    """Test the last form, which can be corrected."""
    result = await submit(hass, await credentials(hass), GOOD)
    result = await submit(hass, result, {"taker_fee": 11})
    assert result["errors"] == {"costs": "costs_out_of_range"}

    result = await submit(hass, result, {"taker_fee": "0.0750"})

    assert result["result"].data["taker_fee"] == "0.075"
    await unload(hass, result)


async def test_account_whose_exchange_is_away_is_added_without_its_first_bot(
    hass: HomeAssistant, server: FakeServer
) -> None:
    """Test an exchange that goes away between the form and the start: bots come when it is back."""
    result = await submit(hass, await credentials(hass), GOOD)
    await server.cut()

    result = await submit(hass, result)
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert "next_flow" not in result
    assert result["result"].state is ConfigEntryState.SETUP_RETRY
