"""Who may send, how often, and who is locked out."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.tradehook.trading.sender_access import (
    TRADINGVIEW,
    Lockout,
    RateLimiter,
    sender_allowed,
)
from custom_components.tradehook.trading.settings.settings import BotSettings

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def allows(remote: str | None, networks: Sequence[str] = (), *, tradingview: bool = False) -> bool:
    settings = BotSettings(
        name="Bot", quote="USDT", only_tradingview=tradingview, allowed_networks=tuple(networks)
    )
    return sender_allowed(remote, settings)


@pytest.mark.parametrize("remote", ["203.0.113.9", "::1", None, "nonsense"])
def test_everybody_may_send_to_a_bot_without_an_allow_list(remote: str | None) -> None:
    assert allows(remote)


@pytest.mark.parametrize("remote", sorted(TRADINGVIEW))
def test_only_tradingview_means_its_four_addresses(remote: str) -> None:
    assert allows(remote, tradingview=True)
    assert allows(f"::ffff:{remote}", tradingview=True)


@pytest.mark.parametrize("remote", ["52.89.214.239", "192.168.1.5", "::1", None, "", "nonsense"])
def test_only_tradingview_refuses_everybody_else(remote: str | None) -> None:
    assert not allows(remote, tradingview=True)


@pytest.mark.parametrize(
    ("remote", "networks", "allowed"),
    [
        ("192.168.1.5", ["192.168.1.0/24"], True),
        ("192.168.2.5", ["192.168.1.0/24"], False),
        ("192.168.1.5", ["192.168.1.5"], True),
        ("192.168.1.77", ["192.168.1.5/24"], True),  # host bits are put up with
        ("::ffff:192.168.1.5", ["192.168.1.0/24"], True),
        ("2001:db8::7", ["2001:db8::/32"], True),
        ("fe80::1%eth0", ["fe80::/10"], True),
        ("2001:db9::7", ["2001:db8::/32"], False),
        ("192.168.1.5", ["2001:db8::/32"], False),
        ("10.0.0.1", ["nonsense", " 10.0.0.0/8 "], True),
        (None, ["0.0.0.0/0", "::/0"], False),  # a cloudhook brings no address
        ("unix:", ["0.0.0.0/0"], False),
    ],
)
def test_own_networks_hold_what_lies_in_them(
    remote: str | None, networks: list[str], allowed: bool
) -> None:
    assert allows(remote, networks) is allowed


def test_tradingview_and_own_networks_add_up() -> None:
    assert allows("52.32.178.7", ["10.0.0.0/8"], tradingview=True)
    assert allows("10.1.2.3", ["10.0.0.0/8"], tradingview=True)
    assert not allows("11.1.2.3", ["10.0.0.0/8"], tradingview=True)


def test_a_minute_s_worth_of_signals_may_come_at_once() -> None:
    limiter = RateLimiter(3)
    assert [limiter.take(NOW) for _ in range(4)] == [0, 0, 0, 20]


def test_the_bucket_fills_evenly() -> None:
    limiter = RateLimiter(3)
    for _ in range(3):
        limiter.take(NOW)
    assert limiter.take(NOW + timedelta(seconds=19)) == 1
    assert limiter.take(NOW + timedelta(seconds=20)) == 0
    assert limiter.take(NOW + timedelta(seconds=20)) == 20
    assert [limiter.take(NOW + timedelta(hours=1)) for _ in range(4)] == [0, 0, 0, 20]


def test_a_refused_signal_takes_no_token() -> None:
    limiter = RateLimiter(1)
    limiter.take(NOW)
    assert [limiter.take(NOW + timedelta(seconds=s)) for s in (30, 59, 60)] == [30, 1, 0]


def test_no_rate_limit_holds_nobody_up() -> None:
    limiter = RateLimiter(0)
    assert {limiter.take(NOW) for _ in range(1000)} == {0}


def test_a_clock_that_is_set_back_does_not_close_the_bucket_for_long() -> None:
    limiter = RateLimiter(2)
    limiter.take(NOW)
    assert limiter.take(NOW - timedelta(seconds=10)) == 10


def fail(lockout: Lockout, remote: str | None, times: int, at: datetime = NOW) -> None:
    for _ in range(times):
        lockout.failed(remote, at)


def test_an_address_is_locked_out_after_too_many_wrong_secrets() -> None:
    lockout = Lockout()
    fail(lockout, "203.0.113.9", Lockout.ATTEMPTS - 1)
    assert lockout.retry_after("203.0.113.9", NOW) == 0
    fail(lockout, "203.0.113.9", 1)
    assert lockout.retry_after("203.0.113.9", NOW) == 60
    assert lockout.retry_after("203.0.113.9", NOW + timedelta(seconds=59.5)) == 1
    assert lockout.retry_after("203.0.113.9", NOW + timedelta(seconds=60)) == 0


def test_the_lockout_concerns_nobody_else() -> None:
    lockout = Lockout()
    fail(lockout, "203.0.113.9", Lockout.ATTEMPTS)
    assert lockout.retry_after("203.0.113.10", NOW) == 0
    assert lockout.retry_after("::ffff:203.0.113.9", NOW) == 60


def test_wrong_secrets_long_ago_are_forgotten() -> None:
    lockout = Lockout()
    fail(lockout, "203.0.113.9", Lockout.ATTEMPTS - 1)
    later = NOW + timedelta(minutes=6)
    fail(lockout, "203.0.113.9", Lockout.ATTEMPTS - 1, later)
    assert lockout.retry_after("203.0.113.9", later) == 0


def test_whoever_goes_on_after_a_lockout_is_locked_out_again() -> None:
    lockout = Lockout()
    fail(lockout, "203.0.113.9", Lockout.ATTEMPTS)
    later = NOW + timedelta(minutes=5)
    fail(lockout, "203.0.113.9", Lockout.ATTEMPTS, later)
    assert lockout.retry_after("203.0.113.9", later) == 60


def test_one_subscriber_s_ipv6_addresses_count_as_one() -> None:
    lockout = Lockout()
    for number in range(Lockout.ATTEMPTS):
        lockout.failed(f"2001:db8::{number}", NOW)
    assert lockout.retry_after("2001:db8::ffff", NOW) == 60
    assert lockout.retry_after("2001:db8:0:1::1", NOW) == 0


@pytest.mark.parametrize("remote", [None, "", "nonsense", *sorted(TRADINGVIEW)])
def test_addresses_that_many_people_share_are_never_locked_out(remote: str | None) -> None:
    lockout = Lockout()
    fail(lockout, remote, 100)
    assert lockout.retry_after(remote, NOW) == 0


def test_the_lockout_s_memory_is_bounded() -> None:
    lockout = Lockout()
    for number in range(5000):
        lockout.failed(f"10.0.{number // 250}.{number % 250}", NOW)
    assert len(lockout._failures) == Lockout.KEPT
