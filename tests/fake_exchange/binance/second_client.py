"""Binance's own SDKs as a second opinion: their models know what an answer has to look like."""

import asyncio
from collections.abc import Callable, Collection, Iterator
import logging
from typing import Any

from pydantic import BaseModel


class _Complaints(logging.Handler):
    """What the SDK says of types that are not the documented ones; it goes on nevertheless."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())


async def answered(call: Callable[..., Any], *, but: Collection[str] = (), **params: object) -> Any:
    """Return what the SDK makes of an answer, which has no fields but those that it knows.

    `but` names fields that the venue really has and the SDK's model lacks.
    """
    complaints = _Complaints()
    logging.getLogger().addHandler(complaints)
    try:
        response = await asyncio.to_thread(call, **params)
        answer = response.data()
    finally:
        logging.getLogger().removeHandler(complaints)
    assert complaints.lines == []
    assert {name.rpartition(".")[2] for name in _unexpected(answer)} <= set(but)
    return answer


def unanswered(answer: BaseModel) -> set[str]:
    """Return the fields that the SDK knows and the answer left out."""
    fields = type(answer).model_fields
    return {
        field.alias or name
        for name, field in fields.items()
        if getattr(answer, name) is None and name != "additional_properties"
    }


def _unexpected(value: object, path: str = "") -> Iterator[str]:
    """Yield the fields that the SDK does not know."""
    if isinstance(value, list):
        for one in value:
            yield from _unexpected(one, path)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name == "additional_properties":
                yield from (f"{path}.{extra}" for extra in inner)
            elif name == "actual_instance":
                yield from _unexpected(inner, path)
            else:
                yield from _unexpected(inner, f"{path}.{name}")
