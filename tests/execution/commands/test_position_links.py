"""Position links: the table of the protocol's section 7."""

from dataclasses import replace

import pytest

from custom_components.tradehook.execution.commands.position_links import LinkMode
from tests.execution.house import House, Plan, house

from .test_openings import open_long


async def use(home: House, mode: LinkMode) -> str:
    """Make a link for the one position, use it, and return what was done."""
    row = await home.only()
    link = await home.account.create_link(str(row["position_id"]), mode)
    result = await home.account.use_link(link.token, body_empty=True)
    assert result is not None
    assert result.status == 200
    await home.settle()
    return result.done.value


@pytest.mark.parametrize("mode", list(LinkMode))
async def test_unfilled_position_is_cancelled_by_both(home: House, mode: LinkMode) -> None:
    """Nothing has filled: both modes cancel."""
    await open_long(home, order_type="limit", signal_price=59_000)
    assert await use(home, mode) == "cancelled"
    assert (await home.only())["status"] == "cancelled"


async def test_close_link_closes_a_filled_position(home: House) -> None:
    """At market price, with everything that rested cancelled."""
    await open_long(home)
    assert await use(home, LinkMode.CLOSE) == "closed"
    row = await home.only()
    assert (row["status"], row["close_reason"]) == ("closed", "link")
    assert not await home.exchange.fetch_open_orders()


async def test_keep_link_leaves_a_filled_position_alone(home: House) -> None:
    """Nothing changes."""
    before = await open_long(home)
    assert await use(home, LinkMode.KEEP) == "kept"
    assert (await home.only())["orders"] == before["orders"]


@pytest.mark.parametrize(
    ("mode", "done", "status"),
    [(LinkMode.CLOSE, "closed", "closed"), (LinkMode.KEEP, "remainder_cancelled", "open")],
)
async def test_partly_filled_entry(plan: Plan, mode: LinkMode, done: str, status: str) -> None:
    """The open remainder is cancelled; close sells the filled part, keep keeps it."""
    async with house(replace(plan, interval=3600)) as home:
        await home.price(60_000, max_fill="0.0005")
        await open_long(home, order_type="limit", signal_price=61_000)
        assert await use(home, mode) == done
        await home.price(60_000)
        row = await home.only()
        assert row["status"] == status
        assert "entry" not in [order["purpose"] for order in await home_orders(home)]


async def home_orders(home: House) -> list[dict[str, object]]:
    """Return the live orders of the one position."""
    row = await home.only()
    return [o for o in row["orders"] if o["status"] == "open"]  # type: ignore[attr-defined]


async def test_link_that_is_over_does_nothing(home: House) -> None:
    """The second call is answered with 410."""
    await open_long(home)
    row = await home.only()
    link = await home.account.create_link(str(row["position_id"]), LinkMode.CLOSE)
    await home.account.use_link(link.token, body_empty=True)
    await home.settle()
    again = await home.account.use_link(link.token, body_empty=True)
    assert again is not None
    assert (again.status, again.code) == (410, "link_over")


async def test_link_with_a_message_is_refused(home: House) -> None:
    """The position is untouched."""
    before = await open_long(home)
    link = await home.account.create_link(str(before["position_id"]), LinkMode.CLOSE)
    result = await home.account.use_link(link.token, body_empty=False)
    assert result is not None
    assert (result.status, result.code) == (400, "body_not_empty")
    await home.settle()
    assert (await home.only())["orders"] == before["orders"]


async def test_links_outlive_a_restart_and_can_be_revoked(plan: Plan) -> None:
    """A revoked link answers 410 and does nothing."""
    async with house(plan) as home:
        await home.price(60_000)
        row = await open_long(home)
        kept = await home.account.create_link(str(row["position_id"]), LinkMode.CLOSE)
        revoked = await home.account.create_link(str(row["position_id"]), LinkMode.CLOSE)
        await home.account.revoke_link(revoked.link_id)
    async with house(plan) as home:
        assert {link.link_id for link in await home.account.links()} == {
            kept.link_id,
            revoked.link_id,
        }
        result = await home.account.use_link(revoked.token, body_empty=True)
        assert result is not None
        assert (result.status, result.code) == (410, "link_revoked")
        assert (await home.only())["status"] == "open"
        result = await home.account.use_link(kept.token, body_empty=True)
        assert result is not None
        assert result.done == "closed"


async def test_unknown_tokens_cost_no_read(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever tries tokens must not hold up the ledger's reader."""

    async def read(_: str) -> None:
        raise AssertionError("the ledger was asked")

    monkeypatch.setattr(home.ledger, "link_by_token", read)
    assert await home.account.use_link("unknown", body_empty=True) is None
