"""What an order holds, and what a fill does to balances and positions."""

from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, Decimal

from .account import Account, Holding, Position
from .errors import Reason, RefusedError
from .market import Book, FakeMarket, Kind
from .orders import ZERO, Fill, Hand, Order, Status
from .rules import Rules

FEE_STEP = Decimal("0.00000001")
THIRD_ASSET_DISCOUNT = Decimal("0.75")


class Settlement:
    """The money side of the matching engine."""

    def __init__(
        self,
        account: Account,
        books: Mapping[str, Book],
        open_orders: Callable[[FakeMarket], list[Order]],
        rules: Rules,
    ) -> None:
        self.rules = rules
        self.account = account
        self.books = books
        self.open_orders = open_orders
        self.fees: dict[Kind, tuple[Decimal, Decimal]] = {
            Kind.SPOT: (Decimal("0.001"), Decimal("0.001")),
            Kind.LINEAR: (Decimal("0.0002"), Decimal("0.0005")),
        }
        """Maker and taker rates."""

    # what orders hold

    def lock(self, order: Order) -> None:
        """Put aside what a spot order can need; RefusedError when there is too little."""
        asset, amount = self._needed(order)
        holding = self.account.holding(Kind.SPOT, asset)
        if amount > self.free(Kind.SPOT, asset):
            raise RefusedError(Reason.BALANCE)
        holding.locked += amount
        order.locked = amount

    def release(self, order: Order) -> None:
        """Give back what a spot order still holds."""
        if order.market.kind is Kind.SPOT and order.locked:
            self._holding_of(order).locked -= order.locked
            order.locked = ZERO

    def _needed(self, order: Order) -> tuple[str, Decimal]:
        market = order.market
        if not order.buying:
            return market.base, order.amount
        cost = order.cost_wanted
        if cost is None:
            price = order.price or (order.trigger.price if order.trigger else self._ask(market))
            cost = order.amount * price
        if self.rules.fees_in_quote:
            cost *= 1 + self.fees[Kind.SPOT][1]
        return market.quote, cost

    def _ask(self, market: FakeMarket) -> Decimal:
        return self.books[market.symbol].ask

    # margin

    def margin_used(self) -> Decimal:
        """Return the initial margin of all positions, at their marks."""
        return sum(
            (self.position_margin(position) for position in self.account.open_positions()), ZERO
        )

    def position_margin(self, position: Position) -> Decimal:
        """Return the initial margin of a position."""
        mark = position.entry if position.isolated else self.mark(position.market)
        return position.margin(mark)

    def order_margin(self, market: FakeMarket | None = None) -> Decimal:
        """Return what the open orders that open positions bind, of one market or of all."""
        total = ZERO
        for book in self.books.values():
            if book.market.kind is not Kind.LINEAR or market not in {None, book.market}:
                continue
            for order in self.open_orders(book.market):
                if order.status is Status.UNTRIGGERED or not order.opening:
                    continue
                total += self._margin_for(order, order.remaining)
        return total

    def _margin_for(self, order: Order, amount: Decimal) -> Decimal:
        held = self.account.position(order.market, order.hand).amount
        if order.hand is Hand.BOTH and held * (1 if order.buying else -1) < 0:
            amount = max(ZERO, amount - abs(held))
        price = order.price or self.mark(order.market)
        return amount * price / self.account.leverage(order.market)

    def profit(self) -> Decimal:
        """Return the profit of all cross positions that is not realized."""
        return sum(
            (
                position.profit(self.mark(position.market))
                for position in self.account.open_positions()
                if not position.isolated
            ),
            ZERO,
        )

    def mark(self, market: FakeMarket) -> Decimal:
        """Return a market's mark price."""
        return self.books[market.symbol].mark

    def free(self, kind: Kind, asset: str) -> Decimal:
        """Return what can be used of an asset."""
        holding = self.account.holding(kind, asset)
        free = holding.free
        if asset == self.account.margin_asset and (kind is Kind.LINEAR or self.account.unified):
            bound = self.margin_used() + self.order_margin()
            free += min(self.profit(), ZERO) if kind is Kind.SPOT else self.profit()
            free -= bound
        return max(free, ZERO)

    def check_margin(self, order: Order) -> None:
        """Raise RefusedError when there is too little margin for an order."""
        if not order.opening:
            return
        need = self._margin_for(order, order.amount)
        need += need and order.amount * self.mark(order.market) * self.fees[Kind.LINEAR][1]
        if need > self.free(Kind.LINEAR, order.market.quote):
            raise RefusedError(Reason.MARGIN)

    # fills

    def fee(
        self, order: Order, price: Decimal, amount: Decimal, *, maker: bool
    ) -> tuple[Decimal, str]:
        """Return what a fill costs, and in which asset."""
        market = order.market
        rate = self.fees[market.kind][0 if maker else 1]
        cost = price * amount
        if paid := self._third_asset_fee(market, cost * rate):
            return paid
        if market.kind is Kind.SPOT and order.buying and not self.rules.fees_in_quote:
            return _rounded(amount * rate), market.base
        return _rounded(cost * rate), market.quote

    def _third_asset_fee(self, market: FakeMarket, cost: Decimal) -> tuple[Decimal, str] | None:
        asset = self.account.fee_asset
        book = self.books.get(f"{asset}/{market.quote}")
        if asset is None or book is None or asset in {market.base, market.quote}:
            return None
        fee = _rounded(cost * THIRD_ASSET_DISCOUNT / book.last)
        if self.account.holding(market.kind, asset).free < fee:
            return None
        return fee, asset

    def apply(self, order: Order, fill: Fill) -> tuple[str, ...]:
        """Book a fill's money and return the assets that changed."""
        market = order.market
        if market.kind is Kind.LINEAR:
            assets = [market.quote]
            self.account.holding(Kind.LINEAR, market.quote).total += fill.realized
        else:
            assets = [market.base, market.quote]
            self._exchange(order, fill)
        self.account.holding(market.kind, fill.fee_asset).total -= fill.fee
        if fill.fee_asset not in assets:
            assets.append(fill.fee_asset)
        return tuple(assets)

    def _exchange(self, order: Order, fill: Fill) -> None:
        market = order.market
        base = self.account.holding(Kind.SPOT, market.base)
        quote = self.account.holding(Kind.SPOT, market.quote)
        if order.buying:
            base.total += fill.amount
            quote.total -= fill.cost
            price = order.price or (order.trigger.price if order.trigger else fill.price)
            freed = min(order.locked, fill.amount * price)
        else:
            base.total -= fill.amount
            quote.total += fill.cost
            freed = min(order.locked, fill.amount)
        self._holding_of(order).locked -= freed
        order.locked -= freed

    def _holding_of(self, order: Order) -> Holding:
        asset = order.market.quote if order.buying else order.market.base
        return self.account.holding(Kind.SPOT, asset)


def _rounded(fee: Decimal) -> Decimal:
    return fee.quantize(FEE_STEP, ROUND_DOWN)
