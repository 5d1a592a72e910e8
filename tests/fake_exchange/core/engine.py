"""The matching engine: orders against a price that the test controls."""

from collections.abc import Callable, Iterable
import copy
from decimal import Decimal
from typing import Any

from . import pairs
from .account import MONEY_STEP, Account, Position
from .books import EntryKind, FundingRate, LedgerEntry
from .clock import VenueClock
from .errors import Reason, RefusedError
from .events import AccountEvent, BalanceEvent, Change, OrderEvent, PriceEvent, VenueEvent
from .filters import check_hand, check_market, check_reduce_only, reducible
from .market import Book, FakeMarket, Kind, new_book
from .orders import ZERO, Fill, Force, Forced, Order, Side, Status, Trigger, TriggerBy
from .registry import Registry
from .rules import Rules
from .settlement import Settlement

type Listener = Callable[[VenueEvent], None]


class Engine:
    """All markets of a venue and the account that trades on them."""

    def __init__(
        self,
        markets: Iterable[tuple[FakeMarket, Decimal]],
        account: Account,
        rules: Rules,
    ) -> None:
        self.rules = rules
        self.clock = VenueClock()
        self.account = account
        self.books: dict[str, Book] = {
            market.symbol: new_book(market, price) for market, price in markets
        }
        for book in self.books.values():
            book.past.append((self.clock.ms(), book.last))
        self.registry = Registry(self.clock, rules)
        self.settlement = Settlement(account, self.books, self.registry.open_in, rules)
        self.listeners: list[Listener] = []
        self.entries: list[LedgerEntry] = []
        """What has changed wallets without a trade, oldest first."""
        self.funding_rates: list[FundingRate] = []
        self.liquidates = True
        self.on_child: Callable[[Order, Order], None] = lambda _parent, _child: None
        """Lets a venue complete the child order of a triggered one, or refuse it."""

    # prices

    def set_price(
        self,
        symbol: str,
        bid: Decimal,
        ask: Decimal,
        *,
        last: Decimal | None = None,
        mark: Decimal | None = None,
        bid_size: Decimal | None = None,
        ask_size: Decimal | None = None,
    ) -> None:
        """Move a market: resting orders fill, triggers go off, positions may be liquidated."""
        book = self.books[symbol]
        book.set(bid, ask, last=last, mark=mark, bid_size=bid_size, ask_size=ask_size)
        book.past.append((self.clock.ms(), book.last))
        self.emit(PriceEvent(book=copy.copy(book), at=self.clock.ms()))
        resting = [order for order in self.registry.open_in(book.market) if order.status.active]
        for order in sorted(resting, key=_priority):
            self._match(order, maker=True)
        for order in self.registry.open_in(book.market):
            if order.status is Status.UNTRIGGERED and (reached := _reached(order, book)):
                order.trigger, order.other_trigger = reached, None
                self._set_free(order)
        if self.liquidates:
            self._liquidate_underwater(book)

    # orders

    def place(self, order: Order) -> Order:
        """Accept an order and match it, or raise RefusedError."""
        book = self.books[order.market.symbol]
        if order.cost_wanted is not None:
            price = book.ask if order.buying else book.bid
            order.amount = order.market.amount_down(order.cost_wanted / price)
        self.registry.check_client_id(order)
        check_market(order, book)
        check_hand(order, self.account)
        rivals = self._rivals if self.rules.resting_reduce_only_counts else _nobody
        check_reduce_only(order, self.account, rivals)
        if order.trigger is not None:
            if _reached(order, book) is not None:
                raise RefusedError(Reason.WOULD_TRIGGER)
            order.status = Status.UNTRIGGERED
        takes = order.force is Force.POST_ONLY and order.trigger is None and self.crosses(order)
        if takes and not self.rules.post_only_is_accepted:
            raise RefusedError(Reason.WOULD_TAKE)
        if order.market.kind is Kind.SPOT:
            if not order.locks_late:
                self.settlement.lock(order)
        elif order.trigger is None:
            self.settlement.check_margin(order)
        self.registry.add(order)
        self.tell(order, Change.NEW)
        if takes:
            order.reason = "post-only would take"
            self.end(order, self.rules.end_of_rest, Change.EXPIRED)
        elif order.trigger is None:
            self._match(order, maker=False)
        return order

    def cancel(self, order: Order, reason: str = "user") -> Order:
        """Cancel an open order; RefusedError when it is not open any more."""
        if not order.status.open:
            raise RefusedError(Reason.UNKNOWN_ORDER)
        order.reason = reason
        self.end(order, Status.CANCELED, Change.CANCELED)
        pairs.end_other(self, order, Status.CANCELED, Change.CANCELED)
        return order

    def fill(self, order: Order, amount: Decimal, price: Decimal | None = None) -> Fill:
        """Fill a part of a resting order, whatever the market's price is."""
        amount = min(amount, order.remaining)
        return self._fill(order, price or order.price or ZERO, amount, maker=True)

    def liquidate(
        self,
        position: Position,
        forced: Forced = Forced.LIQUIDATION,
        part: Decimal = Decimal(1),
    ) -> None:
        """Close a position, or a part of it, by force, at its mark price."""
        for order in self.registry.open_in(position.market):
            if forced is not Forced.DELEVERAGED:
                self.cancel(order, "liquidation")
        tick, step = position.market.tick, position.market.step
        names = {Forced.DELEVERAGED: "adl_autoclose"}
        side = Side.SELL if position.amount > 0 else Side.BUY
        order = Order(
            market=position.market,
            side=side,
            client_id=f"{names.get(forced, 'autoclose')}-{self.clock.ms()}",
            amount=abs(position.amount) * part // step * step,
            price=self.settlement.mark(position.market) // tick * tick,
            hand=position.hand,
            wire_type="LIMIT",
            force=Force.IOC,
            forced=forced,
        )
        self.registry.add(order)
        self.tell(order, Change.NEW)
        assert order.price is not None
        self._fill(order, order.price, order.amount, maker=False)

    def deposit(self, kind: Kind, asset: str, amount: Decimal) -> None:
        """Add to a balance, or take from it, from outside."""
        self._book_entry(EntryKind.TRANSFER, kind, asset, amount)
        self.emit(BalanceEvent(kind=kind, asset=asset, delta=amount, at=self.clock.ms()))

    def fund(self, symbol: str, rate: Decimal) -> None:
        """Charge funding: longs pay the rate of what they hold at the mark price, shorts get it."""
        book = self.books[symbol]
        market, mark = book.market, book.mark
        self.funding_rates.append(
            FundingRate(market=market, rate=rate, mark=mark, at=self.clock.ms())
        )
        for position in self.account.open_positions():
            if position.market is market:
                amount = (-position.amount * mark * rate).quantize(MONEY_STEP)
                self._book_entry(
                    *(EntryKind.FUNDING, Kind.LINEAR, market.quote, amount),
                    market=market,
                    size=position.amount,
                    price=mark,
                    rate=rate,
                )
        self._tell_account(Kind.LINEAR, (market.quote,), (), "FUNDING_FEE")

    def _book_entry(
        self, kind: EntryKind, wallet: Kind, asset: str, amount: Decimal, **more: Any
    ) -> None:
        holding = self.account.holding(wallet, asset)
        holding.total += amount
        self.entries.append(
            LedgerEntry(
                number=len(self.entries) + 1,
                kind=kind,
                wallet=wallet,
                asset=asset,
                amount=amount,
                after=holding.total,
                at=self.clock.ms(),
                **more,
            )
        )

    # matching

    def crosses(self, order: Order) -> bool:
        """Return whether an order would be filled at the present price."""
        book = self.books[order.market.symbol]
        if order.price is None:
            return True
        return order.price >= book.ask if order.buying else order.price <= book.bid

    def _match(self, order: Order, *, maker: bool) -> None:
        book = self.books[order.market.symbol]
        if self.crosses(order):
            price = book.ask if order.buying else book.bid
            if maker and order.price is not None:
                price = order.price
            self._match_at(order, book, price, maker=maker)
        if order.status.active and (order.price is None or order.force in {Force.IOC, Force.FOK}):
            order.reason = "no liquidity"
            self.end(order, self.rules.end_of_rest, Change.EXPIRED)

    def _match_at(self, order: Order, book: Book, price: Decimal, *, maker: bool) -> None:
        available = book.available(buying=order.buying)
        amount = order.remaining if available is None else min(order.remaining, available)
        if order.force is Force.FOK and amount < order.remaining:
            return
        if order.market.kind is Kind.LINEAR and not order.opening:
            amount = min(amount, reducible(order, self.account))
            if not amount:
                order.reason = "nothing to reduce"
                self.end(order, self.rules.end_of_rest, Change.EXPIRED)
                return
        if amount:
            book.take(amount, buying=order.buying)
            self._fill(order, price, amount, maker=maker)

    def _fill(self, order: Order, price: Decimal, amount: Decimal, *, maker: bool) -> Fill:
        pairs.end_other(self, order, Status.EXPIRED, Change.EXPIRED)
        fee, fee_asset = self.settlement.fee(order, price, amount, maker=maker)
        realized = ZERO
        at = self.clock.ms()
        positions: tuple[Position, ...] = ()
        if order.market.kind is Kind.LINEAR:
            position = self.account.position(order.market, order.hand)
            realized = position.fill(amount if order.buying else -amount, price)
            position.updated_at = at
            positions = (copy.copy(position),)
        fill = Fill(
            trade_id=self.registry.next_trade_id(),
            order_id=order.order_id,
            market=order.market,
            side=order.side,
            hand=order.hand,
            price=price,
            amount=amount,
            fee=fee,
            fee_asset=fee_asset,
            maker=maker,
            realized=realized,
            at=at,
            forced=order.forced,
        )
        assets = self.settlement.apply(order, fill)
        order.fills.append(fill)
        self.registry.fills.append(fill)
        order.filled += amount
        order.cost += fill.cost
        order.updated_at = at
        full = order.filled >= order.amount
        order.status = Status.FILLED if full else Status.PARTIALLY_FILLED
        if full:
            self.settlement.release(order)
        self.tell(order, Change.TRADE, fill)
        if full:
            self._finish_parent(order)
            pairs.tell(self, order.pair)
        self._tell_account(order.market.kind, assets, positions, "ORDER")
        if positions and not positions[0].amount:
            self._after_close(positions[0])
        return fill

    def _set_free(self, order: Order) -> None:
        order.triggered_at = order.updated_at = self.clock.ms()
        if not order.algo:
            self._set_free_itself(order)
            return
        child = Order(
            market=order.market,
            side=order.side,
            client_id=order.client_id,
            amount=order.amount,
            price=order.price,
            force=order.force,
            reduce_only=order.reduce_only or order.close_position,
            hand=order.hand,
            parent=order.order_id,
        )
        if order.close_position:
            child.amount = reducible(order, self.account)
        try:
            self.on_child(order, child)
            check_reduce_only(child, self.account, _nobody)
            if child.market.kind is Kind.SPOT:
                self.settlement.lock(child)
            else:
                self.settlement.check_margin(child)
        except RefusedError as err:
            order.reason = err.reason.value
            self.end(order, Status.REJECTED, Change.REJECTED)
            return
        self.registry.add(child)
        order.child = child.order_id
        order.status = Status.TRIGGERED
        self.tell(child, Change.NEW)
        self.tell(order, Change.TRIGGERED)
        self._match(child, maker=False)

    def _set_free_itself(self, order: Order) -> None:
        pairs.end_other(self, order, Status.EXPIRED, Change.EXPIRED)
        trigger, order.trigger = order.trigger, None
        try:
            if order.locks_late:
                self.settlement.lock(order)
            check_reduce_only(order, self.account, _nobody)
            if order.market.kind is Kind.LINEAR:
                self.settlement.check_margin(order)
        except RefusedError as err:
            order.trigger = trigger
            order.reason = err.reason.value
            self.end(order, Status.REJECTED, Change.REJECTED)
            return
        order.trigger = trigger
        order.status = Status.NEW
        self.tell(order, Change.TRIGGERED)
        self._match(order, maker=False)

    # ends

    def end(self, order: Order, status: Status, change: Change) -> None:
        """End an order: what it holds is given back, and it is told."""
        order.status = status
        order.updated_at = self.clock.ms()
        held = order.locked
        self.settlement.release(order)
        self.tell(order, change)
        self._finish_parent(order)
        if order.pair is not None and order.pair.is_over:
            pairs.tell(self, order.pair)
        if held:
            asset = order.market.quote if order.buying else order.market.base
            self._tell_account(order.market.kind, (asset,), (), "ORDER")

    def _finish_parent(self, order: Order) -> None:
        if order.parent:
            self.tell(self.registry.orders[order.parent], Change.FINISHED)

    def _rivals(self, order: Order) -> list[Order]:
        return [
            other
            for other in self.registry.open_in(order.market)
            if other.status.active
            and other.side is order.side
            and other.hand is order.hand
            and not other.opening
        ]

    def _after_close(self, position: Position) -> None:
        """Expire what could only have closed the position."""
        for order in self.registry.open_in(position.market):
            if order.hand is not position.hand or not order.status.open:
                continue
            ends = order.reduce_only and self.rules.reduce_only_ends_with_position
            if order.close_position or ends:
                order.reason = "position closed"
                self.end(order, self.rules.end_of_rest, Change.EXPIRED)

    def _liquidate_underwater(self, book: Book) -> None:
        if book.market.kind is not Kind.LINEAR:
            return
        for position in self.account.open_positions():
            if position.market is not book.market:
                continue
            limit = self.liquidation_price(position)
            if limit is None:
                continue
            if book.mark <= limit if position.amount > 0 else book.mark >= limit:
                self.liquidate(position)

    def liquidation_price(self, position: Position) -> Decimal | None:
        """Return where a position is liquidated; None where it never is."""
        market, size = position.market, abs(position.amount)
        if position.isolated:
            backing = size * position.entry / position.leverage
        else:
            others = [one for one in self.account.open_positions() if one is not position]
            backing = self.account.holding(Kind.LINEAR, market.quote).total + sum(
                (one.profit(self.settlement.mark(one.market)) for one in others), ZERO
            )
        sign = 1 if position.amount > 0 else -1
        price = (position.entry * size - sign * backing) / (
            size * (1 - sign * market.maintenance_rate)
        )
        return price if price > 0 else None

    # telling

    def emit(self, event: VenueEvent) -> None:
        """Tell an event to who listens."""
        for listener in list(self.listeners):
            listener(event)

    def tell(self, order: Order, change: Change, fill: Fill | None = None) -> None:
        """Tell what happened to an order."""
        at = self.clock.ms()
        self.emit(OrderEvent(change=change, order=copy.copy(order), fill=fill, at=at))

    def _tell_account(
        self, kind: Kind, assets: tuple[str, ...], positions: tuple[Position, ...], reason: str
    ) -> None:
        self.emit(
            AccountEvent(
                kind=kind, assets=assets, positions=positions, reason=reason, at=self.clock.ms()
            )
        )


def _reached(order: Order, book: Book) -> Trigger | None:
    """Return what of an order's triggers the prices have reached."""
    for trigger in order.triggers:
        if trigger.reached(book.mark if trigger.by is TriggerBy.MARK else book.last):
            return trigger
    return None


def _nobody(_order: Order) -> list[Order]:
    return []


def _priority(order: Order) -> tuple[Decimal, int]:
    price = order.price or ZERO
    return (-price if order.buying else price, order.order_id)
