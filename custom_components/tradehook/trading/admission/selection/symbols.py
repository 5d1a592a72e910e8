"""A signal's `symbol`, however it is spelled → the one market of the account that it means."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
import re
from types import MappingProxyType
from typing import Final

from ...model.market import Market, MarketType
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse
from ...reasons.text import shown

CANDIDATES = 3
"""How many markets a refusal names."""

_WITH_EXCHANGE = re.compile(r"([^:/]+):(.+)")
_BY_CODE = re.compile(r"([^_/:]+)_([^_/:]+)_([^_/:]+)")
_SEPARATED = re.compile(r"([^-_/:.]+)[-_/]([^-_/:.]+)")
_SEPARATORS = re.compile(r"[-_/:.]")
_PERPETUALS = (".PS", ".P", "-SWAP", "_SWAP", "SWAP", "-PERP", "_PERP", "PERP")
"""How TradingView and venues end the name of a perpetual; `BTC-USDT-SWAP.P` has two of them."""
_BITCOIN = ("XBT", "BTC")
_MULTIPLIERS = ("1000", "10000", "100000", "1000000", "1M")
_QUOTES = (
    "USDT",
    "USDC",
    "USD",
    "FDUSD",
    "BUSD",
    "TUSD",
    "USDD",
    "DAI",
    "EUR",
    "GBP",
    "TRY",
    "BRL",
)
"""Quotes that a spelling may have although the account trades in others."""
_DELAYED_FEED = re.compile(r"_DLY?$")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_COMPARED = 300
"""Markets that are looked at for the nearest spelling, so that a refusal stays fast."""


class UnfitSymbol(Refused):
    """The symbol means no market, several, or one of another exchange (422)."""


def resolve_symbol(
    text: str,
    markets: Mapping[str, Market],
    exchange_code: str,
    exchange_names: Collection[str] = (),
) -> Market:
    """Return the market that a symbol means; raises UnfitSymbol with the nearest candidates.

    `BTC/USDT` and `BTCUSDT` mean the perpetual where the account trades perpetuals; `.P`, `.PS`,
    `PERP`, `SWAP` and `BTC/USDT:USDT` mean nothing on a spot account. `exchange_names` are what
    the symbol may call the exchange besides its code.
    """
    wanted = text.strip().upper()
    ticker = wanted
    fitting = [market for market in markets.values() if market.symbol.upper() == wanted]
    if not fitting:
        fitting = [market for market in markets.values() if market.native_symbol.upper() == wanted]
    if not fitting:
        ticker = _without_exchange(wanted, exchange_code, exchange_names)
        fitting = _fitting(ticker, markets)
    if len(fitting) == 1:
        return fitting[0]
    symbol = shown(text, 40)
    if fitting:
        code = ReasonCode.AMBIGUOUS_SYMBOL
        candidates = ", ".join(market.symbol for market in fitting[: CANDIDATES + 2])
        error = FieldError("symbol", f"fits several markets: {candidates}", code)
    else:
        code = ReasonCode.UNKNOWN_SYMBOL
        candidates = _nearest(ticker, markets, exchange_code)
        error = FieldError(
            "symbol", f"fits no market of the account, the nearest: {candidates}", code
        )
    raise UnfitSymbol(refuse(code, error, symbol=symbol, candidates=candidates))


class ResolvedSymbols:
    """What symbols were found to mean, as long as the markets are the same.

    A venue lists thousands, and a ticker is compared with all of them.
    """

    KEPT: Final = 256
    LONGEST: Final = 64

    def __init__(self) -> None:
        self._markets: tuple[Market, ...] = ()
        self._lasting: Mapping[str, Market] | None = None
        """These very markets, where what is seen of them is read-only: they stay what they are."""
        self._found: dict[tuple[str, str, tuple[str, ...]], Market] = {}

    def market(
        self,
        text: str,
        markets: Mapping[str, Market],
        exchange_code: str,
        exchange_names: Collection[str] = (),
    ) -> Market:
        """Return what `resolve_symbol` does."""
        if markets is not self._lasting:
            present = tuple(markets.values())
            if present != self._markets:
                self._markets = present
                self._found.clear()
            self._lasting = markets if type(markets) is MappingProxyType else None
        key = (text, exchange_code, tuple(exchange_names))
        found = self._found.get(key)
        if found is None:
            found = resolve_symbol(text, markets, exchange_code, exchange_names)
            if len(self._found) >= self.KEPT:
                self._found.clear()
            if len(text) <= self.LONGEST:
                self._found[key] = found
        return found


def names_coin(text: str, market: Market) -> bool:
    """Return whether a spelling names exactly a market's coin, whatever exchange and quote."""
    ticker = without_any_exchange(text.strip().upper())
    pair, _ = _without_mark(ticker.partition(":")[0])
    own = market.base.upper()
    names = set(_BITCOIN) if own in _BITCOIN else {own}
    if separated := _SEPARATED.fullmatch(pair):
        return separated[1] in names
    quotes = ("", market.quote.upper(), *_QUOTES)
    return any(pair == f"{name}{quote}" for name in names for quote in quotes)


def without_any_exchange(wanted: str) -> str:
    """Return BASE/QUOTE for <CODE>_<QUOTE>_<BASE>, and a ticker without `EXCHANGE:`."""
    if by_code := _BY_CODE.fullmatch(wanted):
        marked = by_code[3] in ("SWAP", "PERP")
        return f"{by_code[1]}-{by_code[2]}" if marked else f"{by_code[3]}/{by_code[2]}"
    with_exchange = _WITH_EXCHANGE.fullmatch(wanted)
    return with_exchange[2] if with_exchange else wanted


def _without_exchange(wanted: str, code: str, names: Collection[str]) -> str:
    """Return BASE/QUOTE for <CODE>_<QUOTE>_<BASE>, and a ticker without `EXCHANGE:`."""
    if by_code := _BY_CODE.fullmatch(wanted):
        prefix, ticker = by_code[1], f"{by_code[3]}/{by_code[2]}"
        if by_code[3] in ("SWAP", "PERP") and not means_exchange(prefix, code, names):
            return wanted.replace("_", "-")
    elif with_exchange := _WITH_EXCHANGE.fullmatch(wanted):
        prefix, ticker = with_exchange[1], with_exchange[2]
    else:
        return wanted
    if means_exchange(prefix, code, names):
        return ticker
    error = FieldError(
        "symbol", f"names another exchange than the bot's: {code}", ReasonCode.WRONG_EXCHANGE
    )
    raise UnfitSymbol(refuse(ReasonCode.WRONG_EXCHANGE, error, expected=code))


def means_exchange(text: str, code: str, names: Collection[str]) -> bool:
    """Return whether a signal's `exchange` means the one with this code and these names.

    Any of them fits, in any case and with the suffix of a delayed feed.
    """
    if (text == code or text in names) and text.isascii() and text.isalnum():
        return True
    wanted = _plain(_DELAYED_FEED.sub("", text.strip().upper()))
    return bool(wanted) and any(wanted == _plain(word) for word in (code, *names))


def _plain(word: str) -> str:
    return _NOT_LETTERS.sub("", word.lower())


def means_coin(
    text: str, market: Market, exchange_code: str, exchange_names: Collection[str] = ()
) -> bool:
    """Return whether a spelling that fits no market still names a market's coin, and no other.

    What comes behind the coin is a quote and how perpetuals are marked; a multiplier before it
    makes no other coin of it.
    """
    try:
        ticker = _without_exchange(text.strip().upper(), exchange_code, exchange_names)
    except UnfitSymbol:
        return False
    pair, _ = _without_mark(ticker.partition(":")[0])
    own = market.base.upper()
    names = {own, *(f"{factor}{own}" for factor in _MULTIPLIERS)}
    names |= {own.removeprefix(factor) for factor in _MULTIPLIERS if own != factor}
    if own in _BITCOIN:
        names |= set(_BITCOIN)
    if separated := _SEPARATED.fullmatch(pair):
        return separated[1] in names
    quotes = ("", market.quote.upper(), *_QUOTES)
    return any(pair == f"{name}{quote}" for name in names for quote in quotes)


def _without_mark(ticker: str) -> tuple[str, bool]:
    """Return a ticker without the marks of a perpetual, and whether it had any."""
    pair = ticker
    while mark := next((end for end in _PERPETUALS if pair.endswith(end) and pair != end), None):
        pair = pair.removesuffix(mark)
    return pair, pair != ticker


def _fitting(ticker: str, markets: Mapping[str, Market]) -> list[Market]:
    """Return the markets that a ticker without its exchange may mean.

    As it stands first: `PERPUSDT` is a coin. Then without the marks of a perpetual, then with
    the other name of bitcoin.
    """
    found = _named(ticker, ticker, markets)
    pair, perpetual = _without_mark(ticker)
    if not found and perpetual:
        linear = {
            key: market
            for key, market in markets.items()
            if market.market_type is MarketType.LINEAR
        }
        unmarked = ticker.removesuffix(".PS").removesuffix(".P")
        found = _named(pair, unmarked, linear) or _other_bitcoin(pair, linear)
    return found or ([] if perpetual else _other_bitcoin(ticker, markets))


def _other_bitcoin(pair: str, markets: Mapping[str, Market]) -> list[Market]:
    for name, other in (_BITCOIN, _BITCOIN[::-1]):
        if pair.startswith(name):
            renamed = other + pair.removeprefix(name)
            return _named(renamed, renamed, markets)
    return []


def _named(pair: str, native: str, markets: Mapping[str, Market]) -> list[Market]:
    """Return the markets of a pair, or with that name at the venue or in the library."""
    separated = _SEPARATED.fullmatch(pair)
    found = []
    for market in markets.values():
        base, quote = market.base.upper(), market.quote.upper()
        same = (base, quote) == separated.groups() if separated else base + quote == pair
        if same or native in (market.native_symbol.upper(), market.symbol.upper()):
            found.append(market)
    return found


def _nearest(ticker: str, markets: Mapping[str, Market], code: str) -> str:
    if not markets:
        return "nothing yet, as the exchange's markets are not loaded"
    wanted = _SEPARATORS.sub("", _without_mark(ticker)[0])[:40]
    by_pair = {(market.base + market.quote).upper(): market for market in markets.values()}
    similar = [
        pair
        for pair, market in by_pair.items()
        if market.base.upper() in wanted or wanted[:2] == pair[:2]
    ]
    pairs = get_close_matches(
        wanted, similar[:_COMPARED] or [*by_pair][:_COMPARED], CANDIDATES, 0.4
    )
    nearest = [by_pair[pair] for pair in pairs] or [*markets.values()][:CANDIDATES]
    return ", ".join(f"{code}_{market.quote}_{market.base}" for market in nearest)
