"""What ccxt's client of Coinbase does wrong."""

import base64
from collections.abc import Awaitable, Callable, Mapping, Sequence
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from .answers import flag
from .client_errors import error_class
from .model.traffic import Correction
from .pagination import whole_answers

LAST_SECONDS = 120
EARLY_SECONDS = 5
"""How long before now a token begins: the venue tells its time in whole seconds."""
HALF_BYTES = 32
"""How long each of the two numbers of a signature is."""
MONTH_MS = 30 * 24 * 3600 * 1000

# What the venue says of an order that it does not cancel because it is over, or on its way there.
# Whether it really is gets asked before anybody believes it.
_OVER = frozenset(
    {
        "UNKNOWN_CANCEL_ORDER",
        "INVALID_CANCEL_REQUEST",
        "DUPLICATE_CANCEL_REQUEST",
        "COMMANDER_REJECTED_CANCEL_ORDER",
        "NOT_ALLOWED_TO_CANCEL",
        "ORDER_IS_FULLY_FILLED",
    }
)

_CLOSED = (
    "trading_disabled",
    "is_disabled",
    "cancel_only",
    "limit_only",
    "post_only",
    "auction_mode",
    "view_only",
)

type Ask = Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]


def all_wallets_are_read(client: Any) -> None:
    """Have balances be those of all wallets: the client reads the first 250 and stops."""
    _read_all_pages(client, "v3PrivateGetBrokerageAccounts", "accounts")


def all_orders_are_listed(client: Any) -> None:
    """Have lists of orders be whole: the client reads the first 100 of all markets.

    It names the market in a way that the venue has given up, so that it narrows nothing.
    """
    name = "v3PrivateGetBrokerageOrdersHistoricalBatch"
    _read_all_pages(client, name, "orders", lambda params: _narrowed(client, params))


def all_fills_are_listed(client: Any) -> None:
    """Have lists of fills be whole: the client reads the first 100, of all markets too."""
    name = "v3PrivateGetBrokerageOrdersHistoricalFills"
    _read_all_pages(client, name, "fills", lambda params: _narrowed(client, params))


def refused_cancel_has_a_reason(client: Any) -> None:
    """Have a cancel that comes too late be "not found": the client drops the venue's reason."""
    ask: Ask = client.v3PrivatePostBrokerageOrdersBatchCancel

    async def cancel(params: Mapping[str, Any]) -> dict[str, Any]:
        answer = await ask(params)
        for result in answer.get("results") or ():
            if result.get("success") is not True:
                reason = str(result.get("failure_reason"))
                kind = "OrderNotFound" if reason in _OVER else "ExchangeError"
                raise error_class(client, kind)(f"coinbase did not cancel the order: {reason}")
        return answer

    client.v3PrivatePostBrokerageOrdersBatchCancel = cancel


def tokens_are_made_here(client: Any) -> None:
    """Have tokens of both kinds of key for requests and for streams, by the venue's clock.

    The client goes by the clock here, and the venue calls a token of another time a wrong key. For
    an ECDSA key it reckons in Python for 50 ms and more, for each request, while nothing else runs.
    To a stream it shows an Ed25519 key in the way of keys that the venue has given up, and the
    token of an ECDSA key until it has ended.
    """
    create = client.create_auth_token
    signers: dict[str, Callable[[str], str]] = {}

    def token(
        _seconds: int, method: str | None = None, url: str | None = None, edwards: bool = False
    ) -> str:
        seconds = client.nonce() // 1000 - EARLY_SECONDS
        if edwards:
            return str(create(seconds, method, url, edwards))
        if (sign := signers.get(client.secret)) is None:
            sign = signers[client.secret] = _signer(client.secret)
        header = {"alg": "ES256", "typ": "JWT", "kid": client.apiKey}
        claims = {"sub": client.apiKey, "iss": "cdp", "nbf": seconds, "exp": seconds + LAST_SECONDS}
        if url is not None:
            claims["uri"] = f"{method} {url.removeprefix('https://').partition('?')[0]}"
        return sign(f"{_written(header | {'nonce': secrets.token_hex(16)})}.{_written(claims)}")

    def authorise(_name: str, _product_ids: Sequence[str]) -> dict[str, str]:
        return {"jwt": token(0, None, None, not client.secret.startswith("-----BEGIN"))}

    client.create_auth_token = token
    client.create_ws_auth = authorise


def market_orders_are_taken_where_a_market_is_open(client: Any) -> None:
    """Have a market count as halted where the venue takes no market orders: nothing could be sold.

    The client looks at one of the venue's flags only.
    """
    parse = client.parse_spot_market

    def parsed(product: Mapping[str, Any], *more: Any) -> dict[str, Any]:
        market: dict[str, Any] = parse(product, *more)
        if any(flag(product.get(name)) for name in _CLOSED):
            market["active"] = False
        return market

    client.parse_spot_market = parsed


def quiet_streams_stay_open(client: Any) -> None:
    """Have connections last: the venue ends those on which nothing happens for a minute.

    The client does not ask for what keeps them open.
    """

    def connected(stream: Any, _message: object = None) -> None:
        ask = {"type": "subscribe", "channel": "heartbeats"}
        client.spawn(client.spawn_async, stream.send, ask)

    client.on_connected = connected


def prices_are_streamed_at_once(client: Any) -> None:
    """Have prices come with every trade, with the best bid and ask.

    The client listens to a channel that tells the last price every five seconds. It also takes
    what is told of a product for that product's alone, although several share an order book.
    """

    async def watch(symbols: Sequence[str], params: Mapping[str, Any] | None = None) -> Any:
        ticker = await client.subscribe_multiple("ticker", False, symbols, params or {})
        told = ticker["symbol"]
        alias = (client.markets.get(told) or {}).get("alias")
        of = (one for one in symbols if one == told or client.markets[one]["id"] == alias)
        return {symbol: {**ticker, "symbol": symbol} for symbol in of}

    client.watch_tickers = watch


def _signer(pem: str) -> Callable[[str], str]:
    """Return what adds the signature of a key to a text."""
    key = load_pem_private_key(pem.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("not an ECDSA key")

    def sign(text: str) -> str:
        numbers = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(SHA256())))
        signature = b"".join(number.to_bytes(HALF_BYTES, "big") for number in numbers)
        return f"{text}.{_base64(signature)}"

    return sign


def _written(content: Mapping[str, Any]) -> str:
    return _base64(json.dumps(content).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _narrowed(client: Any, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return what asks for the market's rows in the venue's words, and for those of a month."""
    asked = dict(params)
    if (product := asked.pop("product_id", None)) is not None:
        asked["product_ids"] = [product]
    named = {"order_ids", "order_status", "start_date", "start_sequence_timestamp"}
    if named.isdisjoint(asked):
        asked["start_date"] = client.iso8601(client.milliseconds() - MONTH_MS)
    return asked


def _read_all_pages(
    client: Any,
    name: str,
    rows: str,
    prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict,
) -> None:
    """Have an endpoint's answer contain the rows of all its pages."""

    def following(answer: Mapping[str, Any], _rows: Sequence[Any]) -> Mapping[str, Any] | None:
        cursor = answer.get("cursor")
        return {"cursor": cursor} if answer.get("has_next", bool(cursor)) else None

    ask_all = whole_answers(getattr(client, name), (rows,), following, prepare=prepare)

    async def asked(params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {**await ask_all(params), "has_next": False, "cursor": ""}

    setattr(client, name, asked)


CORRECTIONS = (
    Correction(all_wallets_are_read),
    Correction(all_orders_are_listed),
    Correction(all_fills_are_listed),
    Correction(refused_cancel_has_a_reason),
    Correction(tokens_are_made_here),
    Correction(market_orders_are_taken_where_a_market_is_open),
    Correction(quiet_streams_stay_open),
    Correction(prices_are_streamed_at_once),
)
