"""`cancel` and `close_all` on a running account, over a crash too."""

from typing import Any

import pytest

from tests.execution.house import BTC, House, Plan, house

ETH = "ETH/USDT"
LADDER: dict[str, Any] = {
    "symbol": BTC,
    "side": "long",
    "signal_id": "first",
    "quote_amount": 200,
    "dca_orders": [{"price_percentage": 5, "quantity_percentage": 100}],
    "take_profit": [{"price_percentage": 5, "position_percentage": 100}],
    "stop_loss": {"stop_percentage": 20},
}


def resting(row: dict[str, Any]) -> list[str]:
    """Return the purposes of what rests of a position."""
    return sorted(order["purpose"] for order in row["orders"] if order["status"] == "open")


async def opened(home: House) -> None:
    """Open a position in each of two markets, with a ladder in the first."""
    await home.price(60_000)
    await home.price(3_000, ETH)
    assert (await home.send(**LADDER)).status == 202
    assert (await home.send(symbol=ETH, side="long")).status == 202
    await home.settle()


async def test_cancel_takes_what_is_still_to_be_bought_and_nothing_else(plan: Plan) -> None:
    """Entry, DCA order and increase go; target and stop stay."""
    async with house(plan.but(max_positions_per_market=3)) as home:
        await opened(home)
        increase: dict[str, Any] = {"increase_order": {"quantity_percentage": 50, "price": 50_000}}
        assert (await home.send(symbol=BTC, action="increase", **increase)).status == 202
        limit: dict[str, Any] = {
            "order_type": "limit",
            "signal_price": 40_000,
            "signal_id": "second",
        }
        assert (await home.send(symbol=BTC, side="long", **limit)).status == 202
        await home.settle()
        answer = await home.send(symbol=BTC, action="cancel")
        assert answer.status == 202, answer.body
        await home.settle()
        rows = {row["signal_id"]: row for row in await home.positions()}
        first = home.account.position_row(str(rows["first"]["position_id"]))
        assert first is not None
        assert resting(dict(first)) == ["take_profit"]
        assert first["stop_price"] is not None
        assert rows["second"]["status"] == "cancelled"
        again = await home.send(symbol=BTC, action="cancel")
        assert str(again.body["warnings"]).startswith("['nothing_to_do: ")


async def test_close_all_leaves_every_market_and_the_bot_goes_on(plan: Plan) -> None:
    """Both are closed; the next opening is taken."""
    async with house(plan) as home:
        await opened(home)
        answer = await home.send(action="close_all")
        assert answer.status == 202, answer.body
        await home.settle()
        assert [row["status"] for row in await home.positions()] == ["closed", "closed"]
        assert await home.ledger.unexecuted_signals() == []
        assert (await home.send(symbol=ETH, side="long", quote_amount=90)).status == 202
        assert (await home.send(action="close_all")).status == 202


@pytest.mark.parametrize("action", ["close_all", "cancel"])
async def test_is_carried_out_although_the_machine_dies(plan: Plan, action: str) -> None:
    """It stands in the ledger for all of its markets until all of that is done."""
    where = {"symbol": BTC} if action == "cancel" else {}
    async with house(plan) as home:
        await opened(home)
        assert (await home.send(action=action, **where)).status == 202
    async with house(plan) as home:
        await home.settle()
        assert await home.ledger.unexecuted_signals() == []
        if action == "close_all":
            assert [row["status"] for row in await home.positions()] == ["closed", "closed"]
            return
        row = next(row for row in await home.positions() if row["symbol"] == BTC)
        found = home.account.position_row(str(row["position_id"]))
        assert found is not None
        assert resting(dict(found)) == ["take_profit"]
