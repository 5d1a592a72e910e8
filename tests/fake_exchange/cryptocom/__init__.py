"""An imitation of the Exchange of Crypto.com: spot."""

from .cryptocom import FakeCryptocom

__all__ = ["FakeCryptocom"]
