"""The codes and names of exchanges that a signal's `exchange` may say."""

from collections.abc import Mapping
from dataclasses import dataclass
import re
from types import MappingProxyType

from ...model.market import MarketType

SIMULATED = "SIM"

_DELAYED_FEED = re.compile(r"_DLY?$")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ExchangeName:
    """An exchange's code, its name, the client library's id, and what TradingView calls it."""

    code: str
    name: str
    client_id: str
    market_type: MarketType
    others: tuple[str, ...] = ()


_SPOT, _LINEAR = MarketType.SPOT, MarketType.LINEAR

EXCHANGES: Mapping[str, ExchangeName] = MappingProxyType(
    {
        row.code: row
        for row in (
            ExchangeName("BINA", "Binance", "binance", _SPOT),
            ExchangeName("BIUS", "Binance US", "binanceus", _SPOT),
            ExchangeName("BYBI", "Bybit", "bybit", _SPOT),
            ExchangeName("KUCN", "Kucoin", "kucoin", _SPOT),
            ExchangeName("OKEX", "OKX", "okx", _SPOT),
            ExchangeName("KRKN", "Kraken", "kraken", _SPOT),
            ExchangeName("GDAX", "Coinbase", "coinbase", _SPOT),
            ExchangeName("GATE", "Gate.io", "gate", _SPOT),
            ExchangeName("HUBI", "Huobi/HTX", "htx", _SPOT, ("huobi",)),
            ExchangeName("MEXC", "MEXC", "mexc", _SPOT),
            ExchangeName("HITB", "HitBTC", "hitbtc", _SPOT),
            ExchangeName("BVVO", "Bitvavo", "bitvavo", _SPOT),
            ExchangeName("CRO", "Crypto.com", "cryptocom", _SPOT),
            ExchangeName("WOO", "WOO X", "woo", _SPOT, ("woonetwork",)),
            ExchangeName("PLNX", "Poloniex", "poloniex", _SPOT),
            ExchangeName("HYPERLIQUID", "Hyperliquid", "hyperliquid", _SPOT),
            ExchangeName("BIFU", "Binance Futures", "binanceusdm", _LINEAR, ("binance",)),
            ExchangeName("BYBIF", "Bybit Futures", "bybit", _LINEAR),
            ExchangeName("KUCNF", "Kucoin Futures", "kucoinfutures", _LINEAR, ("kucoin",)),
            ExchangeName("OKEXF", "OKX Futures", "okx", _LINEAR),
            ExchangeName("BITMF", "BitMart Futures", "bitmart", _LINEAR),
            ExchangeName("HYPERLIQUIDF", "Hyperliquid Perpetuals", "hyperliquid", _LINEAR),
            ExchangeName("BMEX", "BitMEX", "bitmex", _LINEAR),
        )
    }
)


def exchange_matches(text: str, code: str, name: str) -> bool:
    """Return whether a signal's `exchange` means the one with this code and name.

    Its code, its name, the client library's id and TradingView's name fit, in any case and with
    the suffix of a delayed feed; `binance` fits Binance's spot and futures accounts alike.
    """
    wanted = _plain(_DELAYED_FEED.sub("", text.strip().upper()))
    if not wanted:
        return False
    fitting = [code, name]
    if (known := EXCHANGES.get(code.upper())) is not None:
        fitting += (known.name, known.client_id, *known.others)
    if code.upper() == SIMULATED:
        fitting += ("simulated", "simulated market")
    return any(wanted == _plain(word) for word in fitting)


def _plain(word: str) -> str:
    return _NOT_LETTERS.sub("", word.lower())
