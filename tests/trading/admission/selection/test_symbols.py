"""Exchanges and symbols in every spelling."""

from decimal import Decimal
from time import thread_time

import pytest

from custom_components.tradehook.trading.admission.selection.symbols import (
    UnfitSymbol,
    means_coin,
    resolve_symbol,
)
from custom_components.tradehook.trading.model.market import Market, MarketType
from custom_components.tradehook.trading.reasons.reasons import ReasonCode


def market(symbol: str, native: str | None = None) -> Market:
    pair, _, settle = symbol.partition(":")
    base, quote = pair.split("/")
    return Market(
        symbol=symbol,
        native_symbol=native or base + quote,
        base=base,
        quote=quote,
        market_type=MarketType.LINEAR if settle else MarketType.SPOT,
        price_tick=Decimal("0.01"),
        amount_step=Decimal("0.001"),
        min_amount=Decimal("0.001"),
        min_cost=Decimal(5),
    )


def markets(*found: Market) -> dict[str, Market]:
    return {item.symbol: item for item in found}


SPOT = markets(
    market("BTC/USDT"),
    market("ETH/USDT"),
    market("SOL/USDT"),
    market("BTC/EUR"),
    market("ETH/BTC"),
    market("DOGE/USDT"),
)
LINEAR = markets(
    market("BTC/USDT:USDT", "BTC-USDT-SWAP"),
    market("ETH/USDT:USDT", "ETH-USDT-SWAP"),
    market("BTC/USDC:USDC", "BTC-USDC-SWAP"),
    market("1000SHIB/USDT:USDT", "1000SHIBUSDT"),
)


NAMES = {
    "BYBI": ("Bybit", "bybit"),
    "BYBIF": ("Bybit Futures", "bybit"),
    "OKEX": ("OKX", "okx"),
    "OKEXF": ("OKX Futures", "okx"),
    "BIFU": ("Binance Futures", "binanceusdm", "binance"),
}
"""What the exchanges of this file are called, as the catalogue of venues has it."""


@pytest.mark.parametrize(
    "text",
    [
        "BYBI_USDT_BTC",
        "bybi_usdt_btc",
        " BYBIT_USDT_BTC ",
        "BTCUSDT",
        "btcusdt",
        "BTC-USDT",
        "BTC_USDT",
        "BTC/USDT",
        "btc/usdt",
        "BYBIT:BTCUSDT",
        "BYBIT_DLY:BTCUSDT",
        "BYBI:BTC/USDT",
    ],
)
def test_spot_market_is_found_in_every_spelling(text: str) -> None:
    assert resolve_symbol(text, SPOT, "BYBI", NAMES["BYBI"]).symbol == "BTC/USDT"


@pytest.mark.parametrize(
    "text",
    [
        "OKEXF_USDT_BTC",
        "BTC-USDT-SWAP",
        "BTC/USDT:USDT",
        "btc/usdt:usdt",
        "BTC/USDT",
        "BTCUSDT",
        "BTCUSDT.P",
        "btcusdt.p",
        "BTC-USDT.P",
        "OKX:BTCUSDT.P",
        "OKX:BTC-USDT-SWAP",
        "OKX:BTC/USDT:USDT",
    ],
)
def test_perpetual_is_found_in_every_spelling(text: str) -> None:
    assert resolve_symbol(text, LINEAR, "OKEXF", NAMES["OKEXF"]).symbol == "BTC/USDT:USDT"


@pytest.mark.parametrize(
    "text",
    [
        "BTCUSDT.PS",
        "BINGX:BTCUSDT.PS",
        "BTCUSDTPERP",
        "BTC-USDT-PERP",
        "BTC_USDT_PERP",
        "BTCUSDTSWAP",
        "BTC_USDT_SWAP",
        "BTC-USDT-SWAP.P",
        "btc-usdt-swap.p",
        "XBTUSDT",
        "XBTUSDT.P",
        "XBT/USDT",
        "XBT-USDT-SWAP",
        "BTC/USDT.P",
    ],
)
def test_tradingviews_spellings_of_perpetuals_are_known(text: str) -> None:
    found = resolve_symbol(text.replace("BINGX", "OKX"), LINEAR, "OKEXF", NAMES["OKEXF"])
    assert found.symbol == "BTC/USDT:USDT"
    if "XBT" not in text or ".P" in text or "SWAP" in text:
        with pytest.raises(UnfitSymbol):
            resolve_symbol(text.replace("BINGX:", ""), SPOT, "BYBI", NAMES["BYBI"])


def test_other_name_of_bitcoin_is_known_both_ways() -> None:
    assert resolve_symbol("XBTUSDT", SPOT, "BYBI", NAMES["BYBI"]).symbol == "BTC/USDT"
    kraken = markets(market("XBT/USDT"), market("ETH/XBT"))
    assert resolve_symbol("BTCUSDT", kraken, "BYBI", NAMES["BYBI"]).symbol == "XBT/USDT"


def test_coin_that_is_called_as_a_mark_is_itself() -> None:
    perps = markets(market("PERP/USDT:USDT"), market("SWAP/USDT:USDT"))
    assert resolve_symbol("PERPUSDT", perps, "BYBIF", NAMES["BYBIF"]).symbol == "PERP/USDT:USDT"
    assert resolve_symbol("PERPUSDT.P", perps, "BYBIF", NAMES["BYBIF"]).symbol == "PERP/USDT:USDT"
    assert resolve_symbol("SWAPUSDTPERP", perps, "BYBIF", NAMES["BYBIF"]).symbol == "SWAP/USDT:USDT"


@pytest.mark.parametrize(
    "text", ["PEPEUSDT", "PEPEUSDT.P", "PEPE-USDT-SWAP", "BTCUSD.P", "BTCPERP"]
)
def test_no_mark_makes_another_coin_or_quote_fit(text: str) -> None:
    perps = markets(market("1000PEPE/USDT:USDT"), market("BTC/USDT:USDT"))
    with pytest.raises(UnfitSymbol):
        resolve_symbol(text, perps, "BYBIF", NAMES["BYBIF"])


@pytest.mark.parametrize(
    "text",
    [
        "BTC",
        "BTCUSD",
        "BTCUSDC",
        "BTCUSDTPERP",
        "BTCPERP",
        "BTC-PERP",
        "XBTUSD",
        "BTC/USDC:USDC",
        "BTC-USD-SWAP",
        "OKX:BTCUSD.P",
        "OKEXF_USDC_BTC",
        "1000BTCUSDT",
    ],
)
def test_spelling_means_the_coin_it_begins_with(text: str) -> None:
    assert means_coin(text, market("BTC/USDT:USDT"), "OKEXF", NAMES["OKEXF"])


@pytest.mark.parametrize(
    "text",
    [
        "ETHUSDT",
        "ETHBTC",
        "ETH/BTC",
        "BTCDOMUSDT",
        "BTCUPUSDT",
        "WBTCUSDT",
        "USDTBTC",
        "BINANCE:BTCUSD",
        "BTC3LUSDT",
        "BTCUSDT240329",
        "",
        "PERP",
        ":",
    ],
)
def test_spelling_of_another_coin_means_that(text: str) -> None:
    assert not means_coin(text, market("BTC/USDT:USDT"), "OKEXF", NAMES["OKEXF"])


def test_multiplier_makes_no_other_coin() -> None:
    assert means_coin("PEPEUSDT", market("1000PEPE/USDT:USDT"), "BYBIF", NAMES["BYBIF"])
    assert means_coin("1000PEPEUSD.P", market("PEPE/USDT:USDT"), "BYBIF", NAMES["BYBIF"])
    assert not means_coin("INCHUSDT", market("1INCH/USDT"), "BYBI", NAMES["BYBI"])


def test_multiplier_coin_keeps_its_name() -> None:
    found = resolve_symbol("BIFU_USDT_1000SHIB", LINEAR, "BIFU", NAMES["BIFU"])
    assert found.symbol == "1000SHIB/USDT:USDT"
    with pytest.raises(UnfitSymbol):
        resolve_symbol("BIFU_USDT_SHIB", LINEAR, "BIFU", NAMES["BIFU"])


def test_exchange_may_be_named_by_the_accounts_own_name() -> None:
    assert resolve_symbol("My Venue:BTCUSDT", SPOT, "XYZ", ("my venue",)).symbol == "BTC/USDT"


@pytest.mark.parametrize(
    "text",
    [
        "BTCUSDT.P",
        "BTC/USDT:USDT",
        "BTC/USDT.P",
        "BYBIT:BTCUSDT.P",
        "BTCUSD",
        "USDTBTC",
        "BTC",
        "BYBI_BTC_USDT",
        "BYBI_USDT",
        "BT-CUSDT",
        "",
        "/",
        ":",
        "_",
        "__",
        "???",
        "\ud800",
    ],
)
def test_what_fits_nothing_on_spot_is_unknown(text: str) -> None:
    with pytest.raises(UnfitSymbol) as unfit:
        resolve_symbol(text, SPOT, "BYBI", NAMES["BYBI"])
    refusal = unfit.value.refusal
    assert refusal.code is ReasonCode.UNKNOWN_SYMBOL
    assert refusal.status == 422
    assert refusal.errors[0].path == "symbol"
    assert "BYBI_" in refusal.errors[0].message
    assert "BYBI_" in refusal.message


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("BTCUSDC", "BYBI_USDT_BTC"),
        ("BTCUSDT.P", "BYBI_USDT_BTC"),
        ("DOGUSDT", "BYBI_USDT_DOGE"),
        ("BYBI_USDT_SOLL", "BYBI_USDT_SOL"),
        ("BYBI_EURO_BTC", "BYBI_EUR_BTC"),
    ],
)
def test_nearest_markets_are_named_first(text: str, candidate: str) -> None:
    with pytest.raises(UnfitSymbol) as unfit:
        resolve_symbol(text, SPOT, "BYBI", NAMES["BYBI"])
    assert unfit.value.refusal.errors[0].message.split(": ")[1].startswith(candidate)


@pytest.mark.parametrize("text", ["BINANCE:BTCUSDT", "BINA_USDT_BTC", "BYBIF_USDT_BTC", "X:Y"])
def test_symbol_of_another_exchange_is_refused_as_such(text: str) -> None:
    with pytest.raises(UnfitSymbol) as unfit:
        resolve_symbol(text, SPOT, "BYBI", NAMES["BYBI"])
    assert unfit.value.refusal.code is ReasonCode.WRONG_EXCHANGE
    assert unfit.value.refusal.status == 422


def test_what_fits_several_markets_is_ambiguous() -> None:
    both = markets(market("ABC/DUSDT"), market("ABCD/USDT"), market("ABCD/EUR"))
    with pytest.raises(UnfitSymbol) as unfit:
        resolve_symbol("ABCDUSDT", {**both, "X/Y": market("X/Y")}, "BYBI", NAMES["BYBI"])
    refusal = unfit.value.refusal
    assert refusal.code is ReasonCode.AMBIGUOUS_SYMBOL
    assert refusal.errors[0].message == "fits several markets: ABC/DUSDT, ABCD/USDT"
    assert resolve_symbol("ABCD/USDT", both, "BYBI", NAMES["BYBI"]).symbol == "ABCD/USDT"
    assert resolve_symbol("BYBI_DUSDT_ABC", both, "BYBI", NAMES["BYBI"]).symbol == "ABC/DUSDT"


def test_account_with_both_types_tells_them_apart_by_p_and_settlement() -> None:
    both = SPOT | LINEAR
    assert resolve_symbol("BTCUSDT.P", both, "OKEX", NAMES["OKEX"]).symbol == "BTC/USDT:USDT"
    assert resolve_symbol("BTC/USDT", both, "OKEX", NAMES["OKEX"]).symbol == "BTC/USDT"


def test_symbol_before_the_markets_are_loaded_is_unknown() -> None:
    with pytest.raises(UnfitSymbol, match="not loaded"):
        resolve_symbol("BTCUSDT", {}, "BYBI", NAMES["BYBI"])


def test_large_venue_is_searched_within_milliseconds() -> None:
    many = markets(*(market(f"C{index}/USDT", f"c{index}-usdt") for index in range(3000)))
    start = thread_time()
    assert resolve_symbol("C2999USDT", many, "BYBI", NAMES["BYBI"]).symbol == "C2999/USDT"
    found = thread_time() - start
    start = thread_time()
    with pytest.raises(UnfitSymbol):
        resolve_symbol("C2999USDX", many, "BYBI", NAMES["BYBI"])
    assert found < 0.05
    assert thread_time() - start < 0.2
