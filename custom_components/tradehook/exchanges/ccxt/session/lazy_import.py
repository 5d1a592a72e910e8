"""Loads the one exchange class of ccxt that an account needs, in a copy of ccxt of our own.

ccxt's packages import all of their hundred exchanges. Measured with ccxt 4.5.64 on CPython 3.14,
2 vCPU, without cached bytecode: the whole of `ccxt.pro` takes 2.3 s and 87 MiB, one exchange
through the shelves below 0.34 s and 38 MiB, two more of them 0.1 s and 3 MiB.

The copy has a name of its own, so that `ccxt` stays what it is for everybody else: they import it,
read it and use it at any moment, and whole. It is made of the same files and their same bytecode;
only what these import from `ccxt` is looked for in the copy.
"""

import builtins
from collections.abc import Mapping, Sequence
import importlib
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import find_spec
import logging
import sys
import threading
from types import MethodType, ModuleType
from typing import Any

from ..core.protocol import ClientFactory

_LOGGER = logging.getLogger(__name__)
_LOCK = threading.Lock()
_CCXT = "ccxt"
COPY = "tradehook_ccxt"
"""The name of our copy."""
_SHELVES = (COPY, f"{COPY}.async_support", f"{COPY}.pro")
_LOADED: dict[str, ClientFactory] = {}


class _Shelf(ModuleType):
    """A package that fetches an exchange when it is asked for, instead of all at once."""

    def __setattr__(self, name: str, value: object) -> None:
        # In these packages the name of an exchange is its class, not its module.
        super().__setattr__(name, getattr(value, name, value))

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            importlib.import_module(f"{self.__name__}.{name}")
        except ModuleNotFoundError:
            raise AttributeError(name) from None
        return self.__dict__[name]


class _ShelfLoader(Loader):
    """Makes the packages, empty but for what their exchanges take from them."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return an empty package."""
        return _Shelf(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Put into the outermost package what all exchanges need."""
        if module.__name__ != COPY:
            return
        base = importlib.import_module(f"{COPY}.base.exchange")
        name_methods_once(base)
        errors = importlib.import_module(f"{COPY}.base.errors")
        for name, value in vars(errors).items():
            if isinstance(value, type):
                setattr(module, name, value)
        module.Exchange = base.Exchange  # type: ignore[attr-defined]


class _FileLoader(SourceFileLoader):
    """Loads a file of ccxt, so that it finds the copy where it asks for ccxt."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the file with an import statement of its own."""
        vars(module)["__builtins__"] = {**vars(builtins), "__import__": _import}
        super().exec_module(module)


def _import(
    name: str,
    scope: Mapping[str, object] | None = None,
    local: Mapping[str, object] | None = None,
    wanted: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """Import what a file of the copy asks for."""
    root, dot, rest = name.partition(".")
    if not level and root == _CCXT:
        name = f"{COPY}{dot}{rest}"
    return __import__(name, scope, local, wanted or (), level)


class _Finder(MetaPathFinder):
    """Finds the modules of the copy, and no others, among ccxt's files."""

    def __init__(self, folder: str) -> None:
        """Take ccxt's folder."""
        self._folder = folder

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,  # noqa: ARG002  Python asks so
    ) -> ModuleSpec | None:
        """Return where a module comes from; None for those of others."""
        root, *inner = fullname.split(".")
        if root != COPY:
            return None
        if fullname in _SHELVES:
            spec = ModuleSpec(fullname, _ShelfLoader(), is_package=True)
            spec.submodule_search_locations = ["/".join([self._folder, *inner])]
            return spec
        found = PathFinder.find_spec(fullname, path)
        if found is not None and isinstance(found.loader, SourceFileLoader):
            found.loader = _FileLoader(found.loader.name, found.loader.path)
        return found


def load_client(client_id: str) -> ClientFactory:
    """Return an exchange's class; blocks, so call it in an executor for imports.

    Raises ImportError or AttributeError when this ccxt has no such exchange.
    """
    with _LOCK:
        if client_id not in _LOADED:
            _LOADED[client_id] = _load(client_id)
        return _LOADED[client_id]


def _load(client_id: str) -> ClientFactory:
    try:
        return _load_alone(client_id)
    except ModuleNotFoundError as err:
        if err.name == f"{COPY}.pro.{client_id}":
            raise
        _LOGGER.debug("Loading all of ccxt, %s can't be loaded alone", client_id, exc_info=True)
    except Exception:
        # A later ccxt may be built differently: its own way always works.
        _LOGGER.debug("Loading all of ccxt, %s can't be loaded alone", client_id, exc_info=True)
    whole = importlib.import_module(f"{_CCXT}.pro")
    found: ClientFactory = getattr(whole, client_id)
    return found


def _load_alone(client_id: str) -> ClientFactory:
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        spec = find_spec(_CCXT)
        if spec is None or not spec.submodule_search_locations:
            raise ImportError("ccxt is not installed")
        (folder,) = spec.submodule_search_locations
        sys.meta_path.insert(0, _Finder(folder))
    module: Any = importlib.import_module(f"{COPY}.pro.{client_id}")
    found: ClientFactory = getattr(module, client_id)
    return found


def name_methods_once(base: ModuleType) -> None:
    """Have clients of a class name its methods once, in the module of ccxt's base class.

    Each new client gives all 1,600 of its class the spelling of other languages, which stays with
    the class: 13 to 36 ms of the event loop, where what is its own takes 2 ms.
    """
    others: dict[type, list[str]] = {}
    """What is no method, by the class: it is named for each client."""

    def names(client: object) -> list[str]:
        kind = type(client)
        if kind in others:
            return sorted({*others[kind], *vars(client)})
        found = dir(client)
        others[kind] = [
            name
            for name in dir(kind)
            if "_" in name and not isinstance(getattr(client, name, None), MethodType)
        ]
        return found

    vars(base)["dir"] = names
