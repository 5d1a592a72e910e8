"""What the venue refuses: each refusal is definite, told within seconds, and leaves nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from tests.fake_exchange.faults import Effect

from ..row import WalkRow
from ..scenario import Scenario, Walk, perpetuals
from ..stage import QUOTE_AMOUNT, Stage

D = Decimal


def refused(change: Callable[[Stage], None], amount: object = QUOTE_AMOUNT) -> Walk:
    """Return a scenario: something changes just before an entry arrives, and it is refused."""

    async def walk(stage: Stage) -> None:
        def arrives(_params: Mapping[str, str]) -> bool:
            change(stage)
            return False

        stage.breaks("create_*order", when=arrives, effect=Effect.DROP)
        await stage.accepted(side="long", quote_amount=amount)
        rows = await stage.becomes(lambda rows: bool(rows) and rows[0]["status"] == "cancelled")
        assert rows[0]["close_reason"] == "entry_rejected"
        signal = await stage.newest_signal()
        assert signal["status"] == "failed"
        assert signal["message"]
        assert not stage.venue.open_orders
        assert stage.is_flat()

    return walk


def no_money(stage: Stage) -> None:
    """Take the money away without a word."""
    stage.venue.set_balance(stage.row.currency, 20, stage.kind)


def higher_minimum(stage: Stage) -> None:
    """Raise what an order has to be worth."""
    stage.venue.set_market(stage.row.symbol, min_cost=1_000, min_amount=1)


def wider_step(stage: Stage) -> None:
    """Make the step of amounts wider."""
    stage.venue.set_market(stage.row.symbol, step="0.0035", min_amount="0.0035")


def counts_coins(row: WalkRow) -> bool:
    """Return whether a market buy says how many coins: what it may cost has no step of coins."""
    return not row.venue.market_orders.buys_for_cost


def read_only(stage: Stage) -> None:
    """Take the right to trade from the key."""
    stage.venue.set_key(trade=False)


def other_address(stage: Stage) -> None:
    """Come from an address that the key is not for."""
    stage.venue.set_key(address_refused=True)


def halted(stage: Stage) -> None:
    """Halt the market."""
    stage.venue.books[stage.row.symbol].halted = True


async def position_mode_changed(stage: Stage) -> None:
    """The position mode is changed at the venue: the next entry is right all the same.

    Where only one of the modes is traded, it is refused, with what to do.
    """
    hedged = not stage.row.hedge
    stage.venue.account.hedge = hedged
    for symbol in stage.venue.account.hedged_markets:
        stage.venue.account.hedged_markets[symbol] = hedged
    if not stage.row.venue.margin.hedge_allowed:
        await refused(lambda _stage: None)(stage)
        assert "one-way mode" in (await stage.newest_signal())["message"]
        return
    stage.row = replace(stage.row, hedge=hedged)
    for side in ("long", "short"):
        await stage.open(side=side, stop_loss={"stop_percentage": 5})
        held = [(one.hand, one.amount > 0) for one in stage.venue.positions]
        assert held == [(stage.hand(side), side == "long")]
        await stage.ends()


async def nothing_to_reduce(stage: Stage) -> None:
    """The position is gone when its close arrives: the refusal ends it."""
    await stage.open()
    stage.venue.streams.silent = True
    hand = next(position.hand for position in stage.venue.positions)
    stage.venue.close_outside(stage.row.symbol, hand)
    await stage.accepted(action="close")
    rows = await stage.becomes(lambda rows: rows[0]["status"] == "closed")
    assert stage.is_flat()
    stage.venue.streams.silent = False
    stage.begin_anew(rows)


async def key_revoked(stage: Stage) -> None:
    """The key is deleted: a close waits, and goes through once there is a key again."""
    await stage.open()
    stage.venue.set_key(revoked=True)
    await stage.accepted(action="close")
    (row,) = await stage.rows()
    assert row["status"] in {"open", "closing"}
    stage.venue.set_key(revoked=False)
    await stage.stop()
    await stage.start()
    await stage.ends()


REFUSALS = (
    Scenario(name="too little money", walk=refused(no_money), alone=True),
    Scenario(name="below the minimum", walk=refused(higher_minimum), alone=True),
    Scenario(name="wrong step", walk=refused(wider_step), applies=counts_coins, alone=True),
    Scenario(name="key may only read", walk=refused(read_only), alone=True, lost_money=True),
    Scenario(
        name="address not allowed",
        walk=refused(other_address),
        applies=lambda row: row.keys_have_addresses,
        alone=True,
    ),
    Scenario(name="market halted", walk=refused(halted), alone=True),
    Scenario(
        name="position mode changed",
        walk=position_mode_changed,
        applies=lambda row: row.linear and row.modes_of_position,
        alone=True,
    ),
    Scenario(name="nothing to reduce", walk=nothing_to_reduce, applies=perpetuals, alone=True),
    Scenario(name="key revoked", walk=key_revoked, alone=True),
)
