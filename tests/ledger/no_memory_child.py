"""A process whose SQLite gets no memory any more while commits wait in a ledger's journal."""

import asyncio
from pathlib import Path
import sqlite3
import sys

from tests.ledger.crash_child import skip_home_assistant


async def _main(path: Path, heap: int) -> None:
    from custom_components.tradehook.ledger.errors import LedgerWriteError
    from custom_components.tradehook.ledger.ledger import Ledger
    from tests.ledger.helpers import whole

    ledger = await Ledger.open(path, pause=0.2)
    for number in range(40):
        await ledger.commit(whole(number))
    with sqlite3.connect(":memory:") as everybody:
        everybody.execute(f"PRAGMA hard_heap_limit = {heap}")
    await asyncio.sleep(0.4)
    async with asyncio.timeout(20):
        for number in (40, 41):
            try:
                await ledger.commit(whole(number))
            except LedgerWriteError as error:
                print(error, flush=True)
        await ledger.close()


if __name__ == "__main__":
    skip_home_assistant()
    asyncio.run(_main(Path(sys.argv[1]), int(sys.argv[2])))
