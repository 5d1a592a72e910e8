"""Loads the one exchange class of ccxt that an account needs.

ccxt's packages import all of their hundred exchanges. Measured with ccxt 4.5.64 on CPython 3.14,
2 vCPU, without cached bytecode: the whole of `ccxt.pro` takes 2.3 s and 87 MiB, one exchange
through the shelves below 0.34 s and 38 MiB, two more of them 0.1 s and 3 MiB.
"""

import importlib
import importlib.util
import logging
import sys
import threading
from types import MethodType, ModuleType

from ..core.protocol import ClientFactory

_LOGGER = logging.getLogger(__name__)
_LOCK = threading.Lock()
_PACKAGES = ("ccxt", "ccxt.async_support", "ccxt.pro")
_LOADED: dict[str, ClientFactory] = {}
_PRIVATE: dict[str, ModuleType] = {}
"""ccxt's modules as we have loaded them: other integrations' `import ccxt` never sees these."""


class _LazyPackage(ModuleType):
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


def load_client(client_id: str) -> ClientFactory:
    """Return an exchange's class; blocks, so call it in an executor for imports.

    Raises ImportError or AttributeError when this ccxt has no such exchange.
    """
    with _LOCK:
        if client_id not in _LOADED:
            _LOADED[client_id] = _load(client_id)
        return _LOADED[client_id]


def _load(client_id: str) -> ClientFactory:
    if "ccxt" not in sys.modules:
        try:
            return _load_alone(client_id)
        except ModuleNotFoundError as err:
            if err.name == f"ccxt.pro.{client_id}":
                raise
            _LOGGER.debug("Loading all of ccxt, %s can't be loaded alone", client_id, exc_info=True)
        except Exception:
            # A later ccxt may be built differently: its own way always works.
            _LOGGER.debug("Loading all of ccxt, %s can't be loaded alone", client_id, exc_info=True)
    whole = importlib.import_module("ccxt.pro")
    found: ClientFactory = getattr(whole, client_id)
    return found


def _load_alone(client_id: str) -> ClientFactory:
    try:
        if _PRIVATE:
            sys.modules.update(_PRIVATE)
        else:
            _make_shelves()
        module = importlib.import_module(f"ccxt.pro.{client_id}")
        found: ClientFactory = getattr(module, client_id)
    finally:
        for name in [name for name in sys.modules if name.split(".")[0] == "ccxt"]:
            _PRIVATE[name] = sys.modules.pop(name)
    return found


def _make_shelves() -> None:
    """Put the packages in place, empty but for what their exchanges take from them."""
    spec = importlib.util.find_spec("ccxt")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("ccxt is not installed")
    (folder,) = spec.submodule_search_locations
    shelves: dict[str, ModuleType] = {}
    for name in _PACKAGES:
        shelf = shelves[name] = _LazyPackage(name)
        parent, _, last = name.rpartition(".")
        shelf.__path__ = [f"{folder}/{last}" if parent else folder]
        sys.modules[name] = shelf
        if parent:
            setattr(shelves[parent], last, shelf)
    errors = importlib.import_module("ccxt.base.errors")
    base = importlib.import_module("ccxt.base.exchange")
    name_methods_once(base)
    for name, value in vars(errors).items():
        if isinstance(value, type):
            setattr(shelves["ccxt"], name, value)
    shelves["ccxt"].Exchange = base.Exchange  # type: ignore[attr-defined]


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
