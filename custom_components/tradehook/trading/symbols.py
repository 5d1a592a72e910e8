"""A signal's `symbol`, however it is spelled → the one market of the account that it means."""

from collections.abc import Mapping
from difflib import get_close_matches
import re

from .codes import FieldError, ReasonCode, Refused, refuse
from .exchange_names import exchange_matches
from .market import Market, MarketType
from .text import shown

CANDIDATES = 3
"""How many markets a refusal names."""

_WITH_EXCHANGE = re.compile(r"([^:/]+):(.+)")
_BY_CODE = re.compile(r"([^_/:]+)_([^_/:]+)_([^_/:]+)")
_SEPARATED = re.compile(r"([^-_/:.]+)[-_/]([^-_/:.]+)")
_SEPARATORS = re.compile(r"[-_/:.]")
_PERPETUAL = ".P"
_COMPARED = 300
"""Markets that are looked at for the nearest spelling, so that a refusal stays fast."""


class UnfitSymbol(Refused):
    """The symbol means no market, several, or one of another exchange (422)."""


def resolve_symbol(
    text: str, markets: Mapping[str, Market], exchange_code: str, exchange_name: str = ""
) -> Market:
    """Return the market that a symbol means; raises UnfitSymbol with the nearest candidates.

    `BTC/USDT` and `BTCUSDT` mean the perpetual where the account trades perpetuals; `.P` and
    `BTC/USDT:USDT` mean nothing on a spot account.
    """
    wanted = text.strip().upper()
    ticker = wanted
    fitting = [market for market in markets.values() if market.symbol.upper() == wanted]
    if not fitting:
        fitting = [market for market in markets.values() if market.native_symbol.upper() == wanted]
    if not fitting:
        ticker = _without_exchange(wanted, exchange_code, exchange_name)
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


def _without_exchange(wanted: str, code: str, name: str) -> str:
    """Return BASE/QUOTE for <CODE>_<QUOTE>_<BASE>, and a ticker without `EXCHANGE:`."""
    if by_code := _BY_CODE.fullmatch(wanted):
        prefix, ticker = by_code[1], f"{by_code[3]}/{by_code[2]}"
    elif with_exchange := _WITH_EXCHANGE.fullmatch(wanted):
        prefix, ticker = with_exchange[1], with_exchange[2]
    else:
        return wanted
    if exchange_matches(prefix, code, name):
        return ticker
    error = FieldError(
        "symbol", f"names another exchange than the bot's: {code}", ReasonCode.WRONG_EXCHANGE
    )
    raise UnfitSymbol(refuse(ReasonCode.WRONG_EXCHANGE, error, expected=code))


def _fitting(ticker: str, markets: Mapping[str, Market]) -> list[Market]:
    """Return the markets that a ticker without its exchange may mean."""
    pair = ticker.removesuffix(_PERPETUAL)
    separated = _SEPARATED.fullmatch(pair)
    found = []
    for market in markets.values():
        if ticker.endswith(_PERPETUAL) and market.market_type is not MarketType.LINEAR:
            continue
        base, quote = market.base.upper(), market.quote.upper()
        same = (base, quote) == separated.groups() if separated else base + quote == pair
        if same or ticker in (market.native_symbol.upper(), market.symbol.upper()):
            found.append(market)
    return found


def _nearest(ticker: str, markets: Mapping[str, Market], code: str) -> str:
    if not markets:
        return "nothing yet, as the exchange's markets are not loaded"
    wanted = _SEPARATORS.sub("", ticker.removesuffix(_PERPETUAL))[:40]
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
