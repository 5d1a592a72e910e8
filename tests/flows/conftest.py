"""What every flow of an account finds."""

from collections.abc import Iterator
from unittest.mock import AsyncMock, patch

import pytest

HOME = "custom_components.tradehook.flows.live_flow.async_detect_location_info"


@pytest.fixture(autouse=True)
def home() -> Iterator[AsyncMock]:
    """Provide what tells from where the house asks: nobody is asked, and nothing is known."""
    with patch(HOME, AsyncMock(return_value=None)) as told:
        yield told
