"""Changes of an open position's exits: read, checked against its price, and told as an event."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal, localcontext
from typing import Final

from ...model.inputs import MarketContext, Modify
from ...model.market import Side
from ...model.position import Position
from ...model.price_math import PRECISE, favourable, has_reached, is_beyond, settled, tighter
from ...model.sections import PriceLevel, StopLoss
from ...position.evolve.planned_entry import anchor_price
from ...position.evolve.target_change import NewTargets, changed
from ...position.rules.entries import last_entry
from ...position.rules.stop_loss import allows, moved_stop, planned_stop
from ...position.rules.take_profit import target_price
from ...position.unfilled_entries import entry_price
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse
from ...reasons.text import plain
from ...signal.fields.modification import asks_break_even, names_break_even, read_auto_close
from ...signal.fields.reader import FieldReader
from ...signal.fields.report import ValidationReport
from ...signal.fields.sections import read_stop_loss, read_take_profit, too_few_targets
from ...signal.parse import InvalidSignal
from ...signal.price_checks import check_prices
from .move_orders import read_moves

NAMES: Final = ("stop_loss", "take_profit", "cancel_entries", "auto_close", "move_orders")


def read_changes(
    changes: Mapping[str, object],
    position: Position,
    situation: MarketContext,
    liquidation: Decimal | None = None,
) -> Modify:
    """Return what a person's changes ask of a position.

    `stop_loss` and `take_profit` are sections as in a signal, each replaces its section wholly
    (null or [] = none); `stop_loss` may be the word of break even.
    `auto_close` counts seconds from the first
    fill (null = never). `move_orders` lists limit orders that rest, each with its new price. Raises
    InvalidSignal with every error at once, and Refused without a price
    or for a stop beyond the venue's liquidation price.
    """
    report = ValidationReport(lenient=False)
    fields = FieldReader(changes, report)
    with localcontext(PRECISE):
        wanted = _Wanted(position=position, situation=situation, fields=fields)
        wanted.read()
        if not report.errors:
            wanted.check()
        if report.errors:
            raise InvalidSignal(report.errors)
        if liquidation is not None:
            wanted.check_liquidation(liquidation)
    return wanted.event


@dataclass(slots=True, kw_only=True)
class _Wanted:
    position: Position
    situation: MarketContext
    fields: FieldReader
    event: Modify = field(default_factory=Modify)

    def read(self) -> None:
        """Read what is given; nothing at all is an error."""
        fields, given = self.fields, self.fields.source
        if "stop_loss" in given:
            self._read_stop_loss()
        if "take_profit" in given:
            take_profit = read_take_profit(fields)
            self.event = replace(self.event, take_profit=take_profit, replace_take_profit=True)
        cancel = fields.flag("cancel_entries") or False
        self.event = replace(self.event, cancel_entries=cancel)
        if "auto_close" in given:
            seconds = read_auto_close(fields)
            self.event = replace(self.event, auto_close=seconds, replace_auto_close=True)
        if "move_orders" in given:
            moves = read_moves(fields, self._with_exits, self.situation)
            self.event = replace(self.event, moves=moves)
        fields.finish(NAMES)
        if not any(name in given for name in NAMES):
            fields.error("", f"name what is to be changed: {', '.join(NAMES)}")

    def check(self) -> None:
        """Check that what is read can be carried out, and does not close the position at once."""
        self._check_protection()
        self._check_auto_close()
        if not (self.event.replace_stop_loss or self.event.replace_take_profit):
            return
        last = self._last
        if self.position.average_entry is None:
            wrong = (
                error for price in self._entry_prices(last) for error in self._wrong_prices(price)
            )
            self._add({error.path: error for error in wrong}.values())
            return
        passed = tuple(self._reached(last, self.position.average_entry))
        known = {error.path for error in passed}
        self._add(error for error in self._contradictions(last) if error.path not in known)
        self._add(passed)

    def check_liquidation(self, liquidation: Decimal) -> None:
        """Refuse a new stop that the venue would never let come."""
        stop_loss, average = self.event.stop_loss, self.position.stop_basis
        if stop_loss is None or average is None:
            return
        side = self.position.side
        stop = planned_stop(stop_loss, side, average, self.situation.market).stop
        if stop is not None and is_beyond(side, stop, liquidation):
            code = ReasonCode.STOP_BEYOND_LIQUIDATION
            raise Refused(refuse(code, stop=stop, liquidation=liquidation))

    @property
    def _last(self) -> Decimal:
        if self.situation.quote is None:
            raise Refused(refuse(ReasonCode.MARKET_DATA_STALE, what="price"))
        return self.situation.quote.last

    def _entry_prices(self, last: Decimal) -> tuple[Decimal, ...]:
        """Return the prices with which the exits of an entry that has not filled are compared.

        One that rests is judged by its limit, and by the market too where that has reached it; one
        that is not placed yet by the price that its opening was compared with.
        """
        position, side = self.position, self.position.side
        entry = last_entry(position)
        if entry is None:
            return (anchor_price(position.plan, side, last),)
        if entry.price is None:
            return (last,)
        limit = dict(self.event.moves).get(entry.client_order_id, entry_price(position))
        return (limit, last) if is_beyond(side, last, limit) else (limit,)

    def _add(self, errors: Iterable[FieldError]) -> None:
        named = names_break_even(self.fields)
        for error in errors:
            path = "stop_loss" if named and error.path.startswith("stop_loss.") else error.path
            self.fields.report.error(path, error.message, error.code)

    def _read_stop_loss(self) -> None:
        fields = self.fields
        if not names_break_even(fields):
            stop_loss = read_stop_loss(fields)
            self.event = replace(self.event, stop_loss=stop_loss, replace_stop_loss=True)
            return
        if not asks_break_even(fields):
            return
        average = self.position.average_entry
        if average is None:
            fields.error("stop_loss", "can't move to break even before anything has filled")
            return
        self._move_to(average)

    def _move_to(self, average: Decimal) -> None:
        """Move the stop to the average entry, unless it is tighter already.

        Where the market does not allow it yet, it waits.
        """
        position, side = self.position, self.position.side
        price = self.situation.market.stop_price(
            side, settled(favourable(side, average, position.plan.break_even_offset))
        )
        if tighter(side, position.stop_price, price) != price:
            return
        quote = self.situation.quote
        if quote is not None and not allows(self.situation, side, price):
            waiting = position.waiting
            if waiting is None or tighter(side, waiting.stop, price) != waiting.stop:
                self.event = replace(self.event, stop_waits=price)
            return
        moved = moved_stop(position, price)
        self.event = replace(self.event, stop_loss=moved, replace_stop_loss=True)

    @property
    def _stop_loss(self) -> StopLoss | None:
        event = self.event
        return event.stop_loss if event.replace_stop_loss else self.position.plan.stop_loss

    @property
    def _with_exits(self) -> Position:
        """Return the position with the exits that it is going to have."""
        event, plan = self.event, self.position.plan
        targets = event.take_profit if event.replace_take_profit else plan.take_profit
        plan = replace(plan, stop_loss=self._stop_loss, take_profit=targets)
        return replace(self.position, plan=plan, stop_price=self._stop_price)

    @property
    def _stop_price(self) -> Decimal | None:
        """Return where the stop is going to stand."""
        position, event, basis = self.position, self.event, self.position.stop_basis
        if not event.replace_stop_loss or basis is None:
            return position.stop_price
        if event.stop_loss is None:
            return None
        stop = planned_stop(event.stop_loss, position.side, basis, self.situation.market).stop
        kept = self._kept_stop(event.stop_loss)
        return stop if kept is None else tighter(position.side, stop, kept)

    @property
    def _count_of_targets(self) -> int:
        """Return how many targets there are going to be: those that have filled count too."""
        if not self.event.replace_take_profit:
            return len(self.position.plan.take_profit)
        return len(self._new_targets.take_profit)

    @property
    def _new_targets(self) -> NewTargets:
        return changed(self.position, self.event.take_profit)

    def _check_protection(self) -> None:
        """Check that what shall follow take profits has some to follow."""
        event = self.event
        error = too_few_targets(self._stop_loss, self._count_of_targets)
        if error is None or not (event.replace_stop_loss or event.replace_take_profit):
            return
        path = error.path if event.replace_stop_loss else "take_profit"
        self.fields.report.error(path, error.message, error.code)

    def _check_auto_close(self) -> None:
        seconds, filled_at = self.event.auto_close, self.position.filled_at
        if seconds is None or filled_at is None:
            return
        if filled_at + timedelta(seconds=seconds) <= self.situation.now:
            held = int((self.situation.now - filled_at).total_seconds())
            message = f"is over already: the position was opened {held} s ago, so close it instead"
            self.fields.error("auto_close", message)

    def _wrong_prices(self, anchor: Decimal) -> Iterator[FieldError]:
        """Yield what lies on the wrong side as it is given."""
        event, side = self.event, self.position.side
        if event.replace_take_profit:
            yield from check_prices(side, anchor, take_profit=event.take_profit)
        if event.replace_stop_loss:
            yield from check_prices(side, anchor, stop_loss=event.stop_loss)

    def _contradictions(self, last: Decimal) -> Iterator[FieldError]:
        """Yield what is wrong with an open position's exits wherever the market is."""
        for error in self._wrong_prices(last):
            is_target = error.path.startswith("take_profit[")
            if error.code is not ReasonCode.WRONG_SIDE or not is_target:
                yield error

    def _reached(self, last: Decimal, average: Decimal) -> Iterator[FieldError]:
        """Yield what the price has reached already: it would close the position at once."""
        side, market, event = self.position.side, self.situation.market, self.event
        if event.replace_stop_loss and event.stop_loss is not None:
            stop_loss = event.stop_loss
            basis = average + self.position.entry_gap
            prices = planned_stop(stop_loss, side, basis, market)
            for name, level, price in (
                ("stop", stop_loss.level, prices.stop),
                ("emergency_stop", stop_loss.emergency, prices.emergency),
            ):
                if level is not None and price is not None and is_beyond(side, last, price):
                    yield _passed(f"stop_loss.{name}_{_kind(level)}", price, last, side.opposite)
            kept = self._kept_stop(stop_loss)
            if kept is not None and is_beyond(side, last, kept):
                yield _passed("stop_loss", kept, last, side.opposite)
        if not event.replace_take_profit:
            return
        new = self._new_targets
        for index, target in enumerate(event.take_profit):
            if index < new.matched or new.found[index - new.matched] is not None:
                continue  # it has filled, or stands there already
            price = target_price(target, side, average, market)
            path = f"take_profit[{index}].price"
            path = path if target.level.price is not None else f"{path}_percentage"
            if price <= 0:
                message = "leads to a price of zero or less: choose another"
                yield FieldError(path, message, ReasonCode.PRICE_NOT_POSITIVE)
            elif has_reached(side, last, price):
                yield _passed(path, price, last, side)

    def _kept_stop(self, stop_loss: StopLoss) -> Decimal | None:
        """Return the stop that a protection has reached, if it stays and waits for nothing."""
        stays = self.position.is_protected and stop_loss.protection_type is not None
        return self.position.stop_price if stays and not stop_loss.cool_down_seconds else None


def _kind(level: PriceLevel) -> str:
    return "price" if level.price is not None else "percentage"


def _passed(path: str, price: Decimal, last: Decimal, direction: Side) -> FieldError:
    where = "above" if direction is Side.LONG else "below"
    message = f"leads to {plain(price)}, which must lie {where} the present price {plain(last)}"
    return FieldError(path, message, ReasonCode.EXITS_ALREADY_PASSED)
