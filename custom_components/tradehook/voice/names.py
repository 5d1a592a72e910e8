"""What people call bots and markets, and whether it is one of ours that they mean."""

from collections.abc import Iterable
import re
from typing import Final

from ..trading.model.market import market_pair

COINS: Final = {
    "avalanche": "avax",
    "binancecoin": "bnb",
    "bitcoin": "btc",
    "bitcoincash": "bch",
    "cardano": "ada",
    "chainlink": "link",
    "doge": "doge",
    "dogecoin": "doge",
    "ether": "eth",
    "ethereum": "eth",
    "litecoin": "ltc",
    "monero": "xmr",
    "polkadot": "dot",
    "ripple": "xrp",
    "solana": "sol",
    "stellar": "xlm",
    "toncoin": "ton",
    "tron": "trx",
}
"""Coins that are hardly ever spelled when they are spoken of."""
_FILLERS: Final = {"a", "bot", "das", "dem", "den", "der", "die", "mein", "meinem", "meinen"} | {
    *("meiner", "my", "the")
}
_WORD: Final = re.compile(r"[^\W_]+")


def means(spoken: str, names: Iterable[str]) -> bool:
    """Return whether one of the names is meant: case, spaces, articles and *bot* don't count."""
    wanted = _plain(spoken)
    return bool(wanted) and any(wanted == _plain(name) for name in names)


def means_market(spoken: str, symbol: str) -> bool:
    """Return whether a market is meant, by its symbol, its coin or the coin's name."""
    pair = market_pair(symbol)
    base = pair.partition("/")[0]
    wanted = "".join(_WORD.findall(spoken.casefold()))
    known = {_joined(symbol), _joined(pair), _joined(base)}
    return wanted in known or COINS.get(wanted) == _joined(base)


def _plain(text: str) -> str:
    words = _WORD.findall(text.casefold())
    return "".join(word for word in words if word not in _FILLERS) or "".join(words)


def _joined(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
