"""Two accounts with three bots and the group that serves them, as a test uses them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
import json
from pathlib import Path

from custom_components.tradehook.execution.common.events import AccountEvent, SignalOutcome
from custom_components.tradehook.execution.common.timing.timings import GroupTimings
from custom_components.tradehook.execution.groups import (
    Group,
    GroupMember,
    GroupRuntime,
    GroupTerms,
)
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.settings.settings import BotSettings
from tests.execution.house import BTC, SETTINGS, Clock, House, Plan, built
from tests.patience import PATIENCE

KEY, SECRET = "group-key-1", "5ec2e7" + "0" * 34
MEMBERS = (
    GroupMember(account_id="a", bot_id="a1", name="One"),
    GroupMember(account_id="a", bot_id="a2", name="Two", size_factor=Decimal("0.5")),
    GroupMember(account_id="b", bot_id="b1", name="Three", size_factor=Decimal(2)),
)


@dataclass(kw_only=True)
class GroupHouse:
    """A group with what a test needs around it; an account that is `away` can't record."""

    group: Group
    homes: dict[str, House]
    clock: Clock
    away: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    told: list[SignalOutcome] = field(default_factory=list)

    def hears(self, event: AccountEvent) -> None:
        """Keep what the group tells."""
        assert isinstance(event, SignalOutcome)
        self.told.append(event)

    async def until_handed_on(self) -> None:
        """Wait until every child is recorded by its bot."""
        await _until(lambda: not self.group.waiting)
        await self.settle()

    async def send(self, **fields: object) -> SignalResponse:
        """Post a signal with the group's credentials."""
        return await self.post({"api_key": KEY, "api_secret": SECRET, **fields})

    async def post(self, message: object, remote: str | None = "127.0.0.1") -> SignalResponse:
        """Post a message."""
        answer = await self.group.receive(json.dumps(message).encode(), remote)
        await self.settle()
        return answer

    async def settle(self) -> None:
        """Let what is under way come to rest."""
        await _until(lambda: not self.group.busy)
        for home in self.homes.values():
            await home.settle()

    async def positions(self) -> dict[str, list[dict[str, object]]]:
        """Return the positions of each bot."""
        found: dict[str, list[dict[str, object]]] = {one.bot_id: [] for one in MEMBERS}
        for home in self.homes.values():
            for row in await home.positions():
                found[str(row["bot_id"])].append(row)
        return found

    async def invested(self) -> dict[str, Decimal]:
        """Return what each bot's positions were planned with, in quote."""
        rows = await self.positions()
        return {
            bot: sum((Decimal(str(row["invested"])) for row in own), Decimal(0))
            for bot, own in rows.items()
        }

    async def signals(self, bot_id: str) -> list[dict[str, object]]:
        """Return a bot's rows of its signal log."""
        rows = []
        for home in self.homes.values():
            rows += [dict(row) for row in await home.account.signals(bot_ids=[bot_id])]
        return rows

    def put(self, **changes: object) -> None:
        """Set the group up otherwise."""
        self.group.put(replace(self.group.terms, **changes))  # type: ignore[arg-type]


@asynccontextmanager
async def group_house(folder: Path, settings: BotSettings = SETTINGS) -> AsyncIterator[GroupHouse]:
    """Build, start and in the end stop the accounts and the group; the same folder has the same."""
    clock = Clock()
    async with AsyncExitStack() as stack:
        homes: dict[str, House] = {}
        for account_id in ("a", "b"):
            plan = Plan(path=folder / f"{account_id}.db", settings=settings, clock=clock)
            homes[account_id] = home = await stack.enter_async_context(built(plan))
            for member in MEMBERS:
                if member.account_id == account_id:
                    await home.account.put_bot(
                        member.bot_id,
                        replace(settings, name=member.name),
                        api_key="k",
                        secret_digest=digest("s"),
                    )
            await home.account.start()
            await home.price(60_000, BTC)
        away: set[str] = set()
        removed: set[str] = set()
        loop = asyncio.get_running_loop()
        group = Group(
            GroupTerms(
                group_id="group",
                settings=BotSettings(name="Group", quote=""),
                api_key=KEY,
                secret_digest=digest(SECRET),
                members=MEMBERS,
            ),
            await Ledger.open(folder / "group.db"),
            GroupRuntime(
                now=clock.now,
                spawn=lambda coro, name: loop.create_task(coro, name=name),
                account_of=lambda one: None if one in away else homes[one].account,
                is_removed=removed.__contains__,
                timings=GroupTimings(retry=0.02),
            ),
        )
        whole = GroupHouse(group=group, homes=homes, clock=clock, away=away, removed=removed)
        group.subscribe(whole.hears)
        await group.start()
        stack.push_async_callback(group.stop)
        yield whole


async def _until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not reached():  # noqa: ASYNC110  what it waits for tells nobody
            await asyncio.sleep(0.005)
