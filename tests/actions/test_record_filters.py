"""Test how the actions that read are asked: pages, filters, accounts, and what is refused."""

from datetime import UTC, datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import probatio
import pytest

from tests.face import (
    BOT_SWITCH,
    BTC,
    CLOSE_BUTTON,
    POSITION,
    Face,
    account_entry,
    bot_subentry,
    loaded,
)

from .records import OTHER, rows


async def test_pages_follow_each_other_newest_first(face: Face) -> None:
    """Test `limit` with `before` as an id and as a time."""
    for number in range(3):
        await face.open(signal_id=f"s{number}")

    first = await rows(face, "get_positions", limit=2)
    by_id = await rows(face, "get_positions", before=first[-1]["position_id"])
    by_time = await rows(face, "get_positions", before=first[-1]["opened_at"])

    assert [row["signal_id"] for row in first] == ["s2", "s1"]
    assert [row["signal_id"] for row in by_id] == ["s0"]
    assert [row["signal_id"] for row in by_time] == ["s0"]


@pytest.mark.parametrize("limit", [0, 1001, "many"])
async def test_a_page_has_at_most_a_thousand_rows(face: Face, limit: object) -> None:
    """Test the bounds of `limit`."""
    with pytest.raises(probatio.Invalid):
        await rows(face, "get_trades", limit=limit)


async def test_a_before_that_says_nothing_is_refused(face: Face) -> None:
    """Test a word that is neither an id nor a time."""
    with pytest.raises(ServiceValidationError, match="invalid_before"):
        await rows(face, "get_positions", before="yesterday")


@pytest.mark.parametrize(
    ("service", "status", "says"),
    [
        ("get_positions", "opened", "pending, open, closing, closed, cancelled, error."),
        ("get_signals", ["refused", "ok"], "accepted, refused, duplicate, test, failed, expired."),
    ],
)
async def test_a_misspelled_status_is_refused(
    face: Face, service: str, status: str | list[str], says: str
) -> None:
    """Test that nobody takes it for an empty answer."""
    with pytest.raises(ServiceValidationError, match="invalid_status") as refused:
        await rows(face, service, status=status)

    assert says in str(refused.value)


async def test_filters(face: Face) -> None:
    """Test each filter against two positions of which one is over."""
    await face.open(signal_id="over")
    await face.call("close_position", target=POSITION)
    middle = datetime.now(UTC).isoformat()
    await face.open(signal_id="live")

    async def found(**filters: object) -> list[str]:
        return [row["signal_id"] for row in await rows(face, "get_positions", **filters)]

    assert await found() == ["live", "over"]
    assert await found(status="open") == ["live"]
    assert await found(status=["open", "closed"]) == ["live", "over"]
    assert await found(symbol=BTC) == ["live", "over"]
    assert await found(symbol="ETH/USDT") == []
    assert await found(since=middle) == ["live"]
    assert await found(before=middle) == ["over"]
    assert await found(bot=BOT_SWITCH) == ["live", "over"]
    assert await found(account=face.entry.entry_id) == ["live", "over"]
    trades = await rows(face, "get_trades")
    assert [row["purpose"] for row in trades] == ["entry", "close", "entry"]
    one = await rows(face, "get_trades", position_id=trades[0]["position_id"])
    assert [row["purpose"] for row in one] == ["entry"]
    signals = await rows(face, "get_signals", status="accepted", action="open")
    assert [row["signal_id"] for row in signals] == ["live", "over"]
    assert await rows(face, "get_signals", status="refused") == []


@pytest.mark.usefixtures("config_folder")
async def test_all_accounts_or_one(hass: HomeAssistant) -> None:
    """Test rows of two accounts, merged by time, and each on its own."""
    spot = account_entry(title="Paper")
    async with (
        loaded(hass, spot) as first,
        loaded(
            hass,
            account_entry(title="Other", bots=(bot_subentry(OTHER, "Other bot"),)),
        ) as second,
    ):
        await first.open(signal_id="one")
        await second.open(bot_id=OTHER, signal_id="two")
        await first.open(signal_id="three")

        merged = await rows(first, "get_positions")
        assert [row["signal_id"] for row in merged] == ["three", "two", "one"]
        assert merged[1]["account"] == second.entry.entry_id
        alone = await rows(first, "get_positions", account=second.entry.entry_id)
        assert [row["signal_id"] for row in alone] == ["two"]
        by_bot = await rows(first, "get_positions", bot="switch.other_bot")
        assert [row["signal_id"] for row in by_bot] == ["two"]
        older = await rows(first, "get_positions", before=merged[0]["opened_at"], limit=1)
        assert [row["signal_id"] for row in older] == ["two"]

        with pytest.raises(ServiceValidationError, match="invalid_before"):
            await rows(first, "get_positions", before=merged[0]["position_id"])
        with pytest.raises(ServiceValidationError, match="wrong_account"):
            await rows(first, "get_positions", account=first.entry.entry_id, bot="switch.other_bot")


async def test_an_unknown_account_or_bot_is_refused(face: Face) -> None:
    """Test that a typing error is not an empty list."""
    with pytest.raises(ServiceValidationError, match=r"`nothing`.*\(account_missing\)"):
        await rows(face, "get_positions", account="nothing")
    with pytest.raises(ServiceValidationError, match="bot_missing"):
        await rows(face, "get_positions", bot="switch.nothing")


@pytest.mark.usefixtures("config_folder")
async def test_a_market_is_found_however_a_signal_may_spell_it(hass: HomeAssistant) -> None:
    """Test the spellings of an account of perpetuals; one that fits no market finds nothing."""
    async with loaded(hass, account_entry(market_type="linear")) as face:
        await face.open(symbol=BTC)

        for symbol in ("BTC/USDT:USDT", BTC, "btcusdt", "SIM_USDT_BTC", "SIM:BTCUSDT.P"):
            for service in ("get_positions", "get_signals", "get_trades"):
                assert len(await rows(face, service, symbol=symbol)) == 1, (service, symbol)
        for symbol in ("ETH/USDT", "NO/COIN", "BINA_USDT_BTC"):
            assert await rows(face, "get_positions", symbol=symbol) == []


async def test_what_was_closed_is_asked_for_by_its_end(face: Face) -> None:
    """Test that a trade opened before counts where it was closed."""
    await face.open(signal_id="early")
    noon = dt_util.utcnow().isoformat()
    await face.press(CLOSE_BUTTON)
    await face.open(signal_id="held")

    assert await ids(face, closed_since=noon) == ["early"]
    assert await ids(face, since=noon) == ["held"]
    assert await ids(face, closed_since=(dt_util.utcnow() + timedelta(hours=1)).isoformat()) == []


async def ids(face: Face, **data: object) -> list[str]:
    """Return the signal ids of the positions that fit."""
    return [row["signal_id"] for row in await rows(face, "get_positions", **data)]


@pytest.mark.parametrize(
    ("service", "data", "code"),
    [
        ("get_positions", {"status": "opne"}, "invalid_status"),
        ("get_signals", {"status": "acepted"}, "invalid_status"),
        ("get_signals", {"action": "opne"}, "invalid_action"),
        ("get_trades", {"position_id": "nobody"}, "position_missing"),
    ],
)
async def test_a_misspelled_filter_is_refused(
    face: Face, service: str, data: dict[str, object], code: str
) -> None:
    """Test that a typing error doesn't look like an empty log."""
    with pytest.raises(ServiceValidationError) as refused:
        await face.call(service, data)
    placeholders = refused.value.translation_placeholders
    assert placeholders is not None
    assert placeholders["code"] == code
