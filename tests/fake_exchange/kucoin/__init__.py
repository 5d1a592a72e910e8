"""KuCoin: spot, high-frequency or not, and futures, each with a wallet of its own."""

from .kucoin import FakeKucoin

__all__ = ["FakeKucoin"]
