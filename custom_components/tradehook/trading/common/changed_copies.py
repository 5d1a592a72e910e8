"""Copies of frozen objects with some fields changed, in a tenth of the usual time.

`dataclasses.replace` asks for each field by its name and hands all of them to the constructor,
which sets each by a call, since the class is frozen. A position has forty fields, and each of its
facts makes several copies. Here they are set on a twin that is not frozen, with the same slots;
then it becomes one of the real class.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace  # mypy checks its arguments
else:

    def replace[T](before: T, /, **changes: Any) -> T:
        """Return a copy with some fields changed; raises TypeError for one that isn't there."""
        kind = type(before)
        copy = _copier(kind)(before)
        try:
            for name, value in changes.items():
                setattr(copy, name, value)
        except AttributeError as err:
            raise TypeError(f"{kind.__name__} has no field {err.name}") from err
        copy.__class__ = kind
        return copy


__all__ = ["replace"]


@cache
def _copier(kind: type[Any]) -> Callable[[Any], Any]:
    """Return what copies all fields of a class to an object of its twin."""
    if "__slots__" not in vars(kind):
        raise TypeError(f"{kind.__name__} has no slots: dataclasses.replace is for that")
    if hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__} has a __post_init__: a copy would pass it by")
    unfrozen = {"__slots__": kind.__slots__, "__setattr__": object.__setattr__}
    twin = type(f"{kind.__name__}Twin", kind.__bases__, unfrozen)
    names: dict[str, Any] = {"made": object.__new__, "twin": twin}
    sets = [f"    copy.{field.name} = before.{field.name}" for field in fields(kind)]
    lines = ["def copied(before):", "    copy = made(twin)", *sets, "    return copy"]
    exec("\n".join(lines), names)  # noqa: S102  as dataclasses makes a constructor
    copied: Callable[[Any], Any] = names["copied"]
    return copied
