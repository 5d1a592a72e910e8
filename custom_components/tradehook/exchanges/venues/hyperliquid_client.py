"""What ccxt's client of Hyperliquid does wrong, and what it does not ask at all."""

from collections.abc import Mapping
from decimal import Decimal
import time
from typing import Any

from .answers import name, row
from .client_errors import error_class
from .model.access import Permissions
from .model.traffic import Correction
from .pagination import Page, Row, whole

FILLS_TOLD = 2000
"""How many trades one answer has at most."""
PAYMENTS_TOLD = 500
"""How many payments of funding one answer has at most."""
KIND_HOLDS = 60.0
"""Seconds until an account's kind is asked for again: its owner may change it at any time."""

_SHARED = frozenset({"unifiedAccount", "portfolioMargin"})
"""Kinds of account with one balance for spot and perpetuals: the spot side tells it."""
_APART = frozenset({"default", "disabled", "dexAbstraction"})

_REFUSALS = {
    "InvalidNonce": ("Invalid nonce",),
    "AuthenticationError": (
        "User or API Wallet",
        "Must deposit before performing actions",
        "Vault not registered",
    ),
    "InsufficientFunds": ("Insufficient spot balance", "insufficient spot balance"),
    "InvalidOrder": (
        "Order must have minimum value of",
        "Order would increase open interest",
        "Order rejected due to price more aggressive than oracle",
        "Order price too far from oracle",
        "Order would cause position to exceed margin tier limit",
        "TP/SL orders must be",
        "Trading is halted",
        "Cannot switch leverage type",
        "Invalid leverage value",
        "position does not have sufficient margin available to decrease leverage",
        "Cross margin is not allowed",
    ),
}
"""Definite refusals by the client's class of error that says what they mean."""


def refusals_are_definite(client: Any) -> None:
    """Have the client know more of the venue's refusals.

    It takes those that it does not know for answers that may mean anything, a wallet that may not
    trade for an invalid order, and a nonce that was used for something unknown.
    """
    known = client.exceptions["broad"]
    ours = {words: error_class(client, name) for name, rows in _REFUSALS.items() for words in rows}
    # The first that fits counts.
    client.exceptions = {
        **client.exceptions,
        "broad": ours | {words: cls for words, cls in known.items() if words not in ours},
    }


def nonces_are_unique(client: Any) -> None:
    """Have no two actions carry the same nonce, and each the time by the venue's clock.

    It is the millisecond here, in which two fit: the second one is refused.
    """
    now, last = client.milliseconds, 0

    def later() -> int:
        nonlocal last
        ahead = int(client.options.get("timeDifference") or 0)
        last = max(last + 1, int(now()) - ahead)
        return last

    client.milliseconds = later


def signatures_are_made_soon(client: Any) -> None:
    """Have an order be signed in less than half of the time, in which nothing else is done.

    The client divides by Euclid's algorithm, more than a thousand times: 0.1 s of a computer.
    """
    curve = type(client).ecdsa.__globals__["ecdsa"].ellipticcurve
    curve.numbertheory.inverse_mod = _inverse


def _inverse(number: int, modulus: int) -> int:
    return pow(number, -1, modulus)


def kind_of_account_is_known(client: Any) -> None:
    """Have balances be asked for where the account's kind keeps them; an unknown kind is an error.

    The client knows one of the two kinds that keep them on the spot side, and takes every account
    of which it gets no answer for one that keeps them apart: then nothing would be free.
    """
    told: tuple[float, bool] | None = None

    async def is_shared(
        _method: str, _address: object = None, _anew: object = False, params: Any = None
    ) -> list[Any]:
        nonlocal told
        if told is None or time.monotonic() - told[0] > KIND_HOLDS:
            question = {"type": "userAbstraction", "user": client.walletAddress}
            kind = str(await client.publicPostInfo(question)).strip('" \n')
            if kind not in _SHARED | _APART:
                raise error_class(client, "NotSupported")(
                    f"{client.id} unknown kind of account {kind}"
                )
            told = time.monotonic(), kind in _SHARED
        return [told[1], params or {}]

    client.is_unified_enabled = is_shared


def fees_are_in_coins_that_are_known(client: Any) -> None:
    """Have a trade's fee be in the coin as balances and markets call it, pushed or asked for.

    The client leaves `UBTC` where everything else says BTC, and calls every pushed fee USDC.
    """
    parse = client.parse_trade

    def parsed(trade: Mapping[str, Any], market: Any = None) -> Any:
        coin = client.safe_currency_code(trade.get("feeToken"))
        known = client.update_spot_currency_code(coin)
        return {**parse({**trade, "feeToken": known}, market), "info": trade}

    client.parse_trade = client.parse_ws_trade = parsed


def all_trades_since_a_time(client: Any) -> None:
    """Have all trades since a time be told: the venue tells 2,000 of all markets at once."""
    newest = client.fetch_my_trades

    async def fetch(
        symbol: str | None = None,
        since: int | None = None,
        limit: object = None,
        params: Any = None,
    ) -> Any:
        if since is None:
            return await newest(symbol, None, limit, params or {})
        await client.load_markets()
        question = {"type": "userFillsByTime", "user": client.walletAddress}

        async def page(begins: Row) -> Page:
            fills = await client.publicPostInfo({**question, **begins})
            ended = len(fills) < FILLS_TOLD
            return fills, None if ended else {"startTime": max(int(one["time"]) for one in fills)}

        rows = await whole(page, {"startTime": since}, key=lambda one: (one["tid"], one["oid"]))
        market = client.market(symbol) if symbol else None
        return client.parse_trades(rows, market, since, None)

    client.fetch_my_trades = fetch


def states_end(client: Any) -> None:
    """Have an order be cancelled that a dead man's switch has cancelled: it seems to be open."""
    parse = client.parse_order_status

    def parsed(status: str | None) -> Any:
        return parse("canceled" if status == "scheduledCancel" else status)

    client.parse_order_status = parsed


def mark_prices_are_told(client: Any) -> None:
    """Have a ticker tell the mark price, which sets stops off and liquidates."""
    parse = client.parse_ticker

    def parsed(ticker: Mapping[str, Any], market: Any = None) -> Any:
        found = parse(ticker, market)
        return {**found, "markPrice": client.safe_number(ticker, "markPx")}

    client.parse_ticker = parsed


def wallets_are_checked(client: Any) -> None:
    """Add what asks whether the private key may act for the account, and what the account is.

    Questions need no key: with a wrong one an account opens, and its first order is refused. With
    the address of the wallet that signs instead of the account's, everything is empty.
    """

    async def roles(_params: Any = None) -> dict[str, Any]:
        account = str(client.walletAddress).lower()
        wallet = client.eth_get_address_from_private_key(client.privateKey).lower()
        ask = client.publicPostInfo
        told = {"account": await ask({"type": "userRole", "user": account}), "own": True}
        if wallet != account:
            signer = await ask({"type": "userRole", "user": wallet})
            told |= {"signer": signer, "own": False}
        return told | {"address": account, "wallet": wallet}

    async def check() -> None:
        if (trouble := _trouble(await roles())) is not None:
            raise error_class(client, "AuthenticationError")(trouble)

    client.wallet_roles, client.check_wallet = roles, check


def payments_are_told_whole(client: Any) -> None:
    """Have all funding since a time be told, each with what was held and at which price.

    The client reads the oldest 500, of all markets, and knows them by a hash that is all zeros.
    """

    async def funding(
        symbol: str, since: int | None = None, _limit: int | None = None, _params: Any = None
    ) -> list[dict[str, Any]]:
        async def page(more: Row) -> Page:
            asked = {"type": "userFunding", "user": client.walletAddress, **more}
            rows = await client.publicPostInfo(asked)
            full = len(rows) >= PAYMENTS_TOLD
            return rows, {"startTime": int(rows[-1]["time"])} if full else None

        rows = await whole(page, {"startTime": since or 1}, key=_payment)
        paid = [{**client.parse_income(row), "id": _payment(row)} for row in rows]
        return [{**row, **_held(row["info"]["delta"])} for row in paid if row["symbol"] == symbol]

    client.fetch_funding_history = funding


def _payment(row: Mapping[str, Any]) -> str:
    return f"{row['time']}-{row['delta']['coin']}"


def _held(told: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return size and price that a payment followed from."""
    size, rate = Decimal(told["szi"]), Decimal(told["fundingRate"])
    price = abs(Decimal(told["usdc"]) / (size * rate)) if size and rate else Decimal(0)
    return {"size": size, "price": round(price, 8)}


def read_roles(answer: Mapping[str, Any], _linear: bool) -> Permissions:
    """Return what the roles of an account and of the wallet that signs mean."""
    return Permissions(
        trade=_trouble(answer) is None,
        withdraw=answer.get("own") is True,
        owner=name(answer.get("address")),
    )


def _trouble(roles: Mapping[str, Any]) -> str | None:
    """Return why a wallet can't trade for an account; None if it can."""
    account, address = row(roles.get("account")), roles.get("address")
    match account.get("role"):
        case "user":
            pass
        case "agent":
            owner = row(account.get("data")).get("user")
            return (
                f"{address} is the address of an API wallet. Enter that of the account itself: "
                f"{owner}."
            )
        case "missing":
            return f"There is no account with the address {address}, or nothing was paid in yet."
        case other:
            return f"{address} is a {other}: only main accounts can be traded."
    signer = row(roles.get("signer"))
    if roles.get("own") is True or (
        signer.get("role") == "agent"
        and str(row(signer.get("data")).get("user")).lower() == address
    ):
        return None
    return (
        f"The wallet of this private key, {roles.get('wallet')}, may not trade for {address}: "
        "approve it there as an API wallet, or it has expired."
    )


CORRECTIONS = (
    Correction(refusals_are_definite),
    Correction(nonces_are_unique),
    Correction(signatures_are_made_soon),
    Correction(kind_of_account_is_known),
    Correction(fees_are_in_coins_that_are_known),
    Correction(all_trades_since_a_time),
    Correction(states_end),
    Correction(mark_prices_are_told),
    Correction(wallets_are_checked),
    Correction(payments_are_told_whole),
)
