"""Hands the signals of a message to the bots of a group, each bot all of them at once."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
import logging
from typing import Protocol

from ...trading.reasons.reasons import ReasonCode, refuse
from ..common.runtime import OwnTasks, Spawn
from ..common.timing.timings import GroupTimings
from ..signals import SignalResponse, refused
from .children import GroupChild
from .group_signal import BotPart, GroupMessage

_LOGGER = logging.getLogger(__name__)


class TakesChildren(Protocol):
    """An account, as a group sees it."""

    async def receive_children(self, children: Sequence[GroupChild]) -> Sequence[SignalResponse]:
        """Record a bot's part of a message once, and answer each of its signals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRuntime:
    """What a group needs of the program around it."""

    now: Callable[[], datetime]
    spawn: Spawn
    account_of: Callable[[str], TakesChildren | None]
    """Returns the account with an id; None while it can't record."""
    is_removed: Callable[[str], bool]
    """Tells whether an account is gone for good."""
    timings: GroupTimings


class Delivery:
    """Asks the accounts of a group's bots, one attempt for each part at a time."""

    def __init__(self, runtime: GroupRuntime, tasks: OwnTasks) -> None:
        self._runtime = runtime
        self._tasks = tasks
        self._attempts: dict[str, asyncio.Task[None]] = {}

    async def hand_on(self, message: GroupMessage) -> None:
        """Hand the parts that wait to their bots, and return once each has had its time.

        What leaves goes to all at once. Openings are judged in the group's order; where a close is
        among them, no account waits for another one.
        """
        waiting = message.waiting
        if message.exits:
            await asyncio.gather(*(self._attempt(part) for part in waiting))
            return
        if not message.may_exit:
            await self._one_by_one(waiting)
            return
        by_account: dict[str, list[BotPart]] = {}
        for part in waiting:
            by_account.setdefault(part.member.account_id, []).append(part)
        await asyncio.gather(*(self._one_by_one(own) for own in by_account.values()))

    async def _one_by_one(self, parts: Iterable[BotPart]) -> None:
        for part in parts:
            await self._attempt(part)

    async def _attempt(self, part: BotPart) -> None:
        """Wait a while for one bot; an attempt that takes longer goes on by itself."""
        task = self._attempts.get(part.receipt_id)
        if task is None:
            task = self._tasks.spawn(self._ask(part), "child")
            self._attempts[part.receipt_id] = task
            task.add_done_callback(lambda _: self._attempts.pop(part.receipt_id, None))
        await asyncio.wait({task}, timeout=self._runtime.timings.child_within)

    async def _ask(self, part: BotPart) -> None:
        account_id = part.member.account_id
        account = self._runtime.account_of(account_id)
        if account is None:
            if self._runtime.is_removed(account_id):
                refusal = refuse(ReasonCode.ADDRESS_RETIRED, why="its account was removed")
                part.take([refused(one.receipt_id, refusal, None) for one in part.children])
            return
        try:
            answers = await account.receive_children(part.asked)
        except Exception:  # whatever it is: the part waits, and is tried again
            _LOGGER.exception("A bot of a group could not be asked")
            return
        if all(answer.recorded for answer in answers):
            part.take(answers)
