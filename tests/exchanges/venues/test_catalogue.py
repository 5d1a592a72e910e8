"""The catalogue of venues: its rows, what signals may call them, and how a row is added."""

import pytest

from custom_components.tradehook.exchanges.simulated_market import SimulatedMarket
from custom_components.tradehook.exchanges.venues.catalogue import VENUES, register_venue, venue
from custom_components.tradehook.exchanges.venues.closed import CLOSED
from custom_components.tradehook.exchanges.venues.model.venue import Venue
from custom_components.tradehook.trading.admission.selection.symbols import means_exchange
from custom_components.tradehook.trading.model.market import MarketType

SPOT, LINEAR = MarketType.SPOT, MarketType.LINEAR

CONTRACT = {
    "BINA": ("Binance", "binance", SPOT),
    "BIUS": ("Binance US", "binanceus", SPOT),
    "BYBI": ("Bybit", "bybit", SPOT),
    "KUCN": ("Kucoin", "kucoin", SPOT),
    "OKEX": ("OKX", "okx", SPOT),
    "KRKN": ("Kraken", "kraken", SPOT),
    "GDAX": ("Coinbase", "coinbase", SPOT),
    "GATE": ("Gate.io", "gate", SPOT),
    "HUBI": ("Huobi/HTX", "htx", SPOT),
    "MEXC": ("MEXC", "mexc", SPOT),
    "HITB": ("HitBTC", "hitbtc", SPOT),
    "BVVO": ("Bitvavo", "bitvavo", SPOT),
    "CRO": ("Crypto.com", "cryptocom", SPOT),
    "WOO": ("WOO X", "woo", SPOT),
    "PLNX": ("Poloniex", "poloniex", SPOT),
    "HYPERLIQUID": ("Hyperliquid", "hyperliquid", SPOT),
    "BIFU": ("Binance Futures", "binanceusdm", LINEAR),
    "BYBIF": ("Bybit Futures", "bybit", LINEAR),
    "KUCNF": ("Kucoin Futures", "kucoinfutures", LINEAR),
    "OKEXF": ("OKX Futures", "okx", LINEAR),
    "HYPERLIQUIDF": ("Hyperliquid Perpetuals", "hyperliquid", LINEAR),
}
"""The exchanges that the contract of signals names and that have not closed."""
SIGNAL_NAMES = {code: row.signal_names for code, row in VENUES.items()} | {
    SimulatedMarket.code: SimulatedMarket.signal_names
}


@pytest.mark.parametrize("code", CONTRACT)
def test_every_code_of_the_contract_has_its_venue(code: str) -> None:
    row = VENUES[code]
    assert row.code == code
    assert (row.name, row.client_id, row.market_type) == CONTRACT[code]


def test_venues_beside_the_contract() -> None:
    assert VENUES.keys() - CONTRACT.keys() == {"BITGF", "GATEF", "KRKNF", "bitget"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BYBI", "BYBI"),
        ("bybi", "BYBI"),
        (" Bybit ", "BYBI"),
        ("BYBIT", "BYBI"),
        ("BYBIT", "BYBIF"),
        ("bybit futures", "BYBIF"),
        ("BINANCE", "BINA"),
        ("BINANCE", "BIFU"),
        ("BINANCE_DL", "BINA"),
        ("BINANCE_DLY", "BINA"),
        ("binance_dly", "BINA"),
        ("binanceusdm", "BIFU"),
        ("KRAKEN", "KRKNF"),
        ("OKX", "OKEX"),
        ("OKX", "OKEXF"),
        ("KUCOIN", "KUCNF"),
        ("Gate.io", "GATE"),
        ("GATEIO", "GATE"),
        ("HTX", "HUBI"),
        ("HUOBI", "HUBI"),
        ("COINBASE", "GDAX"),
        ("CRYPTOCOM", "CRO"),
        ("WOONETWORK", "WOO"),
        ("HYPERLIQUID", "HYPERLIQUIDF"),
        ("bitget", "bitget"),
        ("BITGET_DLY", "bitget"),
        ("SIM", "SIM"),
        ("Simulated", "SIM"),
        ("simulated market", "SIM"),
    ],
)
def test_exchange_fits_by_code_name_or_tradingviews_name(text: str, code: str) -> None:
    assert means_exchange(text, code, SIGNAL_NAMES[code])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "BINA"),
        ("_DLY", "BINA"),
        ("///", "BINA"),
        ("BINA", "BIFU"),
        ("BIFU", "BINA"),
        ("BINANCE", "BIUS"),
        ("BYBIT", "BINA"),
        ("BINANCE", "SIM"),
        ("simulated", "BINA"),
        ("bit", "bitget"),
    ],
)
def test_another_exchange_does_not_fit(text: str, code: str) -> None:
    assert not means_exchange(text, code, SIGNAL_NAMES[code])


@pytest.mark.parametrize("code", VENUES)
def test_every_code_and_name_fits_itself(code: str) -> None:
    row = VENUES[code]
    assert means_exchange(code.lower(), code, row.signal_names)
    assert means_exchange(row.name.upper(), code, row.signal_names)
    assert means_exchange(f"{row.client_id}_DLY", code, row.signal_names)


def test_venue_without_quirks_is_a_code_a_name_and_a_client() -> None:
    row = Venue(code="NEW", name="New", client_id="new", market_type=SPOT)
    remove = register_venue(row)
    try:
        assert venue("NEW") is VENUES["NEW"] is row
        assert row.signal_names == ("New", "new")
        assert row.order_lists == ({},)
    finally:
        remove()
    assert "NEW" not in VENUES


@pytest.mark.parametrize("code", ["BINA", "bina", "BITGET", "BMEX", "bitmf", "BITMART"])
def test_code_that_is_taken_or_was_a_closed_exchanges_is_not_registered(code: str) -> None:
    with pytest.raises(ValueError, match="already"):
        register_venue(Venue(code=code, name="New", client_id="new", market_type=SPOT))
    assert VENUES["BINA"].name == "Binance"


def test_exchanges_that_have_closed_are_not_in_the_list() -> None:
    assert {"BMEX", "BITMF", "bitmart"} == CLOSED.keys()
    assert not CLOSED.keys() & VENUES.keys()
    assert not {"bitmex", "bitmart"} & {row.client_id for row in VENUES.values()}
