"""Ledgers in real files."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from custom_components.tradehook.ledger.ledger import Ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the ledger is."""
    return tmp_path / "account.db"


@pytest.fixture
async def ledger(path: Path) -> AsyncIterator[Ledger]:
    """Return an open ledger that is closed in the end."""
    ledger = await Ledger.open(path)
    yield ledger
    await ledger.close()
