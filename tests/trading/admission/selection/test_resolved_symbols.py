"""A symbol that is remembered means what it would mean if it was compared anew."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from hypothesis import given, strategies as st
import pytest

from custom_components.tradehook.trading.admission.selection import (
    ResolvedSymbols,
    find_market,
    resolve_symbol,
)
from custom_components.tradehook.trading.admission.selection.symbols import means_exchange
from custom_components.tradehook.trading.model.market import Market
from custom_components.tradehook.trading.reasons.reasons import Refused
from tests.trading.admission_world import LINEAR, SPOT, D, market, signal, world

ROWS = (
    market("BTC"),
    market("BTC", LINEAR),
    market("ETH"),
    market("ETH", min_cost=D(10)),
    market("BTC", native_symbol="ETHUSDT", symbol="btc/usdt"),
)
TEXTS = ("BTC/USDT", "btc/usdt", "BTCUSDT", "SIM:ETHUSDT", "ETHUSDT.P", "ETH/USDT", "X", "OTHER:X")
STEPS = st.tuples(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from(ROWS), max_size=4),
    st.sampled_from(["changed", "anew", "as they were"]),
)


def meant(resolve: object, text: str, markets: Mapping[str, Market]) -> object:
    """Return the market that a symbol means, or why it means none."""
    try:
        return resolve(text, markets, "SIM", ("simulated",))  # type: ignore[operator]
    except Refused as err:
        return err.refusal


@given(st.lists(STEPS, max_size=12))
def test_it_means_what_it_would_mean_anew(steps: list[tuple[str, list[Market], str]]) -> None:
    """Markets change in place, or are other ones that stay, as those of a venue's catalogue."""
    known, changing = ResolvedSymbols(), dict[str, Market]()
    lasting = MappingProxyType[str, Market]({})
    for text, rows, how in steps:
        listed = {row.symbol: row for row in rows}
        if how == "changed":
            changing.clear()
            changing.update(listed)
        elif how == "anew":
            lasting = MappingProxyType(listed)
        markets: Mapping[str, Market] = changing if how == "changed" else lasting
        assert meant(known.market, text, markets) == meant(resolve_symbol, text, markets)
        assert meant(known.market, text, markets) == meant(resolve_symbol, text, markets)


def test_thousands_of_markets_that_stay_are_not_compared_again() -> None:
    known, markets = ResolvedSymbols(), MappingProxyType({ROWS[0].symbol: ROWS[0]})
    assert known.market("BTCUSDT", markets, "SIM") is ROWS[0]
    compared = known._markets
    assert known.market("BTCUSDT", markets, "SIM") is ROWS[0]
    assert known._markets is compared


def test_no_long_text_is_remembered_and_not_too_many() -> None:
    known, markets = ResolvedSymbols(), {ROWS[0].symbol: ROWS[0]}
    for spaces in range(600):
        assert known.market("BTC/USDT" + " " * spaces, markets, "SIM") is ROWS[0]
    assert 0 < len(known._found) <= ResolvedSymbols.KEPT
    assert max(len(text) for text, *_ in known._found) <= ResolvedSymbols.LONGEST


def test_a_signal_is_looked_up_in_what_is_remembered() -> None:
    context = replace(world(SPOT), symbols=ResolvedSymbols())

    for _ in range(2):
        assert find_market(signal(symbol="BTCUSDT"), context).symbol == "BTC/USDT"
    with pytest.raises(Refused):
        find_market(signal(symbol="XYZUSDT"), context)


@pytest.mark.parametrize(
    "text", ["SIM", "sim", "SIM_DLY", "S-I-M", "simulated", "", "_DL", "币安", "A_DL"]
)
def test_a_name_as_it_is_spelled_means_what_it_means_by_its_letters(text: str) -> None:
    names = ("simulated", "币安", "A_DL", "")
    expected = text in ("SIM", "sim", "SIM_DLY", "S-I-M", "simulated")

    assert means_exchange(text, "SIM", names) is expected
