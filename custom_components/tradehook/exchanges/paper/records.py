"""What the paper exchange keeps, and how it is written into its books."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from ...trading.model.market import MarginMode, OrderSide, Side
from ...trading.model.order import OrderState
from ...trading.model.sections import OrderType
from ..port.exchange import FillReport, OrderReport, OrderRequest

BALANCE = "paper_balance"
COUNTER = "paper_counter"
FILL = "paper_fill"
ORDER = "paper_order"
POSITION = "paper_position"
START = "paper_start"
KINDS = (BALANCE, COUNTER, FILL, ORDER, POSITION, START)

type PositionKey = tuple[str, Side | None]
"""A symbol, and in hedge mode the side; None is the one net position of one-way mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """An order in the venue's book; `locked` is what it holds back of `lock_currency`."""

    number: int
    request: OrderRequest
    state: OrderState
    filled: Decimal = Decimal(0)
    locked: Decimal = Decimal(0)
    lock_currency: str
    at: datetime
    code: str | None = None
    message: str | None = None

    @property
    def remaining(self) -> Decimal:
        """Return the amount that has not filled."""
        return self.request.amount - self.filled

    @property
    def is_open(self) -> bool:
        """Return whether the order may still fill."""
        return not self.state.is_final

    def report(self) -> OrderReport:
        """Return what the venue says of the order."""
        return OrderReport(
            client_order_id=self.request.client_order_id,
            venue_order_id=str(self.number),
            symbol=self.request.symbol,
            state=self.state,
            filled=self.filled,
            at=self.at,
            side=self.request.side,
            reduce_only=self.request.reduce_only,
            code=self.code,
            message=self.message,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPosition:
    """A perpetual position; `cost` is size x average entry price, `margin` what it holds back."""

    symbol: str
    side: Side
    size: Decimal
    cost: Decimal
    margin: Decimal
    leverage: int
    margin_mode: MarginMode
    funded_at: datetime

    @property
    def entry_price(self) -> Decimal:
        """Return the average entry price."""
        return self.cost / self.size

    def profit(self, price: Decimal) -> Decimal:
        """Return the unrealised profit at a price, without fees."""
        return self.side.sign * (self.size * price - self.cost)


def order_to_json(order: PaperOrder) -> dict[str, Any]:
    """Return an order as JSON-able data."""
    request = order.request
    return {
        "client_order_id": request.client_order_id,
        "symbol": request.symbol,
        "side": request.side.value,
        "order_type": request.order_type.value,
        "amount": str(request.amount),
        "price": _text(request.price),
        "reduce_only": request.reduce_only,
        "position_side": request.position_side,
        "leverage": request.leverage,
        "margin_mode": request.margin_mode,
        "state": order.state.value,
        "filled": str(order.filled),
        "locked": str(order.locked),
        "lock_currency": order.lock_currency,
        "at": order.at.isoformat(),
        "code": order.code,
        "message": order.message,
    }


def order_from_json(key: str, data: Mapping[str, Any]) -> PaperOrder:
    """Return an order from what `order_to_json` made."""
    return PaperOrder(
        number=int(key),
        request=OrderRequest(
            client_order_id=data["client_order_id"],
            symbol=data["symbol"],
            side=OrderSide(data["side"]),
            order_type=OrderType(data["order_type"]),
            amount=Decimal(data["amount"]),
            price=_decimal(data["price"]),
            reduce_only=data["reduce_only"],
            position_side=_side(data["position_side"]),
            leverage=data["leverage"],
            margin_mode=None if data["margin_mode"] is None else MarginMode(data["margin_mode"]),
        ),
        state=OrderState(data["state"]),
        filled=Decimal(data["filled"]),
        locked=Decimal(data["locked"]),
        lock_currency=data["lock_currency"],
        at=datetime.fromisoformat(data["at"]),
        code=data["code"],
        message=data["message"],
    )


def fill_to_json(fill: FillReport) -> dict[str, Any]:
    """Return a fill as JSON-able data."""
    return {
        "client_order_id": fill.client_order_id,
        "venue_order_id": fill.venue_order_id,
        "symbol": fill.symbol,
        "side": fill.side.value,
        "price": str(fill.price),
        "amount": str(fill.amount),
        "fee": str(fill.fee),
        "fee_currency": fill.fee_currency,
        "at": fill.at.isoformat(),
        "position_side": fill.position_side,
        "liquidation": fill.liquidation,
        "funding": _text(fill.funding),
    }


def fill_from_json(key: str, data: Mapping[str, Any]) -> FillReport:
    """Return a fill from what `fill_to_json` made."""
    return FillReport(
        trade_id=key,
        client_order_id=data["client_order_id"],
        venue_order_id=data["venue_order_id"],
        symbol=data["symbol"],
        side=OrderSide(data["side"]),
        price=Decimal(data["price"]),
        amount=Decimal(data["amount"]),
        fee=Decimal(data["fee"]),
        fee_currency=data["fee_currency"],
        at=datetime.fromisoformat(data["at"]),
        position_side=_side(data["position_side"]),
        liquidation=data["liquidation"],
        funding=_decimal(data.get("funding")),
    )


def position_key(key: PositionKey) -> str:
    """Return the key of a position in the books."""
    symbol, side = key
    return symbol if side is None else f"{symbol} {side}"


def position_to_json(key: PositionKey, position: PaperPosition) -> dict[str, Any]:
    """Return a position as JSON-able data."""
    return {
        "symbol": position.symbol,
        "hedge": key[1] is not None,
        "side": position.side.value,
        "size": str(position.size),
        "cost": str(position.cost),
        "margin": str(position.margin),
        "leverage": position.leverage,
        "margin_mode": position.margin_mode.value,
        "funded_at": position.funded_at.isoformat(),
    }


def position_from_json(data: Mapping[str, Any]) -> tuple[PositionKey, PaperPosition]:
    """Return a position and its key from what `position_to_json` made."""
    side = Side(data["side"])
    position = PaperPosition(
        symbol=data["symbol"],
        side=side,
        size=Decimal(data["size"]),
        cost=Decimal(data["cost"]),
        margin=Decimal(data["margin"]),
        leverage=data["leverage"],
        margin_mode=MarginMode(data["margin_mode"]),
        funded_at=datetime.fromisoformat(data["funded_at"]),
    )
    return (position.symbol, side if data["hedge"] else None), position


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _side(text: str | None) -> Side | None:
    return None if text is None else Side(text)
