"""Test that every example of docs/signals.md does what the page says, on a real account."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
import json
from pathlib import Path
import re
from typing import Final

import pytest

from custom_components.tradehook.exchanges.simulated_market import SimulatedMarket
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.trading.admission.checks.filters import (
    MAX_BALANCE_AGE,
    MAX_PRICE_AGE,
)
from custom_components.tradehook.trading.model.facts import CloseReason
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.model.sections import (
    ConditionOperator,
    CoolDownType,
    Protection,
    StopOrderType,
    TimeFrame,
)
from custom_components.tradehook.trading.sender_access import TRADINGVIEW, Lockout
from custom_components.tradehook.trading.settings.settings import BotSettings
from custom_components.tradehook.trading.signal.fields.reader import MAX_ITEMS
from custom_components.tradehook.trading.signal.fields.report import MAX_ERRORS
from custom_components.tradehook.trading.signal.fields.sections import PROTECTIONS_BY_TARGET
from custom_components.tradehook.trading.signal.fields.values import MAX_DIGITS, MAX_EXPONENT
from custom_components.tradehook.trading.signal.json_body import MAX_BODY, MAX_DEPTH
from custom_components.tradehook.trading.signal.parse import FIELDS
from custom_components.tradehook.trading.signal.signal import Action
from tests.execution.house import KEY, SECRET, House, Plan, house

PAGE = (Path(__file__).parent.parent / "docs" / "signals.md").read_text()
BLOCK = re.compile(r"<!-- (example|answer) (\w+)(?:: ([^>]+))? -->\n```json\n(.*?)```", re.DOTALL)
ANYTHING = "…"
DEFAULTS = BotSettings(name="Bot", quote="USDT")
MINUTE = timedelta(minutes=1)
MARKET: Final = {
    MarketType.SPOT: ("BTC/USDT", "BTCUSDT"),
    MarketType.LINEAR: ("BTC/USDT:USDT", "BTCUSDT.P"),
}
BEFORE, AFTER = 60_000, 59_000
"""The price when an example is sent, and the one to which it then falls: limit entries fill."""
FILLED_IN = {
    "close": str(BEFORE),
    "strategy.market_position": "long",
    "strategy.prev_market_position": "flat",
    "strategy.market_position_size": "2",
    "strategy.prev_market_position_size": "0",
    "strategy.order.action": "buy",
    "strategy.order.contracts": "2",
}
"""What TradingView puts in place of its placeholders, beside the ticker and the time."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message of the page, the market it is for, what comes before it and what it comes to."""

    name: str
    market_type: MarketType
    status: int
    after: tuple[str, ...]
    text: str

    @property
    def signals(self) -> list[dict[str, object]]:
        """Return the signals of the message."""
        found = json.loads(self.text)
        return found if isinstance(found, list) else [found]

    def body(self) -> bytes:
        """Return the message as TradingView would send it for a bot of the tests."""
        text = self.text.replace("YOUR_KEY", KEY).replace("YOUR_SECRET", SECRET)
        values = FILLED_IN | {
            "ticker": MARKET[self.market_type][1],
            "timenow": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for name, value in values.items():
            text = text.replace("{{" + name + "}}", value)
        return text.encode()


def example(name: str, options: str, text: str) -> Example:
    """Read an example's options, such as `futures, after open`."""
    words = options.split(", ")
    return Example(
        name=name,
        market_type=MarketType.SPOT if words[0] == "spot" else MarketType.LINEAR,
        status=422 if "refused" in words else 200 if "test" in words else 202,
        after=tuple(word.removeprefix("after ") for word in words if word.startswith("after ")),
        text=text,
    )


EXAMPLES = {
    name: example(name, options, text)
    for kind, name, options, text in BLOCK.findall(PAGE)
    if kind == "example"
}
ANSWERS = {
    name: json.loads(text) for kind, name, _, text in BLOCK.findall(PAGE) if kind == "answer"
}
COMES_TO: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    # status, side and signal id ("" = any) of each position afterwards, the oldest first
    "first": (("open", "long", ""),),
    "tradingview": (("open", "long", ""),),
    "wrong": (),
    "open": (("open", "long", "trade-1"),),
    "risk": (("open", "long", ""),),
    "test": (),
    "increase": (("open", "long", "trade-1"),),
    "reduce": (("open", "long", "trade-1"),),
    "close": (("closed", "long", "trade-1"),),
    "cancel": (("open", "long", "trade-1"),),
    "close_all": (("closed", "long", "trade-1"),),
    "modify": (("open", "long", "trade-1"),),
    "reverse": (("closed", "long", "trade-1"), ("open", "short", "trade-2")),
    "start_bot": (),
    "start_and_open": (("open", "long", ""),),
    "stop_bot": (),
    "stop_and_close": (("closed", "long", ""),),
    "strategy": (("open", "long", ""),),
    "several": (("closed", "long", "trade-1"), ("open", "long", "")),
}


@asynccontextmanager
async def sent(plan: Plan, this: Example) -> AsyncIterator[tuple[House, SignalResponse]]:
    """Send an example to a new account, behind those that come before it."""
    plan.market_type = this.market_type
    symbol = MARKET[this.market_type][0]
    async with house(plan) as home:
        for name in this.after:
            await home.price(BEFORE, symbol)
            before = await home.post(EXAMPLES[name].body())
            assert before.accepted, before.body
            await home.settle()
            await home.price(AFTER, symbol)
        if not this.after:
            await home.price(BEFORE, symbol)
        answer = await home.post(this.body())
        await home.settle()
        if not this.after:
            await home.price(AFTER, symbol)
        yield home, answer


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Return the plan of a house with one bot."""
    return Plan(path=tmp_path / "account.db")


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_says_when_it_was_made(name: str) -> None:
    """Test that whoever copies an example has alerts that keep their order."""
    assert {one["timestamp"] for one in EXAMPLES[name].signals} == {"{{timenow}}"}


@pytest.mark.parametrize("name", EXAMPLES)
async def test_example_is_what_the_bot_takes(plan: Plan, name: str) -> None:
    """Test status, warnings, answer, and what the positions are afterwards."""
    async with sent(plan, EXAMPLES[name]) as (home, answer):
        assert answer.status == EXAMPLES[name].status, answer.body
        for part in [one.body for one in answer.parts or (answer,)]:
            assert "warnings" not in part
            assert part["receipt_id"]
        if name in ANSWERS:
            assert shown(answer.body, ANSWERS[name]) == ANSWERS[name]
        rows = sorted(await home.positions(), key=lambda row: str(row["opened_at"]))
        found = tuple((row["status"], row["side"], row["signal_id"]) for row in rows)
        wanted = COMES_TO[name]
        assert len(found) == len(wanted)
        for (status, side, signal_id), expected in zip(found, wanted, strict=True):
            assert (status, side) == expected[:2]
            assert signal_id == expected[2] or (not expected[2] and str(signal_id).startswith("g-"))


def shown(value: object, like: object) -> object:
    """Return an answer as the page shows it, with … where that has it."""
    if like == ANYTHING:
        return ANYTHING
    if isinstance(value, Mapping) and isinstance(like, Mapping):
        return {key: shown(inner, like.get(key)) for key, inner in value.items()}
    if isinstance(value, list) and isinstance(like, list) and len(value) == len(like):
        return [shown(inner, other) for inner, other in zip(value, like, strict=True)]
    return value


async def test_increase_and_reduce_change_the_size(plan: Plan) -> None:
    """Test that the examples add and sell half of what the example of `open` bought."""
    sizes = {}
    for name in ("open", "increase", "reduce"):
        plan.path = plan.path.with_name(f"{name}.db")
        async with sent(plan, EXAMPLES[name]) as (home, _):
            sizes[name] = float(str((await home.only())["size"]))
    assert sizes["increase"] / sizes["open"] == pytest.approx(1.5, rel=0.01)
    assert sizes["reduce"] / sizes["open"] == pytest.approx(0.5, rel=0.01)


async def test_plan_has_what_the_page_says(plan: Plan) -> None:
    """Test the keys of the plan that the page names."""
    async with sent(plan, EXAMPLES["test"]) as (_, answer):
        told = answer.body["plan"]
        assert isinstance(told, dict)
        named = {"orders", "cancels", "notional", "margin", "currency", "worst_loss"}
        assert named <= told.keys()
        assert all(f"`{key}`" in PAGE for key in named)


def test_every_block_is_an_example_or_an_answer() -> None:
    """Test that no JSON of the page goes untested."""
    assert PAGE.count("```json") == len(BLOCK.findall(PAGE)) == len(EXAMPLES) + len(ANSWERS)


def test_every_action_has_an_example() -> None:
    """Test that each action, and a strategy alert, is shown once in full."""
    told = {signal.get("action") for one in EXAMPLES.values() for signal in one.signals}
    assert {action.value for action in Action} <= told
    assert any("strategy" in signal for one in EXAMPLES.values() for signal in one.signals)


@pytest.mark.parametrize(
    "word",
    sorted(
        FIELDS
        | {str(word) for words in (Action, Protection, StopOrderType, TimeFrame) for word in words}
        | {str(word) for words in (CoolDownType, ConditionOperator) for word in words}
        | {"position_percentage", "quantity_percentage", "price_percentage", "trailing_distance"}
        | {"stop_percentage", "stop_price", "limit_percentage", "limit_price"}
        | {"cool_down_amount", "cool_down_time_frame", "cool_down_type", "protection_type"}
        | {"emergency_stop_percentage", "emergency_stop_price", "trailing_percentage"}
        | {"time", "operator"}
    ),
)
def test_field_or_word_is_explained(word: str) -> None:
    """Test that the page names it in prose or a table, not only in an example."""
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    assert f"`{word}`" in prose


@pytest.mark.parametrize(
    "sentence",
    [
        f"at most {MAX_BODY // 1024} KiB, nests at most {MAX_DEPTH} deep",
        f"lists hold at most {MAX_ITEMS} entries",
        f"at most {MAX_DIGITS}, between 1e-{MAX_EXPONENT} and 1e{MAX_EXPONENT}",
        f"of more than {MAX_ERRORS} the rest is counted",
        f"{Lockout.ATTEMPTS} of them within {Lockout.WITHIN // MINUTE} minutes",
        f"locked out for {Lockout.LOCKED_FOR // MINUTE} minute",
        f"counts what adds exposure, {DEFAULTS.rate_limit} a minute unless changed",
        f"time limit ({DEFAULTS.time_limit} s unless changed)",
        f"unfilled after {DEFAULTS.limit_stop_timeout} s (bot setting)",
        f"within {DEFAULTS.duplicate_window} s of the first (bot setting",
        f"Prices older than {MAX_PRICE_AGE} s or balances older than {MAX_BALANCE_AGE} s",
        f"Open positions per market* ({DEFAULTS.max_positions_per_market} unless changed)",
    ],
)
def test_number_is_that_of_the_code(sentence: str) -> None:
    """Test the limits and defaults that the page tells."""
    assert sentence in " ".join(PAGE.split())


def test_protections_that_need_targets_are_those_of_the_page() -> None:
    """Test the sentence on the two of them."""
    assert {"BREAK_EVEN", "FOLLOW_TAKE_PROFIT"} == PROTECTIONS_BY_TARGET
    assert "Both need two targets" in PAGE


def test_tradingviews_addresses_are_those_of_the_code() -> None:
    """Test that the page lists all of them."""
    assert set(re.findall(r"\d+\.\d+\.\d+\.\d+", PAGE)) == TRADINGVIEW


def test_table_of_exchanges_is_complete() -> None:
    """Test that the page has every code with its name."""
    table = PAGE.partition("| code | exchange | | code | exchange |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()[2:]]
    listed = dict(pair for row in rows for pair in ((row[1], row[2]), (row[4], row[5])) if pair[0])
    expected = {code: row.name for code, row in VENUES.items()}
    assert listed == expected | {SimulatedMarket.code: "Simulated market"}


def test_every_reason_for_the_end_of_a_position_is_listed() -> None:
    """Test that the page lists the reasons that there are, in their order, and no other."""
    section = PAGE.partition("## Why a position ended\n")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)[1:] == list(CloseReason)
