"""What a key may do, as each exchange spells it in its documentation."""

from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.account.permissions import fetch_permissions
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Environment, Permissions
from tests.exchanges.live import Live
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.faults import Effect, Fault

BINANCE = {
    "ipRestrict": False,
    "enableWithdrawals": True,
    "enableFutures": False,
    "enableSpotAndMarginTrading": True,
}


QUERIES = {row.client_id: row.permissions for row in VENUES.values() if row.permissions}


def bybit(
    read_only: str = "0", *, wallet: tuple[str, ...] = (), ips: tuple[str, ...] = ("*",)
) -> Any:
    """Return an answer of Bybit."""
    granted = {"ContractTrade": ["Order", "Position"], "Spot": [], "Wallet": list(wallet)}
    return {"result": {"readOnly": read_only, "permissions": granted, "ips": list(ips)}}


def bitget(*granted: str) -> Any:
    """Return an answer of Bitget about the key of a unified account."""
    return {"data": {"permType": "read-and-write", "permissions": list(granted), "ips": ""}}


@pytest.mark.parametrize(
    ("client_id", "linear", "answer", "trade", "withdraw", "ip_restricted"),
    [
        ("binance", False, BINANCE, True, True, False),
        ("binanceusdm", True, BINANCE, False, True, False),
        ("binance", False, {"ipRestrict": "1"}, None, None, True),
        ("bybit", True, bybit(), True, False, False),
        ("bybit", False, bybit(), False, False, False),
        ("bybit", True, bybit("1"), False, False, False),
        ("bybit", True, bybit(wallet=("AccountTransfer", "Withdraw")), True, True, False),
        ("bybit", True, bybit(ips=("203.0.113.7",)), True, False, True),
        ("okx", False, {"data": [{"perm": "read_only,trade", "ip": ""}]}, True, False, False),
        ("okx", False, {"data": [{"perm": "read_only", "ip": "1.2.3.4"}]}, False, False, True),
        ("okx", False, {"data": [{"perm": "withdraw,trade", "ip": ""}]}, True, True, False),
        ("kucoin", False, {"data": {"permission": "General,Spot"}}, True, False, False),
        ("kucoinfutures", True, {"data": {"permission": "General,Spot"}}, False, False, False),
        (
            "kucoin",
            False,
            {"data": {"permission": "General, Spot, Transfer", "ipWhitelist": "1.2.3.4"}},
            True,
            True,
            True,
        ),
        ("kraken", False, {"result": {"permissions": ["withdraw-funds"]}}, None, True, None),
        ("kraken", False, {"result": {"permissions": ["query-funds"]}}, None, False, None),
        ("coinbase", False, {"can_trade": True, "can_transfer": False}, True, False, None),
        ("bitget", False, bitget("uta_trade"), True, False, False),
        ("bitget", False, bitget("withdraw"), False, True, False),
        (
            "bitget",
            False,
            {"data": {"permType": "read_only", "ips": "1.2.3.4"}},
            False,
            False,
            True,
        ),
        ("bitget", False, {"data": {"permissions": ["uta_trade"]}}, None, False, False),
        ("gate", False, {"ip_whitelist": ["1.2.3.4"]}, None, None, True),
    ],
)
def test_answer_tells_what_the_key_may_do(
    client_id: str,
    linear: bool,
    answer: Any,
    trade: bool | None,
    withdraw: bool | None,
    ip_restricted: bool | None,
) -> None:
    assert QUERIES[client_id].read(answer, linear) == Permissions(
        trade=trade, withdraw=withdraw, ip_restricted=ip_restricted
    )


@pytest.mark.parametrize("client_id", QUERIES)
@pytest.mark.parametrize("answer", [{}, {"data": None}, {"data": []}, {"result": "x"}])
def test_answer_of_another_shape_is_no_error(client_id: str, answer: Any) -> None:
    assert QUERIES[client_id].read(answer, False).withdraw in (None, False)


def test_exchanges_that_tell_what_a_key_may_do() -> None:
    assert set(QUERIES) == {
        *("binance", "binanceusdm", "bitget", "bybit", "coinbase", "gate", "kraken"),
        *("hyperliquid", "kucoin", "kucoinfutures", "okx"),
    }


async def test_permissions_that_can_not_be_read_are_unknown(
    binance: FakeBinance, spot: Live
) -> None:
    binance.faults.append(Fault(effect=Effect.GATEWAY, route="key_permissions"))

    assert await spot.exchange.fetch_permissions() == Permissions()


async def test_test_networks_are_not_asked_where_they_can_not_answer(spot: Live) -> None:
    assert spot.exchange._parts is not None
    connection = spot.exchange._parts.connection

    found = await fetch_permissions(connection, Environment.TESTNET, linear=False)

    assert found == Permissions()


@pytest.mark.parametrize(
    ("client_id", "answer", "owner"),
    [
        ("bybit", {"result": {"userID": 24600000}}, "24600000"),
        ("okx", {"data": [{"uid": "44705892343619584"}]}, "44705892343619584"),
        ("bitget", {"data": {"userId": "1"}}, "1"),
        ("bybit", {"result": {}}, None),
    ],
)
def test_answer_tells_whose_key_it_is(client_id: str, answer: Any, owner: str | None) -> None:
    assert QUERIES[client_id].read(answer, False).owner == owner
