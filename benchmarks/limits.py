"""The account's limits: what it costs to judge an opening where thousands of positions are held."""

from dataclasses import replace
from decimal import Decimal, localcontext
import time

from custom_components.tradehook.execution.state.limits.kept_usage import KeptUsage
from custom_components.tradehook.execution.state.position_cache import PositionCache
from custom_components.tradehook.trading.admission.account_limits.exposure import (
    AccountHoldings,
    AccountUsage,
)
from custom_components.tradehook.trading.admission.account_numbers import AccountNumbers
from custom_components.tradehook.trading.model.market import Market, MarketType
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.price_math import PRECISE
from custom_components.tradehook.trading.model.sections import PriceLevel, StopLoss
from tests.trading.admission_world import NOW, market, position

from .figures import Figure, Goal, Line

GROUP = "Limits of the account"
D = Decimal
FEE = D("0.001")
MARKETS = 50
SIGNALS = 20
"""How many openings a round judges; each of them has changed a position before the next."""


async def measured(rounds: int, size: int) -> list[Line]:
    """Return the lines of this group; both ways take turns in one run."""
    markets = {
        f"C{number}/USDT": market(symbol=f"C{number}/USDT", base=f"C{number}")
        for number in range(MARKETS)
    }
    cache = PositionCache({}, lambda: NOW, 60)
    plan = {"stop_loss": StopLoss(level=PriceLevel(percentage=D(5)))}
    for number in range(size):
        symbol = f"C{number % MARKETS}/USDT"
        held = position(f"p{number}", symbol=symbol, plan=plan, stop_price=D(95))
        cache.put(held, 1)
    usage = KeptUsage(cache, lambda: markets, FEE)
    usage.markets()
    kept, anew = list[float](), list[float]()
    for number in range(rounds):
        changed = [cache.live[f"p{number * SIGNALS + one}"] for one in range(SIGNALS)]
        kept.append(_judged(cache, markets, changed, usage))
        anew.append(_judged(cache, markets, changed[:1], None))
    return [
        Line(
            group=GROUP,
            measure=f"an opening beside {size:,} positions: exposure and open risk",
            ours=Figure(tuple(kept)),
            floor=Figure(tuple(anew)),
            goal=Goal(limit=0.05),
            note="floor: worked out anew for every position",
        )
    ]


def _judged(
    cache: PositionCache,
    markets: dict[str, Market],
    changed: list[Position],
    usage: KeptUsage | None,
) -> float:
    """Return the seconds in which one opening is judged, after a position has changed."""
    begun = time.perf_counter()
    for one in changed:
        cache.put(replace(one, fees=one.fees), 2)
        positions = list(cache.live.values())
        numbers = AccountNumbers(
            limits={},
            currency="USDT",
            price_of=lambda _currency: D(1),
            mark_price=lambda _symbol: D(100),
            own_result=lambda: None,
        )
        if usage is not None:
            numbers = replace(numbers, positions=positions, kept=usage.markets())
        holdings = AccountHoldings(
            positions=positions,
            opening=replace(one, position_id="new"),
            markets=markets,
            market_type=MarketType.SPOT,
            taker_fee=FEE,
        )
        with localcontext(PRECISE):
            used = AccountUsage(holdings, numbers)
            assert used.exposure() == (len(positions) + 1) * 100
            assert used.open_risk is not None
    return (time.perf_counter() - begun) / len(changed)
