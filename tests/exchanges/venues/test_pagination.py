"""Lists that come in pages are read whole, or not at all."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.core.pagination import all_pages
from custom_components.tradehook.exchanges.venues.pagination import (
    MOST_PAGES,
    ListBrokenOffError,
    Page,
    whole,
    whole_answers,
)


def told(*answers: Page) -> Any:
    """Return what answers with these pages, the last one again and again."""
    left = list(answers)

    async def ask(_more: Mapping[str, Any]) -> Page:
        return left.pop(0) if len(left) > 1 else left[0]

    return ask


async def test_rows_of_all_pages_come_in_their_order() -> None:
    asked: list[Mapping[str, Any]] = []

    async def ask(more: Mapping[str, Any]) -> Page:
        asked.append(more)
        number = int(more.get("page", 1))
        return [number, number], {"page": number + 1} if number < 3 else None

    assert await whole(ask) == [1, 1, 2, 2, 3, 3]
    assert asked == [{}, {"page": 2}, {"page": 3}]


async def test_row_that_moves_on_to_the_next_page_is_told_once() -> None:
    ask = told(([3, 2], {"page": 2}), ([2, 1], None))
    assert await whole(ask, key=lambda row: row) == [3, 2, 1]


@pytest.mark.parametrize(
    "answers",
    [
        [([1], {"cursor": ""})],  # there is more, and the venue does not say where
        [([1], {"cursor": None})],
        [([1], {"cursor": "2"})],  # it begins anew
        [([], {"cursor": "2"}), ([], {"cursor": "3"})],  # nothing, and more of it
    ],
)
async def test_part_of_a_list_is_not_taken_for_the_whole(answers: Sequence[Page]) -> None:
    with pytest.raises(ListBrokenOffError):
        await whole(told(*answers))


async def test_same_page_again_and_again_is_no_end() -> None:
    async def ask(more: Mapping[str, Any]) -> Page:
        return [1, 2], {"page": int(more.get("page", 1)) + 1}

    with pytest.raises(ListBrokenOffError, match="the same 2 rows"):
        await whole(ask, key=lambda row: row)


async def test_list_without_an_end_is_given_up() -> None:
    asked = 0

    async def ask(_more: Mapping[str, Any]) -> Page:
        nonlocal asked
        asked += 1
        return [asked], {"page": asked + 1}

    with pytest.raises(ListBrokenOffError):
        await whole(ask)
    assert asked == MOST_PAGES


async def test_answer_contains_the_rows_of_all_its_pages() -> None:
    asked: list[Mapping[str, Any]] = []

    async def ask(params: Mapping[str, Any]) -> dict[str, Any]:
        asked.append(params)
        rows = ["c"] if "after" in params else ["a", "b"]
        return {"code": "0", "data": {"items": rows, "of": len(asked)}}

    def following(_answer: Mapping[str, Any], rows: Sequence[Any]) -> Mapping[str, Any] | None:
        return {"after": rows[-1]} if len(rows) == 2 else None

    ask_all = whole_answers(
        ask, ("data", "items"), following, prepare=lambda params: {**params, "limit": 2}
    )
    assert await ask_all({"market": "M"}) == {
        "code": "0",
        "data": {"items": ["a", "b", "c"], "of": 1},
    }
    assert asked == [{"market": "M", "limit": 2}, {"market": "M", "limit": 2, "after": "b"}]


async def test_cursor_of_the_client_that_comes_again_breaks_a_list_off() -> None:
    row = {"info": {"nextPageCursor": "again"}}

    async def ask(_more: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return [row]

    with pytest.raises(ListBrokenOffError):
        await all_pages(ask, 1)
