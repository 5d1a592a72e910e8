"""Restarts the process that died, and waits until its books and the venue's agree."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
import time

from .comparing import Promises, Sent, balances, broken, differences, unprotected
from .plan import Death
from .process import Answer, Json, LiveProcess

PROTECTED_WITHIN = 10.0
AGREED_WITHIN = 60.0
PAID_IN = Decimal(10_000)
"""What the imitated venues begin with."""
OPENINGS = frozenset({"open", "reverse"})


class DisagreementError(AssertionError):
    """Something was lost, doubled or left unprotected."""


def _anything(_books: Json) -> bool:
    return True


async def _nothing() -> None:
    pass


@dataclass(kw_only=True)
class Watch:
    """One account on one venue, from the first signal to the last, over all of its lives."""

    process: LiveProcess
    promises: Promises = field(default_factory=Promises)
    wallet: Mapping[str, Decimal] = field(default_factory=dict)
    """What the venue's wallet held before the first signal; empty = as an imitation begins."""
    pause: float = 0.03
    """Seconds between two comparisons."""
    protection: float = 0.0
    """The longest time in seconds from a start until every stop was watched."""
    position_reconciler: float = 0.0
    """The longest time in seconds from a start until everything agreed."""

    def __post_init__(self) -> None:
        self.wallet = self.wallet or {self.process.plan.quote: PAID_IN}

    async def send(self, bot: int = 1, **fields: object) -> Answer:
        """Send a signal and remember what was promised; DiedError when nobody answers."""
        answer = await self.process.send(bot, **fields)
        if answer.status == 202:
            receipt_id = answer.body["receipt_id"]
            self.promises.accepted[receipt_id] = Sent(
                action=str(fields["action"]),
                signal_id=str(fields.get("signal_id")),
                position_ids=list(answer.body.get("position_ids", ())),
                receipt_id=receipt_id,
            )
        return answer

    async def restart(
        self, death: Death | None = None, meanwhile: Callable[[], Awaitable[None]] = _nothing
    ) -> Json:
        """Start anew, and return the books once they agree with the venue's.

        What is done meanwhile begins before the process listens.
        """
        begun = time.monotonic()
        await self.process.spawn(death)
        await asyncio.gather(self.process.ready(), meanwhile())
        books = await self._agreed(begun, after_start=True)
        self.position_reconciler = max(self.position_reconciler, time.monotonic() - begun)
        return books

    def figures(self) -> dict[str, float]:
        """Return what was measured, in seconds where it is no number of things."""
        return {
            "kills": self.process.kills,
            "accepted signals": len(self.promises.accepted),
            "lost": 0,  # or it would have failed
            "doubled": 0,
            "unprotected": 0,
            "slowest start": round(self.process.slowest, 1),
            "all stops in place": round(self.protection, 1),
            "all books equal": round(self.position_reconciler, 1),
        }

    async def agree(
        self, until: Callable[[Json], bool] = _anything, *, balanced: bool = True
    ) -> Json:
        """Return the books once nothing is under way and they agree with the venue's.

        Raises DisagreementError when they don't for too long, DiedError when it dies.
        """
        return await self._agreed(time.monotonic(), until, balanced=balanced)

    async def _agreed(
        self,
        begun: float,
        until: Callable[[Json], bool] = _anything,
        *,
        balanced: bool = True,
        after_start: bool = False,
    ) -> Json:
        agreed = 0
        while agreed < 2:  # twice, for something may have moved between the two questions
            venue, books = self.process.state(), await self.process.books()
            found = self._found(books, venue, until, balanced=balanced)
            passed = time.monotonic() - begun
            if after_start:
                bare = list(unprotected(books))
                if bare and passed > PROTECTED_WITHIN:
                    raise DisagreementError("\n".join(bare))
                if not bare:
                    after_start = False
                    self.protection = max(self.protection, passed)
            agreed = 0 if found else agreed + 1
            if found and passed > AGREED_WITHIN:
                raise DisagreementError("\n".join(found))
            await asyncio.sleep(self.pause)
        return books

    def _found(
        self, books: Json, venue: Json, until: Callable[[Json], bool], *, balanced: bool
    ) -> list[str]:
        if not books["ready"]:
            return ["it is not ready"]
        if books["busy"]:
            return [f"it is busy: {books['busy']}"]
        linear = self.process.linear
        found = [
            *differences(books, venue, self.wallet, linear=linear),
            *broken(books, self.promises),
            *unprotected(books),
        ]
        if balanced:
            found += balances(books, venue, linear=linear)
        if not found and not until(books):
            found = [f"what was waited for does not happen: {books}"]
        return found
