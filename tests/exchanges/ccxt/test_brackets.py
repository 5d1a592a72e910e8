"""The venue's maintenance margins by a position's worth, over the wire."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchanges.account import living
from tests.exchanges.live import BTC, until
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.venue import FakeVenue

PERP = f"{BTC}:USDT"
STEEP = ((0, Decimal("0.005")), (1000, Decimal("0.4")))


def steep(venue: FakeVenue) -> None:
    """Let a position need 40 % of all that is above 1,000."""
    venue.set_balance("USDT", 700, Kind.LINEAR)
    object.__setattr__(venue.books[PERP].market, "brackets", STEEP)


@pytest.mark.parametrize("code", ["BIFU", "BYBIF"])
async def test_a_stop_is_compared_with_the_brackets_that_the_venue_tells(
    tmp_path: Path,
    code: str,
) -> None:
    async with living(tmp_path / "account.db", code, steep) as house:
        exchange = house.account.exchange
        await until(lambda: exchange.brackets(PERP))
        told = [(row.floor, row.maintenance_margin) for row in exchange.brackets(PERP)]
        assert told == list(STEEP)
        fields = {
            "side": "short",
            "leverage": 5,
            "quote_amount": 490,
            "stop_loss": {"stop_percentage": 15},
        }
        ladder = [{"price_percentage": 1, "quantity_percentage": 400}]
        assert (await house.send(**fields, test=True)).status == 200
        refused = await house.send(**fields, dca_orders=ladder, test=True)
        assert refused.body["code"] == "stop_beyond_liquidation"
