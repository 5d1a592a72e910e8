"""The rules know neither a clock nor Home Assistant: the harness's event loop only costs time."""

import pytest


@pytest.fixture(autouse=True)
def configure_event_loop() -> None:
    """Do without one."""


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Do without one."""


@pytest.fixture(autouse=True)
def verify_cleanup() -> None:
    """Leave nothing to an event loop that isn't there."""
