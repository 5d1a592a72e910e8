"""What Hyperliquid tells of an account to anybody who knows its address."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..core.account import Account, ApiKey
from ..core.books import EntryKind
from ..core.engine import Engine
from ..core.orders import ZERO, Fill, Order, Side
from ..wire import Call, Check, Route, Word, boolean, integer, pattern, plain, text
from . import format as write
from .ledger import HyperliquidLedger

ADDRESS = pattern(r"0x[0-9a-fA-F]{40}")
USER: Mapping[str, Check] = {"user": ADDRESS}
LISTED = 2000
"""How many orders, or fills, one answer has."""
PAYMENTS = 500
"""How many payments of funding are told at once."""
REACH = 10_000
"""How many fills are told at all."""


class HyperliquidAccount:
    """Balances, positions, orders and fills, by the `type` of a question."""

    def __init__(self, engine: Engine, master: ApiKey, abstraction: str) -> None:
        self.engine = engine
        self.master = master
        self.abstraction = abstraction
        self.ledger = HyperliquidLedger(engine, master.key)
        self.refused: list[Order] = []
        """Orders that were refused: they have a number and can be asked for."""

    @property
    def account(self) -> Account:
        """Return the account."""
        return self.engine.account

    def routes(self) -> dict[str, Route]:
        """Return the questions by their type."""
        dex: Mapping[str, Check] = {"dex": lambda value: not value}
        times: Mapping[str, Check] = {"startTime": integer}
        until: Mapping[str, Check] = {
            "endTime": integer,
            "aggregateByTime": boolean,
            "reversed": boolean,
        }
        return {
            "userRole": Route(name="key_permissions", handler=self.role, required=USER),
            "extraAgents": Route(name="key_permissions", handler=self.agents, required=USER),
            "userAbstraction": Route(name="settings", handler=self.kind, required=USER),
            "clearinghouseState": Route(
                name="positions", handler=self.state, required=USER, optional=dex
            ),
            "spotClearinghouseState": Route(
                name="account", handler=self.spot_state, required=USER, optional=dex
            ),
            "openOrders": Route(
                name="open_orders", handler=self.open_orders, required=USER, optional=dex
            ),
            "frontendOpenOrders": Route(
                name="open_orders", handler=self.open_orders, required=USER, optional=dex
            ),
            "historicalOrders": Route(
                name="all_orders", handler=self.all_orders, required=USER, optional=dex
            ),
            "orderStatus": Route(
                name="query_order", handler=self.order, required={**USER, "oid": text}
            ),
            "userFills": Route(
                name="my_trades",
                handler=self.fills,
                required=USER,
                optional={"aggregateByTime": boolean},
            ),
            "userFillsByTime": Route(
                name="my_trades", handler=self.fills, required={**USER, **times}, optional=until
            ),
            "userFees": Route(name="fees", handler=self.fees, required=USER),
            "userFunding": Route(
                name="funding", handler=self.funding, required={**USER, **times}, optional=until
            ),
            "userNonFundingLedgerUpdates": Route(
                name="ledger", handler=self.changes, required={**USER, **times}, optional=until
            ),
        }

    def _is_ours(self, call: Call) -> bool:
        """Return whether a question is about this account; of others nothing is known."""
        return call.params["user"].lower() == self.master.key

    def role(self, call: Call) -> object:
        """Tell what an address is."""
        address = call.params["user"].lower()
        if address == self.master.key:
            return {"role": "user"}
        for key in self.account.keys:
            if key.key == address and not key.revoked and key.trade:
                return {"role": "agent", "data": {"user": self.master.key}}
        return {"role": "missing"}

    def agents(self, call: Call) -> object:
        """List the wallets that may act for an account."""
        found = [key for key in self.account.keys if not key.revoked and self._is_ours(call)]
        until = self.engine.clock.ms() + 90 * 86_400_000
        return [{"name": "tradehook", "address": key.key, "validUntil": until} for key in found]

    def kind(self, call: Call) -> object:
        """Tell how an account keeps its money: a word, not an object."""
        return Word(self.abstraction if self._is_ours(call) else "default")

    def state(self, call: Call) -> object:
        """Return margin and positions."""
        account = self.account if self._is_ours(call) else Account(unified=False)
        return write.perpetual_state(self.engine, account)

    def spot_state(self, call: Call) -> object:
        """Return the balances."""
        if not self._is_ours(call):
            return {"balances": []}
        return write.spot_state(self.engine, self.account)

    def _orders(self, call: Call) -> list[Order]:
        """Return all orders that may be seen, newest first."""
        if not self._is_ours(call):
            return []
        found = self.engine.registry.visible(self.engine.registry.orders.values())
        return [*reversed([*found, *self.refused])]

    def open_orders(self, call: Call) -> object:
        """List the open orders, those with a trigger too."""
        return [write.order(one) for one in self._orders(call) if one.status.open]

    def all_orders(self, call: Call) -> object:
        """List the newest orders, whatever became of them."""
        found = sorted(self._orders(call), key=lambda one: -one.updated_at)
        return [write.with_status(one) for one in found[:LISTED]]

    def order(self, call: Call) -> object:
        """Look an order up by its number or by the client's."""
        wanted = call.params["oid"]
        registry = self.engine.registry
        known = [*self.refused, *registry.orders.values()] if self._is_ours(call) else []
        for one in reversed(known):
            named = (
                write.cloid(one) == wanted.lower()
                if wanted.startswith("0x")
                else (str(one.order_id) == wanted)
            )
            if named:
                if not registry.seen(one):
                    break
                return {"status": "order", "order": write.with_status(one)}
        return {"status": "unknownOid"}

    def fills(self, call: Call) -> object:
        """List the newest trades, or those since a time: no more than a page of them."""
        if not self._is_ours(call):
            return []
        told = list(self.told())[-REACH:]
        start, end = call.integer("startTime"), call.integer("endTime")
        if start is None:
            return [row for _, row in reversed(told[-LISTED:])]
        found = [row for one, row in told if start <= one.at and (end is None or one.at <= end)]
        return found[:LISTED]

    def funding(self, call: Call) -> object:
        """List what was paid and received since a time: no more than a page, the oldest first."""
        start, end = call.integer("startTime") or 0, call.integer("endTime") or 2**50
        own = [
            {
                "time": one.at,
                "hash": "0x" + "0" * 64,
                "delta": {
                    "type": "funding",
                    "coin": one.market.base,
                    "usdc": plain(one.amount),
                    "szi": plain(one.size),
                    "fundingRate": plain(one.rate),
                    "nSamples": None,
                },
            }
            for one in self.engine.entries
            if one.kind is EntryKind.FUNDING and one.market and start <= one.at <= end
        ]
        return own[:PAYMENTS] if self._is_ours(call) else []

    def changes(self, call: Call) -> object:
        """List what was moved in and out since a time."""
        if not self._is_ours(call):
            return []
        return self.ledger.tell(call.integer("startTime") or 0, call.integer("endTime") or 2**50)

    def told(self) -> Sequence[tuple[Fill, dict[str, object]]]:
        """Return all trades that may be seen, with what is told of them, oldest first."""
        result = []
        held: dict[str, Decimal] = {}
        shown: dict[int, bool] = {}
        for one in self.engine.registry.fills:
            start = held.get(one.market.symbol, ZERO)
            signed = one.amount if one.side is Side.BUY else -one.amount
            held[one.market.symbol] = start + signed
            if one.order_id not in shown:
                shown[one.order_id] = self.engine.registry.seen(
                    self.engine.registry.orders[one.order_id]
                )
            if shown[one.order_id]:
                result.append((one, write.fill(one, start)))
        return result

    def fees(self, _call: Call) -> object:
        """Return what trading costs."""
        return {
            "dailyUserVlm": [],
            "userCrossRate": "0.00045",
            "userAddRate": "0.00015",
            "userSpotCrossRate": "0.0007",
            "userSpotAddRate": "0.0004",
            "activeReferralDiscount": "0.0",
        }
