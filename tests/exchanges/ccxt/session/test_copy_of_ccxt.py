"""Our copy of ccxt and everybody else's ccxt never meet."""

from pathlib import Path
import subprocess
import sys
import textwrap

ROOT = Path(__file__).parents[4]
WITHOUT_HOME_ASSISTANT = """
    import sys, threading, types
    package = types.ModuleType("custom_components.tradehook")
    package.__path__ = ["custom_components/tradehook"]
    sys.modules[package.__name__] = package
    from custom_components.tradehook.exchanges.ccxt.session import lazy_import
    from custom_components.tradehook.exchanges.ccxt.session.lazy_import import COPY, load_client

"""


def run(code: str) -> None:
    """Run some lines in a process that has imported nothing of ccxt."""
    whole = textwrap.dedent(WITHOUT_HOME_ASSISTANT) + textwrap.dedent(code)
    subprocess.run([sys.executable, "-c", whole], check=True, cwd=ROOT, timeout=60)


def test_one_exchange_is_loaded_alone_and_ccxt_stays_untouched() -> None:
    run(
        """
        for client_id in ("binance", "kraken", "binanceusdm"):
            assert load_client(client_id)({"apiKey": "x", "secret": "eA=="}).id == client_id
        assert load_client("binance") is load_client("binance")
        assert not [name for name in sys.modules if name.split(".")[0] == "ccxt"]
        assert f"{COPY}.pro.okx" not in sys.modules

        class Guard:
            def find_spec(self, name, path=None, target=None):
                assert name.split(".")[0] not in ("ccxt", COPY), f"imported again: {name}"

        sys.meta_path.insert(0, Guard())
        signed = load_client("kraken")({"apiKey": "x", "secret": "eA=="}).sign(
            "Balance", "private", "POST", {}
        )
        assert signed["headers"]["API-Sign"]
        """
    )


def test_others_use_ccxt_at_any_moment_of_our_loads() -> None:
    run(
        """
        sys.setswitchinterval(0.0002)
        wrong, begun, done = [], threading.Event(), threading.Event()

        def others():
            begun.set()
            try:
                while not done.is_set():
                    import ccxt, ccxt.async_support
                    assert len(ccxt.exchanges) > 90
                    assert type(ccxt.kraken()) is ccxt.kraken
                    assert ccxt.kraken.__module__ == "ccxt.kraken"
                    assert issubclass(ccxt.async_support.kraken, ccxt.Exchange)
                    done.wait(0.001)
            except BaseException as err:
                wrong.append(err)

        thread = threading.Thread(target=others, daemon=True)
        thread.start()
        begun.wait()
        for number in range(200):
            found = load_client("kraken")
            assert found.__module__ == f"{COPY}.pro.kraken"
            # As if nobody had loaded it
            lazy_import._LOADED.clear()
            for name in [name for name in list(sys.modules) if name.startswith(COPY)]:
                if number == 0 or name.endswith(".kraken"):
                    del sys.modules[name]
        done.set()
        thread.join()
        assert not wrong, wrong
        import ccxt
        assert found({}).id == "kraken"
        assert type(ccxt.kraken()) is ccxt.kraken
        assert not issubclass(found, ccxt.Exchange)
        """
    )


def test_ccxt_that_can_not_be_copied_is_used_as_it_is() -> None:
    """A later one may be built differently."""
    run(
        """
        def broken(client_id):
            raise ImportError(client_id)

        lazy_import._load_alone = broken
        assert load_client("kraken").__module__ == "ccxt.pro.kraken"
        """
    )
