"""Test what is read in Hyperliquid's list of changes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.venues.hyperliquid_ledger import (
    PERPETUALS,
    SPOT,
    transfers_are_told,
)

ME, OTHER = "0x" + "Ab" * 20, "0x" + "11" * 20
IN = {"user": OTHER, "destination": ME.lower()}
OUT = {"user": ME.lower(), "destination": OTHER}
SELF = {"user": ME.lower(), "destination": ME.lower()}
VAULT = {"vault": OTHER}


class Client:
    """Has a list of changes."""

    walletAddress = ME  # noqa: N815

    def __init__(self, deltas: Sequence[Mapping[str, Any]], *, shared: bool = False) -> None:
        self._rows = [
            {"time": 1 + number, "hash": "0x00", "delta": delta}
            for number, delta in enumerate(deltas)
        ]
        self._shared = shared
        self.asked = 0
        transfers_are_told(self)

    async def is_unified_enabled(self, _method: str) -> list[Any]:
        return [self._shared, {}]

    def safe_currency_code(self, name: str) -> str:
        return name

    def update_spot_currency_code(self, code: str) -> str:
        return {"UBTC": "BTC"}.get(code, code)

    async def publicPostInfo(self, asked: Mapping[str, Any]) -> Sequence[Any]:  # noqa: N802
        self.asked += 1
        since, until = asked["startTime"], asked["endTime"]
        return [row for row in self._rows if since <= row["time"] <= until][:500]


async def told(
    deltas: Sequence[Mapping[str, Any]], side: str, *, shared: bool = False
) -> dict[str, Decimal]:
    """Return what changes have altered on a side, by coin."""
    client: Any = Client(deltas, shared=shared)
    rows = await client.fetch_ledger(None, 1, 50, {"endTime": 2**50, "side": side})
    sign = {"in": 1, "out": -1}
    return {row["currency"]: sign[row["direction"]] * Decimal(row["amount"]) for row in rows}


def send(source: str, target: str, ends: Mapping[str, str], **more: str) -> dict[str, Any]:
    """Return what was sent between sides, or accounts."""
    sides = {"type": "send", "sourceDex": source, "destinationDex": target}
    return {**sides, **ends, "token": "USDC", "amount": "50.0", "usdcValue": "50.0", **more}


PAID = {"fee": "1.0", "feeToken": "USDC"}
FREE = {"fee": "0.0", "feeToken": ""}
BITCOIN = {"token": "UBTC", "amount": "0.5"}


@pytest.mark.parametrize(
    ("delta", "spot", "perpetuals", "both"),
    [
        ({"type": "deposit", "usdc": "500.0"}, {}, {"USDC": 500}, {"USDC": 500}),
        (
            {"type": "withdraw", "usdc": "99.0", "nonce": 1, "fee": "1.0"},
            *({}, {"USDC": -100}, {"USDC": -100}),
        ),
        (
            {"type": "accountClassTransfer", "usdc": "50.0", "toPerp": True},
            *({"USDC": -50}, {"USDC": 50}, {}),
        ),
        (
            {"type": "accountClassTransfer", "usdc": "50.0", "toPerp": False},
            *({"USDC": 50}, {"USDC": -50}, {}),
        ),
        (
            {"type": "internalTransfer", "usdc": "7.0", **IN, "fee": "1.0"},
            *({}, {"USDC": 7}, {"USDC": 7}),
        ),
        (
            {"type": "internalTransfer", "usdc": "7.0", **OUT, "fee": "1.0"},
            *({}, {"USDC": -8}, {"USDC": -8}),
        ),
        ({"type": "subAccountTransfer", "usdc": "7.0", **OUT}, {}, {"USDC": -7}, {"USDC": -7}),
        ({"type": "subAccountTransfer", "usdc": "7.0", **IN}, {}, {"USDC": 7}, {"USDC": 7}),
        ({"type": "spotTransfer", **BITCOIN, **IN, **FREE}, {"BTC": "0.5"}, {}, {"BTC": "0.5"}),
        (
            {"type": "spotTransfer", **BITCOIN, **OUT, **PAID},
            *({"BTC": "-0.5", "USDC": -1}, {}, {"BTC": "-0.5", "USDC": -1}),
        ),
        (send("", "", OUT, **PAID), {}, {"USDC": -51}, {"USDC": -51}),
        (send(SPOT, SPOT, IN, **FREE), {"USDC": 50}, {}, {"USDC": 50}),
        (send(SPOT, "", SELF, **FREE), {"USDC": -50}, {"USDC": 50}, {}),
        (send("", "xyz", SELF, **FREE), {}, {"USDC": -50}, {}),
        ({"type": "vaultDeposit", **VAULT, "usdc": "20.0"}, {}, {"USDC": -20}, {"USDC": -20}),
        (
            {
                "type": "vaultWithdraw",
                **VAULT,
                "user": ME,
                "requestedUsd": "22.0",
                "commission": "0.2",
                "netWithdrawnUsd": "21.8",
            },
            *({}, {"USDC": "21.8"}, {"USDC": "21.8"}),
        ),
        ({"type": "vaultWithdraw", **VAULT, "user": OTHER, "netWithdrawnUsd": "9"}, {}, {}, {}),
        (
            {"type": "vaultCreate", **VAULT, "usdc": "100.0", "fee": "100.0"},
            *({}, {"USDC": -200}, {"USDC": -200}),
        ),
        ({"type": "vaultDistribution", **VAULT, "usdc": "3.0"}, {}, {"USDC": 3}, {"USDC": 3}),
        ({"type": "rewardsClaim", "amount": "4.0", "token": ""}, {}, {"USDC": 4}, {"USDC": 4}),
        ({"type": "rewardsClaim", "amount": "4.0", "token": "USDC"}, {"USDC": 4}, {}, {"USDC": 4}),
        (
            {"type": "spotGenesis", "token": "PURR", "amount": "9.0"},
            *({"PURR": 9}, {}, {"PURR": 9}),
        ),
        (
            {"type": "cStakingTransfer", "token": "HYPE", "amount": "2.0", "isDeposit": True},
            *({"HYPE": -2}, {}, {"HYPE": -2}),
        ),
        (
            {"type": "perpDexClassTransfer", "token": "USDC", "dex": "xyz", "toPerp": False}
            | {"amount": "5.0"},
            *({"USDC": 5}, {}, {}),
        ),
        # Its trades tell what it has cost.
        ({"type": "liquidation", "accountValue": "5", "liquidatedPositions": []}, {}, {}, {}),
        ({"type": "somethingNew", "usdc": "5.0"}, {}, {}, {}),
    ],
    ids=lambda value: str(value.get("type", "")) if isinstance(value, dict) else None,
)
async def test_what_a_change_alters_on_each_side(
    delta: Mapping[str, Any],
    spot: Mapping[str, object],
    perpetuals: Mapping[str, object],
    both: Mapping[str, object],
) -> None:
    for side, shared, expected in (
        (SPOT, False, spot),
        (PERPETUALS, False, perpetuals),
        (SPOT, True, both),
        (PERPETUALS, True, both),
    ):
        wanted = {coin: Decimal(str(amount)) for coin, amount in expected.items()}
        assert await told([delta], side, shared=shared) == wanted, (side, shared)


async def test_changes_are_told_whole_and_each_has_a_name_of_its_own() -> None:
    """They are told in pages that share a moment, and some have no hash of their own."""
    deltas = [{"type": "deposit", "usdc": str(number)} for number in range(1, 1200)]
    client: Any = Client(deltas)
    rows = await client.fetch_ledger(None, 1, 50, {"endTime": 2**50, "side": PERPETUALS})
    assert (len(rows), client.asked) == (1199, 3)
    assert len({row["id"] for row in rows}) == len(rows)


async def test_change_without_its_amount_is_no_change_of_nothing() -> None:
    with pytest.raises(KeyError):
        await told([{"type": "deposit"}], PERPETUALS)
