"""What Kraken Futures tells in its account log: funding, transfers, and the fees of its own trades.

ccxt's client does not ask for it. Of a trade there are two entries: what it made of the position,
and what it made of the wallet; only the second one is money.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from .model.traffic import Correction
from .pagination import Page, Row, whole

TOLD = 500
"""How many entries are asked for at once: as many as there are."""
BEFORE_MS = 30 * 86_400_000
"""How far back the last trade is looked for that says how large a position was."""
FUNDING = "funding rate change"
TRANSFERS = frozenset({"transfer", "cross-exchange transfer", "subaccount transfer"})
OWN: Final = frozenset({"liquidation", "assignor", "unwindBankrupt", "unwindCounterparty"})
"""Trades that the venue has made by itself."""


def account_log_is_told(client: Any) -> None:
    """Have funding and transfers be told, and what the venue took for its own trades."""
    fetch_trades = client.fetch_my_trades

    async def entries(since: int, until: int | None = None) -> list[Row]:
        asked: Row = {"since": since, "sort": "asc", "count": TOLD}
        asked = asked if until is None else {**asked, "before": until}

        async def page(more: Row) -> Page:
            answer = await client.historyGetAccountLog({**asked, **more})
            found = answer.get("logs") or []
            ended = len(found) < TOLD
            return found, None if ended else {"from": int(found[-1]["id"]) + 1}

        return await whole(page, key=lambda row: row["id"])

    async def funding(symbol: str, since: int, _limit: object = None, _params: Any = None) -> Any:
        contract = str(client.market(symbol)["id"]).lower()
        told = await entries(since)
        held = _held(told, contract)
        if held is None:
            before = await entries(since - BEFORE_MS, since)
            held = _held(before[::-1], contract, after=True)
        return [_payment(row, symbol, size) for row, size in _paid(told, contract, held)]

    async def ledger(
        _code: str | None, since: int, _limit: int | None, params: Mapping[str, Any]
    ) -> Any:
        return [
            _change(client, row)
            for row in await entries(since, params["endTime"])
            if row.get("info") in TRANSFERS and "flex" in str(row.get("margin_account")).lower()
        ]

    async def trades(*arguments: Any) -> Any:
        rows = await fetch_trades(*arguments)
        own = [row for row in rows if row["info"].get("fillType") in OWN]
        if not own:
            return rows
        since = min(int(row["timestamp"]) for row in own) - 1000
        fees = _fees(client, await entries(since))
        return [{**row, **fees.get(str(row["id"]), {})} if row in own else row for row in rows]

    client.fetch_funding_history, client.fetch_ledger = funding, ledger
    client.fetch_my_trades = trades


def _is_of_position(row: Row, contract: str) -> bool:
    return str(row.get("asset")).lower() == contract


def _held(rows: Sequence[Row], contract: str, *, after: bool = False) -> Decimal | None:
    """Return what was held before the first entry of a position, or after it; None without one."""
    name = "new_balance" if after else "old_balance"
    for row in rows:
        if _is_of_position(row, contract):
            return abs(Decimal(str(row.get(name) or 0)))
    return None


def _paid(
    rows: Sequence[Row], contract: str, held: Decimal | None
) -> Iterator[tuple[Row, Decimal | None]]:
    """Yield what was paid for a position, with what was held then; None = that is not known."""
    # What changes a position realizes what was due for the size before.
    before = {
        row.get("execution"): abs(Decimal(str(row.get("old_balance") or 0)))
        for row in rows
        if _is_of_position(row, contract)
    }
    for row in rows:
        if _is_of_position(row, contract):
            held = abs(Decimal(str(row.get("new_balance") or 0)))
        elif (
            str(row.get("contract")).lower() == contract
            and Decimal(str(row.get("realized_funding") or 0))
            and Decimal(str(row.get("funding_rate") or 0))
        ):
            own = row.get("info") == FUNDING
            yield row, held if own else before.get(row.get("execution"), held)


def _payment(row: Row, symbol: str, held: Decimal | None) -> dict[str, Any]:
    amount, rate = (Decimal(str(row[name])) for name in ("realized_funding", "funding_rate"))
    # The rate is in dollars for a coin and an hour; less than an hour makes the size too small.
    size = held or abs(amount / rate)
    at = _at(row)
    return {
        "id": row["booking_uid"],
        "symbol": symbol,
        "amount": str(amount),
        "size": f"{size if (amount < 0) == (rate > 0) else -size:f}",
        "price": str(row.get("mark_price") or 0),
        "timestamp": at if row.get("info") == FUNDING else at - 1,
        "info": row,
    }


def _change(client: Any, row: Row) -> dict[str, Any]:
    amount = Decimal(str(row["new_balance"])) - Decimal(str(row["old_balance"]))
    return {
        "id": row["booking_uid"],
        "currency": client.safe_currency_code(str(row["asset"]).upper()),
        "amount": f"{abs(amount):f}",
        "direction": "out" if amount < 0 else "in",
        "timestamp": _at(row),
        "info": row,
    }


def _fees(client: Any, rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Return what trades have cost, by their ids."""
    paid: dict[str, dict[str, Any]] = {}
    for row in rows:
        trade = str(row.get("execution") or "")
        if not trade or _is_of_position(row, str(row.get("contract")).lower()):
            continue
        parts = (Decimal(str(row.get(name) or 0)) for name in ("fee", "liquidation_fee"))
        code = client.safe_currency_code(str(row["asset"]).upper())
        fee = {"cost": f"{sum(map(abs, parts), Decimal(0)):f}", "currency": code}
        paid[trade] = {"fee": fee, "fees": [fee]}
    return paid


def _at(row: Row) -> int:
    return round(datetime.fromisoformat(str(row["date"])).timestamp() * 1000)


CORRECTIONS = (Correction(account_log_is_told),)
