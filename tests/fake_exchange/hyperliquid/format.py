"""The engine's orders, fills, positions and balances in Hyperliquid's words."""

from decimal import Decimal

from ..core.account import Account, Position
from ..core.engine import Engine
from ..core.market import Kind
from ..core.orders import ZERO, Fill, Force, Forced, Hand, Order, Side, Status
from ..wire import plain
from .markets import QUOTE, TOKENS, coin_of

FORCES = {"Gtc": Force.GTC, "Ioc": Force.IOC, "Alo": Force.POST_ONLY}
_TIFS = {force: name for name, force in FORCES.items()}
_ENDS = {
    "no liquidity": "iocCancelRejected",
    "nothing to reduce": "reduceOnlyCanceled",
    "position closed": "reduceOnlyCanceled",
    "liquidation": "liquidatedCanceled",
    "scheduled": "scheduledCancel",
}
"""What became of an order that the venue has ended, by why."""


def number(value: Decimal) -> str:
    """Write a number as Hyperliquid does: with a digit after the point."""
    written = plain(value)
    return written if "." in written else f"{written}.0"


def side(of: Side) -> str:
    """Return the letter of a side: bid or ask."""
    return "B" if of is Side.BUY else "A"


def cloid(one: Order) -> str | None:
    """Return the client's number for an order; none for those of the venue's own app."""
    return f"0x{one.client_id}" if len(one.client_id) == 32 else None


def order(one: Order) -> dict[str, object]:
    """Return an order as lists show it; its size is what is left of it."""
    trigger = one.trigger
    below = trigger is not None and not trigger.rises
    words = "N/A"
    if trigger is not None:
        words = f"Price {'below' if below else 'above'} {plain(trigger.price)}"
    return {
        "coin": one.market.id,
        "side": side(one.side),
        "limitPx": number(one.price or ZERO),
        "sz": number(one.remaining),
        "oid": one.order_id,
        "timestamp": one.created_at,
        "triggerCondition": words,
        "isTrigger": trigger is not None,
        "triggerPx": number(trigger.price if trigger else ZERO),
        "children": [],
        "isPositionTpsl": False,
        "reduceOnly": one.reduce_only,
        "orderType": one.wire_type or "Limit",
        "origSz": number(one.amount),
        "tif": None if trigger else _TIFS[one.force],
        "cloid": cloid(one),
    }


def status(one: Order) -> str:
    """Return the state of an order."""
    match one.status:
        case Status.FILLED:
            return "filled"
        case Status.NEW | Status.PARTIALLY_FILLED:
            return "triggered" if one.triggered_at else "open"
        case Status.UNTRIGGERED:
            return "open"
        case Status.REJECTED:
            return one.extra.get("status", "rejected")
        case _:
            end = _ENDS.get(one.reason, "canceled")
            return "canceled" if one.filled and end == "iocCancelRejected" else end


def with_status(one: Order) -> dict[str, object]:
    """Return an order with its state and when that began."""
    return {"order": order(one), "status": status(one), "statusTimestamp": one.updated_at}


def pushed(one: Order, said: str) -> dict[str, object]:
    """Return an order as its stream tells it: only what a plain one has."""
    names = ("coin", "side", "limitPx", "sz", "oid", "timestamp", "origSz", "cloid", "reduceOnly")
    told = {name: value for name, value in order(one).items() if name in names}
    return {"order": told, "status": said, "statusTimestamp": one.updated_at}


def fill(one: Fill, start: Decimal) -> dict[str, object]:
    """Return a trade; `start` is what was held before it."""
    if one.market.kind is Kind.SPOT:
        way = "Buy" if one.side is Side.BUY else "Sell"
    else:
        closes = start * (1 if one.side is Side.BUY else -1) < 0
        held = start if closes else (1 if one.side is Side.BUY else -1)
        way = f"{'Close' if closes else 'Open'} {'Long' if held > 0 else 'Short'}"
    told: dict[str, object] = {
        "coin": one.market.id,
        "px": number(one.price),
        "sz": number(one.amount),
        "side": side(one.side),
        "time": one.at,
        "startPosition": number(start),
        "dir": way,
        "closedPnl": number(one.realized),
        "hash": f"0x{one.trade_id:064x}",
        "oid": one.order_id,
        "crossed": not one.maker,
        "fee": number(one.fee),
        "tid": 100_000_000_000_000 + one.trade_id,
        "feeToken": coin_of(one.fee_asset),
        "twapId": None,
    }
    if one.forced is Forced.DELEVERAGED:
        told["dir"] = "Auto-Deleveraging"
    elif one.forced is not None:
        told["dir"] = f"Liquidated Cross {'Long' if one.side is Side.SELL else 'Short'}"
        told["liquidation"] = {"markPx": number(one.price), "method": "market"}
    return told


def position(engine: Engine, one: Position) -> dict[str, object]:
    """Return a position."""
    mark = engine.settlement.mark(one.market)
    limit = engine.liquidation_price(one)
    margin = one.margin(one.entry if one.isolated else mark)
    profit = one.profit(mark)
    leverage: dict[str, object] = {
        "type": "isolated" if one.isolated else "cross",
        "value": one.leverage,
    }
    if one.isolated:
        leverage["rawUsd"] = number(margin - one.amount * one.entry)
        margin += profit
    told = {
        "coin": one.market.id,
        "szi": number(one.amount),
        "leverage": leverage,
        "entryPx": number(one.entry),
        "positionValue": number(abs(one.amount) * mark),
        "unrealizedPnl": number(profit),
        "returnOnEquity": "0.0",
        "liquidationPx": None if limit is None else number(limit),
        "marginUsed": number(margin),
        "maxLeverage": one.market.max_leverage,
        "cumFunding": {"allTime": "0.0", "sinceOpen": "0.0", "sinceChange": "0.0"},
    }
    return {"type": "oneWay", "position": told}


def perpetual_state(engine: Engine, account: Account) -> dict[str, object]:
    """Return the margin and positions of the account.

    Of an account that has one balance for everything, its money is not in there.
    """
    settlement = engine.settlement
    held = [one for one in account.open_positions() if one.hand is Hand.BOTH]
    profit = sum((one.profit(settlement.mark(one.market)) for one in held), ZERO)
    worth = sum((abs(one.amount) * settlement.mark(one.market) for one in held), ZERO)
    apart = account is engine.account and not account.unified
    total = account.holding(Kind.LINEAR, QUOTE).total if apart else ZERO
    margin = sum((settlement.position_margin(one) for one in held), ZERO)
    free = settlement.free(Kind.LINEAR, QUOTE) if apart else ZERO
    summary = {
        "accountValue": number(total + profit),
        "totalNtlPos": number(worth),
        "totalRawUsd": number(total),
        "totalMarginUsed": number(margin),
    }
    return {
        "marginSummary": summary,
        "crossMarginSummary": summary,
        "crossMaintenanceMarginUsed": number(margin / 2),
        "withdrawable": number(free),
        "assetPositions": [position(engine, one) for one in held],
        "time": engine.clock.ms(),
    }


def spot_state(engine: Engine, account: Account) -> dict[str, object]:
    """Return the balances; with one balance for everything, margin is held in them."""
    rows = []
    for asset, holding in account.spot.items():
        held = holding.locked
        if account.unified and asset == QUOTE:
            held += engine.settlement.margin_used() + engine.settlement.order_margin()
        rows.append(
            {
                "coin": coin_of(asset),
                "token": TOKENS[asset].index if asset in TOKENS else 999,
                "total": number(holding.total),
                "hold": number(held),
                "entryNtl": "0.0",
            }
        )
    state: dict[str, object] = {"balances": rows}
    if account.unified:
        free = engine.settlement.free(Kind.SPOT, QUOTE)
        state["tokenToAvailableAfterMaintenance"] = [[0, number(free)]]
    return state
