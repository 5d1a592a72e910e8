"""Clients: loaded alone, switched for certain, and kept from acting on their own."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.session.client_factory import (
    Credentials,
    NotSwitchedError,
    build_client,
    choose_environment,
)
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import (
    SANDBOX,
    Credential,
    Environment,
)
from custom_components.tradehook.exchanges.venues.model.traffic import Correction
from custom_components.tradehook.exchanges.venues.model.venue import Venue
from tests.exchanges.live import host

SWITCHES = [(venue, chosen) for venue in VENUES.values() for chosen in venue.environments]


@pytest.mark.parametrize("venue", VENUES.values(), ids=VENUES)
def test_every_client_loads_and_wants_the_credentials_of_the_table(venue: Venue) -> None:
    client = load_client(venue.client_id)({})
    wanted = {name for name, needed in client.requiredCredentials.items() if needed}  # type: ignore[attr-defined]
    camel = {name.value.title().replace("_", "") for name in venue.credentials}
    assert {name[0].lower() + name[1:] for name in camel} == wanted


@pytest.mark.parametrize(
    ("venue", "chosen"), SWITCHES, ids=[f"{venue.code}-{chosen}" for venue, chosen in SWITCHES]
)
async def test_switch_to_a_test_network_is_proven(venue: Venue, chosen: Environment) -> None:
    keys = Credentials(dict.fromkeys(venue.credentials, "0x" + "1" * 40))
    async with host() as surroundings:
        client = build_client(
            load_client(venue.client_id), venue, surroundings, environment=chosen, credentials=keys
        )
        await client.close()


@pytest.mark.parametrize("code", ["KUCN", "KRKN", "GDAX", "MEXC", "HUBI", "BVVO"])
def test_venue_without_a_test_network_never_stays_on_the_live_one(code: str) -> None:
    """Its client fails oddly, and goes on with real money."""
    venue = VENUES[code]
    with pytest.raises(NotSwitchedError):
        choose_environment(load_client(venue.client_id)({}), venue, Environment.TESTNET)


def test_switch_that_changes_nothing_is_refused() -> None:
    class Stubborn:
        urls = {"api": {"public": "https://api.example.com"}}  # noqa: RUF012
        headers: dict[str, str] = {}  # noqa: RUF012

        def set_sandbox_mode(self, _enabled: bool) -> None:
            """Say nothing, do nothing."""

    venue = VENUES["GATE"]
    assert venue.environments[Environment.TESTNET] == SANDBOX
    with pytest.raises(NotSwitchedError):
        choose_environment(Stubborn(), venue, Environment.TESTNET)  # type: ignore[arg-type]


async def test_hyperliquid_approves_no_fees_with_the_users_key() -> None:
    venue = VENUES["HYPERLIQUIDF"]
    keys = Credentials(
        {Credential.WALLET_ADDRESS: "0x" + "1" * 40, Credential.PRIVATE_KEY: "0x" + "2" * 64}
    )
    asked = []

    async def fetch(url: str, _method: str, _headers: object, body: str) -> object:
        asked.append((url, body))
        return "default"

    async with host() as surroundings:
        client = build_client(
            load_client("hyperliquid"),
            venue,
            surroundings,
            environment=Environment.LIVE,
            credentials=keys,
        )
        client.fetch = fetch
        await client.initialize_client()  # type: ignore[attr-defined]
        await client.close()

    assert all("approveBuilderFee" not in body and "setReferrer" not in body for _, body in asked)


async def test_each_new_client_is_corrected() -> None:
    def no_streams(client: Any) -> None:
        client.has["watchOrders"] = False

    venue = VENUES["BINA"]
    setup = replace(venue.client, corrections=(Correction(no_streams),))
    async with host() as surroundings:
        client = build_client(
            load_client(venue.client_id),
            replace(venue, client=setup),
            surroundings,
            environment=Environment.LIVE,
        )
        await client.close()

    assert client.has["watchOrders"] is False


def test_missing_credentials_are_named() -> None:
    given = Credentials({Credential.API_KEY: "x", Credential.SECRET: ""})
    assert given.missing(VENUES["OKEX"]) == [Credential.SECRET, Credential.PASSWORD]
    assert isinstance(NotSwitchedError(""), VenueError)


def test_unknown_exchange_is_an_error() -> None:
    with pytest.raises((ImportError, AttributeError)):
        load_client("no_such_exchange")


async def test_clients_of_a_class_hold_what_they_only_read_once() -> None:
    venue = VENUES["BINA"]
    factory = load_client(venue.client_id)

    def teach(client: Any) -> None:
        client.exceptions["exact"]["-9999"] = VenueError

    setup = replace(venue.client, corrections=(*venue.client.corrections, Correction(teach)))
    taught = replace(venue, client=setup)
    async with host() as surroundings:
        first, other, second = (
            build_client(factory, one, surroundings, environment=Environment.LIVE)
            for one in (venue, taught, venue)
        )
    for name in ("api", "exceptions", "features"):
        assert getattr(second, name) is getattr(first, name)
    assert other.api is first.api  # type: ignore[attr-defined]
    assert "-9999" in other.exceptions["exact"]  # type: ignore[attr-defined]
    assert "-9999" not in first.exceptions["exact"]  # type: ignore[attr-defined]
    for one in (first, other, second):
        await one.close()
