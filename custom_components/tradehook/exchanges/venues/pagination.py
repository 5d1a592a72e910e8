"""Lists that a venue gives out in pages: they are read whole, or not at all."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

type Row = Mapping[str, Any]
type Answer = dict[str, Any]
type Page = tuple[Sequence[Any], Row | None]
"""The rows of a page, and what names the next one; None = it was the last one."""
type Ask = Callable[..., Awaitable[Answer]]

MOST_PAGES: Final = 200
"""How many pages a list has at most: one that goes on tells the same ones again and again."""
FIRST: Final[Row] = {}


class ListBrokenOffError(Exception):
    """A venue does not tell the rest of a list. A part is not the whole: better no answer."""


async def whole(
    ask: Callable[[Row], Awaitable[Page]],
    first: Row = FIRST,
    key: Callable[[Any], object] | None = None,
) -> list[Any]:
    """Return the rows of all pages; `ask` takes what names a page. Raises ListBrokenOffError.

    `key` tells rows apart where pages may share some: what comes in between two questions moves a
    row on to the next page.
    """
    rows: dict[object, Any] = {}
    named: list[Row] = []
    more: Row | None = first
    while more is not None:
        repeats = more in named or len(named) >= MOST_PAGES
        if repeats or not all(str(value or "") for value in more.values()):
            raise ListBrokenOffError(f"a list broke off after {len(rows)} rows")
        named.append(more)
        before = len(rows)
        found, more = await ask(more)
        rows |= {key(row) if key else before + number: row for number, row in enumerate(found)}
        if more is not None and len(rows) == before:
            raise ListBrokenOffError(f"a list tells the same {before} rows again and again")
    return list(rows.values())


def whole_answers(
    ask: Ask,
    at: tuple[str, ...],
    following: Callable[[Answer, Sequence[Any]], Row | None],
    *,
    prepare: Callable[[Row], Row] = dict,
    key: Callable[[Any], object] | None = None,
) -> Ask:
    """Return an endpoint whose answers contain the rows of all their pages.

    `at` is where an answer has them, `following` takes an answer and its rows and returns what
    names the next page, `prepare` completes what is asked.
    """

    async def ask_all(params: Row | None = None) -> Answer:
        asked, answers = prepare(params or {}), list[Answer]()

        async def page(more: Row) -> Page:
            answer = await ask({**asked, **more})
            answers.append(answer)
            rows: Any = answer
            for step in at:
                rows = rows[step]
            return rows or (), following(answer, rows or ())

        rows = await whole(page, key=key)
        return _with_rows(answers[0], at, rows)

    return ask_all


def _with_rows(answer: Answer, at: tuple[str, ...], rows: list[Any]) -> Answer:
    step, *rest = at
    return {**answer, step: _with_rows(answer[step], tuple(rest), rows) if rest else rows}
