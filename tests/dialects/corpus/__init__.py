"""Alerts as other systems' users send them: body, and what it says in our words or why not."""

from typing import Any, Final

from . import objects, okx, texts, three_commas, traders_post, wundertrading

type Row = tuple[Any, dict[str, Any] | str]

CORPUS: Final[dict[str, list[Row]]] = {
    **three_commas.ALERTS,
    **wundertrading.ALERTS,
    **traders_post.ALERTS,
    **okx.ALERTS,
    **objects.ALERTS,
    **texts.ALERTS,
}
