"""What each process needs, imported once: they are forked from a server that has it already.

Importing takes 2 s and this 300 times; a fork takes milliseconds.
"""

from pathlib import Path
import sys
from types import ModuleType

NAME = "custom_components.tradehook"


def _skip_home_assistant() -> None:
    """Let an account load without the integration's entry points."""
    package = ModuleType(NAME)
    package.__path__ = [str(Path(__file__).parents[2].joinpath(*NAME.split(".")))]
    sys.modules[NAME] = package


if __name__ == "tests.live_process.preload" and "homeassistant" not in sys.modules:
    _skip_home_assistant()
    from custom_components.tradehook.exchanges.ccxt.session.lazy_import import load_client
    import tests.live_process.account  # noqa: F401

    for client_id in ("binance", "binanceusdm", "bitget", "bybit", "okx"):
        load_client(client_id)
