"""Keys of Coinbase are taken in every way in which they are pasted."""

import json

import pytest

from custom_components.tradehook.exchanges.ccxt.session import Credentials
from custom_components.tradehook.exchanges.port.exchange import CredentialsRefusedError
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.coinbase_key import read_key
from custom_components.tradehook.exchanges.venues.model.access import (
    Credential,
    UnreadableKeyError,
)
from tests.fake_exchange.coinbase.guard import ECDSA_NAME, ED25519_NAME, ED25519_SECRET, PEM

KEY, SECRET = Credential.API_KEY, Credential.SECRET
ECDSA = {KEY: ECDSA_NAME, SECRET: PEM}
ED25519 = {KEY: ED25519_NAME, SECRET: ED25519_SECRET}
ECDSA_FILE = json.dumps({"name": ECDSA_NAME, "privateKey": PEM}, indent=3)
ED25519_FILE = json.dumps({"id": ED25519_NAME, "privateKey": ED25519_SECRET})


@pytest.mark.parametrize(
    "pasted",
    [
        PEM,
        f"\n{PEM}\n ",
        PEM.replace("\n", "\r\n"),
        PEM.replace("\n", ""),
        PEM.replace("\n", " "),
        PEM.replace("\n", "\\n"),
        json.dumps(PEM),
        f"{json.dumps(PEM)},",
        PEM.replace("\n", "").replace("EC PRIVATE KEY", "ECPRIVATEKEY"),
    ],
    ids=range(9),
)
def test_what_a_field_makes_of_a_pem_is_the_same_key(pasted: str) -> None:
    assert read_key({KEY: f" {ECDSA_NAME}\n", SECRET: pasted}) == ECDSA


@pytest.mark.parametrize(
    "text",
    [ECDSA_FILE, ECDSA_FILE.replace("\n", ""), f"  {ECDSA_FILE}\n"],
    ids=["file", "one line", "with space around"],
)
@pytest.mark.parametrize("field", [KEY, SECRET])
def test_downloaded_file_may_be_pasted_as_a_whole_in_either_field(
    field: Credential, text: str
) -> None:
    assert read_key({KEY: "x", SECRET: "x", field: text}) == ECDSA


def test_key_of_ed25519_is_taken_as_it_is_and_from_its_file() -> None:
    assert read_key(ED25519) == ED25519
    assert read_key({KEY: ED25519_FILE, SECRET: ED25519_FILE}) == ED25519
    broken = f"{ED25519_SECRET[:40]} {ED25519_SECRET[40:]}"
    assert read_key({KEY: ED25519_NAME, SECRET: broken}) == ED25519


def test_fields_that_were_mixed_up_are_put_right() -> None:
    assert read_key({KEY: PEM, SECRET: ECDSA_NAME}) == ECDSA


@pytest.mark.parametrize(
    "given",
    [
        {KEY: ECDSA_NAME, SECRET: PEM[:-60]},
        {KEY: ECDSA_NAME, SECRET: PEM.replace("\n", "")[:90] + "-----END EC PRIVATE KEY-----"},
        {KEY: ECDSA_NAME, SECRET: "-----BEGIN EC PRIVATE KEY-----"},
        {KEY: ED25519_NAME, SECRET: ED25519_SECRET[:-8]},
        {KEY: "legacy", SECRET: "abcdefghijklmnopqrstuvwxyz012345"},
        {KEY: "x", SECRET: '{"name": "x"}'},
        {KEY: "x", SECRET: ECDSA_FILE[:-20]},
    ],
)
def test_what_is_no_key_is_said_to_be_none(given: dict[Credential, str]) -> None:
    with pytest.raises(UnreadableKeyError):
        read_key(given)


def test_key_is_read_again_before_it_is_used() -> None:
    stored = Credentials({KEY: ECDSA_NAME, SECRET: PEM.replace("\n", " ")})

    assert stored.read_by(VENUES["GDAX"]).values == ECDSA
    with pytest.raises(CredentialsRefusedError, match="not a key as it is given out"):
        Credentials({KEY: ECDSA_NAME, SECRET: "?"}).read_by(VENUES["GDAX"])
    assert stored.read_by(VENUES["BVVO"]) is stored
