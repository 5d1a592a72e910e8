"""Test position links: secret URLs that close a position, or keep it."""

from decimal import Decimal
from typing import Any

import pytest
import requests

from tests.e2e.trader import Json, Position, Trader

ETH = "ETH/USDT"
LIMIT_ENTRY: Json = {"order_type": "limit", "signal_price": 2900}
PREVIEW_HEADERS = [
    {"Sec-Purpose": "prefetch;prerender"},
    {"Purpose": "prefetch"},
    {"X-Moz": "prefetch"},
    {"User-Agent": "WhatsApp/2.23.20.0 A"},
    {"User-Agent": "TelegramBot (like TwitterBot)"},
    {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"},
    {"User-Agent": "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)"},
    {"User-Agent": "facebookexternalhit/1.1 Facebot Twitterbot/1.0"},
    {"User-Agent": "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5"},
    {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"},
    {"User-Agent": "Some new messenger's link preview"},
]


@pytest.fixture
def filled(spot: Trader) -> Position:
    """Provide a position whose entry is complete, with an order for more below."""
    spot.move(ETH, 3000)
    return spot.open_filled(ETH, dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}])


@pytest.fixture
def unfilled(spot: Trader) -> Position:
    """Provide a position of which nothing has filled."""
    spot.move(ETH, 3000)
    position_id = spot.open(ETH, **LIMIT_ENTRY)
    return spot.until(position_id, lambda position: len(position.resting) == 1)


@pytest.fixture
def partly_filled(spot: Trader, unfilled: Position) -> Position:
    """Provide a position of which a part has filled."""
    spot.move(ETH, 2899, max_fill="0.01")
    spot.until(unfilled.position_id, lambda position: position.size > 0)
    spot.move(ETH, 2910)
    return spot.position(unfilled.position_id)


def link(trader: Trader, position: Position, mode: str) -> str:
    """Make a link and return its URL."""
    answer = trader.act(
        "create_position_link", position.entity_id, mode=mode, position_id=position.position_id
    )
    assert answer.keys() == {"url", "mode", "position_id"}
    assert answer["mode"] == mode
    assert answer["position_id"] == position.position_id
    url: str = answer["url"]
    assert url.startswith(trader.demo.handles.base_url)
    return url


def call(url: str, method: str = "GET", **more: Any) -> requests.Response:
    """Call a link without any credentials."""
    answer = requests.request(method, url, timeout=30, **more)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    return answer


def test_close_link_closes_a_filled_position_once(spot: Trader, filled: Position) -> None:
    url = link(spot, filled, "close")

    first = call(url)
    closed = spot.until_status(filled.position_id, "closed")
    second = call(url)

    assert (first.status_code, first.json()["done"]) == (200, "closed")
    assert closed.close_reason == "link"
    assert closed.resting == []
    assert (second.status_code, second.json()["code"]) == (410, "link_over")
    assert len(spot.trades(filled.position_id)) == 2


def test_close_link_cancels_what_has_not_filled(spot: Trader, unfilled: Position) -> None:
    answer = call(link(spot, unfilled, "close"))

    assert (answer.status_code, answer.json()["done"]) == (200, "cancelled")
    assert spot.until_status(unfilled.position_id, "cancelled").resting == []
    assert spot.trades(unfilled.position_id) == []


def test_close_link_closes_what_has_filled_in_part(spot: Trader, partly_filled: Position) -> None:
    call(link(spot, partly_filled, "close"))

    closed = spot.until_status(partly_filled.position_id, "closed")
    assert closed.resting == []
    *bought, sold = spot.trades(closed.position_id)
    assert {trade["purpose"] for trade in bought} == {"entry"}
    assert sold["purpose"] == "close"
    held = sum(Decimal(trade["amount"]) - Decimal(trade["fee"]) for trade in bought)
    assert Decimal(sold["amount"]) == held


def test_keep_link_leaves_a_filled_position_alone(spot: Trader, filled: Position) -> None:
    answer = call(link(spot, filled, "keep"))

    assert (answer.status_code, answer.json()["done"]) == (200, "kept")
    after = spot.stays(filled.position_id)
    assert after.size == filled.size
    assert after.resting == filled.resting


def test_keep_link_cancels_what_has_not_filled(spot: Trader, unfilled: Position) -> None:
    answer = call(link(spot, unfilled, "keep"))

    assert (answer.status_code, answer.json()["done"]) == (200, "cancelled")
    spot.until_status(unfilled.position_id, "cancelled")


def test_keep_link_keeps_what_has_filled_in_part(spot: Trader, partly_filled: Position) -> None:
    call(link(spot, partly_filled, "keep"))

    spot.until_resting(partly_filled.position_id)
    bought = spot.trades(partly_filled.position_id)
    assert {trade["purpose"] for trade in bought} == {"entry"}
    held = sum(Decimal(trade["amount"]) - Decimal(trade["fee"]) for trade in bought)
    assert spot.stays(partly_filled.position_id).size == held


@pytest.mark.parametrize("body", [b"", b" \r\n\t"], ids=["empty", "white space"])
def test_post_acts_like_get(spot: Trader, filled: Position, body: bytes) -> None:
    answer = call(link(spot, filled, "close"), "POST", data=body)

    assert answer.status_code == 200
    spot.until_status(filled.position_id, "closed")


@pytest.mark.parametrize("body", [b"hello", b"{}", b"x" * 100_000], ids=["text", "JSON", "long"])
def test_post_with_a_message_is_refused(spot: Trader, filled: Position, body: bytes) -> None:
    answer = call(link(spot, filled, "close"), "POST", data=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "body_not_empty")
    spot.stays(filled.position_id)


@pytest.mark.parametrize("headers", PREVIEW_HEADERS, ids=lambda headers: str(*headers.values()))
def test_preview_does_not_use_the_link(
    spot: Trader, unfilled: Position, headers: dict[str, str]
) -> None:
    answer = call(link(spot, unfilled, "close"), headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "preview_refused")
    spot.stays(unfilled.position_id, "pending")


def test_head_does_nothing(spot: Trader, filled: Position) -> None:
    assert call(link(spot, filled, "close"), "HEAD").status_code == 200

    spot.stays(filled.position_id)


def test_browser_gets_a_page(spot: Trader, filled: Position) -> None:
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    url = link(spot, filled, "close")

    page = call(url, headers=headers)
    spot.until_status(filled.position_id, "closed")
    over = call(url, headers=headers)

    for answer, status in ((page, 200), (over, 410)):
        assert answer.status_code == status
        assert answer.headers["Content-Type"].startswith("text/html")
        assert answer.text.startswith("<!DOCTYPE html>")
        assert url.rpartition("/")[2] not in answer.text


def test_link_can_be_listed_and_revoked(spot: Trader, filled: Position) -> None:
    url, kept = link(spot, filled, "close"), link(spot, filled, "keep")
    listed = links(spot, position_id=filled.position_id)
    assert {row["url"] for row in listed} == {url, kept}
    (row,) = [row for row in listed if row["url"] == url]
    assert row.keys() == {
        "link_id",
        "mode",
        "position_id",
        "created_at",
        "used_at",
        "url",
        "question",
    }
    assert row["question"] is False
    assert (row["mode"], row["used_at"]) == ("close", None)

    spot.demo.call_service("tradehook", "revoke_position_link", {"link_id": row["link_id"]})
    answer = call(url)

    assert (answer.status_code, answer.json()["code"]) == (410, "link_revoked")
    spot.stays(filled.position_id)
    assert call(kept).status_code == 200
    (row,) = [row for row in links(spot, position_id=filled.position_id) if row["url"] == kept]
    assert row["used_at"] is not None


def test_token_that_nobody_made_is_404(spot: Trader) -> None:
    answer = call(f"{spot.demo.handles.base_url}/api/tradehook/link/{'x' * 43}")

    assert (answer.status_code, answer.json()["code"]) == (404, "link_unknown")


def test_link_needs_exactly_one_position(spot: Trader, filled: Position) -> None:
    other = spot.open_filled(ETH)
    assert other.entity_id == filled.entity_id

    message = spot.act_refused("create_position_link", entity_id=filled.entity_id, mode="close")

    assert "(position_ambiguous)" in message
    assert filled.position_id in message
    assert other.position_id in message
    call(link(spot, other, "close"))
    spot.until_status(other.position_id, "closed")
    spot.stays(filled.position_id)
    shown = spot.demo.states()[filled.entity_id]["attributes"]["size"]
    assert shown == pytest.approx(float(filled.size), rel=1e-3)


def links(trader: Trader, **which: str) -> list[Json]:
    """Return the links that there are."""
    rows: list[Json] = trader.demo.call_service(
        "tradehook", "list_position_links", which, return_response=True
    )["links"]
    return rows
