"""A process that commits until it is killed, and says what was committed."""

import asyncio
from itertools import count
import os
from pathlib import Path
import signal
import sys
from types import ModuleType
from typing import Any

NAME = "custom_components.tradehook"


def skip_home_assistant() -> None:
    """Let the ledger load without the integration's entry points: that takes seconds."""
    package = ModuleType(NAME)
    package.__path__ = [str(Path(__file__).parents[2].joinpath(*NAME.split(".")))]
    sys.modules[NAME] = package


def _die_at(method: str) -> None:
    """Do what kill -9 does at the end of the second call of one of the journal's methods."""
    from custom_components.tradehook.ledger.journal import Journal

    calls = count(1)
    as_it_is = getattr(Journal, method)

    def last(journal: Journal, *given: Any) -> None:
        waits = journal.waits
        as_it_is(journal, *given)
        if waits and next(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(Journal, method, last)


async def _main(path: Path, writers: int, method: str | None = None) -> None:
    from custom_components.tradehook.ledger.ledger import Ledger
    from tests.ledger.helpers import whole

    if method is not None:
        _die_at(method)
    ledger = await Ledger.open(path)
    start = len(await ledger.values())

    async def write(number: int) -> None:
        bot_id = f"{start}-{number}"
        for step in count():
            await ledger.commit(whole(step, bot_id))
            os.write(1, f"{bot_id}-{step}\n".encode())

    await asyncio.gather(*(write(number) for number in range(writers)))


if __name__ == "__main__":
    skip_home_assistant()
    asyncio.run(_main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]))
