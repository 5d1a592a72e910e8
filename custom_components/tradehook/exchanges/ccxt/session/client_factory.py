"""Builds clients: their configuration, the environment and its proof, what they must not do."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache

from ....trading.model.market import MarketType
from ...log_redaction import Scrubber, wire_logger
from ...port.exchange import CredentialsRefusedError, VenueError
from ...venues.model.access import Credential, Environment, Switch, UnreadableKeyError
from ...venues.model.venue import Venue
from ..core.protocol import CcxtClient, ClientFactory
from ..core.runtime import Runtime
from .stream_reading import read_streams

_TABLES = ("api", "exceptions", "features", "httpExceptions", "timeframes")
"""What a client only reads."""

_FIELDS = {
    Credential.API_KEY: "apiKey",
    Credential.SECRET: "secret",
    Credential.PASSWORD: "password",
    Credential.UID: "uid",
    Credential.WALLET_ADDRESS: "walletAddress",
    Credential.PRIVATE_KEY: "privateKey",
}


class NotSwitchedError(VenueError):
    """The client can't be proven to use the test network: it would trade with real money."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a venue knows an account by; never shown."""

    values: Mapping[Credential, str] = field(repr=False)

    def missing(self, venue: Venue) -> list[Credential]:
        """Return what the venue wants besides."""
        return [name for name in venue.credentials if not self.values.get(name)]

    def read_by(self, venue: Venue) -> Credentials:
        """Return them as the venue's client wants them; raises CredentialsRefusedError."""
        if venue.read_credentials is None:
            return self
        try:
            return Credentials({**self.values, **venue.read_credentials(self.values)})
        except UnreadableKeyError:
            told = f"{venue.name}: this is not a key as it is given out there."
            raise CredentialsRefusedError(told) from None

    def scrubber(self) -> Scrubber:
        """Return what keeps these out of texts; an address is no secret."""
        return Scrubber(
            value for name, value in self.values.items() if name is not Credential.WALLET_ADDRESS
        )


NOBODY = Credentials({})
"""For public data."""


def build_client(
    factory: ClientFactory,
    venue: Venue,
    runtime: Runtime,
    *,
    environment: Environment,
    credentials: Credentials = NOBODY,
    session: object = None,
    exact: bool = True,
) -> CcxtClient:
    """Return a client that is ready for its hooks; raises NotSwitchedError.

    `exact` has numbers stay texts; its streams compare them, so they need them as floats.
    """
    keys = {_FIELDS[name]: value for name, value in credentials.values.items()}
    client = factory(
        keys
        | {
            "session": runtime.session if session is None else session,
            "ssl_context": runtime.ssl_context,
            "logger": wire_logger(),
            "timeout": int(runtime.timings.requests.timeout * 1000),
            # Costs are counted by the client, and paid to a limit of our own.
            "enableRateLimit": True,
            "number": str if exact else float,
            "has": {"fetchCurrencies": venue.client.needs_currencies},
            "options": {
                "defaultType": "spot" if venue.market_type is MarketType.SPOT else "swap",
                "maxRetriesOnFailure": 0,
                **venue.client.options,
            },
        }
    )
    for name in venue.client.stubs:
        setattr(client, name, _nothing)
    for correction in venue.client.corrections:
        correction.apply(client)
    choose_environment(client, venue, environment)
    _share_tables(client)
    read_streams(client)
    runtime.configure(client)
    return client


def _share_tables(client: CcxtClient) -> None:
    """Keep what all clients of a class say of their venue once: each makes it anew, 70 KiB."""
    known = _tables_of(type(client))
    for name in _TABLES:
        own = getattr(client, name, None)
        if own == known.setdefault(name, own):
            setattr(client, name, known[name])


@cache
def _tables_of(_factory: type[CcxtClient]) -> dict[str, object]:
    return {}


def choose_environment(client: CcxtClient, venue: Venue, environment: Environment) -> None:
    """Switch a client to a test network, and prove it; raises NotSwitchedError."""
    if environment is Environment.LIVE:
        return
    switch = venue.environments.get(environment)
    if switch is None:
        raise NotSwitchedError(f"{venue.name} has no {environment} environment.")
    before = deepcopy(client.urls.get("api"))
    try:
        getattr(client, switch.method)(True)
    except Exception as err:
        # Several venues fail in odd ways here, and their client stays on the live address.
        raise NotSwitchedError(f"{venue.name} can't be switched to {environment}.") from err
    if switch.header is not None:
        proven = bool(_headers(client, switch).get(switch.header))
    else:
        proven = not _shared(before, client.urls.get("api"))
    if not proven:
        raise NotSwitchedError(f"{venue.name} did not switch to {environment}.")


def _headers(client: CcxtClient, switch: Switch) -> Mapping[str, str]:
    """Return the headers that a signed request would have."""
    if switch.signed is None:
        return client.headers
    path, sections = switch.signed
    signed = client.sign(path, list(sections), "GET", {})
    return client.headers | dict(signed.get("headers") or {})


def _shared(before: object, after: object, within: str = "") -> bool:
    """Return whether any address is still a live one; prices may come from the live streams."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        both = before.keys() & after.keys()
        names = both - {"public"} if within == "ws" else both
        return any(_shared(before[name], after[name], name) for name in names)
    return before == after


async def _nothing(*_: object) -> bool:
    """Do nothing, and say that it is done."""
    return True
