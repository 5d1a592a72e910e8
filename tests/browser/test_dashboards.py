"""Test the cards and the dashboard that Home Assistant's own dashboards are offered."""

from collections.abc import Iterator
from functools import partial
from operator import eq
from typing import Any

from playwright.sync_api import expect
import pytest

from tests.browser.accessibility import schemes, violations
from tests.browser.conftest import LIVE_SECONDS, PHONE, Open
from tests.browser.steps import (
    close_all,
    ledger_row,
    live,
    open_filled,
    open_position,
    show_dashboard,
    wait_until_closed,
)
from tests.e2e.demo import Demo, wait_for

CARDS = "tradehook-test-cards"
MADE = "tradehook-test-made"


@pytest.fixture(autouse=True)
def quiet(demo: Demo, errors: list[str]) -> Iterator[None]:
    """Begin and end with nothing open; fail whatever made our bundle complain in the console."""
    close_all(demo)
    yield
    close_all(demo)
    assert errors == []


def with_cards(*cards: dict[str, Any]) -> dict[str, Any]:
    """Return a dashboard with cards."""
    view = {"title": "Cards", "type": "sections", "sections": [{"type": "grid", "cards": [*cards]}]}
    return {"views": [view]}


def test_positions_are_acted_on_from_a_card(demo: Demo, open_page: Open) -> None:
    page = open_page()
    card = {"type": "custom:tradehook-positions-card", "account": demo.bot.config_entry_id}
    elsewhere = {"type": "custom:tradehook-positions-card", "account": "another", "title": "Other"}
    show_dashboard(page, CARDS, with_cards(card, elsewhere))
    cards = page.locator("tradehook-positions-card")
    first, other = cards.nth(0), cards.nth(1)
    expect(first).to_contain_text("No open positions")

    position_id = open_position(demo)
    row = first.locator(f'[data-position="{position_id}"]')
    row.wait_for(timeout=LIVE_SECONDS * 1000)
    expect(other).to_contain_text("The account of this card is no longer there")
    expect(row).to_contain_text("BTC @")
    demo.call_service(
        "tradehook",
        "set_simulated_price",
        {"symbol": "BTC/USDT", "change_percentage": 5, "hold": True},
    )
    expect(row.locator(".profit").last).to_contain_text("+", timeout=LIVE_SECONDS * 1000)
    row.get_by_role("button", name="Actions for BTC/USDT Long").click()
    page.get_by_role("menuitem", name="Close").click()
    page.get_by_role("dialog").get_by_role("button", name="Close at market price").click()

    expect(row).to_have_count(0)
    told = page.get_by_text("The position is being closed at market price.")
    expect(told.first).to_be_visible()
    wait_until_closed(demo, position_id)
    assert ledger_row(demo, position_id)["close_reason"] == "manual"


def test_equity_is_shown_over_time(demo: Demo, open_page: Open) -> None:
    page = open_page()
    card = {"type": "custom:tradehook-equity-card", "account": demo.bot.config_entry_id}
    show_dashboard(page, CARDS, with_cards(card, card | {"period": "decade"}))
    equity = page.locator("tradehook-equity-card").first

    expect(equity.locator(".worth")).to_contain_text("USDT")
    equity.locator("canvas").first.wait_for()
    expect(equity.get_by_role("button", name="Day")).to_have_attribute("aria-pressed", "true")
    equity.get_by_role("button", name="Week").click()
    expect(equity.get_by_role("figure", name="Equity, Week")).to_be_visible()
    expect(page.locator("hui-error-card")).to_be_visible()


def test_a_bot_is_stopped_from_its_card_after_a_question(demo: Demo, open_page: Open) -> None:
    page = open_page(viewport=PHONE)
    gone = {"type": "custom:tradehook-bot-card", "device": "gone"}
    show_dashboard(page, CARDS, with_cards({"type": "custom:tradehook-bot-card"}, gone))
    card = page.locator("tradehook-bot-card").first
    name = card.locator("h2").inner_text()
    switches = [bot.switch_entity_id for bot in demo.handles.bots if bot.name == name]
    expect(page.locator("tradehook-bot-card").last).to_contain_text("no longer there")

    for action, state in (("Stop", "off"), ("Start", "on")):
        card.get_by_role("button", name=f"{action} {name}").click()
        question = page.get_by_role("dialog")
        expect(question.locator("[data-purse=paper]")).to_be_visible()
        question.get_by_role("button", name=action, exact=True).click()
        wait_for(lambda: {demo.state(one) for one in switches}, partial(eq, {state}))


def test_results_and_a_ticket_stand_in_a_dashboard(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    close_all(demo)
    wait_until_closed(demo, position_id)
    page = open_page(viewport=PHONE)
    account = {"account": demo.bot.config_entry_id}
    results = {"type": "custom:tradehook-results-card", "period": "month", **account}
    ticket = {"type": "custom:tradehook-ticket-card", **account}
    other = {"type": "custom:tradehook-results-card", "account": "another"}
    wrong = results | {"period": "custom"}
    show_dashboard(page, CARDS, with_cards(results, ticket, other, wrong))
    cards = page.locator("tradehook-results-card")
    expect(cards.first.locator("[data-results] .worth")).to_contain_text("USDT")
    trades = cards.first.locator("[data-fact=trades]")
    before = int(trades.inner_text())
    expect(cards.nth(1)).to_contain_text("no longer there")
    expect(page.locator("hui-error-card")).to_be_visible()

    card = page.locator("tradehook-ticket-card")
    card.get_by_role("button", name="Empty the form").click()
    expect(card.locator("select[name=account] option")).to_have_count(1)
    card.locator('input[name="symbol"]').fill("SIM_USDT_BTC")
    expect(card.get_by_text("The bot would accept this signal.")).to_be_visible()
    card.locator("[data-open]").click()
    page.get_by_role("dialog").get_by_role("button", name="Open").click()
    wait_for(lambda: [row["status"] for row in live(demo)], partial(eq, ["open"]))
    close_all(demo)
    expect(trades).to_have_text(str(before + 1))


def test_everybody_can_use_the_cards(demo: Demo, open_page: Open, axe: str) -> None:
    position_id = open_filled(demo)
    page = open_page(bypass_csp=True, viewport=PHONE)
    equity = {"type": "custom:tradehook-equity-card", "account": demo.bot.config_entry_id}
    bot = {"type": "custom:tradehook-bot-card"}
    more = ({"type": f"custom:tradehook-{one}-card"} for one in ("results", "ticket"))
    cards = with_cards({"type": "custom:tradehook-positions-card"}, equity, bot, *more)
    show_dashboard(page, CARDS, cards)
    page.locator(f'[data-position="{position_id}"]').wait_for()
    page.locator("tradehook-equity-card canvas").first.wait_for()
    page.locator("tradehook-bot-card h2").wait_for()
    page.evaluate(axe)

    kinds = ("positions", "equity", "bot", "results", "ticket")
    ours = [f"tradehook-{kind}-card" for kind in kinds]
    for card in ours:
        assert page.locator(card).evaluate("card => card.scrollWidth <= card.clientWidth")
    for scheme in schemes(page):
        for card in ours:
            assert violations(page, card) == [], scheme


def test_a_card_is_set_up_without_yaml(open_page: Open) -> None:
    page = open_page()
    show_dashboard(page, CARDS, with_cards({"type": "custom:tradehook-positions-card"}))
    page.locator("tradehook-positions-card").first.wait_for()

    page.goto(f"{page.url.split('?')[0]}?edit=1")
    page.locator("hui-card-edit-mode").first.hover()
    page.locator("hui-card-edit-mode .control").first.click()
    editor = page.locator("hui-dialog-edit-card")
    editor.get_by_role("textbox", name="Title").fill("Mine")
    expect(editor.locator("tradehook-positions-card h2")).to_have_text("Mine")
    expect(editor.get_by_text("Leave it empty for all accounts.")).to_be_visible()
    editor.get_by_role("button", name="Save").click()

    expect(page.locator("tradehook-positions-card h2").first).to_have_text("Mine")


def test_a_dashboard_makes_itself(demo: Demo, open_page: Open) -> None:
    position_id = open_filled(demo)
    page = open_page()
    show_dashboard(page, MADE, {"strategy": {"type": "custom:tradehook"}})

    page.get_by_role("tab", name="Paper spot account").click()
    page.locator(f'tradehook-positions-card [data-position="{position_id}"]').wait_for()
    expect(page.locator("tradehook-equity-card .worth")).to_contain_text("USDT")
    expect(page.locator("hui-tile-card", has_text="Trading")).to_be_visible()
    expect(page.locator("hui-heading-card", has_text=demo.bot.name)).to_be_visible()
    expect(page.locator("hui-error-card")).to_have_count(0)


def test_the_dashboard_is_offered_where_one_adds_a_dashboard(open_page: Open) -> None:
    page = open_page()
    page.locator("tradehook-overview").wait_for()
    page.goto(f"{page.url.split('/tradehook')[0]}/config/lovelace/dashboards")
    page.get_by_role("button", name="Add dashboard").click()

    offer = page.locator("dashboard-card", has_text="Accounts with their equity")
    offer.click()

    expect(page.get_by_role("textbox", name="Title")).to_have_value("Tradehook")


def test_cards_are_offered_for_an_entity(demo: Demo, open_page: Open) -> None:
    page = open_page()
    page.locator("tradehook-overview").wait_for()

    offered = page.evaluate(
        """entity => {
          const { hass } = document.querySelector("home-assistant");
          return window.customCards.flatMap(
            (card) => card.getEntitySuggestion?.(hass, entity)?.config ?? []);
        }""",
        demo.bot.switch_entity_id,
    )

    account = demo.bot.config_entry_id
    positions, bot = offered
    assert positions == {"type": "custom:tradehook-positions-card", "account": account}
    assert (bot["type"], bool(bot["device"])) == ("custom:tradehook-bot-card", True)
