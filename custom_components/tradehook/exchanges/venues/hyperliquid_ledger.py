"""What changes a Hyperliquid account beside trades and funding: what was moved in and out of it.

ccxt's client tells the oldest 500 changes, without currency and direction.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from .model.traffic import Correction
from .pagination import Page, Row, whole

CHANGES_TOLD: Final = 500
"""How many changes one answer has at most."""
PERPETUALS: Final = ""
"""What the venue calls the side of its own perpetuals; those of others have a name."""
SPOT: Final = "spot"
DOLLARS: Final = "USDC"

_PAID: Final[Mapping[str, tuple[str, int]]] = {
    "deposit": ("usdc", 1),
    "withdraw": ("usdc", -1),
    "vaultCreate": ("usdc", -1),
    "vaultDeposit": ("usdc", -1),
    "vaultWithdraw": ("netWithdrawnUsd", 1),
    "vaultDistribution": ("usdc", 1),
    "vaultLeaderCommission": ("usdc", 1),
}
"""What brings or takes dollars, where its amount stands, and which of the two it does."""
_ACROSS: Final = frozenset({"accountClassTransfer", "perpDexClassTransfer"})
"""What goes from spot to perpetuals, or back."""
_SENT: Final[Mapping[str, tuple[str, str] | None]] = {
    "internalTransfer": (PERPETUALS, PERPETUALS),
    "subAccountTransfer": (PERPETUALS, PERPETUALS),
    "spotTransfer": (SPOT, SPOT),
    "send": None,
}
"""What goes from one account to another, and on which sides; None = that is told."""
_BROUGHT: Final = frozenset({"rewardsClaim", "spotGenesis", "cStakingTransfer"})
"""What comes from the venue itself, or goes into its staking."""

type Change = tuple[str, str, Decimal]
"""The side, the coin, and how much more there is of it."""


def transfers_are_told(client: Any) -> None:
    """Have all changes of one side be told that nobody has traded for; of both if they share one.

    What goes from one side to the other leaves the account that trades there.
    """

    async def ledger(
        _code: str | None, since: int, _limit: int | None, params: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        user = str(client.walletAddress)
        asked = {"type": "userNonFundingLedgerUpdates", "user": user, "endTime": params["endTime"]}

        async def page(more: Row) -> Page:
            rows = await client.publicPostInfo({**asked, **more})
            full = len(rows) >= CHANGES_TOLD
            return rows, {"startTime": int(rows[-1]["time"])} if full else None

        # Some have a hash that is all zeros.
        rows = await whole(page, {"startTime": since}, key=str)
        shared, _ = await client.is_unified_enabled("fetchLedger")
        return [
            _entry(client, row, coin, amount)
            for row in rows
            for coin, amount in _sums(row["delta"], user.lower(), params["side"], shared=shared)
        ]

    client.fetch_ledger = ledger


def _sums(
    delta: Mapping[str, Any], user: str, side: str, *, shared: bool
) -> Iterator[tuple[str, Decimal]]:
    """Yield by how much a change has altered a side, by coin."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for changed, coin, amount in _changes(delta, user):
        if shared or changed == side:
            sums[coin] += amount
    for coin, amount in sums.items():
        if amount:
            yield coin, amount


def _changes(delta: Mapping[str, Any], user: str) -> Iterator[Change]:
    """Yield what a change has altered on each side; nothing for what trades tell, or is unknown.

    What is not known stays a difference that the account can't explain, and is told as such.
    """
    kind = delta["type"]
    if kind in _PAID and str(delta.get("user") or user).lower() == user:
        name, sign = _PAID[kind]
        # Beside what arrives it is told what that costs.
        yield PERPETUALS, DOLLARS, sign * Decimal(str(delta[name])) - _number(delta, "fee")
    elif kind in _ACROSS:
        there = _amount(delta) if delta["toPerp"] else -_amount(delta)
        yield str(delta.get("dex") or PERPETUALS), _coin(delta), there
        yield SPOT, _coin(delta), -there
    elif kind in _SENT:
        yield from _sent(delta, user, *(_SENT[kind] or _sides(delta)))
    elif kind in _BROUGHT:
        # Rewards without the name of a coin are those of the time before spot.
        side = PERPETUALS if kind == "rewardsClaim" and not delta.get("token") else SPOT
        yield side, _coin(delta), -_amount(delta) if delta.get("isDeposit") else _amount(delta)


def _sent(delta: Mapping[str, Any], user: str, source: str, target: str) -> Iterator[Change]:
    """Yield what somebody has sent, with its fee; both may be ourselves."""
    if str(delta["user"]).lower() == user:
        yield source, _coin(delta), -_amount(delta)
        yield source, str(delta.get("feeToken") or DOLLARS), -_number(delta, "fee")
    if str(delta["destination"]).lower() == user:
        yield target, _coin(delta), _amount(delta)


def _sides(delta: Mapping[str, Any]) -> tuple[str, str]:
    return str(delta["sourceDex"]), str(delta["destinationDex"])


def _coin(delta: Mapping[str, Any]) -> str:
    return str(delta.get("token") or DOLLARS)


def _amount(delta: Mapping[str, Any]) -> Decimal:
    return Decimal(str(delta["usdc"] if "usdc" in delta else delta["amount"]))


def _number(delta: Mapping[str, Any], name: str) -> Decimal:
    return Decimal(str(delta.get(name) or 0))


def _entry(client: Any, row: Mapping[str, Any], coin: str, amount: Decimal) -> dict[str, Any]:
    return {
        "id": f"{row['time']}-{row['hash']}-{row['delta']['type']}-{coin}-{amount:f}",
        "currency": client.update_spot_currency_code(client.safe_currency_code(coin)),
        "amount": f"{abs(amount):f}",
        "direction": "out" if amount < 0 else "in",
        "timestamp": int(row["time"]),
        "info": row,
    }


CORRECTIONS = (Correction(transfers_are_told),)
