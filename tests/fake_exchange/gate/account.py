"""Gate's endpoints for the account, its balances, positions and their settings."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.account import Position
from ..core.books import EntryKind
from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Hand
from ..wire import Call, Check, Route, Security, boolean, number, one_of, plain, text
from . import format as write
from .data import FUTURES, SPOT
from .errors import refusal
from .futures import OFFSET, TIME, GateFutures
from .pages import by_offset

DUAL = f"{FUTURES}/dual_comp/positions/{{contract}}"
LEVERAGE: Mapping[str, Check] = {"leverage": number}


class GateAccount:
    """The account: of the classic kind, or a unified one."""

    def __init__(self, engine: Engine, futures: GateFutures) -> None:
        self.engine = engine
        self.account = engine.account
        self.futures = futures

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        single = f"{FUTURES}/positions/{{contract}}"
        limit: Mapping[str, Check] = {"cross_leverage_limit": number}
        return {
            ("GET", "/api/v4/account/detail"): Route(
                name="key_permissions", handler=self.detail, security=signed
            ),
            ("GET", "/api/v4/unified/unified_mode"): Route(
                name="settings", handler=self.mode, security=signed
            ),
            ("GET", "/api/v4/unified/accounts"): Route(
                name="account",
                handler=self.unified,
                security=signed,
                optional={"currency": text},
            ),
            ("GET", f"{SPOT}/accounts"): Route(
                name="account",
                handler=self.spot,
                security=signed,
                optional={"currency": text, "account": one_of("spot", "unified")},
            ),
            ("GET", f"{FUTURES}/accounts"): Route(
                name="account", handler=self.linear, security=signed
            ),
            ("GET", f"{FUTURES}/account_book"): Route(
                name="transaction_log",
                handler=self.book,
                security=signed,
                optional={**OFFSET, **TIME, "contract": text, "type": text},
            ),
            ("GET", f"{FUTURES}/positions"): Route(
                name="positions",
                handler=self.positions,
                security=signed,
                optional={**OFFSET, "holding": boolean},
            ),
            ("GET", single): Route(name="positions", handler=self.single_position, security=signed),
            ("GET", DUAL): Route(name="positions", handler=self.both_positions, security=signed),
            ("POST", f"{single}/leverage"): Route(
                name="set_leverage",
                handler=self.set_leverage,
                security=signed,
                required=LEVERAGE,
                optional=limit,
            ),
            ("POST", f"{DUAL}/leverage"): Route(
                name="set_leverage",
                handler=self.set_both_leverages,
                security=signed,
                required=LEVERAGE,
                optional=limit,
            ),
            ("POST", f"{FUTURES}/dual_mode"): Route(
                name="set_position_mode",
                handler=self.set_dual_mode,
                security=signed,
                required={"dual_mode": boolean},
            ),
        }

    # what there is

    def detail(self, call: Call) -> object:
        """Return what the key is of; what it may do is not told."""
        assert call.key is not None
        return {
            "user_id": write.USER,
            "ip_whitelist": ["203.0.113.7"] if call.key.ip_restricted else [],
            "currency_pairs": [],
            "key": {"mode": 2 if self.account.unified else 1},
            "tier": 0,
            "copy_trading_role": 0,
        }

    def mode(self, _call: Call) -> object:
        """Return the account's kind."""
        mode = "multi_currency" if self.account.unified else "classic"
        return {"mode": mode, "settings": {"usdt_futures": self.account.unified}}

    def spot(self, call: Call) -> object:
        """List the balances on spot; those of a unified account are elsewhere."""
        if self.account.unified:
            return []
        wanted = call.params.get("currency")
        return [
            {
                "currency": asset,
                "available": plain(holding.free),
                "locked": plain(holding.locked),
                "update_id": 1,
            }
            for asset, holding in self.account.spot.items()
            if wanted in {None, asset}
        ]

    def unified(self, _call: Call) -> object:
        """Return the balances of a unified account."""
        if not self.account.unified:
            raise refusal("USER_NOT_UNIFIED", "user is not in unified account mode", 403)
        profit = self.engine.settlement.profit()
        balances = {
            asset: {
                "available": plain(self.engine.settlement.free(Kind.SPOT, asset)),
                "freeze": plain(holding.locked),
                "borrowed": "0",
                "negative_liab": "0",
                "futures_pos_liab": "0",
                "equity": plain(holding.total + (profit if asset == "USDT" else ZERO)),
                "total_freeze": "0",
                "total_liab": "0",
                "spot_in_use": "0",
            }
            for asset, holding in self.account.spot.items()
        }
        return {
            "user_id": write.USER,
            "refresh_time": self.engine.clock.ms() // 1000,
            "locked": False,
            "balances": balances,
            "total": "0",
            "borrowed": "0",
            "unified_account_total": "0",
            "unified_account_total_liab": "0",
            "unified_account_total_equity": "0",
            "leverage": "0",
            "spot_hedge": False,
        }

    def linear(self, _call: Call) -> object:
        """Return the account of the perpetuals; a unified one holds its money elsewhere."""
        settlement = self.engine.settlement
        unified = self.account.unified
        total = ZERO if unified else self.account.holding(Kind.LINEAR, "USDT").total
        free = ZERO if unified else settlement.free(Kind.LINEAR, "USDT")
        used, orders = settlement.margin_used(), settlement.order_margin()
        return {
            "user": write.USER,
            "currency": "USDT",
            "total": plain(total),
            "unrealised_pnl": plain(self._profit()),
            "position_margin": plain(used),
            "order_margin": plain(orders),
            "available": plain(free),
            "point": "0",
            "bonus": "0",
            "in_dual_mode": self.account.hedge,
            "position_mode": "dual" if self.account.hedge else "single",
            "enable_credit": unified,
            "margin_mode": 1 if unified else 0,
            "position_initial_margin": plain(used),
            "maintenance_margin": "0",
            "enable_evolved_classic": True,
            "cross_order_margin": plain(orders),
            "cross_initial_margin": plain(used),
            "cross_unrealised_pnl": plain(settlement.profit()),
            "cross_available": plain(free),
            "isolated_position_margin": "0",
            "enable_tiered_mm": True,
        }

    def _profit(self) -> Decimal:
        mark = self.engine.settlement.mark
        return sum((one.profit(mark(one.market)) for one in self.account.open_positions()), ZERO)

    def book(self, call: Call) -> object:
        """List what has changed the account of the perpetuals, newest first."""
        kinds = {EntryKind.TRANSFER: "dnw", EntryKind.FUNDING: "fund"}
        since, until = call.integer("from") or 0, call.integer("to") or 2**40
        found = [
            {
                "time": write.seconds(entry.at),
                "change": plain(entry.amount),
                "balance": plain(entry.after),
                "type": kinds[entry.kind],
                "text": f"{entry.market.id}:{entry.number}" if entry.market else "",
                "contract": entry.market.id if entry.market else "",
                "trade_id": "",
                "id": str(entry.number),
            }
            for entry in reversed(self.engine.entries)
            if entry.wallet is Kind.LINEAR
            and since <= entry.at // 1000 <= until
            and call.params.get("type") in {None, kinds[entry.kind]}
        ]
        return by_offset(call, found)

    # positions

    def positions(self, call: Call) -> object:
        """List the positions, on request only those that hold something."""
        found = list(self.account.positions.values())
        if call.params.get("holding", "").lower() == "true":
            found = [one for one in found if one.amount]
        return [write.position(self.engine, one) for one in by_offset(call, found)]

    def _hands(self) -> tuple[Hand, ...]:
        return (Hand.LONG, Hand.SHORT) if self.account.hedge else (Hand.BOTH,)

    def _of(self, market: FakeMarket) -> list[Position]:
        return [self.account.position(market, hand) for hand in self._hands()]

    def _one_way(self, call: Call) -> Position:
        if self.account.hedge:
            raise refusal("POSITION_DUAL_MODE", "Operation forbidden in dual-mode")
        return self._of(self.futures.market(call))[0]

    def single_position(self, call: Call) -> object:
        """Return the position of a market in one-way mode."""
        return write.position(self.engine, self._one_way(call))

    def both_positions(self, call: Call) -> object:
        """Return the positions of a market in hedge mode."""
        found = self._of(self.futures.market(call))
        return [write.position(self.engine, one) for one in found]

    def set_leverage(self, call: Call) -> object:
        """Set the leverage of a market in one-way mode; 0 is cross margin."""
        found = self._one_way(call)
        self._set_leverage(call, found.market)
        return write.position(self.engine, found)

    def set_both_leverages(self, call: Call) -> object:
        """Set the leverage of a market in hedge mode; 0 is cross margin."""
        if not self.account.hedge:
            raise refusal("POSITION_DUAL_MODE", "Operation allowed in dual-mode only")
        market = self.futures.market(call)
        self._set_leverage(call, market)
        return self.both_positions(call)

    def _set_leverage(self, call: Call, market: FakeMarket) -> None:
        told = call.decimal("leverage") or ZERO
        isolated = told > 0
        wanted = told if isolated else call.decimal("cross_leverage_limit") or ZERO
        if wanted > market.max_leverage:
            raise refusal("LEVERAGE_TOO_HIGH", f"leverage {wanted} > {market.max_leverage}")
        if wanted != int(wanted):
            raise refusal("INVALID_PARAM_VALUE", "invalid argument: leverage")
        held = any(one.amount for one in self._of(market))
        if held and isolated is not self.account.is_isolated(market):
            raise refusal("POSITION_HOLDING", "Operation forbidden with holding position")
        most = int(wanted) or market.max_leverage
        self.account.leverages[market.symbol] = most
        self.account.margin_modes[market.symbol] = isolated
        for one in self._of(market):
            one.leverage, one.isolated = most, isolated

    def set_dual_mode(self, call: Call) -> object:
        """Set the position mode."""
        wanted = call.params["dual_mode"].lower() == "true"
        if wanted is self.account.hedge:
            raise refusal("NO_CHANGE", "no change")
        if self.account.open_positions():
            raise refusal("POSITION_HOLDING", "Operation forbidden with holding position")
        markets = write.by_id(self.engine, Kind.LINEAR).values()
        if any(self.engine.registry.open_in(market) for market in markets):
            raise refusal("ORDER_PENDING", "Operation forbidden with pending orders")
        self.account.hedge = wanted
        self.account.positions.clear()
        return self.linear(call)
