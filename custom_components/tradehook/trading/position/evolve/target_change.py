"""A change of targets: what has filled stays, what is as before goes on, the rest is open anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...common.changed_copies import replace
from ...model.order import Purpose
from ...model.position import ZERO, Position, Target, targets_of
from ...model.sections import TakeProfit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTargets:
    """The targets after a change."""

    take_profit: tuple[TakeProfit, ...]
    targets: tuple[Target, ...]
    matched: int
    """So many of the rows sent, the leading ones, are levels that have filled."""
    found: tuple[Target | None, ...]
    """The present target that each other row goes on with; None = a new level."""
    sold: Decimal
    """The share that levels have sold which are gone, filled in part."""

    def goes_on(self, leg: int) -> bool:
        """Return whether the target with a number goes on under the number that it had before."""
        index = leg - (len(self.targets) - len(self.found))
        found = self.found[index] if 0 <= index < len(self.found) else None
        return found is not None and found.leg == leg


def changed(position: Position, sent: Sequence[TakeProfit]) -> NewTargets:
    """Return the targets that a position has once a list of them was sent.

    Shares are of the position as it was planned. Leading rows that equal the levels that have
    filled are those; such levels stay, whether they are sent or not. A row at the level of a target
    that is open goes on with what it has sold and reached.
    """
    plan = position.plan.take_profit
    done = [target for target in position.targets if target.done]
    matched = 0
    for target, row in zip(done, sent, strict=False):
        if plan[target.leg] != row:
            break
        matched += 1
    rest = tuple(sent[matched:])
    left = [target for target in position.targets if not target.done]
    found: list[Target | None] = []
    targets = [replace(target, leg=leg) for leg, target in enumerate(done)]
    for row, fresh in zip(rest, targets_of(rest), strict=True):
        same = next((one for one in left if _is_same(plan[one.leg], row)), None)
        if same is not None:
            left.remove(same)
        found.append(same)
        targets.append(replace(_going_on(same, fresh), leg=len(targets)))
    return NewTargets(
        take_profit=(*(plan[target.leg] for target in done), *rest),
        targets=tuple(targets),
        matched=matched,
        found=tuple(found),
        sold=position.sold_share + sum((one.share - one.left for one in left), ZERO),
    )


def _is_same(before: TakeProfit, after: TakeProfit) -> bool:
    trails = before.trailing_distance is not None
    return before.level == after.level and trails is (after.trailing_distance is not None)


def _going_on(before: Target | None, fresh: Target) -> Target:
    """Return a target with what it has sold and reached; its share may be another one."""
    if before is None:
        return fresh
    left = max(fresh.share - (before.share - before.left), ZERO)
    return replace(before, share=fresh.share, left=left, done=left == 0)


def with_targets(position: Position, sent: Sequence[TakeProfit]) -> Position:
    """Return the position after a change; orders of levels that are no more are not wanted."""
    new = changed(position, sent)
    unwanted = {
        order.client_order_id
        for order in position.live_orders(Purpose.TAKE_PROFIT)
        if not all(new.goes_on(leg) for leg in (order.leg, *order.merged))
    }
    return replace(
        position,
        plan=replace(position.plan, take_profit=new.take_profit),
        targets=new.targets,
        sold_share=new.sold,
        unwanted=position.unwanted | unwanted,
    )
