"""Test what is read in Kraken Futures' account log."""

from collections.abc import Mapping, Sequence
from typing import Any

from custom_components.tradehook.exchanges.venues.krakenfutures_log import account_log_is_told

HOUR = 3_600_000
START = 1_796_000_400_000
"""2026-11-30, 01:00 UTC."""
SYMBOL = "BTC/USD:USD"


def entry(number: int, info: str, **told: Any) -> dict[str, Any]:
    """Return an entry; each is an hour after the one before."""
    empty = dict.fromkeys(("contract", "execution", "fee", "liquidation_fee", "funding_rate"))
    hour = f"2026-11-30T{number:02d}:00:00.000Z"
    common = {"id": number, "date": hour, "booking_uid": f"u-{number}", "info": info}
    return {**common, **empty, "asset": "usd", "margin_account": "flex", **told}


def trade(number: int, old: float, new: float) -> dict[str, Any]:
    """Return what a trade made of the position."""
    sizes = {"old_balance": old, "new_balance": new}
    named = {"contract": "pf_xbtusd", "execution": "t-1"} if not new else {"contract": "pf_xbtusd"}
    return entry(number, "futures trade", asset="pf_xbtusd", **named, **sizes)


def paid(number: int, amount: float, **by: str) -> dict[str, Any]:
    """Return what was paid for it at a rate of two dollars for a coin and an hour."""
    told = {"realized_funding": amount, "funding_rate": 2.0, "mark_price": 0}
    return entry(number, by.pop("info", "funding rate change"), contract="PF_XBTUSD", **told, **by)


class Client:
    """Has a log, and trades."""

    id = "krakenfutures"

    def __init__(self, *log: Mapping[str, Any], trades: Sequence[Mapping[str, Any]] = ()) -> None:
        self._log, self._trades = log, trades
        account_log_is_told(self)

    def market(self, _symbol: str) -> dict[str, str]:
        return {"id": "PF_XBTUSD"}

    def safe_currency_code(self, name: str) -> str:
        return {"XBT": "BTC"}.get(name, name)

    async def historyGetAccountLog(self, asked: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N802
        until = asked.get("before", 2**60)
        first = asked.get("from", 0)
        found = [
            one
            for one in self._log
            if asked["since"] <= START + (one["id"] - 1) * HOUR <= until and one["id"] >= first
        ]
        return {"logs": found[: asked["count"]]}

    async def fetch_my_trades(self, *_: object) -> Sequence[Mapping[str, Any]]:
        return self._trades


async def funding(*log: Mapping[str, Any], since: int = START) -> list[tuple[str, str, int]]:
    """Return amount, size and hour of what was paid."""
    client: Any = Client(*log)
    rows = await client.fetch_funding_history(SYMBOL, since)
    return [(one["amount"], one["size"], (one["timestamp"] - START) // HOUR + 1) for one in rows]


async def test_funding_says_what_was_held_when_it_was_charged() -> None:
    log = trade(1, 0, 0.5), paid(2, -1.0), trade(3, 0.5, 0.2), paid(4, -0.4), paid(5, 0.4)
    assert await funding(*log) == [("-1.0", "0.5", 2), ("-0.4", "0.2", 4), ("0.4", "-0.2", 5)]


async def test_trade_pays_what_was_due_for_the_size_before_it() -> None:
    """The funding is of the moment before: what it was due for is gone after the trade."""
    money = paid(4, -0.3, info="futures trade", execution="t-1")
    assert await funding(trade(1, 0, 0.5), trade(3, 0.5, 0), money) == [("-0.3", "0.5", 3)]
    money = paid(2, -0.3, info="futures trade", execution="t-1")
    assert await funding(trade(1, 0, 0.5), money, trade(3, 0.5, 0)) == [("-0.3", "0.5", 1)]


async def test_size_may_have_been_traded_long_before() -> None:
    log = trade(1, 0.2, 0.5), paid(3, -1.0)
    assert await funding(*log, since=START + HOUR) == [("-1.0", "0.5", 3)]
    assert await funding(paid(3, -1.0)) == [("-1.0", "0.5", 3)], "as the rate of an hour has it"


async def test_transfers_are_those_of_the_wallet_that_trades() -> None:
    moved = {"old_balance": 10.0, "new_balance": 4.5}
    client: Any = Client(
        entry(1, "cross-exchange transfer", old_balance=0.0, new_balance=10.0),
        entry(2, "cross-exchange transfer", margin_account="USD", **moved),
        entry(3, "transfer", **moved, asset="xbt"),
    )
    rows = await client.fetch_ledger(None, START, 50, {"endTime": START + 9 * HOUR})
    told = [(one["direction"], one["amount"], one["currency"]) for one in rows]
    assert told == [("in", "10.0", "USD"), ("out", "5.5", "BTC")]


async def test_fee_of_a_liquidation_is_that_of_the_log() -> None:
    at, fee = START, {"cost": "0.1", "currency": "USD"}
    rows = [
        {"id": "t-1", "timestamp": at, "fee": fee, "info": {"fillType": "taker"}},
        {"id": "t-2", "timestamp": at, "fee": None, "info": {"fillType": "liquidation"}},
    ]
    log = entry(1, "futures liquidation", execution="t-2", fee=-0.25, liquidation_fee=1.5)
    client: Any = Client(log, trades=rows)
    first, second = await client.fetch_my_trades()
    assert first["fee"] == fee
    assert second["fee"] == {"cost": "1.75", "currency": "USD"}
