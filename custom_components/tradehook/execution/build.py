"""Builds the parts of an account, each of what it needs: from the state up to the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ..exchanges.port.exchange import Exchange
from ..exchanges.simulated_market import SimulatedMarket
from ..ledger.ledger import Ledger
from ..ledger.retention import MOST_BYTES
from .adoption import Adoptions
from .commands.admission_context import AdmissionContextBuilder
from .commands.bot_control import BotControl
from .commands.deferred_openings import DeferredOpenings
from .commands.executor import CommandExecutor
from .commands.handler import CommandHandler
from .commands.position_control import PositionControl
from .commands.position_links import PositionLinks
from .commands.recovery import CommandRecovery
from .commands.reversals import ReversalManager
from .common.runtime import AccountRuntime, AccountServices, Activity, OwnTasks, TradingTerms
from .engine import DecisionTerms, Engine, EngineState, MarketQueues, QuoteCache, UnrecordedExits
from .groups import GroupChildren
from .paper_reset import PaperReset
from .projections.account_usage import AccountUsageReader
from .projections.earnings import ResultsReader
from .projections.event_bus import EventBus
from .projections.position_notes import PositionNotes
from .projections.queries import LedgerQueries
from .projections.signal_outcomes import OutcomePublisher
from .projections.totals import TotalsReader
from .reactions import (
    AccountLosses,
    BotResults,
    EndedPositions,
    OpeningGuard,
    PositionEvents,
    SignalOutcomes,
    TradingDay,
)
from .reconciliation import ReconciliationLoop
from .replaced_orders import ReplacedOrders
from .signals import ExternalAlerts, IdempotencyKeys, Inbox, RetiredCalls
from .startup import PendingWork, SignalIntake, StartUp
from .state.account_state import AccountState, TradingSwitch
from .state.bot_registry import BotRegistry
from .state.limits.account_limits import AccountLimitsState
from .state.limits.kept_usage import KeptUsage
from .state.market_cache import MarketCache
from .state.pending_reversals import PendingReversals
from .state.portfolio import Portfolio
from .state.position_cache import PositionCache
from .state.reservations import Reservations
from .state.venue_positions import BalanceUpdates, VenuePositions
from .storage import LedgerWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountIdentity:
    """Which account it is."""

    account_id: str
    name: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of an account that it works with."""

    identity: AccountIdentity
    exchange: Exchange
    simulated_market: SimulatedMarket | None
    services: AccountServices
    activity: Activity
    event_bus: EventBus
    state: AccountState
    balances: BalanceUpdates
    engine: Engine
    handler: CommandHandler
    reversals: ReversalManager
    bot_control: BotControl
    position_control: PositionControl
    adoptions: Adoptions
    links: PositionLinks
    inbox: Inbox
    retired_calls: RetiredCalls
    group_children: GroupChildren
    external_alerts: ExternalAlerts
    trading_day: TradingDay
    account_losses: AccountLosses
    reconciliation_loop: ReconciliationLoop
    start_up: StartUp
    paper_reset: PaperReset
    queries: LedgerQueries
    totals: TotalsReader
    account_usage: AccountUsageReader
    results: ResultsReader
    notes: PositionNotes


def build_parts(
    *,
    account_id: str,
    name: str,
    currency: str,
    exchange: Exchange,
    ledger: Ledger,
    runtime: AccountRuntime,
    taker_fee: Decimal,
    slippage: Decimal,
    max_leverage: int | None = None,
    notes: Sequence[Path] = (),
    most_bytes: int = MOST_BYTES,
    simulated_market: SimulatedMarket | None = None,
) -> Parts:
    """Return the parts of an account of one venue.

    Fee and slippage are fractions; `notes` are the files for exits that could not be recorded.
    """
    now, timings = runtime.now, runtime.timings
    terms = TradingTerms(taker_fee=taker_fee, slippage=slippage, max_leverage=max_leverage)
    activity = Activity(timings.prices.goes_first)
    event_bus = EventBus(activity.is_busy, activity.way)
    services = AccountServices(
        ledger=ledger,
        now=now,
        tasks=OwnTasks(runtime.spawn, name),
        timings=timings,
        publish=event_bus.publish,
        rested=event_bus.rest,
    )
    recorder = LedgerWriter(ledger, timings.recording.retry)
    prices = QuoteCache(exchange.quotes)
    position_cache = PositionCache(prices.quotes, now, timings.price_age)
    state, balances = _state(currency, exchange, position_cache, terms, services)
    queues = MarketQueues(
        position_cache=position_cache,
        activity=activity,
        rested=event_bus.rest,
        spawn=services.tasks.spawn_apart,
    )
    context_builder = AdmissionContextBuilder(
        exchange=exchange, state=state, prices=prices, terms=terms, now=now
    )
    outcomes = OutcomePublisher(
        ledger=ledger, publish=services.publish, spawn=services.spawn, now=now
    )
    claims = IdempotencyKeys()
    deferred_openings = DeferredOpenings(
        queues=queues,
        position_cache=position_cache,
        refresh=balances.refresh,
        spawn=services.spawn,
    )
    position_notes = PositionNotes(ledger, position_cache, services)
    executor = CommandExecutor(
        queues=queues,
        state=state,
        services=services,
        outcomes=outcomes,
        deferred_openings=deferred_openings,
        notes=position_notes,
    )
    reversals = ReversalManager(
        state=state,
        services=services,
        recorder=recorder,
        refresh=balances.refresh,
        context_builder=context_builder,
        executor=executor,
        outcomes=outcomes,
        release=claims.release,
    )
    handler = CommandHandler(executor, reversals, state)
    links = PositionLinks(ledger, now, position_cache, handler)
    inbox = Inbox(
        state=state,
        services=services,
        activity=activity,
        context_builder=context_builder,
        handler=handler,
        outcomes=outcomes,
        claims=claims,
        recorder=recorder,
    )
    engine = Engine(
        exchange=exchange,
        state=EngineState(prices=prices, position_cache=position_cache, queues=queues),
        terms=DecisionTerms(
            trading=terms, free=state.portfolio.free_of, liquidations=state.venue.liquidations
        ),
        recorder=recorder,
        unrecorded=UnrecordedExits(notes, now, timings.recording.note_within),
        reactions=(
            EndedPositions(links, state.reservations, now),
            SignalOutcomes(position_cache, outcomes, claims.release, claims.ended),
            BotResults(
                bots=state.bots, portfolio=state.portfolio, services=services, executor=executor
            ),
            PositionEvents(
                position_cache=position_cache,
                bots=state.bots,
                venue=state.venue,
                publish=services.publish,
            ),
            reversals,
            deferred_openings,
            inbox.array_turns,
        ),
        may_open=OpeningGuard(state.bots, context_builder, now).may_open,
        services=services,
    )
    external_alerts = ExternalAlerts(
        ledger=ledger, publish=services.publish, spawn=services.spawn, now=now
    )
    trading_day = TradingDay(
        bots=state.bots, portfolio=state.portfolio, services=services, midnight=runtime.midnight
    )

    def clock_jumped() -> None:
        """Look at every deadline again."""
        queues.look_at_all()
        trading_day.clock_jumped()

    reconciliation_loop = ReconciliationLoop(
        exchange=exchange,
        engine=engine,
        state=state,
        balances=balances,
        services=services,
        clock_jumped=clock_jumped,
        most_bytes=most_bytes,
    )
    start_up = StartUp(
        exchange=exchange,
        engine=engine,
        state=state,
        services=services,
        pending=PendingWork(
            links=links,
            notes=position_notes,
            deferred_openings=deferred_openings,
            recovery=CommandRecovery(
                queues=queues,
                state=state,
                ledger=ledger,
                executor=executor,
                reversals=reversals,
                outcomes=outcomes,
            ),
            executor=executor,
        ),
        signals=SignalIntake(inbox=inbox, external_alerts=external_alerts),
        reconciliation_loop=reconciliation_loop,
        trading_day=trading_day,
    )
    return Parts(
        identity=AccountIdentity(account_id=account_id, name=name, currency=currency),
        exchange=exchange,
        simulated_market=simulated_market,
        services=services,
        activity=activity,
        event_bus=event_bus,
        state=state,
        balances=balances,
        engine=engine,
        handler=handler,
        reversals=reversals,
        bot_control=BotControl(handler, state, services),
        position_control=PositionControl(handler, state, ledger, engine.situation),
        adoptions=Adoptions(
            exchange=exchange,
            state=state,
            handler=handler,
            context_builder=context_builder,
            replaced_orders=ReplacedOrders(exchange, state, services.spawn),
            now=now,
        ),
        links=links,
        inbox=inbox,
        retired_calls=RetiredCalls(inbox, state.bots),
        group_children=GroupChildren(inbox, state.bots, ledger),
        external_alerts=external_alerts,
        trading_day=trading_day,
        account_losses=AccountLosses(
            state=state, services=services, handler=handler, midnight=runtime.midnight
        ),
        reconciliation_loop=reconciliation_loop,
        start_up=start_up,
        paper_reset=PaperReset(
            ledger=ledger,
            engine=engine,
            bots=state.bots,
            start_up=start_up,
            publish=services.publish,
            retry=timings.restart_retry,
        ),
        queries=LedgerQueries(ledger, position_cache, state.venue, position_notes),
        totals=TotalsReader(ledger, position_cache),
        account_usage=AccountUsageReader(exchange, state, terms),
        results=ResultsReader(ledger, state.portfolio),
        notes=position_notes,
    )


def _state(
    currency: str,
    exchange: Exchange,
    position_cache: PositionCache,
    terms: TradingTerms,
    services: AccountServices,
) -> tuple[AccountState, BalanceUpdates]:
    """Return what the account keeps in memory, and who brings fresh balances there."""
    bots = BotRegistry(position_cache)
    portfolio = Portfolio(currency, exchange, position_cache)
    balances = BalanceUpdates(
        exchange, portfolio, services.publish, services.timings.balances_within
    )
    markets = MarketCache(exchange)
    usage = KeptUsage(position_cache, lambda: markets.now, terms.taker_fee)
    state = AccountState(
        position_cache=position_cache,
        bots=bots,
        portfolio=portfolio,
        markets=markets,
        venue=VenuePositions(exchange, services.now, services.spawn, balances, usage.size),
        reservations=Reservations(
            position_cache=position_cache, markets=markets, portfolio=portfolio, terms=terms
        ),
        pending_reversals=PendingReversals(),
        trading_switch=TradingSwitch(),
        account_limits=AccountLimitsState(),
        usage=usage,
    )
    return state, balances
