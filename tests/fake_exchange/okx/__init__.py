"""OKX v5: spot and linear perpetuals of one account, with its levels, modes and regions."""

from .okx import FakeOkx

__all__ = ["FakeOkx"]
