"""Binance futures' endpoints for balances, positions and settings."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from ..core.account import Position
from ..core.books import EntryKind
from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Hand, Side
from ..wire import Call, Route, Security, boolean, fixed, integer, one_of, plain, text
from . import futures_format as write
from .errors import refusal
from .guard import check_trading

type Handler = Callable[[Call], object]

ASSETS = ("USDT", "BNB", "BNFCR")
MULTI_ASSETS = frozenset({"multi_assets", "credits"})
"""The kinds of accounts that have cross margin only."""
DONE = {"code": 200, "msg": "success"}
MOST_NOTIONAL = 40_000_000
INCOME = {EntryKind.TRANSFER: "TRANSFER", EntryKind.FUNDING: "FUNDING_FEE"}
WEEK_MS, MONTHS_MS = 7 * 86_400_000, 90 * 86_400_000


class FuturesAccount:
    """The futures account."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.account = engine.account
        self.money = engine.settlement
        self.markets = write.linear(engine)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed, symbol = Security.SIGNED, {"symbol": text}

        def get(name: str, handler: Handler, **more: object) -> Route:
            optional = symbol if more.get("symbol") == "optional" else {}
            required = symbol if more.get("symbol") == "required" else {}
            return Route(
                name=name, handler=handler, security=signed, optional=optional, required=required
            )

        v1, v2, v3 = "/fapi/v1", "/fapi/v2", "/fapi/v3"
        return {
            ("GET", f"{v3}/account"): get("account", self.account_v3),
            ("GET", f"{v3}/balance"): get("account", self.balance_v3),
            ("GET", f"{v3}/positionRisk"): get("positions", self.risk_v3, symbol="optional"),
            ("GET", f"{v2}/positionRisk"): get("positions", self.risk_v2, symbol="optional"),
            ("GET", f"{v1}/symbolConfig"): get("settings", self.settings, symbol="optional"),
            ("GET", f"{v1}/accountConfig"): get("settings", self.account_settings),
            ("GET", f"{v1}/leverageBracket"): get("brackets", self.brackets, symbol="optional"),
            ("GET", f"{v1}/commissionRate"): get("fees", self.fees, symbol="required"),
            ("GET", f"{v1}/positionSide/dual"): get(
                "position_mode", lambda _: {"dualSidePosition": self.account.hedge}
            ),
            ("GET", f"{v1}/income"): Route(
                name="income",
                handler=self.income,
                security=signed,
                optional={
                    **symbol,
                    "incomeType": text,
                    "startTime": integer,
                    "endTime": integer,
                    "page": integer,
                    "limit": integer,
                },
                weight=30,
            ),
            ("GET", f"{v1}/multiAssetsMargin"): get(
                "settings", lambda _: {"multiAssetsMargin": self.account.kind in MULTI_ASSETS}
            ),
            ("POST", f"{v1}/positionSide/dual"): Route(
                name="set_position_mode",
                handler=self.set_mode,
                security=signed,
                required={"dualSidePosition": boolean},
            ),
            ("POST", f"{v1}/leverage"): Route(
                name="set_leverage",
                handler=self.set_leverage,
                security=signed,
                required={"symbol": text, "leverage": integer},
            ),
            ("POST", f"{v1}/marginType"): Route(
                name="set_margin_mode",
                handler=self.set_margin_mode,
                security=signed,
                required={"symbol": text, "marginType": one_of("ISOLATED", "CROSSED")},
            ),
        }

    def _market(self, call: Call) -> FakeMarket:
        market = self.markets.get(call.params["symbol"])
        if market is None:
            raise refusal(-1121, "Invalid symbol.")
        return market

    def _chosen(self, call: Call) -> list[FakeMarket]:
        return [self._market(call)] if "symbol" in call.params else list(self.markets.values())

    # balances

    def _asset(self, asset: str) -> dict[str, object]:
        total = self.account.holding(Kind.LINEAR, asset).total
        usdt = asset == "USDT"
        used = self.money.margin_used() if usdt else ZERO
        ordered = self.money.order_margin() if usdt else ZERO
        profit = self._profit() if usdt else ZERO
        return {
            "asset": asset,
            "walletBalance": fixed(total),
            "unrealizedProfit": fixed(profit),
            "marginBalance": fixed(total + profit),
            "maintMargin": fixed(self._maintenance() if usdt else ZERO),
            "initialMargin": fixed(used + ordered),
            "positionInitialMargin": fixed(used),
            "openOrderInitialMargin": fixed(ordered),
            "crossWalletBalance": fixed(total - write.isolated_wallet(self.engine, asset)),
            "crossUnPnl": fixed(self.money.profit() if usdt else ZERO),
            "availableBalance": fixed(self.money.free(Kind.LINEAR, asset)),
            "maxWithdrawAmount": fixed(self.money.free(Kind.LINEAR, asset)),
            "updateTime": self.engine.clock.ms(),
        }

    def _profit(self) -> Decimal:
        positions = self.account.open_positions()
        return sum((one.profit(self.money.mark(one.market)) for one in positions), ZERO)

    def _maintenance(self) -> Decimal:
        return sum((self._maintenance_of(one) for one in self.account.open_positions()), ZERO)

    def _maintenance_of(self, position: Position) -> Decimal:
        notional = abs(position.amount) * self.money.mark(position.market)
        return notional * position.market.maintenance_rate

    def account_v3(self, _call: Call) -> object:
        """Return balances and positions."""
        usdt = self._asset("USDT")
        totals = {
            "totalInitialMargin": "initialMargin",
            "totalMaintMargin": "maintMargin",
            "totalWalletBalance": "walletBalance",
            "totalUnrealizedProfit": "unrealizedProfit",
            "totalMarginBalance": "marginBalance",
            "totalPositionInitialMargin": "positionInitialMargin",
            "totalOpenOrderInitialMargin": "openOrderInitialMargin",
            "totalCrossWalletBalance": "crossWalletBalance",
            "totalCrossUnPnl": "crossUnPnl",
            "availableBalance": "availableBalance",
            "maxWithdrawAmount": "maxWithdrawAmount",
        }
        return {
            **{name: usdt[source] for name, source in totals.items()},
            "assets": [self._asset(asset) for asset in ASSETS],
            "positions": [self._account_position(one) for one in self.account.open_positions()],
        }

    def _account_position(self, position: Position) -> dict[str, object]:
        mark = self.money.mark(position.market)
        isolated = self.money.position_margin(position) if position.isolated else ZERO
        profit = position.profit(mark)
        return {
            "symbol": position.market.id,
            "positionSide": position.hand.value,
            "positionAmt": plain(position.amount),
            "unrealizedProfit": fixed(profit),
            "isolatedMargin": fixed(isolated + profit) if position.isolated else "0",
            "notional": fixed(position.amount * mark),
            "isolatedWallet": plain(isolated),
            "initialMargin": fixed(self.money.position_margin(position)),
            "maintMargin": fixed(self._maintenance_of(position)),
            "updateTime": position.updated_at,
        }

    def balance_v3(self, _call: Call) -> object:
        """Return the balances."""
        return [
            {
                "accountAlias": "SgsR",
                "asset": asset,
                "balance": found["walletBalance"],
                "crossWalletBalance": found["crossWalletBalance"],
                "crossUnPnl": found["crossUnPnl"],
                "availableBalance": found["availableBalance"],
                "maxWithdrawAmount": found["maxWithdrawAmount"],
                "marginAvailable": True,
                "updateTime": found["updateTime"],
            }
            for asset in ASSETS
            for found in (self._asset(asset),)
        ]

    def income(self, call: Call) -> object:
        """List what has changed the wallet without a trade, oldest first: of 7 days if not told."""
        now = self.engine.clock.ms()
        since, until = call.integer("startTime"), call.integer("endTime")
        if since is not None and since < now - MONTHS_MS:
            raise refusal(-4166, "Search window is restricted to recent 90 days only.")
        begin, end = since if since is not None else now - WEEK_MS, until or now
        market = self._market(call) if "symbol" in call.params else None
        wanted = call.params.get("incomeType")
        found = [
            {
                "symbol": entry.market.id if entry.market else "",
                "incomeType": INCOME[entry.kind],
                "income": fixed(entry.amount),
                "asset": entry.asset,
                "time": entry.at,
                "info": INCOME[entry.kind],
                "tranId": 4480321991774044000 + entry.number,
                "tradeId": "",
            }
            for entry in self.engine.entries
            if entry.wallet is Kind.LINEAR
            and begin <= entry.at <= end
            and market in {None, entry.market}
            and wanted in {None, INCOME[entry.kind]}
        ]
        return found[: call.integer("limit") or 100]

    # positions

    def risk_v3(self, call: Call) -> object:
        """Return the positions that are open or have open orders."""
        chosen = self._chosen(call)
        found = []
        for position in self.account.positions.values():
            ordered = self.money.order_margin(position.market)
            if position.market in chosen and (position.amount or ordered):
                found.append(self._risk(position, ordered))
        return found

    def _risk(self, position: Position, ordered: Decimal) -> dict[str, object]:
        mark = self.money.mark(position.market)
        liquidation = self.engine.liquidation_price(position) if position.amount else None
        bid, ask = self._order_notionals(position.market)
        base = self._account_position(position)
        del base["unrealizedProfit"]
        return {
            **base,
            "entryPrice": plain(position.entry),
            "breakEvenPrice": plain(position.entry),
            "markPrice": fixed(mark),
            "unRealizedProfit": fixed(position.profit(mark)),
            "liquidationPrice": fixed(liquidation, 2) if liquidation else "0",
            "marginAsset": position.market.quote,
            "initialMargin": fixed(self.money.position_margin(position) + ordered),
            "positionInitialMargin": fixed(self.money.position_margin(position)),
            "openOrderInitialMargin": fixed(ordered),
            "adl": 2,
            "bidNotional": plain(bid),
            "askNotional": plain(ask),
        }

    def _order_notionals(self, market: FakeMarket) -> tuple[Decimal, Decimal]:
        totals = {Side.BUY: ZERO, Side.SELL: ZERO}
        for order in self.engine.registry.open_in(market):
            if order.status.active:
                totals[order.side] += order.remaining * (order.price or ZERO)
        return totals[Side.BUY], totals[Side.SELL]

    def risk_v2(self, call: Call) -> object:
        """Return all positions, flat ones too, with leverage and margin mode."""
        hands = (Hand.LONG, Hand.SHORT) if self.account.hedge else (Hand.BOTH,)
        found = []
        for market in self._chosen(call):
            for hand in hands:
                position = self.account.position(market, hand)
                risk = self._risk(position, ZERO)
                found.append(
                    {
                        name: risk[name]
                        for name in (
                            "symbol",
                            "positionAmt",
                            "entryPrice",
                            "breakEvenPrice",
                            "markPrice",
                            "unRealizedProfit",
                            "liquidationPrice",
                            "isolatedMargin",
                            "positionSide",
                            "notional",
                            "isolatedWallet",
                            "updateTime",
                        )
                    }
                    | {
                        "leverage": str(self.account.leverage(market)),
                        "maxNotionalValue": str(MOST_NOTIONAL),
                        "marginType": "isolated" if self.account.is_isolated(market) else "cross",
                        "isAutoAddMargin": "false",
                    }
                )
        return found

    # settings

    def settings(self, call: Call) -> object:
        """Return leverage and margin mode by market."""
        return [
            {
                "symbol": market.id,
                "marginType": "ISOLATED" if self.account.is_isolated(market) else "CROSSED",
                "isAutoAddMargin": False,
                "leverage": self.account.leverage(market),
                "maxNotionalValue": str(MOST_NOTIONAL),
            }
            for market in self._chosen(call)
        ]

    def account_settings(self, _call: Call) -> object:
        """Return what holds for the whole account."""
        return {
            "feeTier": 0,
            "canTrade": True,
            "canDeposit": True,
            "canWithdraw": True,
            "dualSidePosition": self.account.hedge,
            "updateTime": 0,
            "multiAssetsMargin": self.account.kind in MULTI_ASSETS,
            "tradeGroupId": -1,
        }

    def brackets(self, call: Call) -> object:
        """Return the leverage brackets."""
        found = [
            {"symbol": market.id, "brackets": list(_brackets(market))}
            for market in self._chosen(call)
        ]
        return found[0] if "symbol" in call.params else found

    def fees(self, call: Call) -> object:
        """Return the fees of a market."""
        maker, taker = self.money.fees[Kind.LINEAR]
        return {
            "symbol": self._market(call).id,
            "makerCommissionRate": plain(maker),
            "takerCommissionRate": plain(taker),
            "rpiCommissionRate": "0.00005",
        }

    def set_leverage(self, call: Call) -> object:
        """Set the leverage of a market."""
        check_trading(call)
        market, leverage = self._market(call), call.integer("leverage") or 0
        if not 1 <= leverage <= market.max_leverage:
            raise refusal(-4028, f"Leverage {leverage} is not valid")
        self.account.leverages[market.symbol] = leverage
        for position in self.account.positions.values():
            if position.market is market:
                position.leverage = leverage
        return {
            "symbol": market.id,
            "leverage": leverage,
            "maxNotionalValue": str(MOST_NOTIONAL),
        }

    def set_margin_mode(self, call: Call) -> object:
        """Set the margin mode of a market."""
        check_trading(call)
        market, isolated = self._market(call), call.params["marginType"] == "ISOLATED"
        if isolated and self.account.kind in MULTI_ASSETS:
            words = "Unable to adjust to isolated-margin mode under the Multi-Assets mode."
            raise refusal(-4168, words)
        if self.account.is_isolated(market) == isolated:
            raise refusal(-4046, "No need to change margin type.")
        if self.engine.registry.open_in(market):
            raise refusal(-4047, "Margin type cannot be changed if there exists open orders.")
        if any(one.market is market for one in self.account.open_positions()):
            raise refusal(-4048, "Margin type cannot be changed if there exists position.")
        self.account.margin_modes[market.symbol] = isolated
        for position in self.account.positions.values():
            if position.market is market:
                position.isolated = isolated
        return DONE

    def set_mode(self, call: Call) -> object:
        """Set one-way or hedge mode."""
        check_trading(call)
        hedge = call.params["dualSidePosition"].lower() == "true"
        if self.account.hedge == hedge:
            raise refusal(-4059, "No need to change position side.")
        if any(self.engine.registry.open_in(market) for market in self.markets.values()):
            raise refusal(-4067, "Position side cannot be changed if there exists open orders.")
        if self.account.open_positions():
            raise refusal(-4068, "Position side cannot be changed if there exists position.")
        self.account.hedge = hedge
        return DONE


def _brackets(market: FakeMarket) -> Iterator[dict[str, object]]:
    rows = market.brackets or ((0, market.maintenance_rate),)
    less, before = Decimal(0), rows[0][1]
    for number, (floor, rate) in enumerate(rows):
        less += floor * (rate - before)
        before = rate
        yield {
            "bracket": number + 1,
            "initialLeverage": market.max_leverage,
            "notionalCap": rows[number + 1][0] if number + 1 < len(rows) else MOST_NOTIONAL,
            "notionalFloor": floor,
            "maintMarginRatio": float(rate),
            "cum": float(less),
        }
