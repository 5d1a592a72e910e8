"""The venue's clock, which a test may set wrong."""

import time


class VenueClock:
    """Real time, shifted by what a test says."""

    def __init__(self) -> None:
        self.skew_ms = 0

    def ms(self) -> int:
        """Return the venue's time in milliseconds."""
        return time.time_ns() // 1_000_000 + self.skew_ms
