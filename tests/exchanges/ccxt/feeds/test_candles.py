"""A chart's history over the wire: the venue's candles of before anybody listened."""

from pathlib import Path

import pytest

from custom_components.tradehook.panel.chart.venue_history import has_history, history
from tests.exchanges.account import living


@pytest.mark.parametrize(
    ("code", "length"),
    [("BINA", 60), ("BINA", 5), ("BIFU", 60), ("BYBI", 60), ("BYBIF", 60), ("paper BIFU", 60)],
)
async def test_a_chart_shows_what_the_exchange_knows_of_the_time_before(
    tmp_path: Path,
    code: str,
    length: int,
) -> None:
    async with living(tmp_path / "account.db", code) as house:
        # Long before the imitation began to trade at 60,000, however slowly the account has started
        past = [(length * ago + 1.0, 50_000 + ago) for ago in (100, 40, 20)]
        house.venue.set_past(house.symbol, past)
        now = house.clock.now().timestamp()
        assert has_history(house.account, length)
        past_told = await history(house.account, house.symbol, length, (int(now), None), now)
        rows = past_told.rows
        assert [int(row[0]) for row in rows] == [
            int(now) // length * length - length * ago for ago in reversed(range(len(rows)))
        ]
        assert len(rows) in {101, 102}
        closes = {str(row[4]) for row in rows}
        assert closes == {"50100", "50040", "50020", "60000"}
