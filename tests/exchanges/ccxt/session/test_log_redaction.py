"""Keys, signatures and passphrases never get into logs or messages."""

import json
import logging
from urllib.parse import quote

import pytest

from custom_components.tradehook.exchanges.ccxt.session.client_factory import Credentials
from custom_components.tradehook.exchanges.log_redaction import HIDDEN, LONGEST, Scrubber, said
from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.exchanges.venues.model.access import Credential
from tests.exchanges.live import Live, until
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.clients import KEYS
from tests.fake_exchange.faults import Effect, Fault

KEY, SECRET, PASSPHRASE = "my-very-own-key", "s3cr3t/with+signs", 'pass "phrase"'
CREDENTIALS = Credentials(
    {
        Credential.API_KEY: KEY,
        Credential.SECRET: SECRET,
        Credential.PASSWORD: PASSPHRASE,
    }
)


def error(text: str) -> Exception:
    """Return what a client would raise."""
    return RuntimeError(text)


@pytest.mark.parametrize(
    "text",
    [
        f"binance POST https://api.binance.com/api/v3/order?symbol=X&signature=abc&apiKey={KEY}",
        f"headers {{'OK-ACCESS-KEY': '{KEY}', 'OK-ACCESS-PASSPHRASE': '{PASSPHRASE}'}}",
        f"secret={quote(SECRET, safe='')}",
        json.dumps({"X-BAPI-SIGN": "deadbeef", "passphrase": PASSPHRASE, "secret": SECRET}),
        "wss://stream.binance.com/ws?listenKey=abcdef",
        'X-MBX-APIKEY": "0123456789"',
        "Authorization: deadbeef",
    ],
)
def test_texts_lose_their_secrets(text: str) -> None:
    told = CREDENTIALS.scrubber().scrub(text)
    assert HIDDEN in told
    for secret in (KEY, SECRET, quote(SECRET, safe=""), PASSPHRASE, "abcdef", "deadbeef", "=abc"):
        assert secret not in told
    assert "0123456789" not in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('binance {"code":-2010,"msg":"No money."}', "No money. (-2010)"),
        ('bybit {"retCode":110007,"retMsg":"ab not enough"}', "ab not enough (110007)"),
        ('okx {"code":"1","data":[{"sCode":"5","sMsg":"Too little"}],"msg":""}', "Too little (5)"),
        ('kraken {"error":["EOrder:No funds"]}', 'kraken {"error":["EOrder:No funds"]}'),
        ("binance POST https://x/y 502 Bad Gateway <html>page</html>", "502 Bad Gateway"),
        ("binance {broken", "binance {broken"),
    ],
)  # fmt: skip
def test_errors_are_told_as_the_venue_says_them(text: str, sentence: str) -> None:
    assert Scrubber(()).told(error(text)) == sentence


def test_long_errors_are_cut() -> None:
    assert len(Scrubber(()).told(error("x" * 5000))) == LONGEST


def test_deep_json_in_an_error_is_harmless() -> None:
    assert said("x " + '{"a":' * 100_000).startswith("x ")


def test_credentials_do_not_show() -> None:
    assert KEY not in repr(CREDENTIALS)
    assert SECRET not in str(CREDENTIALS)


async def test_nothing_of_a_run_is_in_its_log(
    spot: Live, binance: FakeBinance, caplog: pytest.LogCaptureFixture
) -> None:
    """With everything at DEBUG, faults included."""
    caplog.set_level(logging.DEBUG)
    told = []
    for effect in (Effect.GATEWAY, Effect.DROP, Effect.TRUNCATE, Effect.RATE_LIMIT):
        binance.faults.append(Fault(effect=effect, route="create_order"))
        with pytest.raises(VenueError) as caught:
            await spot.order("buy", "0.01", "59000")
        told.append(str(caught.value))
        spot.exchange._resources._limits.clear()
    spot.exchange.watch_prices(["BTC/USDT"])
    await until(lambda: binance.sent("create_order"))

    signatures = {
        request.params["signature"] for request in binance.requests if "signature" in request.params
    }
    assert signatures
    for secret in (*KEYS.values(), *signatures):
        assert secret not in caplog.text
        assert not any(secret in text for text in told)
    assert "request: POST" in caplog.text
