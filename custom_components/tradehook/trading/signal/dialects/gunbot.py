"""Gunbot."""

import re
from typing import Any, Final

from ..alert_systems import AlertSystem, Intent
from .foreign import Alert, System, quote_first, reading
from .paraphrase import Paraphrase, Said

_COMMAND = re.compile(
    r"(BUY|SELL|STOPLOSS|LONG|SHORT|CLOSE[A-Z]*)_([A-Z0-9_]+)_([A-Z0-9]+-[A-Z0-9]+)"
    r"(?:_([0-9.]+))?(?:_([0-9.]+))?"
)
_WORDS: Final = frozenset(("BUY", "SELL", "STOPLOSS", "LONG", "SHORT", "CLOSE"))


def _found(body: Any) -> re.Match[str] | None:
    if not isinstance(body, str) or len(body) > 200:
        return None
    return _COMMAND.fullmatch(body.strip())


def _read(body: Any) -> Paraphrase:
    alert, found = Alert({}), _found(body)
    if found is None or found[1] not in ("BUY", "SELL", "STOPLOSS"):
        alert.unsupported(
            "command",
            "is for margin: which coin its pair names first is described nowhere in public",
        )
    command, _, pair, amount, rate = found.groups()
    amount = None if amount is None else alert.checked("amount", amount)
    rate = None if rate is None else alert.checked("rate", rate)
    said: dict[str, object] = {"symbol": quote_first(Said(pair, "pair"), "-")}
    own = amount is None or not amount.strip("0.")
    if command != "BUY":
        if own:
            limit = {} if rate is None else {"order_type": "limit", "price": rate}
            return reading(alert, said | {"action": "close"} | limit)
        change = {"quote_amount": amount} | ({} if rate is None else {"price": rate})
        kind = None if rate is None else "limit"
        said |= {"action": "reduce", "reduce_order": change, "order_type": kind}
        return reading(alert, said)
    said |= {
        "action": "open",
        "side": "long",
        "quote_amount": None if own else amount,
        "order_type": "market" if rate is None else "limit",
        "signal_price": rate,
    }
    return reading(alert, said, intent=Intent.ENTER)


GUNBOT: Final = System(
    name="gunbot",
    title="Gunbot",
    family=AlertSystem.GUNBOT,
    names=_WORDS,
    recognises=lambda body: _found(body) is not None,
    read=_read,
)
