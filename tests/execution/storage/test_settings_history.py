"""Each change of a bot's settings is one row, and the ledger keeps to the account's size."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.tradehook.execution.common.timing.timings import ReconciliationTimings
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.trading.credentials import digest
from tests.execution.house import BOT, KEY, SECRET, SETTINGS, House, Plan, house, waits


async def put(home: House, **changes: object) -> None:
    """Change the bot's settings."""
    settings = replace(SETTINGS, **changes)  # type: ignore[arg-type]
    await home.account.put_bot(BOT, settings, api_key=KEY, secret_digest=digest(SECRET))


async def test_each_change_of_settings_is_one_row_with_its_time(plan: Plan) -> None:
    """What is put again as it is, a restart too, is no change; going back is one."""
    async with house(plan) as home:
        await put(home)
        plan.clock.ahead = timedelta(hours=1)
        await put(home, max_positions=7)
        await put(home, max_positions=7)
        await put(home)
    async with house(plan) as home:
        rows = await home.ledger.settings_of(BOT)
        assert [row.settings["max_positions"] for row in rows] == [5, 7, 5]
        assert rows[1].at - rows[0].at >= timedelta(hours=1)
        assert SECRET not in str(rows)
        assert KEY not in str(rows)
        assert await home.ledger.settings_of("other") == []


async def test_settings_hold_although_the_ledger_can_not_be_written(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next start writes them down."""
    async with house(plan) as home:

        async def fail(_batch: object) -> None:
            raise LedgerWriteError("full")

        with monkeypatch.context() as patch:
            patch.setattr(home.ledger, "commit", fail)
            await put(home, max_positions=7)
        assert home.account.bots[BOT].settings.max_positions == 7
        assert len(await home.ledger.settings_of(BOT)) == 1
    async with house(replace(plan, settings=replace(SETTINGS, max_positions=7))) as home:
        assert len(await home.ledger.settings_of(BOT)) == 2


@waits(reconciliation=ReconciliationTimings(every=0.02, prune_every=timedelta(0)))
async def test_account_prunes_to_the_size_of_its_option(plan: Plan) -> None:
    """With no room at all every refusal goes."""
    for most_bytes, left in ((10**9, 1), (0, 0)):
        async with house(replace(plan, most_bytes=most_bytes)) as home:
            if left:
                await home.send(action="close", symbol="BTC/USDT")
            for _ in range(100):
                await home.settle()
                if len(await home.account.signals()) == 0:
                    break
            assert len(await home.account.signals()) == left
