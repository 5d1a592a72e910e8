"""How what an older version has stored becomes what this one knows.

One row for each version that was released and is no more: (name on the disk, its version) → a
function on the raw data (names of the disk, decimals and times as texts) that returns those of the
version after it. A field that is only new needs none: it has a default.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

type Upcaster = Callable[[Mapping[str, Any]], dict[str, Any]]

UPCASTERS: Final[dict[tuple[str, int], Upcaster]] = {}
