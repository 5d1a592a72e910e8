"""Binance's own SDKs as a second opinion: their models know what an answer has to look like."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel


async def answered(call: Callable[..., Any], **params: object) -> Any:
    """Return what the SDK makes of an answer, which has to be what it expects."""
    response = await asyncio.to_thread(call, **params)
    answer = response.data()
    assert list(_unexpected(answer)) == []
    return answer


def unanswered(answer: BaseModel) -> set[str]:
    """Return the fields that the SDK knows and the answer left out."""
    fields = type(answer).model_fields
    return {
        field.alias or name
        for name, field in fields.items()
        if name not in answer.model_fields_set and name != "additional_properties"
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
