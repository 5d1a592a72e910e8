"""What ccxt's client of Hyperliquid gets wrong, and what becomes of it here.

Each fault is shown on the client as it is, so that a test fails once it is not needed any more.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import classes
from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.hyperliquid_client import CORRECTIONS

ADDRESS = "0x" + "11" * 20
FILL: Mapping[str, Any] = {
    "coin": "@142",
    "px": "60000",
    "sz": "0.01",
    "side": "B",
    "time": 1_700_000_000_000,
    "fee": "0.000007",
    "feeToken": "UBTC",
    "oid": 1,
    "tid": 2,
    "crossed": True,
}
SPOT = {
    "id": "@142",
    "symbol": "BTC/USDC",
    "base": "BTC",
    "quote": "USDC",
    "baseId": "10142",
    "quoteId": "USDC",
    "type": "spot",
    "spot": True,
    "swap": False,
    "precision": {"amount": "0.00001", "price": "1"},
}
PERPETUAL = "BTC/USDC:USDC"
SWAP = SPOT | {
    "id": "0",
    "symbol": PERPETUAL,
    "baseId": "0",
    "baseName": "BTC",
    "type": "swap",
    "spot": False,
    "swap": True,
    "contract": True,
    "linear": True,
    "settle": "USDC",
    "contractSize": "1",
}
both = pytest.mark.parametrize("mended", [False, True], ids=["as it is", "mended"])


def client_of(*, mended: bool, answer: object = None) -> Any:
    """Return a client with one market that gets one answer, mended or as it is."""
    client: Any = load_client("hyperliquid")(
        {"walletAddress": ADDRESS, "privateKey": "0x" + "22" * 32, "number": str}
    )
    client.set_markets([SPOT, SWAP])
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)

    async def told(_question: object) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    client.publicPostInfo = told
    return client


@pytest.mark.parametrize("helper", ["hip3TokensByName", "cachedCurrenciesById"])
async def test_markets_from_another_client_need_what_it_does_not_have(helper: str) -> None:
    """https://github.com/ccxt/ccxt/issues/27443."""
    source, client = client_of(mended=True), client_of(mended=True)
    options = {**VENUES["HYPERLIQUID"].client.options}
    source.options |= options
    client.set_markets_from_exchange(source)
    del source.options[helper]
    with pytest.raises(KeyError, match=helper):
        client.set_markets_from_exchange(source)


@both
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("User or API Wallet 0xabc does not exist.", "AuthenticationError"),
        ("Must deposit before performing actions. User: 0xabc", "AuthenticationError"),
        ("Invalid nonce: duplicate nonce 1", "InvalidNonce"),
        ("Insufficient spot balance asset=10142", "InsufficientFunds"),
        ("Order has insufficient spot balance to trade", "InsufficientFunds"),
        ("Order must have minimum value of 10 USDC. asset=10142", "InvalidOrder"),
        ("Order price too far from oracle", "InvalidOrder"),
        ("Cannot switch leverage type with open position.", "InvalidOrder"),
    ],
)
async def test_refusals_are_known(mended: bool, words: str, told: str) -> None:
    client, answer = client_of(mended=mended), {"status": "err", "response": words}
    with pytest.raises(Exception) as failed:
        client.handle_errors(200, "", "", "POST", {}, words, answer, {}, {})
    unknown = {"InvalidOrder"} if words.startswith("User or") else {"ExchangeError"}
    known_already = words.startswith("Insufficient spot balance asset")
    expected = {told} if mended or known_already else unknown
    assert classes(failed.value)[0] in expected


@both
async def test_nonces_of_a_millisecond(mended: bool) -> None:
    client = client_of(mended=False)
    client.milliseconds = lambda: 1_700_000_000_000
    for correction in CORRECTIONS if mended else ():
        correction.apply(client)

    nonces = [client.cancel_orders_request([1], "BTC/USDC")["nonce"] for _ in range(3)]
    assert len(set(nonces)) == (3 if mended else 1)


@pytest.mark.parametrize(
    ("kind", "shared", "shared_as_it_is"),
    [
        ('"unifiedAccount"', True, True),
        ('"portfolioMargin"', True, False),
        ('"default"', False, False),
        ('"disabled"', False, False),
    ],
)
async def test_kind_of_account(kind: str, shared: bool, shared_as_it_is: bool) -> None:
    told = [
        (await client_of(mended=mended, answer=kind).is_unified_enabled("fetchBalance"))[0]
        for mended in (True, False)
    ]
    assert told == [shared, shared_as_it_is]


@both
@pytest.mark.parametrize("answer", ['"somethingNew"', TimeoutError()], ids=["new", "none"])
async def test_kind_of_account_that_is_not_known(mended: bool, answer: object) -> None:
    client = client_of(mended=mended, answer=answer)
    if mended:
        with pytest.raises(Exception) as failed:
            await client.is_unified_enabled("fetchBalance")
        assert classes(failed.value)[0] in {"NotSupported", "TimeoutError"}
    else:
        assert not (await client.is_unified_enabled("fetchBalance"))[0]


@both
async def test_coin_of_a_fee(mended: bool) -> None:
    client = client_of(mended=mended)
    asked, pushed = client.parse_trade(FILL), client.parse_ws_trade(FILL)
    coins = (asked["fee"]["currency"], pushed["fee"]["currency"])
    assert coins == (("BTC", "BTC") if mended else ("UBTC", "USDC"))
    assert asked["info"] == FILL


@both
async def test_trades_since_a_time_have_more_than_one_page(mended: bool) -> None:
    fills = [{**FILL, "tid": number, "time": 1_700_000_000_000 + number} for number in range(3000)]
    client = client_of(mended=mended)

    async def told(question: Mapping[str, Any]) -> object:
        since = question["startTime"]
        return [one for one in fills if one["time"] >= since][:2000]

    client.publicPostInfo = told
    assert len(await client.fetch_my_trades("BTC/USDC", 1)) == (3000 if mended else 2000)


async def test_both_sides_of_a_trade_with_ourselves_are_told() -> None:
    """They have one `tid`, and may stand on two pages; each is told once."""
    fills = [{**FILL, "tid": number // 2, "oid": number, "time": 1_000} for number in range(3)]
    pages = [[*fills[:2], *[fills[0]] * 1998], fills]
    client = client_of(mended=True)

    async def told(_: Mapping[str, Any]) -> object:
        return pages.pop(0)

    client.publicPostInfo = told
    found = await client.fetch_my_trades("BTC/USDC", 1)
    assert sorted(one["order"] for one in found) == ["0", "1", "2"]


@both
def test_state_of_what_a_dead_mans_switch_has_cancelled(mended: bool) -> None:
    found = client_of(mended=mended).parse_order_status("scheduledCancel")
    assert found == ("canceled" if mended else "scheduledCancel")


@both
def test_mark_price_of_a_ticker(mended: bool) -> None:
    ticker = client_of(mended=mended).parse_ticker(
        {"name": "@142", "markPx": "60000", "midPx": "1"}
    )
    assert ticker["markPrice"] == ("60000" if mended else None)


async def test_signatures_are_what_they_were() -> None:
    action = {"type": "cancel", "cancels": [{"a": 10142, "o": 1}]}
    client = client_of(mended=False)
    before = client.sign_l1_action(action, 1_700_000_000_000)
    for correction in CORRECTIONS:
        correction.apply(client)

    assert client.sign_l1_action(action, 1_700_000_000_000) == before


@both
async def test_funding_since_a_time_has_more_than_one_page(mended: bool) -> None:
    """Each has a hash of zeros: time and coin are its name."""
    delta = {"type": "funding", "coin": "BTC", "usdc": "-0.6", "szi": "0.02"}
    rows = [
        {"time": 1 + number, "hash": "0x00", "delta": {**delta, "fundingRate": "0.0005"}}
        for number in range(700)
    ]
    client = client_of(mended=mended)

    async def answer(question: Mapping[str, Any]) -> object:
        return [row for row in rows if row["time"] >= question["startTime"]][:500]

    client.publicPostInfo = answer
    paid = await client.fetch_funding_history(PERPETUAL, 1)
    assert len(paid) == (700 if mended else 500)
    assert len({row["id"] for row in paid}) == (700 if mended else 1)
    assert not mended or (paid[0]["size"], paid[0]["price"]) == (Decimal("0.02"), 60_000)
