"""What a bot makes of a signal that came by its group: the coin in its own currency, its share."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.admit import admit
from custom_components.tradehook.trading.admission.checks.repetition import content
from custom_components.tradehook.trading.admission.model import (
    AdmissionContext,
    Admitted,
    Duplicate,
    Duplicates,
)
from custom_components.tradehook.trading.model.commands import (
    ClosePositions,
    OpenPosition,
    ResizePositions,
)
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.settings.settings import SizeType
from tests.trading.admission_world import (
    D,
    bot_with,
    market,
    position,
    quote,
    signal,
    world,
)

CURRENCIES = {
    one.symbol: one
    for one in (
        market("BTC"),
        market("BTC", symbol="BTC/USDC", quote="USDC", native_symbol="BTCUSDC"),
        market("ETH"),
        market("BTCDOM"),
    )
}


def by_group(
    context: AdmissionContext, factor: str = "1", /, **fields: object
) -> Admitted | Duplicate | Refusal:
    asked = replace(signal(context, **fields), by_coin=True, size_factor=D(factor), exchange=None)
    return admit(asked, context, Duplicates())


def opening(context: AdmissionContext, factor: str = "1", /, **fields: object) -> OpenPosition:
    found = by_group(context, factor, **fields)
    assert isinstance(found, Admitted), found
    assert found.opening is not None
    return found.opening


def in_currency(code: str) -> AdmissionContext:
    quotes = {symbol: quote() for symbol in CURRENCIES}
    context = bot_with(world(markets=CURRENCIES, quotes=quotes), quote=code)
    return context.with_free({"USDT": D(10_000), "USDC": D(10_000)})


@pytest.mark.parametrize(
    "symbol",
    [
        *(
            "BTC",
            "BTCUSDT",
            "BTC/USDT",
            "BTC-USDC",
            "btcusd",
            "XBTUSD",
            "BTCUSDT.P",
            "BTC/USDT:USDT",
        ),
        *("BINANCE:BTCUSDT", "BYBIT:BTCUSDT.P", "OKEX_USDT_BTC", "BTC-USDT-SWAP"),
    ],
)
@pytest.mark.parametrize("currency", ["USDT", "USDC"])
def test_the_symbol_is_the_coin_in_each_bots_own_currency(symbol: str, currency: str) -> None:
    assert opening(in_currency(currency), symbol=symbol).symbol == f"BTC/{currency}"


@pytest.mark.parametrize("symbol", ["SOLUSDT", "1000BTCUSDT", "BTCD", "ETHBTC"])
def test_another_coin_is_none(symbol: str) -> None:
    refused = by_group(in_currency("USDC"), symbol=symbol)

    assert isinstance(refused, Refusal)
    assert refused.code.value in ("unknown_symbol", "invalid_signal")


def test_a_coin_that_the_bot_has_in_another_currency_can_be_left() -> None:
    held = position("p1", symbol="BTC/USDT")
    found = by_group(
        replace(in_currency("USDC"), positions=[held]), action="close", symbol="KRAKEN:XBTUSD"
    )

    assert isinstance(found, Admitted)
    (command,) = found.commands
    assert isinstance(command, ClosePositions)
    assert command.symbol == "BTC/USDT"
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("fields", "quote_amount", "base_amount"),
    [
        ({"quote_amount": 100}, 250, None),
        ({"base_amount": 2}, None, 5),
        ({"balance_percentage": 4}, 1000, None),
        ({"equity_percentage": "2"}, 500, None),
        ({"margin_amount": 40}, 100, None),
        ({"risk_amount": 20, "stop_loss_percentage": 5}, None, 10),
    ],
    ids=str,
)
def test_amounts_and_percentages_are_multiplied(
    fields: dict[str, Any], quote_amount: int | None, base_amount: int | None
) -> None:
    context = bot_with(world(), max_entry_size=D(100_000))
    limit = {"order_type": "limit", "signal_price": 100}
    plan = opening(context, "2.5", **limit, **fields).plan

    assert (plan.quote_amount, plan.base_amount) == (
        None if quote_amount is None else D(quote_amount),
        None if base_amount is None else D(base_amount),
    )


@pytest.mark.parametrize(
    ("size_type", "size", "amount"),
    [(SizeType.QUOTE_AMOUNT, 200, 100), (SizeType.BALANCE_PERCENTAGE, 10, 500)],
)
def test_the_bots_own_size_is_multiplied_too(size_type: SizeType, size: int, amount: int) -> None:
    context = bot_with(world(), size_type=size_type, size=D(size))

    assert opening(context, "0.5", quote_amount=...).plan.quote_amount == D(amount)


def test_the_largest_entry_of_the_bot_holds() -> None:
    refused = by_group(bot_with(world(), max_entry_size=D(150)), "2", quote_amount=100)

    assert isinstance(refused, Refusal)
    assert refused.code.value == "max_entry_size_exceeded"


@pytest.mark.parametrize(
    ("action", "order", "amount"),
    [
        ("increase", {"quantity_percentage": 50}, "3"),
        ("increase", {"base_amount": "0.5"}, "1.5"),
        ("reduce", {"quantity_percentage": 50}, "1"),
    ],
)
def test_increases_are_multiplied_and_reductions_are_not(
    action: str, order: dict[str, object], amount: str
) -> None:
    held = position("p1", size="2", entry_amount=D(2))
    context = bot_with(world(positions=[held]), max_position_size=None)
    found = by_group(context, "3", action=action, **{f"{action}_order": order})

    assert isinstance(found, Admitted), found
    (command,) = found.commands
    assert isinstance(command, ResizePositions)
    assert command.amounts == (("p1", D(amount)),)


@pytest.mark.parametrize(("held", "amounts"), [(None, "8"), ("4", "4"), ("8", None)])
def test_a_strategys_contracts_are_multiplied_once(held: str | None, amounts: str | None) -> None:
    """What is held already counts as it is."""
    own = [] if held is None else [position("p1", size=held, entry_amount=D(held))]
    context = bot_with(
        world(positions=own),
        use_strategy_contracts=True,
        join_running_trade=True,
        max_position_size=None,
        max_entry_size=D(100_000),
    )
    strategy = {
        "market_position": "long",
        "market_position_size": 4,
        "prev_market_position": "flat" if held is None else "long",
        "prev_market_position_size": 0 if held is None else 2,
        "order_action": "buy",
    }
    found = by_group(context, "2", action=..., side=..., quote_amount=..., strategy=strategy)

    assert isinstance(found, Admitted), found
    assert found.missed_alert is None or held == "8"
    if amounts is None:
        assert found.commands == ()
    elif held is None:
        assert found.opening is not None
        assert found.opening.plan.base_amount == D(amounts)
    else:
        (command,) = found.commands
        assert isinstance(command, ResizePositions)
        assert command.amounts == (("p1", D(amounts)),)


def test_a_factor_is_no_content() -> None:
    plain = signal(world(), quote_amount=100)

    assert content(replace(plain, by_coin=True, size_factor=D(2))) == content(plain)
