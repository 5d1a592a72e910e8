"""Tests of exchanges that keep accounts apart by region: each is asked with the key."""

from collections.abc import AsyncIterator
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from custom_components.tradehook.diagnostics import async_get_config_entry_diagnostics
from tests.face import live_entry, loaded
from tests.fake_exchange.bybit import FakeBybit, FakeBybitEu
from tests.fake_exchange.clients import KEYS
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.server import FakeServer
from tests.flow_steps import start_account, submit
from tests.live_face import reachable
from tests.test_hassfest_mirror import TEXTS

pytestmark = pytest.mark.usefixtures("config_folder")
EUROPEAN, GLOBAL = "a key of Bybit EU", KEYS["apiKey"]


@pytest.fixture
def world() -> FakeBybit:
    """Return an imitation of Bybit."""
    return FakeBybit()


@pytest.fixture
def europe() -> FakeBybitEu:
    """Return an imitation of Bybit EU, whose key is unknown at Bybit."""
    fake = FakeBybitEu()
    fake.account.keys[0].key = EUROPEAN
    return fake


@pytest.fixture(autouse=True)
async def server(
    hass: HomeAssistant,
    socket_enabled: None,  # noqa: ARG001  the imitations are on this machine
    world: FakeBybit,
    europe: FakeBybitEu,
) -> AsyncIterator[FakeServer]:
    """Serve both to Home Assistant."""
    async with reachable(hass, world, europe) as server:
        yield server


def given(key: str) -> dict[str, str]:
    """Return what is entered for a key."""
    return {"api_key": key, "secret": KEYS["secret"]}


async def entered(hass: HomeAssistant, key: str, **changes: str) -> dict[str, Any]:
    """Enter a key of Bybit."""
    form = await submit(hass, await start_account(hass, "live"), {"exchange": "bybi"})
    return await submit(hass, form, given(key) | changes)


async def replaced(hass: HomeAssistant, entry_id: str, key: str) -> dict[str, Any]:
    """Give an account another key."""
    menu: Any = await hass.config_entries.flow.async_init(
        "tradehook", context={"source": "reconfigure", "entry_id": entry_id}
    )
    form: Any = await hass.config_entries.flow.async_configure(
        menu["flow_id"], {"next_step_id": "replace_key"}
    )
    return await submit(hass, form, given(key))


async def test_account_is_kept_where_its_key_is_known(
    hass: HomeAssistant, world: FakeBybit
) -> None:
    result = await entered(hass, EUROPEAN)
    assert result["step_id"] == "live_account"
    assert result["description_placeholders"]["exchange"] == "Bybit (EEA)"

    result = await submit(hass, result)
    await hass.async_block_till_done()

    entry = result["result"]
    assert (result["title"], entry.data["region"]) == ("Bybit (EEA)", "eea")
    assert entry.data["currency"] == "USDC"
    assert entry.state is ConfigEntryState.LOADED
    # A signal calls it what it is called everywhere.
    assert {"Bybit", "bybit"} <= {*entry.runtime_data.exchange.signal_names}
    found = await async_get_config_entry_diagnostics(hass, entry)
    assert found["account"]["region"] == "eea"
    asked = len(world.requests)
    await hass.config_entries.async_reload(entry.entry_id)
    assert len(world.requests) == asked
    await hass.config_entries.async_unload(entry.entry_id)


async def test_key_that_is_known_nowhere_is_told_with_the_places_that_were_asked(
    hass: HomeAssistant,
) -> None:
    result = await entered(hass, "a key of nobody")

    assert result["errors"] == {"base": "key_refused_everywhere"}
    told = TEXTS["config"]["error"]["key_refused_everywhere"].format(
        **result["description_placeholders"]
    )
    assert "None of these knows this key: Bybit, Bybit (EEA)." in told


async def test_region_that_does_not_answer_has_refused_nothing(
    hass: HomeAssistant, world: FakeBybit
) -> None:
    world.faults.append(Fault(effect=Effect.DROP, route="*", times=1_000))

    unsure = await entered(hass, "a key of nobody")
    found = await entered(hass, EUROPEAN)

    assert unsure["errors"] == {"base": "cannot_connect"}
    assert found["step_id"] == "live_account"


async def test_only_the_usual_place_has_a_test_network(
    hass: HomeAssistant, europe: FakeBybitEu
) -> None:
    result = await entered(hass, "a key of nobody", environment="testnet")

    assert result["errors"] == {"base": "key_refused"}
    assert not europe.requests


async def test_account_of_before_there_were_regions_stays_where_it_was(
    hass: HomeAssistant, europe: FakeBybitEu
) -> None:
    entry = live_entry("BYBI")
    assert "region" not in entry.data
    async with loaded(hass, entry):
        assert not europe.requests


@pytest.mark.parametrize(
    ("owner_there", "error"), [("the same", None), ("somebody else", "other_account")]
)
async def test_account_moves_to_another_region_only_with_its_owner(
    hass: HomeAssistant,
    world: FakeBybit,
    owner_there: str,
    error: str | None,
) -> None:
    if owner_there != "the same":
        world.account.user_id = 7
    first = await submit(hass, await entered(hass, GLOBAL))
    await hass.async_block_till_done()
    entry = first["result"]

    result = await replaced(hass, entry.entry_id, EUROPEAN)
    await hass.async_block_till_done()

    if error:
        assert result["errors"] == {"base": error}
        assert entry.data["region"] == "global"
    else:
        assert result["reason"] == "reconfigure_successful"
        assert entry.data["region"] == "eea"
        assert entry.runtime_data.exchange.name == "Bybit (EEA)"
    await hass.config_entries.async_unload(entry.entry_id)


async def test_refused_key_is_asked_for_where_it_was_known(
    hass: HomeAssistant, world: FakeBybit, europe: FakeBybitEu
) -> None:
    entry = live_entry("BYBI", credentials=given(EUROPEAN))
    entry.add_to_hass(hass)
    hass.config_entries.async_update_entry(entry, data={**entry.data, "region": "eea"})
    europe.set_key(revoked=True)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    (flow,) = hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH
    europe.set_key(revoked=False)

    form: Any = await hass.config_entries.flow.async_configure(flow["flow_id"])
    result = await submit(hass, form, given(EUROPEAN))
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert not world.requests
    await hass.config_entries.async_unload(entry.entry_id)


async def test_prices_come_from_the_region_that_serves_people_from_here(
    hass: HomeAssistant, world: FakeBybit, europe: FakeBybitEu
) -> None:
    result = await submit(hass, await start_account(hass, "real_prices"), {"price_source": "bybi"})
    assert result["step_id"] == "real_account"
    assert world.requests
    assert not europe.requests

    hass.data["tradehook"].venue_resources = None
    world.faults.append(Fault(effect=Effect.GATEWAY, status=451, route="*", times=1_000))
    result = await submit(hass, await start_account(hass, "real_prices"), {"price_source": "bybi"})
    assert result["step_id"] == "real_account"
    assert europe.requests
