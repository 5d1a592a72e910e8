"""KuCoin's endpoints for the spot account, its key, its kind, and what opens the streams."""

from collections.abc import Mapping
from dataclasses import dataclass
import secrets

from ..core.account import ApiKey
from ..core.engine import Engine
from ..core.market import Kind
from ..wire import Call, Check, Route, Security, one_of, plain, text

EU_HOST = "api.kucoin.eu"
HOSTS = frozenset({"api.kucoin.com", EU_HOST, "api-futures.kucoin.com"})
PUSHED = {Kind.SPOT: "ws-api-spot.kucoin.com", Kind.LINEAR: "ws-api-futures.kucoin.com"}
ACCOUNTS: Mapping[str, Check] = {"type": one_of("main", "trade", "trade_hf", "margin", "option")}


@dataclass(slots=True)
class Kinds:
    """Of what kind an account is."""

    high_frequency: bool = True
    """Whether spot is asked under the addresses of high-frequency accounts."""
    unified: bool = False
    """Whether spot and futures share one account, which has endpoints of its own."""
    eu: bool = False
    """Whether it is one of the EU's: then its key is known at the EU's host and nowhere else."""
    unknown_orders_are_empty: bool = False
    """Whether an order that is not there is answered with nothing, and not with an error."""
    wallet: str = "trade"
    """What the list of accounts calls the one that trades; high-frequency ones were `trade_hf`."""


class SpotAccount:
    """Balances of spot, what the key may do, and of what kind the account is."""

    def __init__(
        self,
        engine: Engine,
        tokens: Tokens,
        kind: Kinds,
    ) -> None:
        self.engine = engine
        self.tokens = tokens
        self.kind = kind

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        return {
            ("GET", "/api/v1/user/api-key"): Route(
                name="key_permissions", handler=self.key, security=signed
            ),
            ("GET", "/api/v1/hf/accounts/opened"): Route(
                name="settings", handler=lambda _: self.kind.high_frequency, security=signed
            ),
            ("GET", "/api/ua/v1/account/mode"): Route(
                name="settings", handler=self.mode, security=signed
            ),
            ("GET", "/api/v1/accounts"): Route(
                name="account",
                handler=self.accounts,
                security=signed,
                optional={**ACCOUNTS, "currency": text},
            ),
            ("POST", "/api/v1/bullet-public"): Route(
                name="token", handler=lambda call: self.tokens.public(call, Kind.SPOT)
            ),
            ("POST", "/api/v1/bullet-private"): Route(
                name="token",
                handler=lambda call: self.tokens.private(call, Kind.SPOT),
                security=signed,
            ),
        }

    def key(self, call: Call) -> object:
        """Return what the key may do."""
        key = call.key
        assert key is not None
        permissions = ["General"]
        permissions += ["Spot", "Futures"] if key.trade else []
        permissions += ["Transfer"] if key.withdraw else []
        return {
            "remark": "tradehook",
            "apiKey": key.key,
            "apiVersion": 3,
            "permission": ",".join(permissions),
            "ipWhitelist": "203.0.113.7" if key.ip_restricted else "",
            "createdAt": 1772000000000,
            "uid": 165111215,
            "isMaster": True,
        }

    def mode(self, _call: Call) -> object:
        """Return whether spot and futures share an account."""
        return {
            "selfAccountMode": "UNIFIED" if self.kind.unified else "CLASSIC",
            "unifiedSubAccount": [],
            "classicSubAccount": [],
        }

    def accounts(self, call: Call) -> object:
        """List the balances of the account that trades, and of the one that is paid into."""
        trades = self.kind.wallet
        kind, only = call.params.get("type"), call.params.get("currency")
        rows = [
            {
                "id": f"{1_118_156_421_6323 + index}",
                "currency": name,
                "type": trades,
                "balance": plain(held.total),
                "available": plain(held.free),
                "holds": plain(held.locked),
            }
            for index, (name, held) in enumerate(self.engine.account.spot.items())
        ]
        paid_in = {
            "id": "548674591753",
            "currency": "USDT",
            "type": "main",
            "balance": "26.66759503",
            "available": "26.66759503",
            "holds": "0",
        }
        return [
            row
            for row in [paid_in, *rows]
            if kind in {None, row["type"]} and only in {None, row["currency"]}
        ]


class Tokens:
    """What opens the streams: one for anybody, or of a key."""

    def __init__(self) -> None:
        self.issued: dict[str, ApiKey | None] = {}

    def public(self, call: Call, kind: Kind) -> object:
        """Return what opens the public stream."""
        return self._issue(call, kind, None)

    def private(self, call: Call, kind: Kind) -> object:
        """Return what opens the stream of an account."""
        return self._issue(call, kind, call.key)

    def _issue(self, call: Call, kind: Kind, key: ApiKey | None) -> object:
        token = secrets.token_urlsafe(24)
        self.issued[token] = key
        asked = call.headers.get("Host", "")
        # Whoever came to this machine by its address is sent back to it, not to the real venue.
        local = asked.partition(":")[0] not in HOSTS
        where = f"ws://{asked}/{PUSHED[kind]}/" if local else f"wss://{PUSHED[kind]}/"
        server = {
            "endpoint": where,
            "encrypt": not local,
            "protocol": "websocket",
            "pingInterval": 18_000,
            "pingTimeout": 10_000,
        }
        return {"token": token, "instanceServers": [server]}
