"""What people ask of bots and of the account's Trading switch."""

from ...ledger.records import Batch
from ...trading.admission.account_limits.losses import OwnResult
from ...trading.admission.checks.limits import HaltReason, halt_reason
from ...trading.admission.model import BotState
from ...trading.model.commands import ControlBot, Extent
from ...trading.model.facts import CloseReason
from ...trading.reasons.reasons import ReasonCode, Refused, refuse
from ..common.events import AccountChanged
from ..common.runtime import AccountServices
from ..state.account_state import TRADING, AccountState
from ..state.limits.account_limits import OWN_RESULT
from .handler import CommandHandler
from .model.origin import PERSON, SWITCH
from .model.position_inputs import closing


class BotControl:
    """Turns requests into commands; each is durable before it is answered."""

    def __init__(
        self, handler: CommandHandler, state: AccountState, services: AccountServices
    ) -> None:
        self._handler = handler
        self._state = state
        self._services = services

    async def start_bot(self, bot_id: str, *, person: bool = True) -> None:
        """Run a bot; a person ends any halt by that, and what was lost before counts no more.

        Anything else leaves a halt as it is: raises Refused.
        """
        bot = self._state.bots[bot_id]
        today = self._state.portfolio.today_of(bot_id, bot.settings.quote)
        if person:
            self._state.bots.forgive(bot, today, self._services.now())
            await self._handler.handle((ControlBot.START,), PERSON, bot=bot)
            return
        halt = bot.reason if bot.state is BotState.HALTED else None
        halt = halt or halt_reason(bot.settings, today - bot.forgiven, bot.consecutive_losses)
        if halt is not None:
            raise Refused(refuse(ReasonCode.BOT_HALTED, reason=HaltReason(halt).sentence))
        await self._handler.handle((ControlBot.START,), PERSON, bot=bot)

    async def stop_bot(self, bot_id: str) -> None:
        """Stop a bot: openings without a fill are cancelled, positions go on being managed."""
        await self._handler.handle((ControlBot.STOP,), PERSON, bot=self._state.bots[bot_id])

    async def stop_and_close(self, bot_id: str) -> None:
        """Stop a bot and close its positions at market price."""
        bot = self._state.bots[bot_id]
        await self._handler.handle((ControlBot.STOP_AND_CLOSE,), PERSON, bot=bot)

    async def set_trading(self, on: bool, lifted: OwnResult | None = None) -> None:
        """Turn the Trading switch: off takes every resting entry back, exits go on.

        `lifted` is what the account's losses are counted from once their locks are gone.
        """
        values: dict[str, object] = {TRADING: on}
        if lifted is not None:
            values[OWN_RESULT] = lifted.as_data()
        await self._services.ledger.commit(Batch(values=values))
        self._state.trading_switch.is_on = on
        if lifted is not None:
            self._state.account_limits.keep(lifted)
        self._services.publish(AccountChanged())
        if not on:
            live = self._state.position_cache.live.values()
            commands = closing(live, Extent.ENTRIES, CloseReason.TRADING_OFF)
            await self._handler.handle(commands, SWITCH)
