"""What the end-to-end tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.demo import Demo
from tests.e2e.trader import Trader
from tests.sampling import leave_sample, sampled_tests


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the test that begins the demo afresh be the last one."""
    leave_sample(config, items, sampled_tests)
    items.sort(key=lambda item: item.name == "test_state_survives_a_kill_and_ends_with_clean")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Provide a running demo, one for all tests that leave it was."""
    demo = Demo(tmp_path_factory.mktemp("demo") / "config")
    try:
        demo.start()
        yield demo
    finally:
        demo.close()


@pytest.fixture
def own_demo(tmp_path: Path) -> Iterator[Demo]:
    """Provide a demo that is not running yet, for one test alone."""
    demo = Demo(tmp_path / "config")
    try:
        yield demo
    finally:
        demo.close()


@pytest.fixture
def spot(demo: Demo) -> Iterator[Trader]:
    """Provide somebody who trades on the spot account, whose positions end with the test."""
    trader = Trader(demo, demo.bot)
    yield trader
    trader.clear_up()


@pytest.fixture
def futures(demo: Demo) -> Iterator[Trader]:
    """Provide somebody who trades on the futures account, whose positions end with the test."""
    trader = Trader(demo, demo.futures_bot)
    yield trader
    trader.clear_up()
