"""HTX spot, which was Huobi."""

from .htx import FakeHtx

__all__ = ["FakeHtx"]
