"""The signal log: claims that last for ever, duplicate windows, what is left to do, retention."""

from datetime import timedelta

import pytest

from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, SignalUpdate
from tests.ledger.helpers import NOW, after, link, position, signal


@pytest.mark.parametrize(
    ("action", "status", "claims"),
    [
        ("open", "accepted", True),
        ("start_and_open", "accepted", True),
        ("reverse", "accepted", True),
        ("open", "expired", True),
        ("open", "failed", False),
        ("open", "refused", False),
        ("open", "duplicate", False),
        ("open", "test", False),
        ("increase", "accepted", False),
        ("reduce", "accepted", False),
        ("close", "accepted", False),
        (None, "refused", False),
    ],
)
async def test_only_accepted_openings_claim_their_id(
    ledger: Ledger, action: str | None, status: str, *, claims: bool
) -> None:
    """What was not taken on can be sent again."""
    row = signal(action=action, status=status, signal_id="mine")
    await ledger.commit(Batch(signals=(row,)))
    assert await ledger.find_claim("bot", "mine") == (row if claims else None)
    assert await ledger.find_claim("other", "mine") is None
    assert await ledger.find_claim("bot", "other") is None


async def test_a_failed_opening_gives_its_id_back(ledger: Ledger) -> None:
    """Refused by the venue before anything was sent: the next one with the id is accepted."""
    await ledger.commit(Batch(signals=(signal("r1", signal_id="mine"),)))
    await ledger.commit(Batch(signal_updates=(SignalUpdate(receipt_id="r1", status="failed"),)))
    assert await ledger.find_claim("bot", "mine") is None
    again = signal("r2", signal_id="mine")
    await ledger.commit(Batch(signals=(again,)))
    assert await ledger.find_claim("bot", "mine") == again


async def test_an_expired_opening_keeps_its_id(ledger: Ledger) -> None:
    """It was accepted, and isn't bought late."""
    await ledger.commit(Batch(signals=(signal("r1", signal_id="mine"),)))
    await ledger.commit(Batch(signal_updates=(SignalUpdate(receipt_id="r1", status="expired"),)))
    claim = await ledger.find_claim("bot", "mine")
    assert claim is not None
    assert claim.status == "expired"


async def test_an_update_leaves_what_it_does_not_name(ledger: Ledger) -> None:
    """None empties a field, the default leaves it."""
    row = signal("r1", code="a", message="b", command={"c": 1}, executed=False)
    await ledger.commit(Batch(signals=(row,)))
    change = SignalUpdate(receipt_id="r1", code=None, executed=True, position_ids=("p1", "p2"))
    await ledger.commit(Batch(signal_updates=(change,)))
    (found,) = await ledger.signals()
    assert (found.code, found.message, found.command) == (None, "b", {"c": 1})
    assert (found.executed, found.position_ids, found.status) == (True, ("p1", "p2"), "accepted")


async def test_an_update_may_come_with_its_signal(ledger: Ledger) -> None:
    """Signals are written before their updates."""
    await ledger.commit(
        Batch(
            signals=(signal("r1", executed=False),),
            signal_updates=(SignalUpdate(receipt_id="r1", executed=True),),
        )
    )
    assert await ledger.unexecuted_signals() == []


@pytest.mark.parametrize(
    "change",
    [
        SignalUpdate(receipt_id="gone", status="failed", executed=True),
        SignalUpdate(receipt_id="gone", status="expired"),
        SignalUpdate(receipt_id="gone"),
    ],
)
async def test_an_update_of_a_row_that_is_gone_stops_nothing(
    ledger: Ledger, change: SignalUpdate
) -> None:
    """An entry may wait longer than the log is kept; its batch carries fills."""
    await ledger.commit(Batch(signal_updates=(change,), positions=(position(),)))
    assert len(await ledger.positions()) == 1


async def test_what_is_still_to_be_executed_comes_in_its_order(ledger: Ledger) -> None:
    """By commit, not by clock: a clock may step back."""
    rows = (
        signal("r1", executed=False, received_at=after(10), command={"open": ["1.5"]}),
        signal("r2", executed=True),
        signal("r3", executed=False, received_at=after(5)),
    )
    await ledger.commit(Batch(signals=rows))
    assert await ledger.unexecuted_signals() == [rows[0], rows[2]]


async def test_a_window_counts_from_what_was_taken_on_last(ledger: Ledger) -> None:
    """Refused and duplicate ones, and those without a digest, don't make one."""
    rows = (
        signal("r1", digest="d", received_at=after(0)),
        signal("r2", digest="d", received_at=after(40)),
        signal("r3", digest="d", received_at=after(50), status="duplicate"),
        signal("r4", digest="e", received_at=after(50), status="refused"),
        signal("r5", received_at=after(50)),
        signal("r6", digest="d", received_at=after(20), bot_id="other"),
        signal("r7", digest="old", received_at=after(-1)),
    )
    await ledger.commit(Batch(signals=rows))
    assert await ledger.recent_digests(NOW) == {
        ("bot", "d"): (after(40), "s-r2"),
        ("other", "d"): (after(20), "s-r6"),
    }


async def test_the_log_keeps_two_years_and_claims_last_for_ever(ledger: Ledger) -> None:
    """Exits never expire either: what is still to be executed stays."""
    rows = (
        signal("old", signal_id="mine", position_ids=("p1",), payload={"a": 1}, remote="::1"),
        signal("waiting", action="close", executed=False),
        signal("young", received_at=after(1)),
    )
    await ledger.commit(Batch(signals=rows))
    assert await ledger.prune(NOW + timedelta(days=730)) == 0
    assert await ledger.prune(NOW + timedelta(days=730, microseconds=1)) == 1
    assert {row.receipt_id for row in await ledger.signals()} == {"waiting", "young"}
    claim = await ledger.find_claim("bot", "mine")
    assert claim == signal("old", signal_id="mine")  # without payload, positions and sender


async def test_a_claim_can_be_given_back_after_its_row_is_gone(ledger: Ledger) -> None:
    """The update finds it by the receipt."""
    await ledger.commit(Batch(signals=(signal("r1", signal_id="mine"),)))
    await ledger.prune(NOW + timedelta(days=731))
    await ledger.commit(Batch(signal_updates=(SignalUpdate(receipt_id="r1", status="failed"),)))
    assert await ledger.find_claim("bot", "mine") is None


async def test_retention_goes_in_small_steps(ledger: Ledger) -> None:
    """So that nobody's write waits long behind it."""
    rows = tuple(signal(str(n), received_at=after(n / 1000)) for n in range(1200))
    await ledger.commit(Batch(signals=rows))
    assert await ledger.prune(NOW + timedelta(days=731)) == 1200
    assert await ledger.signals() == []


async def test_links_are_kept_ninety_days_after_their_end(ledger: Ledger) -> None:
    """A link that is neither over nor revoked stays."""
    links = (
        link("alive"),
        link("used", used_at=NOW),
        link("ended", ended_at=NOW),
        link("revoked", revoked_at=NOW),
        link("just", ended_at=after(10)),
    )
    await ledger.commit(Batch(positions=(position(),), links=links))
    assert await ledger.prune(after(5) + timedelta(days=90)) == 2
    assert {row.link_id for row in await ledger.links()} == {"alive", "used", "just"}
