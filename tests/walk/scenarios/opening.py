"""Opening an account: markets, balances, permissions, and keys that are refused."""

import pytest

from custom_components.tradehook.exchanges.port.exchange import CredentialsRefusedError

from ..scenario import Scenario, Walk
from ..stage import Stage


async def opens(stage: Stage) -> None:
    """The account knows the market, its money, its fees and that nothing is held."""
    exchange = stage.account.exchange
    market = exchange.markets[stage.row.symbol]
    listed = stage.venue.books[stage.row.symbol].market
    assert market.amount_step == listed.step
    assert market.price_tick == listed.tick
    balances = await exchange.fetch_balances()
    assert balances[stage.row.currency].free == stage.venue.balance(listed.quote, stage.kind)
    assert await exchange.fetch_positions() == []
    assert await exchange.fetch_open_orders() == []
    assert stage.account.connected
    await stage.until(lambda: stage.is_at(stage.row.price))


async def permissions(stage: Stage) -> None:
    """What the key may do is known where the venue tells it."""
    found = await stage.account.exchange.fetch_permissions()  # type: ignore[attr-defined]
    if stage.row.venue.permissions is None:
        assert found.trade is None
        return
    assert found.trade is not False
    assert not found.withdraw
    if found.trade is None:
        return
    stage.venue.set_key(trade=False)
    found = await stage.account.exchange.fetch_permissions()  # type: ignore[attr-defined]
    assert found.trade is False
    stage.venue.set_key(trade=True)


def key_refused(**changes: bool) -> Walk:
    """Return a scenario: the account is started anew with a key that is refused."""

    async def walk(stage: Stage) -> None:
        await stage.stop()
        stage.venue.set_key(**changes)
        with pytest.raises(CredentialsRefusedError):
            await stage.start()

    return walk


OPENING = (
    Scenario(name="account opens", walk=opens, lost_money=True),
    Scenario(name="permissions", walk=permissions),
    Scenario(name="wrong key", walk=key_refused(revoked=True), alone=True),
    Scenario(
        name="wrong address",
        walk=key_refused(address_refused=True),
        applies=lambda row: row.keys_have_addresses,
        alone=True,
    ),
)
