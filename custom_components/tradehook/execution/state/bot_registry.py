"""The bots of an account: their settings, states and records."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ...ledger.records import BotRecord, Totals
from ...trading.admission.checks.limits import halt_reason
from ...trading.admission.model import BotState
from ...trading.credentials import NO_OTHERS, OtherCredentials
from ...trading.settings.settings import BotSettings
from .bot import LAST_SIGNAL, STAMPS, Bot
from .position_cache import PositionCache

NO_TOTALS = Totals(closed=0, wins=0, realized=Decimal(0))


class BotRegistry(Mapping[str, Bot]):
    """All bots of the account by id; removed ones are no longer in it."""

    def __init__(self, position_cache: PositionCache) -> None:
        self._position_cache = position_cache
        self._bots: dict[str, Bot] = {}
        self.former: dict[str, Bot] = {}
        """Removed bots: their positions can still be left by the bot's own alerts."""
        self._rows: dict[str, BotRecord] = {}
        self._totals: dict[str, Totals] = {}

    def __getitem__(self, bot_id: str) -> Bot:
        """Return a bot."""
        return self._bots[bot_id]

    def __contains__(self, bot_id: object) -> bool:
        """Return whether there is a bot: a look-up, where the mapping's own raises an error."""
        return bot_id in self._bots

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self._bots)

    def __len__(self) -> int:
        """Return how many bots there are."""
        return len(self._bots)

    def load(self, rows: Mapping[str, BotRecord], totals: Mapping[str, Totals]) -> None:
        """Take the states and records that the ledger kept; bots come with `put`."""
        self._rows = dict(rows)
        self._totals = dict(totals)
        for bot in self._bots.values():
            self._restore(bot)

    def put(
        self,
        bot_id: str,
        settings: BotSettings,
        *,
        api_key: str,
        secret_digest: str,
        others: OtherCredentials = NO_OTHERS,
    ) -> tuple[Bot, bool]:
        """Add a bot or change its settings; tell whether it is new."""
        known = self._bots.get(bot_id)
        if known is not None:
            if known.settings.quote != settings.quote:
                known.forgiven, known.forgiven_at = Decimal(0), None  # it was of other money
            known.settings, known.api_key, known.secret_digest = settings, api_key, secret_digest
            known.others = others
            return known, False
        bot = self._new(bot_id, settings, api_key, secret_digest)
        bot.others = others
        self._bots[bot_id] = bot
        self._restore(bot)
        return bot, True

    def put_former(
        self,
        bot_id: str,
        settings: BotSettings,
        *,
        api_key: str,
        secret_digest: str,
        others: OtherCredentials = NO_OTHERS,
    ) -> None:
        """Add a bot that was removed before this start."""
        bot = self.former[bot_id] = self._new(bot_id, settings, api_key, secret_digest)
        bot.others = others
        bot.state = BotState.CLOSED

    def remove(self, bot_id: str) -> BotRecord | None:
        """Remove a bot and return the row that says so; None when it was not there."""
        bot = self._bots.pop(bot_id, None)
        if bot is None:
            return None
        row = self.row(bot, removed=True)
        bot.state = BotState.CLOSED
        self.former[bot_id] = bot
        return row

    def _new(self, bot_id: str, settings: BotSettings, api_key: str, secret_digest: str) -> Bot:
        return Bot(
            bot_id=bot_id,
            settings=settings,
            api_key=api_key,
            secret_digest=secret_digest,
            position_cache=self._position_cache,
            changed_at=self._position_cache.now(),
        )

    def removed_meanwhile(self) -> tuple[BotRecord, ...]:
        """Return the rows of the ledger's bots that are no longer there, so that they say so."""
        gone = tuple(
            replace(row, removed=True)
            for bot_id, row in self._rows.items()
            if bot_id not in self._bots and not row.removed
        )
        self._rows |= {row.bot_id: row for row in gone}
        return gone

    def row(self, bot: Bot, *, removed: bool = False) -> BotRecord:
        """Return a bot's row as it stands."""
        row = BotRecord(
            bot_id=bot.bot_id,
            state=str(bot.state),
            reason=bot.reason,
            changed_at=bot.changed_at,
            stats=bot.stats(),
            removed=removed or bot.bot_id in self.former,
        )
        self._rows[bot.bot_id] = row
        return row

    def set_state(self, bot: Bot, state: BotState, reason: str | None, at: datetime) -> BotRecord:
        """Change a bot's state and return its row."""
        bot.state, bot.reason, bot.changed_at = state, reason, at
        return self.row(bot)

    def start(
        self, bot: Bot, realized_today: Decimal, at: datetime, *, forgives: bool = True
    ) -> BotRecord:
        """Run a bot and return its row; with `forgives`, losses in a row are over.

        Those of the day are not: `forgive` is what lets it off them.
        """
        if forgives:
            bot.consecutive_losses = 0
        today = realized_today - bot.forgiven
        halt = halt_reason(bot.settings, today, bot.consecutive_losses)
        return self.set_state(bot, BotState.HALTED if halt else BotState.RUNNING, halt, at)

    def forgive(self, bot: Bot, realized_today: Decimal, at: datetime) -> None:
        """Let a bot off what it has lost today: a person wants it to go on.

        What it has earned goes on counting.
        """
        bot.consecutive_losses = 0
        bot.forgiven, bot.forgiven_at = min(realized_today, Decimal(0)), at

    def without_record(self) -> tuple[BotRecord, ...]:
        """Return the rows of all bots, removed ones too, with their states but without records."""
        return tuple(
            replace(row, stats={key: row.stats.get(key) for key in (LAST_SIGNAL, STAMPS)})
            for row in self._rows.values()
        )

    def closed(self, bot_id: str, profit: Decimal) -> BotRecord | None:
        """Count a closed position and return the bot's row; None when the bot was removed."""
        bot = self._bots.get(bot_id)
        if bot is None:
            return None
        bot.trades += 1
        bot.wins += profit > 0
        bot.closed_profit += profit
        bot.consecutive_losses = bot.consecutive_losses + 1 if profit < 0 else 0
        return self.row(bot)

    def goes_on(self, bot_id: str, profit: Decimal) -> BotRecord | None:
        """Count a closed position no longer, and return the bot's row; None without a bot.

        Losses in a row that its gain has ended stay ended.
        """
        bot = self._bots.get(bot_id)
        if bot is None:
            return None
        bot.trades -= 1
        bot.wins -= profit > 0
        bot.closed_profit -= profit
        bot.consecutive_losses = max(0, bot.consecutive_losses - (profit < 0))
        return self.row(bot)

    def _restore(self, bot: Bot) -> None:
        totals = self._totals.get(bot.bot_id, NO_TOTALS)
        bot.trades, bot.wins, bot.closed_profit = totals.closed, totals.wins, totals.realized
        bot.consecutive_losses, bot.last_entries, bot.stamps = 0, {}, {}
        bot.forgiven, bot.forgiven_at = Decimal(0), None
        row = self._rows.get(bot.bot_id)
        if row is not None:
            bot.state, bot.reason, bot.changed_at = BotState(row.state), row.reason, row.changed_at
            bot.restore(row.stats)
