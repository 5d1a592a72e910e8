"""Random plans, exits and requests for the histories, all such as a signal may bring."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from custom_components.tradehook.trading.model.facts import CloseReason
from custom_components.tradehook.trading.model.inputs import (
    CancelEntries,
    Close,
    Increase,
    Input,
    Keep,
    Modify,
    Reduce,
    Release,
)
from custom_components.tradehook.trading.model.market import Market, MarketType, Side
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import (
    ConditionOperator,
    CoolDownType,
    DcaOrder,
    EntryCondition,
    EntryExpiration,
    OrderType,
    PriceLevel,
    Protection,
    StopLoss,
    StopOrderType,
    TakeProfit,
    TimeFrame,
)

HUNDRED = Decimal(100)

MARKETS = {
    kind: Market(
        symbol="COIN/USDT",
        native_symbol="COINUSDT",
        base="COIN",
        quote="USDT",
        market_type=kind,
        price_tick=Decimal("0.01"),
        amount_step=Decimal("0.01"),
        min_amount=Decimal("0.05"),
        min_cost=Decimal(10),
        max_leverage=20 if kind is MarketType.LINEAR else 1,
    )
    for kind in MarketType
}


def random_level(random: Random, side: Side, last: Decimal, low: int, high: int) -> PriceLevel:
    """Return a level in the position's favour, between two distances in tenths of a percent."""
    distance = Decimal(random.randint(low, high)) / 10
    if random.random() < 0.7:
        return PriceLevel(percentage=distance)
    return PriceLevel(
        price=(last * (HUNDRED + side.sign * distance) / HUNDRED).quantize(Decimal("0.01"))
    )


def random_exits(
    random: Random, side: Side, last: Decimal
) -> tuple[tuple[TakeProfit, ...], StopLoss | None]:
    """Return take profits and a stop."""
    count = random.choices([0, 1, 2, 3], [15, 25, 30, 30])[0]
    shares = random.choice(SHARES[count])
    take_profit = tuple(
        TakeProfit(
            level=random_level(random, side, last, 5 + 10 * leg, 15 + 10 * leg),
            position_percentage=Decimal(share),
            trailing_distance=_trailing(random) if leg == count - 1 else None,
        )
        for leg, share in enumerate(shares)
    )
    if count > 1 and random.random() < 0.15:
        take_profit = _out_of_order(random, take_profit)
    stop_loss = _stop(random, side, last, count) if random.random() < 0.85 else None
    return take_profit, stop_loss


def _out_of_order(random: Random, rows: tuple[TakeProfit, ...]) -> tuple[TakeProfit, ...]:
    """Return targets with their levels shuffled; only the last one trails."""
    levels = [row.level for row in rows]
    random.shuffle(levels)
    return tuple(replace(row, level=level) for row, level in zip(rows, levels, strict=True))


SHARES: dict[int, list[tuple[str, ...]]] = {
    0: [()],
    1: [("100",), ("40",)],
    2: [("50", "50"), ("30", "30"), ("99.5", "0.5"), ("0.5", "99.5")],
    3: [("33", "33", "34"), ("20", "20", "20"), ("33.3", "33.3", "33.4"), ("1", "98", "1")],
}


def _trailing(random: Random) -> Decimal | None:
    return Decimal(random.randint(2, 20)) / 10 if random.random() < 0.65 else None


def _activation(random: Random) -> Decimal:
    """Return the profit from which a stop trails; 0 = from the first fill on."""
    tenths = random.randint(3, 15)
    return Decimal(0) if tenths < 6 else Decimal(tenths) / 10


def _stop(random: Random, side: Side, last: Decimal, targets: int) -> StopLoss:
    protections = [None, Protection.PRICE]
    if targets >= 2:
        protections += [Protection.BREAK_EVEN, Protection.FOLLOW_TAKE_PROFIT]
    protection = random.choice(protections[-3:])
    trails = protection is Protection.PRICE
    bare = trails and random.random() < 0.3
    opposite = side.opposite
    by_limit = random.random() < 0.3
    cool_down = random.choice([0, 0, 0, 5, 5, 5, 5, 5, 5, 60])
    # Taken from the price, so that it costs no random number
    evens = protection is Protection.BREAK_EVEN and int(last * 100) % 2 == 1
    by_candle = cool_down > 0 and random.random() < 0.2
    return StopLoss(
        level=None if bare else random_level(random, opposite, last, 8, 25),
        order_type=StopOrderType.LIMIT if by_limit else StopOrderType.MARKET,
        limit=PriceLevel(percentage=Decimal(random.randint(1, 8)) / 10) if by_limit else None,
        cool_down_amount=cool_down,
        cool_down_time_frame=TimeFrame.SECOND,
        cool_down_type=CoolDownType.CANDLE_CLOSE if by_candle else CoolDownType.TIMER,
        emergency=random_level(random, opposite, last, 30, 50) if random.random() < 0.4 else None,
        protection_type=protection,
        trailing_percentage=_activation(random) if trails else None,
        trailing_distance=Decimal(random.randint(2, 40)) / 10 if trails else None,
        break_even_percentage=Decimal("0.8") if evens else None,
    )


def random_plan(random: Random, side: Side, at: datetime, last: Decimal) -> Plan:
    """Return a plan."""
    take_profit, stop_loss = random_exits(random, side, last)
    order_type = random.choice([OrderType.MARKET, OrderType.LIMIT])
    near = last + Decimal(random.randint(-50, 50)) / 100
    by_quote = random.random() < 0.5
    offset = None
    if order_type is OrderType.LIMIT:
        # Taken from the price, so that it costs no random number
        offset = {3: "0", 5: "0.3", 7: "-0.1"}.get(int(near * 100) % 10)
    return Plan(
        order_type=order_type,
        signal_price=near if random.random() < 0.5 and offset is None else None,
        entry_offset=None if offset is None else Decimal(offset),
        entry_deviation=Decimal(random.choice([0, 0, 1])) / 10,
        quote_amount=Decimal(random.choice([9, 12, 100, 999, 2000])) if by_quote else None,
        base_amount=None if by_quote else Decimal(random.randint(8, 2000)) / 100,
        adjust_fee=random.random() < 0.2,
        condition=_condition(random, last) if random.random() < 0.2 else None,
        expiration=_expiration(random, side, last) if random.random() < 0.2 else None,
        dca_orders=tuple(
            DcaOrder(
                level=random_level(random, side.opposite, last, 4 + 6 * leg, 9 + 6 * leg),
                quantity_percentage=Decimal(random.choice([10, 100, 150])),
            )
            for leg in range(random.choice([0, 0, 1, 3]))
        ),
        take_profit=take_profit,
        stop_loss=stop_loss,
        auto_close=random.choice([None] * 8 + [30, 600]),
        break_even_offset=Decimal(random.choice([0, 0, 1, 2])) / 10,
        limit_stop_timeout=random.choice([5, 10]),
        accepted_at=at,
        accepted_price=last,
        send_until=at + timedelta(seconds=random.choice([5, 60])),
    )


def _condition(random: Random, last: Decimal) -> EntryCondition:
    price = last + Decimal(random.randint(-100, 100)) / 100
    time = Decimal(random.choice(["0.05", "1"]))
    kind = random.randrange(4)
    return EntryCondition(
        price=None if kind == 0 else price,
        time=None if kind == 1 else time,
        operator=ConditionOperator.AND if kind == 2 else ConditionOperator.OR,
    )


def _expiration(random: Random, side: Side, last: Decimal) -> EntryExpiration:
    price = last + side.sign * Decimal(random.randint(50, 300)) / 100
    kind = random.randrange(3)
    return EntryExpiration(
        time=None if kind == 0 else Decimal(random.choice(["0.1", "1", "10"])),
        price=None if kind == 1 else price,
    )


def random_event(random: Random, position: Position, market: Market, last: Decimal) -> Input:
    """Return what a signal or a person asks of a position."""
    order_type = random.choice(list(OrderType))
    near = last + random.randint(-200, 200) * market.price_tick
    limit = max(near, market.price_tick) if order_type is OrderType.LIMIT else None
    match random.randrange(12):
        case 0 if last % (5 * market.price_tick) == 0:
            return Release()
        case 0:
            reason = random.choice([CloseReason.SIGNAL, CloseReason.REVERSE])
            return Close(reason=reason, order_type=order_type, price=limit)
        case 1:
            return Keep()
        case 2:
            return CancelEntries(reason=CloseReason.TRADING_OFF, dca=random.random() < 0.5)
        case 3 | 4 | 5:
            amount = market.amount_down(position.size * random.randint(1, 12) / 10)
            amount = max(amount, market.amount_step)
            return Reduce(amount=amount, order_type=order_type, price=limit)
        case 6 | 7 | 8:
            amount = Decimal(random.randint(5, 500)) * market.amount_step
            return Increase(amount=amount, order_type=order_type, price=limit)
        case _:
            return _random_change(random, position.side, last)


def _random_change(random: Random, side: Side, last: Decimal) -> Modify:
    take_profit, stop_loss = random_exits(random, side, last)
    return Modify(
        stop_loss=stop_loss,
        replace_stop_loss=random.random() < 0.5,
        take_profit=take_profit,
        replace_take_profit=random.random() < 0.5,
        cancel_entries=random.random() < 0.1,
        auto_close=random.choice([None, 60, 1000]),
        replace_auto_close=random.random() < 0.2,
    )


def random_message(random: Random, position: Position, last: Decimal) -> dict[str, object]:
    """Return a person's changes of the exits, as *Change stop and targets* sends them."""
    side, message = position.side, dict[str, object]()
    plan = position.plan
    match random.randrange(5):
        case 0:
            message["stop_loss"] = "break_even"
        case 1:
            message["stop_loss"] = None if plan.stop_loss is None else _stop_as(plan.stop_loss)
        case 2:
            _, stop_loss = random_exits(random, side, last)
            message["stop_loss"] = None if stop_loss is None else _stop_as(stop_loss)
        case 3:
            targets, _ = random_exits(random, side, last)
            message["take_profit"] = [*map(_target_as, targets)]
        case _:
            rows = [_target_as(row) for row in plan.take_profit]
            if rows and random.random() < 0.5:
                rows.pop(random.randrange(len(rows)))
            message["take_profit"] = rows
    if random.random() < 0.1:
        message["auto_close"] = random.choice([None, 60, 3_600])
    message["cancel_entries"] = random.random() < 0.1
    resting = [order for order in position.live_orders() if order.price is not None]
    if resting and random.random() < 0.3:
        order = random.choice(resting)
        assert order.price is not None
        moved = order.price * (1 + Decimal(random.randint(-30, 30)) / 1000)
        message["move_orders"] = [
            {"order": order.client_order_id, "price": str(moved.quantize(Decimal("0.01")))}
        ]
    return message


def _level_as(name: str, level: PriceLevel | None) -> dict[str, object]:
    """Return a level as a message has it."""
    if level is None:
        return {}
    if level.price is not None:
        return {f"{name}_price" if name else "price": str(level.price)}
    return {f"{name}_percentage" if name else "price_percentage": str(level.percentage)}


def _target_as(row: TakeProfit) -> dict[str, object]:
    fields = {**_level_as("", row.level), "position_percentage": str(row.position_percentage)}
    if row.trailing_distance is not None:
        fields["trailing_distance"] = str(row.trailing_distance)
    return fields


def _stop_as(row: StopLoss) -> dict[str, object]:
    fields = {
        **_level_as("stop", row.level),
        **_level_as("limit", row.limit),
        **_level_as("emergency_stop", row.emergency),
        "order_type": row.order_type.value,
    }
    if row.cool_down_amount:
        fields["cool_down_amount"] = row.cool_down_amount
        fields["cool_down_time_frame"] = row.cool_down_time_frame.value
        fields["cool_down_type"] = row.cool_down_type.value
    if row.protection_type is not None:
        fields["protection_type"] = row.protection_type.value
    if row.protection_type is Protection.PRICE:
        fields["trailing_percentage"] = str(row.trailing_percentage)
        fields["trailing_distance"] = str(row.trailing_distance)
    if row.break_even_percentage is not None:
        fields["break_even_percentage"] = str(row.break_even_percentage)
    return fields
