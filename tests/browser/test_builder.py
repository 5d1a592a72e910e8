"""Test the webhook builder: what is typed is judged, shown, copied and sent."""

import json
import re
from typing import Any

from playwright.sync_api import Page, expect
import pytest
import requests

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE, Open
from tests.browser.steps import empty_form, wait_until_it_fits
from tests.e2e.demo import Demo


@pytest.fixture(autouse=True)
def quiet(errors: list[str]) -> Any:
    """Fail whatever made our bundle complain in the console."""
    yield
    assert errors == []


def message(page: Page) -> dict[str, Any]:
    """Return the message that is shown."""
    found: dict[str, Any] = json.loads(page.get_by_label("Message of the alert").input_value())
    return found


def signals(demo: Demo) -> list[dict[str, Any]]:
    """Return the signal log."""
    log = demo.call_service("tradehook", "get_signals", return_response=True)
    rows: list[dict[str, Any]] = log["signals"]
    return rows


def fill(page: Page, path: str, value: str) -> None:
    """Type into a field, by what it is called in a signal."""
    page.locator(f'input[name="{path}"]').fill(value)


def open_builder(open_page: Open, **more: Any) -> Page:
    """Open the builder with an empty form."""
    page = open_page("/builder", **more)
    empty_form(page)
    return page


def with_exits(page: Page) -> None:
    """Fill in a take profit, a DCA order and a stop."""
    page.locator("select[name=take_profit]").select_option("signal")
    fill(page, "take_profit[0].price_percentage", "2")
    page.locator("select[name=dca_orders]").select_option("signal")
    fill(page, "dca_orders[0].price_percentage", "1")
    page.locator("select[name=stop_loss]").select_option("signal")
    fill(page, "stop_loss.stop_percentage", "3")


def test_a_signal_is_judged_as_it_is_typed_without_a_trace(demo: Demo, open_page: Open) -> None:
    before = len(signals(demo))
    page = open_builder(open_page)

    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    with_exits(page)
    levels = page.locator("[data-level]")
    expect(levels).to_have_count(4)
    expect(levels.first).to_contain_text("TP 1")
    expect(levels.last).to_contain_text("Stop")
    expect(page.locator("tradehook-plan")).to_contain_text("% of equity")
    expect(page.locator("tradehook-plan")).to_contain_text("of the free balance of")

    fill(page, "take_profit[0].price_percentage", "lots")
    wrong = page.locator('[data-wrong="take_profit[0].price_percentage"]')
    expect(wrong).to_have_text(
        "lots is not written as your numbers are, such as 1234.5. Nothing was sent."
    )
    expect(page.locator("[data-unread]")).to_have_text("Correct the fields that are marked.")
    expect(page.get_by_role("button", name="Send as test")).to_be_disabled()
    expect(page.get_by_role("button", name="Copy message")).to_be_disabled()
    expect(page.get_by_label("Profit at").first).to_have_attribute("aria-invalid", "true")
    fill(page, "take_profit[0].price_percentage", "2")
    expect(wrong).to_have_count(0)
    fill(page, "quote_amount", "-5")
    expect(page.locator('[data-wrong="quote_amount"]')).to_contain_text("must be")
    expect(page.get_by_text("The bot would refuse this signal.")).to_be_visible()
    fill(page, "quote_amount", "")
    expect(page.locator("[data-wrong]")).to_have_count(0)

    assert len(signals(demo)) == before


def test_dca_orders_are_made_by_a_rule(open_page: Open) -> None:
    page = open_builder(open_page)
    page.locator("select[name=dca_orders]").select_option("rule")
    expect(page.locator("[data-level^=dca]")).to_have_count(3)
    fill(page, "dca_rule.count", "4")
    fill(page, "dca_rule.step_multiplier", "1.5")
    expect(page.locator("[data-level^=dca]")).to_have_count(4)
    assert message(page)["dca_rule"] == {
        "count": 4,
        "step_percentage": 2,
        "step_multiplier": 1.5,
        "quantity_percentage": 100,
    }
    assert "dca_orders" not in message(page)

    fill(page, "dca_rule.step_percentage", "40")
    expect(page.locator('[data-wrong="dca_rule"]')).to_contain_text("must be less than 100")
    fill(page, "dca_rule.step_percentage", "")
    expect(page.locator('[data-wrong="dca_rule.step_percentage"]')).to_have_text("is required")


def test_what_is_wrong_in_a_closed_part_is_opened(open_page: Open) -> None:
    page = open_builder(open_page)
    page.locator("select[name=stop_loss]").select_option("signal")
    page.get_by_text("Cool-down, limit and emergency stop").click()
    fill(page, "stop_loss.cool_down_amount", "-1")
    page.get_by_text("Cool-down, limit and emergency stop").click()

    fill(page, "stop_loss.stop_percentage", "3")

    expect(page.locator('[data-wrong="stop_loss.cool_down_amount"]')).to_be_visible()


def test_the_message_carries_all_that_was_filled_in(demo: Demo, open_page: Open) -> None:
    page = open_builder(open_page)
    fill(page, "symbol", "SIM_USDT_ETH")
    with_exits(page)
    page.get_by_text("Cool-down, limit and emergency stop").click()
    fill(page, "stop_loss.emergency_stop_percentage", "5")
    page.get_by_text("Protection and trailing").click()
    page.locator('select[name="stop_loss.protection_type"]').select_option("PRICE")
    fill(page, "stop_loss.trailing_percentage", "1")
    fill(page, "stop_loss.trailing_distance", "0.5")
    page.get_by_label("Secret of the bot").fill("a secret")

    assert message(page) == {
        "api_key": demo.bot.api_key,
        "api_secret": "a secret",
        "action": "open",
        "exchange": "SIM",
        "symbol": "SIM_USDT_ETH",
        "side": "long",
        "dca_orders": [{"price_percentage": 1, "quantity_percentage": 100}],
        "take_profit": [{"price_percentage": 2, "position_percentage": 100}],
        "stop_loss": {
            "stop_percentage": 3,
            "emergency_stop_percentage": 5,
            "protection_type": "PRICE",
            "trailing_percentage": 1,
            "trailing_distance": 0.5,
        },
        "timestamp": "{{timenow}}",
    }
    page.get_by_label("Let TradingView fill in the time").uncheck()
    assert "timestamp" not in message(page)
    page.get_by_label("Let TradingView fill in exchange").check()
    page.get_by_label("Let TradingView fill in the time").check()
    told = message(page)
    assert (told["exchange"], told["symbol"]) == ("{{exchange}}", "{{ticker}}")
    assert told["timestamp"] == "{{timenow}}"
    page.get_by_role("button", name="Show as curl").click()
    line = page.get_by_label("Command line").input_value()
    assert line.startswith("curl ")
    assert demo.bot.webhook_url in line
    assert "{{" not in line
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("start_and_open", "The bot would accept this signal."),
        ("stop_bot", "The bot stops: it refuses what opens"),
        ("stop_and_close", "The bot stops and closes all its positions"),
        ("start_bot", "The bot runs."),
        ("close", "position_missing"),
        ("reduce", "is required"),
        ("increase", "is required"),
    ],
)
def test_every_action_is_judged(open_page: Open, action: str, said: str) -> None:
    page = open_builder(open_page)
    page.locator("select[name=action]").select_option(action)
    fill_market = page.locator('input[name="symbol"]')
    if fill_market.count():
        fill_market.fill("SIM_USDT_DOGE")

    expect(page.locator("tradehook-builder")).to_contain_text(said)
    assert message(page)["action"] == action


def test_futures_may_be_reversed_and_have_a_liquidation(demo: Demo, open_page: Open) -> None:
    page = open_builder(open_page)
    name = page.locator("select[name=bot] option", has_text=demo.futures_bot.name).get_attribute(
        "value"
    )
    page.locator("select[name=bot]").select_option(name)
    expect(page.locator("select[name=action] option[value=reverse]")).to_have_count(1)

    fill(page, "leverage", "5")

    expect(page.locator('[data-level="liquidation"]')).to_contain_text("Liquidation")
    expect(page.locator("tradehook-plan")).to_contain_text("Margin")


def test_one_alert_serves_a_whole_strategy(open_page: Open) -> None:
    page = open_builder(open_page)
    page.get_by_role("button", name="Strategy").click()
    fill(page, "symbol", "SIM_USDT_DOGE")

    told = message(page)
    assert "action" not in told
    assert told["strategy"]["market_position"] == "{{strategy.market_position}}"
    assert told["symbol"] == "{{ticker}}"
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    expect(page.locator('[data-level="entry"]')).to_be_visible()
    expect(page.get_by_role("button", name="Send now")).to_have_count(0)
    page.locator("select[name=transition]").select_option("long_flat")
    expect(page.get_by_text("position_missing")).to_be_visible()


def test_tradingviews_own_message_serves_a_strategy(demo: Demo, open_page: Open, axe: str) -> None:
    page = open_builder(open_page, bypass_csp=True, viewport=PHONE)
    page.get_by_role("button", name="Strategy").click()
    fill(page, "symbol", "SIM_USDT_DOGE")
    page.locator("select[name=wording]").select_option("default")
    shown = page.get_by_label("Message of the alert")
    expect(shown).to_have_value(re.compile("New strategy position is {{strategy.position_size}}$"))
    expect(page.get_by_label("Secret of the bot")).to_have_count(0)
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    page.get_by_role("button", name="Take alerts of TradingView's default message").click()
    page.get_by_role("dialog").get_by_role("button", name="Take them").click()
    address = page.get_by_label("Secret address")
    expect(address).to_be_visible()
    page.evaluate(axe)
    assert violations(page) == []
    wait_until_it_fits(page, PHONE["width"])

    path = address.input_value().partition("/api/")[2]
    alert = shown.input_value()
    for name, value in (
        ("strategy.order.action", "buy"),
        ("strategy.order.contracts", "100"),
        ("ticker", "DOGEUSDT"),
        ("strategy.position_size", "100"),
    ):
        alert = alert.replace("{{" + name + "}}", value)
    body = {"message": alert, "test": True}
    answer = requests.post(f"{demo.handles.base_url}/api/{path}", json=body, timeout=60)
    assert (answer.status_code, answer.json()["status"]) == (200, "test"), answer.text

    page.get_by_role("button", name="End it").click()
    page.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(address).to_have_count(0)
    page = open_page("/overview")
    page.get_by_role("link", name=demo.bot.name).first.click()
    page.get_by_role("button", name="Other systems").click()
    page.get_by_role("button", name="Forget TradingView").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(page.locator("[data-senders]")).to_contain_text("Nothing: only messages")


def test_a_test_is_sent_and_a_signal_only_after_a_question(demo: Demo, open_page: Open) -> None:
    page = open_builder(open_page)
    fill(page, "symbol", "SIM_USDT_ETH")
    page.get_by_label("Secret of the bot").fill("a secret")
    page.get_by_role("button", name="Send as test").click()
    expect(page.locator('[data-answer="test"]')).to_have_text("Test")
    assert signals(demo)[0]["status"] == "test"

    page.get_by_role("button", name="Send now").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Open a position ETH/USDT Long")
    assert signals(demo)[0]["status"] == "test"
    dialog.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("The bot accepted the signal.")).to_be_visible()
    sent = signals(demo)[0]
    assert sent["status"] == "accepted"
    assert "a secret" not in json.dumps(signals(demo))

    page.get_by_role("button", name="Show the position").click()
    expect(page.locator("tradehook-chart canvas").first).to_be_visible()
    demo.call_service("tradehook", "close_position", {"entity_id": "all"})
    expect(page.locator('[data-status="closed"]')).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Secret of the bot")).to_have_value("")


def test_what_was_filled_in_is_there_again_but_the_secret(open_page: Open) -> None:
    page = open_builder(open_page)
    fill(page, "signal_price", "60000")
    page.get_by_label("Secret of the bot").fill("a secret")

    page.get_by_role("link", name="Trades").click()
    page.get_by_role("link", name="Webhook builder").click()

    expect(page.locator("input[name=signal_price]")).to_have_value("60000")
    expect(page.get_by_label("Secret of the bot")).to_have_value("")


def test_one_may_begin_afresh(open_page: Open) -> None:
    page = open_builder(open_page)
    page.locator("select[name=action]").select_option("start_and_open")
    fill(page, "symbol", "SIM_USDT_ETH")
    with_exits(page)

    empty_form(page)

    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    begun = page.locator('input[name="take_profit[0].price_percentage"]')
    expect(begun).to_have_value("4")
    expect(page.locator('input[name="stop_loss.stop_percentage"]')).to_have_value("2")
    expect(page.locator('input[name="dca_orders[0].price_percentage"]')).to_have_count(0)
    told = message(page)
    assert (told["action"], told["symbol"]) == ("open", "SIM_USDT_BTC")


def test_a_target_is_added_with_the_keyboard(open_page: Open) -> None:
    page = open_builder(open_page)
    level = page.locator('input[name="take_profit[0].price_percentage"]')
    page.locator("select[name=take_profit]").focus()
    page.keyboard.press("ArrowUp")
    expect(level).to_have_count(0)
    page.keyboard.press("ArrowDown")
    level.wait_for()
    page.keyboard.press("Tab")
    expect(level).to_be_focused()
    page.keyboard.type("2")
    for _ in range(5):  # its unit, share, trailing, the button that removes it, and the next one
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add a take profit")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator('input[name="take_profit[1].price_percentage"]')).to_be_visible()
    expect(level).to_have_value("2")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_a_filled_form(open_page: Open, axe: str, dark: bool) -> None:
    page = open_builder(open_page, dark=dark, bypass_csp=True, viewport=PHONE)
    with_exits(page)
    for part in ("Cool-down, limit", "Protection and trailing", "Condition, expiration"):
        page.get_by_text(part).click()
    expect(page.locator("[data-level]")).to_have_count(4)
    page.evaluate(axe)
    assert violations(page) == []
    wait_until_it_fits(page, PHONE["width"])

    fill(page, "stop_loss.stop_percentage", "lots")
    page.locator("[data-wrong]").wait_for()
    assert violations(page) == []


PASTED = """{"ticker": "{{ticker}}", "action": "{{strategy.order.action}}",
 "sentiment": "{{strategy.market_position}}", "quantity": {{strategy.order.contracts}},
 "price": {{close}}, "time": "{{timenow}}", "extras": {"note": "x"}, "stopLoss": {"percent": 2}}"""
FROM_3COMMAS = json.dumps(
    {
        "secret": "own-secret-of-a-bot",
        "bot_uuid": "own-uuid-of-a-bot",
        "max_lag": "300",
        "timestamp": "{{timenow}}",
        "tv_exchange": "BINANCE",
        "tv_instrument": "BTCUSDT",
        "action": "enter_long",
        "order": {"amount": 120, "currency_type": "quote"},
        "stop_loss": {"enabled": True, "trigger_price_percent": 2},
    },
    indent=1,
)


def paste(page: Page, text: str) -> None:
    """Paste an alert of another system into the builder."""
    page.get_by_role("button", name="Pasted alert").click()
    page.get_by_label("Alert of another system").fill(text)


def test_a_pasted_alert_becomes_a_message_of_ours(demo: Demo, open_page: Open) -> None:
    page = open_builder(open_page)
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    before = len(signals(demo))
    paste(page, FROM_3COMMAS)

    expect(page.get_by_text("This is an alert of 3Commas signal bot.")).to_be_visible()
    row = page.locator('[data-part="order.amount"]')
    expect(row).to_contain_text("quote_amount 120")
    expect(page.locator('[data-part="secret"]')).to_contain_text("the bot's key and secret")
    expect(page.get_by_text("wrong_exchange")).to_be_visible()
    page.get_by_label("Write the bot's exchange SIM instead of the chart's, BINANCE").check()
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    expect(page.locator('[data-level="stop"]')).to_be_visible()
    assert message(page) == {
        "api_key": demo.bot.api_key,
        "api_secret": "your-secret",
        "symbol": "BTCUSDT",
        "exchange": "SIM",
        "action": "open",
        "side": "long",
        "quote_amount": "120",
        "stop_loss": {"stop_percentage": "2"},
        "timestamp": "{{timenow}}",
        "max_age": "300",
    }
    assert len(signals(demo)) == before

    paste(page, '{"ticker": "BTCUSDT", "action": "buy", "timeInForce": "ioc"}')
    expect(page.locator("[data-errors]")).to_contain_text("timeInForce")
    expect(page.get_by_role("button", name="Copy message")).to_be_disabled()


def test_a_pasted_template_keeps_its_placeholders(open_page: Open) -> None:
    page = open_builder(open_page)
    paste(page, PASTED)

    expect(page.get_by_text("It follows a TradingView strategy")).to_be_visible()
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    told = message(page)
    assert told["symbol"] == "{{ticker}}"
    assert told["signal_price"] == "{{close}}"
    assert told["strategy"]["order_action"] == "{{strategy.order.action}}"
    page.get_by_label("{{close}}").fill("lots")
    expect(page.get_by_text("signal_price must be a number", exact=True)).to_be_visible()
    page.get_by_label("{{close}}").fill("")
    expect(page.locator("[data-missing]")).to_have_text(
        "Left out of the check, without a value: signal_price"
    )
    page.locator("select[name=transition]").select_option("long_flat")
    expect(page.locator('[data-answer="refused"]')).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_a_pasted_alert(open_page: Open, axe: str, dark: bool) -> None:
    page = open_builder(open_page, dark=dark, bypass_csp=True, viewport=PHONE)
    paste(page, PASTED)
    expect(page.locator("tr[data-part]").first).to_be_visible()
    expect(page.get_by_text("The bot would accept this signal.")).to_be_visible()
    page.evaluate(axe)
    assert violations(page) == []
    wait_until_it_fits(page, PHONE["width"])
