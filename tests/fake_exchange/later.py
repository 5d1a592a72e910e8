"""Modules that few tests need: a process imports one when something of it is asked for.

The venues' own clients take up to four seconds each, and every worker of the tests collects all.
"""

from importlib import import_module
from typing import Any


class _Later:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # whoever looks what kind of thing this is
            raise AttributeError(name)
        return getattr(import_module(self._name), name)

    def __setattr__(self, name: str, value: object) -> None:
        if name == "_name":
            super().__setattr__(name, value)
        else:
            setattr(import_module(self._name), name, value)


def later(name: str) -> Any:
    """Return what stands for a module."""
    return _Later(name)
