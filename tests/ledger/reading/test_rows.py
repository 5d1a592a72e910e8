"""What is written comes back digit for digit, whatever it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.tradehook.ledger.column_types import (
    json_from_db,
    money_to_db,
    time_from_db,
    time_to_db,
    untrusted_json_to_db,
)
from custom_components.tradehook.ledger.errors import LedgerConflictError
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, BotRecord, PaperRecord, PositionRecord
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.signal.signal import Action
from tests.ledger.helpers import NOW, after, bot, fact, fill, link, order, position, signal


async def test_every_field_comes_back(ledger: Ledger) -> None:
    """Each row with all of its fields set."""
    full_signal = signal(
        code="max_positions",
        message="Close one first ✓",
        payload={"api_key": "***", "take_profit": [{"price": 1}]},
        digest="abc",
        position_ids=("p1", "p2"),
        command={"steps": [1, None, True]},
        executed=False,
        remote="52.89.214.238",
    )
    full_position = position(
        signal_id="s",
        status="closed",
        closed_at=after(9),
        close_reason="stop_loss",
        realized_profit=Decimal("-1.230000000000000000000000000000000001"),
        data={"size": "0.1"},
    )
    full_link = link(used_at=after(1), ended_at=after(2), revoked_at=after(3), question=True)
    full_bot = bot(state="halted", reason="daily_loss", stats={"losses": 3}, removed=True)
    batch = Batch(
        signals=(full_signal,),
        positions=(full_position,),
        facts=(fact(data={"price": "1"}),),
        orders=(order(),),
        fills=(fill(), fill("t2", client_order_id=None)),
        bots=(full_bot,),
        links=(full_link,),
        values={"trading": False, "list": [1, "2"]},
        books=(PaperRecord(kind="balance", key="USDT", data="100.00"),),
    )
    await ledger.commit(batch)
    assert await ledger.signals() == [full_signal]
    assert await ledger.positions() == [full_position]
    assert await ledger.facts("p1") == list(batch.facts)
    assert await ledger.order("o1") == batch.orders[0]
    assert await ledger.order("o2") is None
    assert await ledger.fills() == list(reversed(batch.fills))
    assert await ledger.bots() == [full_bot]
    assert await ledger.links() == [full_link]
    assert await ledger.values() == batch.values
    assert await ledger.books() == list(batch.books)


async def test_writing_again_replaces(ledger: Ledger) -> None:
    """Positions, orders, bots, links, values and books stand once, as they are now."""
    first = Batch(
        positions=(position(),),
        orders=(order(),),
        bots=(bot(),),
        links=(link(),),
        values={"a": 1, "b": 2},
        books=(PaperRecord(kind="k", key="a", data=1), PaperRecord(kind="k", key="b", data=2)),
    )
    second = Batch(
        positions=(position(status="closing", data={"x": 1}),),
        orders=(order(),),
        bots=(bot(state="stopped"),),
        links=(link(used_at=NOW),),
        values={"a": None, "b": 3, "never": None},
        books=(PaperRecord(kind="k", key="a", data=None), PaperRecord(kind="k", key="b", data=3)),
    )
    await ledger.commit(first)
    await ledger.commit(second)
    assert await ledger.positions() == list(second.positions)
    assert await ledger.order("o1") == second.orders[0]
    assert await ledger.bots() == list(second.bots)
    assert await ledger.links() == list(second.links)
    assert await ledger.values() == {"b": 3}
    assert await ledger.books() == [PaperRecord(kind="k", key="b", data=3)]


async def test_links_are_found(ledger: Ledger) -> None:
    """By bot, position, id or token."""
    links = (link("l1"), link("l2", position_id="p2"), link("l3", bot_id="b", position_id="p2"))
    await ledger.commit(Batch(positions=(position("p1"), position("p2")), links=links))
    assert await ledger.links(bot_id="bot") == [links[0], links[1]]
    assert await ledger.links(position_id="p2") == [links[1], links[2]]
    assert await ledger.links(bot_id="bot", position_id="p2") == [links[1]]
    assert await ledger.links(link_id="l3") == [links[2]]
    assert await ledger.link_by_token("token-l2") == links[1]
    assert await ledger.link_by_token("token") is None


async def test_enums_and_other_mappings_are_taken(ledger: Ledger) -> None:
    """The types of trading may be passed as they are; Decimals in JSON become strings."""
    data = MappingProxyType({Side.LONG: Decimal("1.10"), "at": NOW, "list": (Action.OPEN,)})
    await ledger.commit(Batch(positions=(position(side=Side.SHORT, data=data),)))
    (row,) = await ledger.positions()
    assert type(row.side) is str
    assert row.side == "short"
    assert row.data == {"long": "1.10", "at": "2026-11-01T12:30:15.123456+00:00", "list": ["open"]}


def _bad_positions() -> Sequence[PositionRecord]:
    return (
        position(opened_at=datetime(2026, 1, 1)),  # noqa: DTZ001
        position(realized_profit=1.5),
        position(realized_profit=Decimal("NaN")),
        position(data={"a": object()}),
        position(data={"a": 2**64}),
        position(symbol=None),
    )


@pytest.mark.parametrize("row", _bad_positions())
async def test_what_would_not_come_back_is_refused(ledger: Ledger, row: PositionRecord) -> None:
    """Naive times, floats as money, what JSON doesn't know: a bug of the caller, not a loss."""
    with pytest.raises(LedgerConflictError):
        await ledger.commit(Batch(positions=(position("good"), row)))
    assert await ledger.positions() == []


def _deep() -> Any:
    value: Any = 1
    for _ in range(900):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [10**40, -(10**5000), "\ud800", {"\udfff": 1}, _deep(), Decimal("1e400"), float("nan"), "\0"],
    ids=["long", "endless", "surrogate", "key", "deep", "exponent", "nan", "nul"],
)
async def test_every_payload_leaves_a_row(ledger: Ledger, value: Any) -> None:
    """Nothing is dropped silently, however hostile it is."""
    row = signal(payload={"field": value}, symbol="\ud800", signal_id="\ud800", message="\ud800")
    await ledger.commit(Batch(signals=(row,)))
    (found,) = await ledger.signals()
    assert found.symbol == "\\ud800"
    assert found.payload.keys() == {"field"}
    assert await ledger.find_claim("bot", "\ud800") == found


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_money_keeps_every_digit(value: Decimal) -> None:
    """The exponent too: 1.10 isn't 1.1."""
    assert Decimal(money_to_db(value)).as_tuple() == value.as_tuple()


@given(
    st.datetimes(timezones=st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m))))
)
def test_times_keep_their_microsecond(value: datetime) -> None:
    """In order, and always in UTC."""
    try:
        utc = value.astimezone(UTC)
    except OverflowError:
        return
    assert time_from_db(time_to_db(value)) == utc
    assert time_from_db(time_to_db(value)).tzinfo is UTC


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters()) | st.decimals(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    )
)
def test_untrusted_json_always_becomes_text(value: Any) -> None:
    """And text that can be read again."""
    json_from_db(untrusted_json_to_db(value).encode("utf-8"))


def test_rows_can_be_changed_by_copying() -> None:
    """They are values: frozen, compared by their fields."""
    row = bot()
    assert replace(row, state="stopped") == BotRecord(
        bot_id="bot", state="stopped", reason=None, changed_at=NOW, stats={}
    )


async def test_what_an_order_has_traded_is_the_sum_of_its_fills(ledger: Ledger) -> None:
    exact = Decimal("0.123456789012345678901")
    rows = (
        fill("t1", amount=exact),
        fill("t2", amount=Decimal("0.5")),
        fill("t3", client_order_id="o2"),
        fill("t4", position_id="p2"),
        fill("t5", client_order_id=None),
    )
    await ledger.commit(Batch(positions=(position("p1"), position("p2")), fills=rows))

    assert await ledger.traded("p1", "o1") == exact + Decimal("0.5")
    assert await ledger.traded("p1", "nobody") == 0
