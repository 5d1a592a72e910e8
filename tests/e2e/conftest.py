"""What the end-to-end tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.demo import Demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Provide a running demo, one for all tests of a module."""
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
