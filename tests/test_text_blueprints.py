"""Tests of the blueprints that make signals of texts, each executed by the real engine."""

from datetime import datetime, timedelta
import json
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from tests.face import BOT, BOT_SWITCH, BTC, KEY, SECRET, Face
from tests.test_blueprints import automate

OPEN: dict[str, Any] = {
    "api_key": KEY,
    "api_secret": SECRET,
    "action": "open",
    "symbol": BTC,
    "side": "long",
    "quote_amount": 50.25,
}
ALERT = json.dumps(OPEN)
BARE = json.dumps({name: value for name, value in OPEN.items() if not name.startswith("api_")})
CLOSE = json.dumps({"action": "close", "symbol": BTC})
CHAT = -1001234567890
MAILBOX = "01J0000000000000000000MAIL"
THEN = [
    {
        "action": "notify.mobile_app_phone",
        "data": {"message": "{{ answer.status }} {{ answer.code | default('') }}"},
    }
]


@pytest.fixture(autouse=True)
async def logged(hass: HomeAssistant) -> list[ServiceCall]:
    """Collect what is written to the log of Home Assistant, which is always loaded there."""
    return async_mock_service(hass, "system_log", "write")


@pytest.fixture
async def told(hass: HomeAssistant) -> list[ServiceCall]:
    """Collect what is done afterwards."""
    return async_mock_service(hass, "notify", "mobile_app_phone")


@pytest.fixture
async def marked(hass: HomeAssistant) -> list[ServiceCall]:
    """Collect the mails that are marked as read."""
    return async_mock_service(hass, "imap", "seen")


async def fire(face: Face, event: str, data: dict[str, Any]) -> None:
    """Let something happen, and everything follow from it."""
    face.hass.bus.async_fire(event, data)
    await face.hass.async_block_till_done()
    await face.settle()


async def say(face: Face, text: str | None, number: int, **also: Any) -> None:
    """Write a message in a chat, as Home Assistant's Telegram bot tells it."""
    data = {"chat_id": CHAT, "date": dt_util.utcnow(), "message_thread_id": None}
    event = also.pop("event", "telegram_text")
    await fire(face, event, data | {"id": number, "text": text} | also)


async def mail(face: Face, text: str | None, **also: Any) -> None:
    """Receive a mail, as Home Assistant's IMAP integration tells it."""
    data: dict[str, Any] = {
        "entry_id": MAILBOX,
        "initial": True,
        "date": dt_util.utcnow(),
        "sender": "noreply@tradingview.com",
        "subject": "Alert",
        "uid": "7",
        "text": text,
    }
    await fire(face, "imap_content", data | also)


def outcomes(told: list[ServiceCall]) -> list[str]:
    """Return what became of each text, in its order."""
    return [call.data["message"].strip() for call in told]


def long_ago() -> datetime:
    """Return the time of something that waited while Home Assistant was away."""
    return dt_util.utcnow() - timedelta(hours=3)


async def test_messages_of_a_chat_are_signals(
    face: Face, told: list[ServiceCall], logged: list[ServiceCall]
) -> None:
    """Test openings once for each message, also an edited one; old ones and others' do nothing."""
    await face.price(65000)
    await automate(
        face,
        "signal_from_telegram",
        chats=[str(CHAT)],
        people=["41"],
        bots=[BOT_SWITCH],
        then=THEN,
    )
    member: dict[str, Any] = {"user_id": 41}

    await say(face, BARE, 1, **member)
    await say(face, BARE, 1, **member)  # edited, but for nothing that counts
    await say(face, BARE.replace("50.25", "60"), 1, **member)
    await say(face, BARE, 2, event="telegram_attachment", **member)
    await say(face, "good morning to all", 3, **member)
    await say(face, CLOSE, 4, date=long_ago(), **member)
    assert outcomes(told) == [
        "accepted",
        "duplicate",
        "refused request_id_reused",
        "accepted",
        "refused dialect_unknown",
        "refused too_old",
    ]
    assert [call.data["message"].endswith("is too old.") for call in logged] == [True]
    assert face.account.open_positions == 2

    told.clear()
    await say(face, CLOSE, 5, user_id=42)
    await say(face, CLOSE, 6)
    await say(face, CLOSE, 7, chat_id=1, **member)
    await say(face, None, 8, event="telegram_attachment", **member)
    assert outcomes(told) == []
    assert face.account.open_positions == 2


HTML = (
    "<html><head><style>p { color: red }</style></head><body><p>Your alert was triggered</p>"
    f"<p>{ALERT.replace('"', '&quot;')}</p><div>Unsubscribe</div></body></html>"
)


async def test_mails_are_signals(
    face: Face, told: list[ServiceCall], marked: list[ServiceCall]
) -> None:
    """Test what a mail has around its alert, that it acts once, and whose and which do nothing."""
    await face.price(65000)
    await automate(
        face, "signal_from_email", mailbox=MAILBOX, bots=[BOT_SWITCH], oldest=600, then=THEN
    )
    now = dt_util.utcnow()

    await mail(face, f"Your alert was triggered.\r\n\r\n{ALERT}\r\n\r\nUnsubscribe", date=now)
    await mail(face, f"Your alert was triggered.\r\n\r\n{ALERT}\r\n\r\nUnsubscribe", date=now)
    await mail(face, HTML)
    await mail(face, BARE)
    await mail(face, None)
    await mail(face, ALERT, date=long_ago())
    await mail(face, ALERT, date=None)
    assert outcomes(told) == [
        "accepted",
        "duplicate",
        "accepted",
        "refused unauthorized",
        "refused malformed_json",
        "refused too_old",
        "refused too_old",
    ]
    assert [(call.data["entry"], str(call.data["uid"])) for call in marked] == [(MAILBOX, "7")] * 7
    assert face.account.open_positions == 2

    told.clear()
    await mail(face, ALERT, initial=False)
    await mail(face, ALERT, sender="friend@example.com")
    await mail(face, ALERT, entry_id="another")
    assert outcomes(told) == []


async def test_alert_by_webhook_and_mail_with_one_request_id_trades_once(
    face: Face, told: list[ServiceCall], marked: list[ServiceCall]
) -> None:
    """Test that what the mail's automation adds takes nothing away from the alert's own id."""
    await face.price(65000)
    await automate(face, "signal_from_email", mailbox=MAILBOX, bots=[BOT_SWITCH], then=THEN)
    alert = json.dumps(OPEN | {"request_id": "cross 12:00", "timestamp": "2026-01-01T00:00:00Z"})

    await face.account.receive(BOT, alert.encode(), "52.89.214.238")
    await mail(face, alert)

    assert outcomes(told) == ["duplicate"]
    assert len(marked) == 1
    assert len(await face.account.positions()) == 1


async def test_any_text_is_a_signal(face: Face, told: list[ServiceCall]) -> None:
    """Test a text of an event with an id that a template makes."""
    await face.price(65000)
    await automate(
        face,
        "signal_from_text",
        when=[{"trigger": "event", "event_type": "pigeon"}],
        text="{{ trigger.event.data.letter }}",
        request_id="pigeon {{ trigger.event.data.ring }}",
        bots=[BOT_SWITCH],
        then=THEN,
    )

    for ring in (1, 1, 2):
        await fire(face, "pigeon", {"letter": BARE, "ring": ring})
    await fire(face, "pigeon", {"letter": "#BTC/USDT buy 65000 sell 67000 stop 64000", "ring": 3})

    assert outcomes(told)[:3] == ["accepted", "duplicate", "accepted"]
    assert outcomes(told)[3].startswith("refused dialect_")
