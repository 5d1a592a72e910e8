"""What an account needs of the program around it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from .tasks import Spawn
from .timings import Timings


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRuntime:
    """The clock, the tasks and the waits of an account.

    `now` returns the time, `midnight` the last midnight of the house's time zone for a moment.
    """

    now: Callable[[], datetime]
    midnight: Callable[[datetime], datetime]
    spawn: Spawn
    timings: Timings = field(default_factory=Timings)
