"""OKX's endpoints for the account, its modes and its positions."""

from collections.abc import Mapping

from ..core.account import Position
from ..core.books import EntryKind, LedgerEntry
from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import Hand
from ..wire import Call, Check, Route, Security, integer, number, one_of, plain, text
from . import format as write
from .data import TYPE
from .errors import bad, refusal
from .guard import check_trading
from .lists import DAY_MS, PAGE, cut

UID = "44705892343619584"
BILLS: Mapping[str, Check] = {
    **PAGE,
    "instType": TYPE,
    "instId": text,
    "ccy": text,
    "mgnMode": text,
    "ctType": text,
    "type": integer,
    "subType": integer,
    "begin": integer,
    "end": integer,
}
TYPES = {EntryKind.TRANSFER: "1", EntryKind.FUNDING: "8"}


class OkxAccount:
    """The trading account; `level` is its kind, as FakeOkx says it."""

    def __init__(self, engine: Engine, level: str) -> None:
        self.engine = engine
        self.account = engine.account
        self.level = level

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed, account = Security.SIGNED, "/api/v5/account"
        return {
            ("GET", f"{account}/config"): Route(
                name="settings", handler=self.config, security=signed
            ),
            ("GET", f"{account}/balance"): Route(
                name="account", handler=self.balance, security=signed, optional={"ccy": text}
            ),
            ("GET", f"{account}/positions"): Route(
                name="positions",
                handler=self.positions,
                security=signed,
                optional={"instType": TYPE, "instId": text, "posId": text},
            ),
            ("GET", f"{account}/bills"): Route(
                name="bills",
                handler=lambda call: self.bills(call, 7),
                security=signed,
                optional=BILLS,
            ),
            ("GET", f"{account}/bills-archive"): Route(
                name="bills",
                handler=lambda call: self.bills(call, 90),
                security=signed,
                optional=BILLS,
            ),
            ("POST", f"{account}/set-leverage"): Route(
                name="set_leverage",
                handler=self.set_leverage,
                security=signed,
                required={"lever": number, "mgnMode": one_of("cross", "isolated")},
                optional={"instId": text, "ccy": text, "posSide": one_of("net", "long", "short")},
            ),
            ("POST", f"{account}/set-position-mode"): Route(
                name="set_position_mode",
                handler=self.set_position_mode,
                security=signed,
                required={"posMode": one_of("long_short_mode", "net_mode")},
            ),
        }

    def config(self, call: Call) -> object:
        """Return what holds for the whole account, and what the key may do."""
        key = call.key
        assert key is not None
        granted = ["read_only", *(["trade"] if key.trade else [])]
        granted += ["withdraw"] if key.withdraw else []
        return [
            {
                "acctLv": self.level,
                "acctStpMode": "cancel_maker",
                "autoLoan": self.account.kind == "borrowing",
                "ctIsoMode": "automatic",
                "enableSpotBorrow": False,
                "greeksType": "PA",
                "ip": "203.0.113.7" if key.ip_restricted else "",
                "type": "0",
                "kycLv": "3",
                "label": "tradehook",
                "level": "Lv1",
                "levelTmp": "",
                "liquidationGear": "-1",
                "mainUid": UID,
                "mgnIsoMode": "automatic",
                "opAuth": "1",
                "perm": ",".join(granted),
                "posMode": "long_short_mode" if self.account.hedge else "net_mode",
                "roleType": "0",
                "spotBorrowAutoRepay": False,
                "spotOffsetType": "",
                "spotRoleType": "0",
                "spotTraderInsts": [],
                "traderInsts": [],
                "uid": UID,
            }
        ]

    def balance(self, call: Call) -> object:
        """Return the balances."""
        only = frozenset(filter(None, call.params.get("ccy", "").split(",")))
        return [write.balance_row(self.engine, self.account, self.level, only)]

    def positions(self, call: Call) -> object:
        """List the open positions."""
        names = set(filter(None, call.params.get("instId", "").split(",")))
        if call.params.get("instType", "SWAP") != "SWAP":
            return []
        return [
            write.position_row(self.engine, one)
            for one in self.account.open_positions()
            if not names or one.market.id in names
        ]

    def bills(self, call: Call, days: int) -> object:
        """List what has changed the wallet without a trade, newest first."""
        params, oldest = call.params, self.engine.clock.ms() - days * DAY_MS
        since, until = call.integer("begin") or 0, call.integer("end")
        found = [
            entry
            for entry in reversed(self.engine.entries)
            if entry.at >= max(oldest, since)
            and (until is None or entry.at <= until)
            and params.get("type") in {None, TYPES[entry.kind]}
            and params.get("ccy") in {None, entry.asset}
        ]
        rows = cut(call, found, lambda entry: entry.number)
        return [_bill(entry) for entry in rows]

    def set_leverage(self, call: Call) -> object:
        """Set the leverage of a market in a margin mode, in isolated hedge mode of a side."""
        check_trading(call)
        params = call.params
        if self.level == "1":
            raise refusal(
                "51010", "You can't complete this request under your current account mode."
            )
        market, isolated = self._swap(params), params["mgnMode"] == "isolated"
        if isolated and self.level in {"3", "4"}:
            raise refusal(
                "50072",
                "Isolated margin mode is no longer supported in multi-currency margin mode and "
                "portfolio margin mode.",
            )
        side = params.get("posSide", "net")
        if isolated and (side == "net") == self.account.hedge:
            raise bad("posSide")
        leverage = call.decimal("lever")
        if leverage is None or not 1 <= leverage <= market.max_leverage:
            raise refusal("59102", "Leverage exceeds the maximum limit. Please lower the leverage.")
        self.account.leverages[market.symbol] = int(leverage)
        for position in self._of(market):
            if position.isolated == isolated:
                position.leverage = int(leverage)
        return [
            {
                "instId": market.id,
                "lever": plain(leverage),
                "mgnMode": params["mgnMode"],
                "posSide": params.get("posSide", "net" if isolated else ""),
            }
        ]

    def set_position_mode(self, call: Call) -> object:
        """Set the position mode of the account."""
        check_trading(call)
        busy = "Setting failed. Cancel any open orders, close positions, and stop trading bots."
        if self.account.open_positions() or any(
            order.status.open and order.market.kind is Kind.LINEAR
            for order in self.engine.registry.orders.values()
        ):
            raise refusal("59000", busy)
        self.account.hedge = call.params["posMode"] == "long_short_mode"
        return [{"posMode": call.params["posMode"]}]

    def _swap(self, params: Mapping[str, str]) -> FakeMarket:
        for book in self.engine.books.values():
            if book.market.id == params.get("instId") and book.market.kind is Kind.LINEAR:
                return book.market
        raise refusal("51001", "Instrument ID doesn't exist.")

    def _of(self, market: FakeMarket) -> list[Position]:
        return [
            self.account.position(market, hand)
            for hand in ((Hand.LONG, Hand.SHORT) if self.account.hedge else (Hand.BOTH,))
        ]


def _bill(entry: LedgerEntry) -> dict[str, object]:
    funding, received = entry.kind is EntryKind.FUNDING, entry.amount > 0
    return {
        "bal": plain(entry.after),
        "balChg": plain(entry.amount),
        "billId": str(entry.number),
        "ccy": entry.asset,
        "clOrdId": "",
        "execType": "",
        "fee": "0",
        "fillTime": "",
        "from": "" if funding else "6" if received else "18",
        "instId": entry.market.id if entry.market else "",
        "instType": "SWAP" if funding else "",
        "mgnMode": "cross" if funding else "",
        "notes": "",
        "ordId": "",
        "pnl": plain(entry.amount) if funding else "0",
        "posBal": "0",
        "posBalChg": "0",
        "px": plain(entry.price) if funding else "",
        "subType": ("174" if received else "173") if funding else "11" if received else "12",
        "sz": write.size(entry.market, abs(entry.size)) if entry.market else plain(entry.amount),
        "tag": "",
        "to": "" if funding else "18" if received else "6",
        "ts": str(entry.at),
        "type": TYPES[entry.kind],
    }
