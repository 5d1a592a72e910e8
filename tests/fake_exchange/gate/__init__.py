"""Gate: spot and perpetuals in USDT, on a classic or a unified account."""

from .gate import FakeGate

__all__ = ["FakeGate"]
