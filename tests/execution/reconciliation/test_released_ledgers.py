"""Ledgers of former releases, as they were dumped then: an update must go on where they stopped.

Each was made by an account that closed a position at its take profits (`over`), opened one with a
DCA order (`held`) and a link to it, and refused a signal.
"""

from decimal import Decimal
from pathlib import Path
import sqlite3

import pytest

from custom_components.tradehook.ledger.files.migrations import MIGRATIONS
from tests.execution.house import Plan, house

RELEASES = sorted((Path(__file__).parents[2] / "releases").glob("ledger-*.sql"))


@pytest.fixture(params=RELEASES, ids=lambda dump: dump.stem)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Provide the ledger of a release."""
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as database:
        database.executescript(request.param.read_text())
    database.close()
    return path


def test_there_is_a_ledger_of_the_first_release() -> None:
    """What was released first can be updated for good."""
    assert RELEASES[0].stem == "ledger-0.1.0"


async def test_account_goes_on_with_the_ledger_of_a_release(ledger: Path) -> None:
    """What was open is managed, what is over is still known, and the numbers add up."""
    async with house(Plan(path=ledger)) as home:
        await home.settle()
        held, over = await home.positions()
        assert (held["signal_id"], held["status"], held["size"]) == ("held", "open", "0.003329667")
        assert (over["signal_id"], over["status"]) == ("over", "closed")
        assert over["realized_profit"] == "2.79381755916"
        assert home.account.realized_profit == Decimal("2.5937375025")
        (link,) = await home.account.links()
        assert link.position_id == held["position_id"]
        again = await home.send(symbol="BTC/USDT", side="long", signal_id="held")
        assert again.body["status"] == "duplicate"

        await home.price(63_000)

        held, _ = await home.positions()
        assert (held["status"], held["close_reason"]) == ("closed", "take_profit")
        (link,) = await home.account.links()
        assert link.ended_at is not None
    with sqlite3.connect(ledger) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    database.close()
