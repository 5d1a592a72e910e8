"""Run Home Assistant such that it does not outlive the process that started it."""

import ctypes
import os
import signal
import sys

from homeassistant.__main__ import main

PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Ask the kernel to end this process when its parent ends, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the demo has ended before Home Assistant could start")


if __name__ == "__main__":
    die_with(int(sys.argv.pop(1)))
    sys.exit(main())
