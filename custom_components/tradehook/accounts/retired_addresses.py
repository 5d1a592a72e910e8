"""Addresses that were a bot's: an alert that still goes there must not look as if it worked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Self

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.storage import Store
from homeassistant.util import dt as dt_util

from ..const import (
    CONF_ADDRESS_DIGEST,
    CONF_API_KEY,
    CONF_LEARNED,
    CONF_SECRET_DIGEST,
    CONF_SETTINGS,
    DOCS,
    DOMAIN,
)
from ..execution.account import Account
from ..execution.common.events import BOT_REMOVED
from ..trading.credentials import OtherCredentials
from ..trading.settings.codec import SettingsError, settings_from
from ..trading.signal.dialects import SenderMessage

ROTATED: Final = "its bot was given another one"
ISSUE: Final = "address_retired"
ISSUE_TEXTS: Final = {True: "address_retired_rotated", False: "address_retired_removed"}
"""What is told of an address, by whether its bot has another one."""
KEPT: Final = 200
KEPT_FOR: Final = timedelta(days=730)
ISSUE_LASTS: Final = timedelta(days=7)
LOOK_EVERY: Final = timedelta(hours=1)
STORE_VERSION: Final = 1
SAVE_DELAY: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredAddress:
    """A webhook id that was a bot's; times are ISO 8601."""

    entry_id: str
    bot_id: str
    name: str
    api_key: str
    secret_digest: str
    settings: Mapping[str, Any]
    rotated: bool
    """The bot has a new address; otherwise it was removed."""
    retired_at: str
    used_at: str | None = None
    """When the newest message with the bot's credentials came here."""
    learned: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Digests of the tokens of other systems' alerts that the bot knew, by system."""
    address_digest: str = ""
    """Of the token in the bot's secret address; "" = it had none."""

    @classmethod
    def of(cls, entry_id: str, bot_id: str, name: str, data: Mapping[str, Any], **how: Any) -> Self:
        """Return the address of a bot whose subentry held `data`."""
        return cls(
            entry_id=entry_id,
            bot_id=bot_id,
            name=name,
            api_key=data[CONF_API_KEY],
            secret_digest=data[CONF_SECRET_DIGEST],
            settings=data[CONF_SETTINGS],
            retired_at=dt_util.utcnow().isoformat(),
            learned=data.get(CONF_LEARNED, {}),
            address_digest=data.get(CONF_ADDRESS_DIGEST, ""),
            **how,
        )

    @property
    def why(self) -> str:
        """Return why the address is over, for a sentence."""
        return ROTATED if self.rotated else BOT_REMOVED

    @property
    def others(self) -> OtherCredentials:
        """Return what the bot knew its senders by besides key and secret."""
        return OtherCredentials.of(self.learned, self.address_digest)

    def knows(
        self, message: SenderMessage, account: Account | None, *, secretly: bool = False
    ) -> bool:
        """Return whether a message has the bot's credentials: those of then or its present ones."""
        if message.is_from(self.api_key, self.secret_digest, self.others, secretly=secretly):
            return True
        bot = account.bots.get(self.bot_id) if account else None
        return bot is not None and message.is_from(
            bot.api_key, bot.secret_digest, bot.others, secretly=secretly
        )


class RetiredAddresses:
    """Keeps the retired addresses of all accounts, and tells of alerts that still go there."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._store: Store[dict[str, Any]] = Store(
            hass, STORE_VERSION, f"{DOMAIN}.retired_addresses", private=True
        )
        self._addresses: dict[str, RetiredAddress] = {}

    async def async_load(self) -> None:
        """Read what is kept, and look from time to time what has become old."""
        stored = await self._store.async_load() or {}
        self._addresses = {
            webhook_id: RetiredAddress(**data)
            for webhook_id, data in stored.get("addresses", {}).items()
        }
        self._look(dt_util.utcnow())
        async_track_time_interval(self._hass, self._look, LOOK_EVERY, cancel_on_shutdown=True)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the webhook ids."""
        return iter(self._addresses)

    def get(self, webhook_id: str) -> RetiredAddress | None:
        """Return the retired address of a webhook id."""
        return self._addresses.get(webhook_id)

    def secret_addresses(self) -> Iterator[tuple[str, str]]:
        """Return the webhook ids of removed bots that had a secret address, with its digest."""
        for webhook_id, address in self._addresses.items():
            if address.address_digest and not address.rotated:
                yield webhook_id, address.address_digest

    def removed_bots(self, entry_id: str) -> Mapping[str, RetiredAddress]:
        """Return the newest address of each removed bot of an entry, by the bot's id."""
        return {
            address.bot_id: address
            for address in self._addresses.values()
            if address.entry_id == entry_id and not address.rotated
        }

    @callback
    def retire(self, webhook_id: str, address: RetiredAddress) -> tuple[str, ...]:
        """Keep an address; return those that are forgotten for it."""
        self._addresses[webhook_id] = address
        forgotten = tuple(self._addresses)[:-KEPT]
        for former in forgotten:
            self._forget(former)
        self._save()
        return forgotten

    @callback
    def used(self, webhook_id: str) -> None:
        """Tell that a message with the bot's credentials came to a retired address."""
        address = self._addresses[webhook_id]
        self._addresses[webhook_id] = replace(address, used_at=dt_util.utcnow().isoformat())
        self._save()
        self._tell(webhook_id)

    @callback
    def _look(self, now: datetime) -> None:
        for webhook_id, address in list(self._addresses.items()):
            if _is_over(address.retired_at, KEPT_FOR, now):
                self._forget(webhook_id)
            elif address.used_at is not None and _is_over(address.used_at, ISSUE_LASTS, now):
                ir.async_delete_issue(self._hass, DOMAIN, _issue_id(webhook_id))
                self._addresses[webhook_id] = replace(address, used_at=None)
                self._save()

    @callback
    def _forget(self, webhook_id: str) -> None:
        del self._addresses[webhook_id]
        ir.async_delete_issue(self._hass, DOMAIN, _issue_id(webhook_id))
        self._save()

    @callback
    def _tell(self, webhook_id: str) -> None:
        address = self._addresses[webhook_id]
        assert address.used_at is not None
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            _issue_id(webhook_id),
            is_fixable=True,  # a click says that it was seen
            is_persistent=True,
            learn_more_url=f"{DOCS}signals.md#retired-addresses",
            severity=ir.IssueSeverity.ERROR,
            translation_key=ISSUE_TEXTS[address.rotated],
            translation_placeholders={
                "bot": address.name,
                "when": _shown(address.used_at),
            },
        )

    def _save(self) -> None:
        self._store.async_delay_save(
            lambda: {"addresses": {key: asdict(one) for key, one in self._addresses.items()}},
            SAVE_DELAY,
        )


def put_former_bots(addresses: RetiredAddresses, entry_id: str, account: Account) -> None:
    """Give an account the bots that were removed, so that their alerts can leave positions."""
    for bot_id, address in addresses.removed_bots(entry_id).items():
        try:
            settings = settings_from(address.settings)
        except SettingsError:
            continue  # its positions can be left by hand
        account.put_former_bot(
            bot_id,
            settings,
            api_key=address.api_key,
            secret_digest=address.secret_digest,
            others=address.others,
        )


def _shown(moment: str) -> str:
    local = dt_util.as_local(dt_util.parse_datetime(moment, raise_on_error=True))
    return local.isoformat(sep=" ", timespec="minutes")


def _is_over(since: str, span: timedelta, now: datetime) -> bool:
    return now - dt_util.parse_datetime(since, raise_on_error=True) > span


def _issue_id(webhook_id: str) -> str:
    return f"{ISSUE}_{webhook_id}"
