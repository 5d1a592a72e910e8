"""Test each number of a position's and a fill's row against the fills that it is made of.

A table of rules rather than of values: what a row says of a position must follow from `get_trades`,
held in part, and over; on spot, where a purchase pays in the coin, and of a short with leverage.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from tests.face import BOT_SWITCH, BTC, Face, account_entry, loaded

ADDING = {"entry", "dca", "increase"}
CLOSE_ENOUGH = Decimal("1e-6")


@dataclass(kw_only=True)
class Seen:
    """A position's row and its fills, as the actions answer them."""

    row: Mapping[str, Any]
    fills: Sequence[Mapping[str, Any]]

    def number(self, name: str) -> Decimal:
        """Return a number of the row."""
        return Decimal(str(self.row[name]))

    def total(self, name: str, *, adding: bool | None = None) -> Decimal:
        """Return the sum of a field of all fills, or of those that add or take away."""
        return sum(
            (
                Decimal(fill[name])
                for fill in self.fills
                if adding is None or (fill["purpose"] in ADDING) is adding
            ),
            Decimal(0),
        )

    @property
    def sign(self) -> int:
        """Return 1 for a long, -1 for a short."""
        return 1 if self.row["side"] == "long" else -1

    @property
    def held(self) -> bool:
        """Return whether something of it is held."""
        return self.number("size") > 0

    @property
    def of_dust(self) -> Decimal:
        """Return what the last crumb has brought, at the exit's price: no market takes it."""
        if self.held:
            return Decimal(0)
        in_coin = (fill for fill in self.fills if fill["fee_currency"] == "BTC")
        bought = self.total("amount", adding=True) - sum(Decimal(fill["fee"]) for fill in in_coin)
        dust = bought - self.total("amount", adding=False)
        return dust * (Decimal(self.fills[0]["price"]) - self.number("entry_price"))

    @property
    def result(self) -> Decimal:
        """Return the whole result."""
        return self.number("realized_profit") + self.number("unrealized_profit")

    @property
    def open_targets(self) -> list[Decimal]:
        """Return the prices of the targets that have not filled."""
        return [Decimal(one["price"]) for one in self.row["take_profit"] if not one["done"]]


RULES: dict[str, Callable[[Seen], Decimal | None]] = {
    "invested": lambda seen: seen.number("size") * seen.number("entry_price") * seen.held,
    "unrealized_profit": lambda seen: (
        seen.sign * (seen.number("mark_price") * seen.number("size") - seen.number("invested"))
        if seen.held
        else Decimal(0)
    ),
    "realized_profit": lambda seen: (
        seen.total("profit", adding=False) - seen.total("fee_value", adding=True) + seen.of_dust
    ),
    "profit_percentage": lambda seen: 100 * seen.result / seen.total("cost", adding=True),
    "roe_percentage": lambda seen: (
        100 * seen.result / (seen.total("cost", adding=True) / seen.row["leverage"])
    ),
    "margin": lambda seen: seen.number("invested") / seen.row["leverage"],
    "fees": lambda seen: seen.total("fee_value"),
    "funding": lambda _: Decimal(0),
    "exit_price": lambda seen: (
        seen.total("cost", adding=False) / seen.total("amount", adding=False)
    ),
    "stop_price": lambda seen: Decimal(seen.row["stop_loss"]["stop_price"]),
    "next_target_price": lambda seen: (
        min(seen.open_targets, key=lambda price: abs(price - seen.number("entry_price")))
        if seen.held
        else None
    ),
    "risk": lambda seen: (
        seen.sign * (seen.number("invested") - seen.number("stop_price") * seen.number("size"))
        if seen.held
        else None
    ),
}
"""By the name of a field: what it must be."""
PERCENT = {"profit_percentage", "roe_percentage"}


@pytest.mark.usefixtures("config_folder")
@pytest.mark.parametrize(("market_type", "side"), [("spot", "long"), ("linear", "short")])
async def test_each_number_of_a_row_follows_from_the_fills(
    hass: HomeAssistant, market_type: str, side: str
) -> None:
    """Test an entry, a DCA order and a target that have filled, and then the end."""
    sign = 1 if side == "long" else -1
    async with loaded(hass, account_entry(market_type=market_type)) as face:
        await face.open(
            side=side,
            leverage=4 if market_type == "linear" else 1,
            stop_loss={"stop_percentage": 8},
            dca_orders=[{"price_percentage": 1, "quantity_percentage": 100}],
            take_profit=[
                {"price_percentage": 2, "position_percentage": 50},
                {"price_percentage": 5, "position_percentage": 50},
            ],
        )
        await face.price(65000 - 700 * sign)
        await face.price(65000 + 1800 * sign)
        held = await seen(face)
        assert [fill["purpose"] for fill in held.fills] == ["take_profit", "dca", "entry"]
        assert (held.row["liquidation_price"] is not None) is (market_type == "linear")
        check(held)

        await face.call("send_signal", {"action": "close", "symbol": BTC}, target=BOT_SWITCH)
        over = await seen(face)
        assert (over.row["status"], over.row["mark_price"]) == ("closed", None)
        assert over.row["liquidation_price"] is None
        check(over)
        await check_totals(face, over)


def check(seen: Seen) -> None:
    """Check each number of a row, and the whole seconds of its life."""
    for name, rule in RULES.items():
        wanted, told = rule(seen), seen.row[name]
        if wanted is None:
            assert told is None, name
            continue
        near = Decimal("1e-4") if name in PERCENT else CLOSE_ENOUGH
        assert abs(Decimal(told) - wanted) <= near, (name, told, wanted)
    first = datetime.fromisoformat(seen.fills[-1]["time"])
    closed = seen.row["closed_at"]
    end = datetime.now(UTC) if closed is None else datetime.fromisoformat(closed)
    assert abs(seen.row["duration"] - (end - first).total_seconds()) < 2
    for fill in seen.fills:
        adds = fill["purpose"] in ADDING
        assert (fill["profit"] is None) is adds
        cost = Decimal(fill["price"]) * Decimal(fill["amount"])
        assert abs(Decimal(fill["cost"]) - cost) <= CLOSE_ENOUGH


async def check_totals(face: Face, seen: Seen) -> None:
    """Check that totals add up every row, however few the page shows."""
    positions = (await face.call("get_positions", {"limit": 1}))["totals"]
    fills = (await face.call("get_trades", {"limit": 1}))["totals"]
    for name in ("invested", "realized_profit", "unrealized_profit", "fees", "funding"):
        assert Decimal(positions[name]) == seen.number(name)
    assert positions["count"] == 1
    assert fills["count"] == len(seen.fills)
    for name, adding in (("cost", None), ("fee_value", None), ("profit", False)):
        assert Decimal(fills[name]) == seen.total(name, adding=adding)


async def seen(face: Face) -> Seen:
    """Return the only position with its fills."""
    (row,) = (await face.call("get_positions"))["positions"]
    fills = await face.call("get_trades", {"position_id": row["position_id"]})
    return Seen(row=row, fills=fills["trades"])
