"""Positions: what is live, the slots ever held, totals and realised profit."""

from decimal import Context, Decimal
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest
from sqlalchemy import Connection, event

from custom_components.tradehook.ledger.files.connections import connect_writer
from custom_components.tradehook.ledger.files.migrations import migrate
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.reading.queries import totals_by_bot
from custom_components.tradehook.ledger.records import Batch, Totals
from custom_components.tradehook.ledger.writes import prepare
from tests.ledger.helpers import NOW, after, fact, fill, on_writer, position, whole


async def test_live_positions_come_with_their_facts(ledger: Ledger) -> None:
    """Pending, open and closing ones, each with its own facts in their order."""
    statuses = ("pending", "open", "closing", "closed", "cancelled", "error")
    await ledger.commit(
        Batch(
            positions=tuple(position(status, status=status) for status in statuses),
            facts=tuple(fact(status, seq) for seq in (3, 1, 2) for status in statuses),
        )
    )
    assert await ledger.live_positions() == [
        (position(status, status=status), [fact(status, seq) for seq in (1, 2, 3)])
        for status in ("pending", "open", "closing")
    ]


async def test_a_position_that_ends_is_not_live_any_more(ledger: Ledger) -> None:
    """And one that a late fill reopens is live again."""
    await ledger.commit(Batch(positions=(position(),)))
    await ledger.commit(Batch(positions=(position(status="closed"),)))
    assert await ledger.live_positions() == []
    await ledger.commit(Batch(positions=(position(status="open"),)))
    assert await ledger.live_positions() == [(position(), [])]


async def test_slots_are_kept_for_ever(ledger: Ledger) -> None:
    """Entities are made for every bot, market and side that ever held a position."""
    await ledger.commit(
        Batch(
            positions=(
                position("p1"),
                position("p2", side="short", status="cancelled"),
                position("p3", bot_id="other", status="closed"),
                position("p4"),
            )
        )
    )
    assert await ledger.slots() == {
        ("bot", "BTC/USDT", "long"),
        ("bot", "BTC/USDT", "short"),
        ("other", "BTC/USDT", "long"),
    }


async def test_totals_count_closed_positions_once(ledger: Ledger) -> None:
    """A result above zero is a win; cancelled and failed ones don't count."""
    results = {"win": "1.5", "loss": "-0.5", "even": "0"}
    await ledger.commit(Batch(positions=tuple(position(name) for name in results)))
    assert await ledger.totals() == {}
    closed = tuple(
        position(name, status="closed", realized_profit=Decimal(profit))
        for name, profit in results.items()
    )
    other = (position("a", status="cancelled"), position("b", status="error"))
    await ledger.commit(Batch(positions=closed + other))
    await ledger.commit(Batch(positions=closed))
    assert await ledger.totals() == {"bot": Totals(closed=3, wins=1, realized=Decimal("1.0"))}


async def test_a_late_fee_corrects_the_totals(ledger: Ledger) -> None:
    """A closed position that is written again counts with its new result alone."""
    for profit in ("0.1", "-0.2"):
        row = position(status="closed", realized_profit=Decimal(profit))
        await ledger.commit(Batch(positions=(row,)))
    assert await ledger.totals() == {"bot": Totals(closed=1, wins=0, realized=Decimal("-0.2"))}


async def test_a_result_of_more_than_28_digits_is_taken_out_exactly(ledger: Ledger) -> None:
    """Python's own arithmetic would round it."""
    long = Decimal("1234567890123456789.01234567891")
    for profit in (long, Decimal(1)):
        row = position(status="closed", realized_profit=profit)
        await ledger.commit(Batch(positions=(row,)))
    assert await ledger.totals() == {"bot": Totals(closed=1, wins=1, realized=Decimal(1))}


_ROWS = st.builds(
    lambda name, bot_id, status, cents: position(
        name,
        bot_id=bot_id,
        status=status,
        realized_profit=Decimal(cents).scaleb(-20, Context(prec=100)),
    ),
    st.sampled_from("abc"),
    st.sampled_from(["bot", "other"]),
    st.sampled_from(["pending", "open", "closed", "cancelled", "error"]),
    st.integers(-(10**40), 10**40),
)


@given(st.lists(st.lists(_ROWS, max_size=4), max_size=8))
@settings(deadline=None, max_examples=50)
def test_totals_are_the_sum_of_the_closed_positions(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Any]]
) -> None:
    """Whatever the order of writes, exact to the last digit of more than 28."""
    connection = connect_writer(tmp_path_factory.mktemp("totals") / "account.db")
    migrate(connection)
    rows: dict[str, Any] = {}
    for batch in batches:
        with connection.begin():
            prepare(Batch(positions=tuple(batch)))(connection)
        rows |= {row.position_id: row for row in batch}
    with connection.begin():
        found = {bot: total for bot, total in totals_by_bot(connection).items() if total.closed}
    connection.close()
    closed = [row for row in rows.values() if row.status == "closed"]
    expected = {}
    exact = Context(prec=100)
    for bot in {row.bot_id for row in closed}:
        profits = [row.realized_profit for row in closed if row.bot_id == bot]
        digits = sum(int(profit.scaleb(20, exact)) for profit in profits)
        wins = len([profit for profit in profits if profit > 0])
        expected[bot] = (len(profits), wins, digits)
    assert {
        bot: (total.closed, total.wins, int(total.realized.scaleb(20, exact)))
        for bot, total in found.items()
    } == expected


async def test_realized_profit_is_exact(ledger: Ledger) -> None:
    """Ten times 0.1 is 1, and digits beyond Python's usual 28 stay."""
    tiny = Decimal("0.1")
    fills = [fill(str(n), realized_profit=tiny, time=after(n)) for n in range(11)]
    huge = Decimal("12345678901234567890.12345678901234567890")
    fills.append(fill("huge", realized_profit=huge, bot_id="other", time=after(3)))
    fills.append(fill("small", realized_profit=-tiny, bot_id="other", time=after(4)))
    await ledger.commit(Batch(positions=(position(),), fills=tuple(fills)))
    assert await ledger.realized_since(after(1)) == {
        ("bot", fills[0].symbol): Decimal("1.0"),
        ("other", fills[0].symbol): Decimal("12345678901234567890.02345678901234567890"),
    }
    assert await ledger.realized_since(after(100)) == {}


@pytest.mark.parametrize(
    ("method", "query"),
    [
        ("live_positions", {}),
        ("slots", {}),
        ("totals", {}),
        ("unexecuted_signals", {}),
        ("find_claim", {"bot_id": "bot", "signal_id": "s-bot-1"}),
        ("recent_digests", {"since": NOW}),
        ("realized_since", {"since": NOW}),
        ("order", {"client_order_id": "bot-1"}),
        ("facts", {"position_id": "bot-1"}),
        ("link_by_token", {"token": "t"}),
        ("links", {"position_id": "bot-1"}),
        ("positions", {}),
        ("positions", {"statuses": ["open", "pending"]}),
        ("positions", {"bot_ids": ["bot"], "before": "bot-1"}),
        ("positions", {"symbol": "BTC/USDT", "before": "bot-1"}),
        ("signals", {"before": "bot-1"}),
        ("signals", {"bot_ids": ["bot"], "since": NOW}),
        ("fills", {"before": "bot-1"}),
        ("fills", {"position_id": "bot-1"}),
        ("fills", {"bot_ids": ["bot"]}),
    ],
)
async def test_no_read_walks_through_the_history(
    ledger: Ledger, method: str, query: dict[str, Any]
) -> None:
    """Start-up and pages take an index and sort nothing, so a million rows don't slow them."""
    await ledger.commit(whole(1))
    ran: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        ran.append((statement, values))

    def listen(connection: Connection) -> None:
        event.listen(connection, "before_cursor_execute", note)

    await ledger._reader.submit(listen)
    await getattr(ledger, method)(**query)
    selects = [(text, values) for text, values in ran if text.startswith("SELECT")]
    assert selects

    def explain(connection: Connection) -> list[str]:
        return [
            row[-1]
            for text, values in selects
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]

    for step in await on_writer(ledger, explain):
        small = step in {"SCAN slots", "SCAN totals"}
        assert small or not step.startswith("SCAN") or " USING " in step, step
        if method not in {"live_positions", "links"}:
            assert "TEMP B-TREE" not in step, step
