"""How Hyperliquid reads a request: JSON without a key; actions are signed by a wallet."""

from collections import defaultdict
from collections.abc import Mapping
import json
from typing import Any

from aiohttp import web

from ..core.account import Account, ApiKey
from ..core.clock import VenueClock
from ..wire import Call, RefusalError, Reply, Route, Security
from .errors import not_read, refusal
from .signing import address_of, signer

REMEMBERED = 100
"""How many of the highest nonces of a signer are kept."""
DAY_MS = 86_400_000
NOT_FROM_HERE = (
    "The Amazon CloudFront distribution is configured to block access from your country."
)
TESTNET = "api.hyperliquid-testnet.xyz"


def read(request: web.Request, host: str, path: str, body: str) -> Call:
    """Take the parameters from the JSON body; of an action with one order, those of the order."""
    try:
        content = json.loads(body or "{}")
    except ValueError:
        content = {}
    return Call(
        method=request.method,
        host=host,
        path=path,
        params=_flat(content) if isinstance(content, Mapping) else {},
        headers=request.headers,
        body=body,
    )


def _flat(content: Mapping[str, Any]) -> dict[str, str]:
    action = content.get("action")
    if not isinstance(action, Mapping):
        return {name: _text(value) for name, value in content.items() if value is not None}
    told = {name: value for name, value in action.items() if not isinstance(value, list)}
    rows = action.get("orders") or action.get("cancels") or []
    if len(rows) == 1:
        row = dict(rows[0])
        kind = row.pop("t", {})
        told |= row | kind.get("limit", {}) | kind.get("trigger", {})
    return {name: _text(value) for name, value in told.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


class Guard:
    """Checks requests; remembers the nonces of each signer."""

    def __init__(self, account: Account, master: ApiKey, clock: VenueClock) -> None:
        self.account = account
        self.master = master
        self.clock = clock
        self._nonces: dict[str, set[int]] = defaultdict(set)

    def key_of(self, address: str) -> ApiKey | None:
        """Return the wallet that may act for the account; None for a stranger's."""
        for key in (self.master, *self.account.keys):
            if address == key.key and not key.revoked and key.trade:
                return key
        return None

    def admit(self, call: Call, route: Route) -> None:
        """Let a request pass, or say what Hyperliquid would."""
        if any(key.address_refused for key in self.account.keys):
            raise RefusalError(Reply(NOT_FROM_HERE, 403))
        for name, check in {**route.required, **route.optional}.items():
            value = call.params.get(name)
            if (name in route.required and value is None) or (value and not check(value)):
                raise not_read()
        if route.security is Security.SIGNED:
            self._check_signature(call)
        elif set(call.params) - set(route.required) - set(route.optional) - {"type"}:
            raise not_read()

    def _check_signature(self, call: Call) -> None:
        content = json.loads(call.body)
        known = {"action", "nonce", "signature", "vaultAddress", "expiresAfter"}
        if set(content) - known or not isinstance(content.get("nonce"), int):
            raise not_read()
        try:
            address = signer(
                content["action"],
                content["nonce"],
                content["signature"],
                mainnet=call.host != TESTNET,
                vault=content.get("vaultAddress"),
                expires=content.get("expiresAfter"),
            )
        except (KeyError, TypeError, ValueError, ArithmeticError) as err:
            raise not_read() from err
        if content.get("vaultAddress") is not None:
            raise refusal("Vault not registered: " + content["vaultAddress"])
        key = self.key_of(address or "")
        if key is None:
            raise refusal(f"User or API Wallet {address} does not exist.")
        self._check_nonce(key.key, content["nonce"])
        call.key = key

    def _check_nonce(self, address: str, nonce: int) -> None:
        now, seen = self.clock.ms(), self._nonces[address]
        if nonce in seen:
            raise refusal(f"Invalid nonce: duplicate nonce {nonce}")
        lowest = max(now - 2 * DAY_MS, min(seen) if len(seen) >= REMEMBERED else 0)
        if nonce < lowest:
            raise refusal(f"Invalid nonce: nonce too low {nonce} < {lowest}")
        if nonce > now + DAY_MS:
            raise refusal(f"Invalid nonce: nonce too high {nonce} > {now + DAY_MS}")
        seen.add(nonce)
        if len(seen) > REMEMBERED:
            seen.remove(min(seen))


def wallet(private_key: str) -> ApiKey:
    """Return a wallet by its private key."""
    return ApiKey(key=address_of(private_key), secret=private_key)
