"""What was heard of orders is asked for until it is told, and no longer."""

from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.ccxt.tracking.heard_news import HeardNews

D = Decimal
ORDER = "an order"


@pytest.fixture
def news() -> HeardNews:
    """Return what knows nothing yet."""
    return HeardNews()


def test_nothing_is_due_of_what_was_not_heard_of(news: HeardNews) -> None:
    assert not news.is_due(ORDER, D(0))


def test_end_is_due_until_the_order_is_over(news: HeardNews) -> None:
    news.over(ORDER)
    news.told(ORDER)
    assert news.is_due(ORDER, D(1))
    news.forget(ORDER)
    assert not news.is_due(ORDER, D(1))


def test_what_has_filled_is_due_until_as_much_is_told(news: HeardNews) -> None:
    news.filled(ORDER, D(2))
    news.filled(ORDER, D(1))
    assert news.is_due(ORDER, D(1))
    assert not news.is_due(ORDER, D(2))


def test_trade_is_due_until_it_is_told_itself(news: HeardNews) -> None:
    """An answer that is older than the push tells the trade before it."""
    news.trade(ORDER, "1")
    news.trade(ORDER, "2")
    news.told(ORDER, ["1"])
    assert news.is_due(ORDER, D(1))
    news.told(ORDER, ["1", "2"])
    assert not news.is_due(ORDER, D(2))


def test_trade_that_is_told_already_is_no_news(news: HeardNews) -> None:
    news.told(ORDER, ["1"])
    assert not news.trade(ORDER, "1")
    assert not news.is_due(ORDER, D(1))


def test_trades_with_other_ids_on_the_stream_are_not_waited_for(news: HeardNews) -> None:
    news.trade(ORDER, "s-1")
    news.told(ORDER, ["1"])
    assert not news.is_due(ORDER, D(1))


def test_something_is_due_until_anything_new_is_told(news: HeardNews) -> None:
    news.something(ORDER)
    assert news.is_due(ORDER, D(0))
    news.told(ORDER)
    assert not news.is_due(ORDER, D(0))


def test_what_was_given_up_is_not_due_and_told_trades_stay_told(news: HeardNews) -> None:
    news.told(ORDER, ["1"])
    news.over(ORDER)
    news.give_up(ORDER)
    assert not news.is_due(ORDER, D(0))
    assert not news.trade(ORDER, "1")
