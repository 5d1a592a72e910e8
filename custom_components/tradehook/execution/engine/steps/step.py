"""One step of a market: all that was reported is learnt, then everything else is decided."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
import logging

from ....exchanges.port.exchange import FillReport
from ....trading.model.facts import CloseReason, ConditionMet, ExitAwaited, Fact
from ....trading.model.inputs import (
    CancelEntries,
    FillReported,
    Funding,
    Input,
    MarketContext,
    Reevaluate,
)
from ....trading.model.market import MarkPrice, Quote
from ....trading.model.position import Position
from ....trading.position.decide import Step, learnt
from ....trading.position.liquidation_split import funded, liquidated
from ....trading.position.price_validity import Moment
from ....trading.position.rules.entries import is_waiting
from ....trading.reasons.reasons import ReasonCode, Refusal
from ...state.position_cache import PositionCache
from ..market_queue import Found, PositionChange, QueuedInput
from ..orders.known_fills import fill_event
from ..price_judge import PriceJudge

_LOGGER = logging.getLogger(__name__)


type Rules = Callable[[Position, Input, MarketContext], list[Step]]
"""Return what follows for a position from an event."""


class MarketStep:
    """What works of a market make of its positions, before anything of it is recorded."""

    def __init__(
        self,
        symbol: str,
        *,
        position_cache: PositionCache,
        situation: Callable[[str, Quote | None], MarketContext],
        price_judge: PriceJudge,
        decide: Rules,
        may_open: Callable[[Position], Refusal | None],
        failing: set[str],
        held_back: Collection[str],
    ) -> None:
        """Take what a decision needs; `failing` are positions that could not decide.

        Those that are `held_back` only learn: nothing is ordered for them.
        """
        self._symbol = symbol
        self._position_cache = position_cache
        self._situation = situation
        self._price_judge = price_judge
        self._rules = decide
        self._may_open = may_open
        self._failing = failing
        self._held_back = held_back
        self.changes: dict[str, PositionChange] = {}
        self._seen: dict[int, MarketContext] = {}
        """The world by what was known of prices: nothing else changes while a step decides."""

    def take(self, works: Sequence[QueuedInput]) -> list[Found]:
        """Learn all that was reported, then decide; return what each of the works led to.

        Thus what a price has filled is known before that price is judged.
        """
        found: list[Found] = [{} for _ in works]
        self._seen.clear()
        rest = []
        for work, facts in zip(works, found, strict=True):
            if work.reports:
                self._learn(work, facts)
            else:
                rest.append((work, facts))
        for work, facts in rest:
            self._judge(work, facts)
        for change in self.changes.values():
            if not change.judged:
                self._decide(change, Reevaluate(), None)
        return found

    def _learn(self, work: QueuedInput, found: Found) -> None:
        for change, event in self._concerned(work):
            situation = self._world(work.quote)
            settled, change.judged = change.settled, False
            facts = self._follow(change, event, learnt, situation, found)
            if settled and not facts and not change.failed:
                # Venues tell an order's end as an event and as an answer: the second says nothing.
                change.judged = True
            else:
                change.settled = False
            if facts:
                stamp = event.stamp if isinstance(event, FillReported) else None
                self._price_judge.learnt(change.after, facts, Moment(heard=work.heard, stamp=stamp))

    def _judge(self, work: QueuedInput, found: Found) -> None:
        for change, event in self._concerned(work):
            self._decide(change, event, work.quote, found, work.mark)

    def _decide(
        self,
        change: PositionChange,
        event: Input,
        quote: Quote | None,
        found: Found | None = None,
        mark: MarkPrice | None = None,
    ) -> None:
        seen = self._world(quote)
        if mark is not None:
            seen = replace(seen, mark=mark)
        situation = self._price_judge.seen(change.after, seen)
        change.judged = change.decided = True
        change.quote = situation.quote
        self._follow(change, event, self._steps, situation, {} if found is None else found)
        held_back = change.before.position_id in self._held_back
        change.settled = situation.may_judge and not held_back and not change.failed

    def _world(self, quote: Quote | None) -> MarketContext:
        """Return the world with some prices, asked for once."""
        key = id(quote)
        if (seen := self._seen.get(key)) is None:
            seen = self._seen[key] = self._situation(self._symbol, quote)
        return seen

    def _concerned(self, work: QueuedInput) -> Iterator[tuple[PositionChange, Input]]:
        """Return whom a work concerns; who has ended, in the step or before, takes trades only."""
        targets = work.targets
        if work.liquidation is not None:
            newest = (
                self.changes[position.position_id].after
                if position.position_id in self.changes
                else position
                for position in self._position_cache.of_symbol(self._symbol)
            )
            live = [one for one in newest if one.is_live]
            targets = _done_by_venue(work.liquidation, live, self._position_cache.now())
        for position_id, event in targets:
            change = self.changes.get(position_id)
            if change is None:
                before = self._position_cache.live.get(position_id)
                if before is None and _comes_late(event):
                    ended = self._position_cache.ended.kept.get(position_id)
                    before = ended.position if ended is not None else None
                if before is None:
                    continue
                settled = self._position_cache.take_settled(position_id)
                change = self.changes[position_id] = PositionChange(before, settled=settled)
            if change.after.status.is_live or _comes_late(event):
                yield change, event

    def _follow(
        self,
        change: PositionChange,
        event: Input,
        rules: Rules,
        situation: MarketContext,
        found: Found,
    ) -> tuple[Fact, ...]:
        """Take what follows from an event by some rules, and return it."""
        position_id = change.before.position_id
        try:
            steps = rules(change.after, event, situation)
        except Exception:
            # One position's fault must not stop the protection of the others.
            _LOGGER.exception("Position %s can't decide on %s", position_id, event)
            change.failed = True
            self._failing.add(position_id)
            return ()
        facts = tuple([fact for fact, _ in steps])
        change.steps += steps
        found[position_id] = (*found.get(position_id, ()), *facts)
        if change.judged and not change.failed:
            self._failing.discard(position_id)
        return facts

    def _steps(self, position: Position, event: Input, situation: MarketContext) -> list[Step]:
        if position.position_id in self._held_back:
            return learnt(position, event, situation)
        steps = self._rules(position, event, situation)
        if not steps or not isinstance(steps[-1][0], ConditionMet | ExitAwaited):
            return steps
        # What the entry waited for is there: filters, limits and funds are looked at again.
        waiting = steps[-1][1]
        if is_waiting(waiting):
            return steps + self._steps(waiting, Reevaluate(), situation)
        refusal = self._may_open(waiting)
        if refusal is None:
            return steps + self._rules(waiting, Reevaluate(), situation)
        why = CancelEntries(
            reason=CloseReason.OPENING_REFUSED,
            message=refusal.message,
            code=refusal.code.value if _is_told_by_code(waiting, refusal) else None,
        )
        return steps + self._rules(waiting, why, situation)


def _comes_late(event: Input) -> bool:
    """Return whether an event concerns a position that is over, too: a trade of its order."""
    return isinstance(event, FillReported) and event.client_order_id is not None


def _is_told_by_code(position: Position, refusal: Refusal) -> bool:
    """Return whether the failed opening bears the refusal's own code, and not `opening_refused`."""
    return bool(position.plan.waits_for) or refusal.code is ReasonCode.EXITS_ALREADY_PASSED


def _done_by_venue(
    report: FillReport, positions: Sequence[Position], now: datetime
) -> tuple[tuple[str, Input], ...]:
    """Return the input for each position that something concerns which the venue did by itself."""
    if report.funding is None:
        return liquidated(fill_event(report), report.side, positions, now)
    charged = Funding(
        funding_id=report.trade_id, amount=report.funding, price=report.price, at=report.at
    )
    return funded(charged, report.amount, report.side, positions, now)
