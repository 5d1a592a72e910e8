"""Which kind of account a key is of: asked at every opening, and the row that holds for it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
import re
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.port.exchange import (
    AccountKindError,
    OrderRefusedError,
    VenueError,
)
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Environment
from custom_components.tradehook.exchanges.venues.model.kinds import (
    AccountKind,
    AccountKinds,
    KindQuestion,
)
from custom_components.tradehook.exchanges.venues.model.venue import Venue
from custom_components.tradehook.trading.model.market import MarginMode
from tests.exchanges.live import Live, World, host, imitation, keys_of
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue


@asynccontextmanager
async def opened(
    code: str, fake: FakeVenue, *, row: Venue | None = None, **terms: Any
) -> AsyncIterator[Live]:
    """Open an account of a venue."""
    async with World(fake) as world, host(world) as surroundings:
        venue = row or VENUES[code]
        account = Live(CcxtExchange(venue, VenueResources(surroundings), keys_of(code), **terms))
        try:
            await account.exchange.open(account.ear)
            yield account
        finally:
            await account.exchange.close()


@pytest.mark.parametrize(
    ("code", "kind", "found"),
    [
        ("BYBI", "", "unified"),
        ("BYBI", "portfolio", "portfolio"),
        ("BYBIF", "", "unified"),
        ("BIFU", "", "single_asset"),
        ("BIFU", "multi_assets", "multi_assets"),
        ("BINA", "portfolio", None),
    ],
)
async def test_kind_is_found_out_by_asking(code: str, kind: str, found: str | None) -> None:
    fake = imitation(code)
    fake.account.kind = kind
    async with opened(code, fake, is_new=True) as account:
        assert account.exchange.account_kind == found
    assert not fake.sent("unknown")


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        ("BYBI", "classic", "Upgrade it to a unified trading account there"),
        ("BYBIF", "classic", "Upgrade it to a unified trading account there"),
        ("BYBIF", "portfolio", "Choose cross or isolated margin on Bybit"),
        ("BIFU", "portfolio", "Use an account, or a sub-account, without it"),
        ("BIFU", "credits", "credits trading mode (BNFCR)"),
    ],
)
async def test_kind_that_can_not_be_traded_is_refused_with_what_to_do(
    code: str, kind: str, sentence: str
) -> None:
    fake = imitation(code)
    fake.account.kind = kind
    if kind == "credits":
        fake.set_balance("BNFCR", 100, Kind.LINEAR)

    with pytest.raises(AccountKindError, match=re.escape(sentence)):
        async with opened(code, fake, is_new=True):
            pass

    if kind == "classic":
        return  # it is imitated no further
    # One that was set up before, and has become one of these, keeps its stops.
    async with opened(code, fake) as account:
        assert account.exchange.account_kind == kind


async def test_account_with_several_assets_as_margin_has_cross_margin_only() -> None:
    fake = imitation("BIFU")
    fake.account.kind = "multi_assets"
    async with opened("BIFU", fake) as account:
        assert account.exchange.margin_mode is MarginMode.CROSS
        symbol = "BTC/USDT:USDT"
        with pytest.raises(OrderRefusedError) as refused:
            await account.order(
                "buy", "0.01", symbol=symbol, leverage=5, margin_mode=MarginMode.ISOLATED
            )
        report = await account.order(
            "buy", "0.01", symbol=symbol, leverage=5, margin_mode=MarginMode.CROSS
        )
    assert refused.value.code == "margin_mode_differs"
    assert report.filled
    assert not fake.sent("set_margin_mode")


async def test_credits_that_are_listed_but_not_held_are_no_kind_of_their_own() -> None:
    fake = imitation("BIFU")
    fake.set_balance("BNFCR", 0, Kind.LINEAR)
    async with opened("BIFU", fake, is_new=True) as account:
        assert account.exchange.account_kind == "single_asset"


async def test_host_that_is_not_needed_may_be_away() -> None:
    fake = imitation("BIFU")
    fake.faults.append(Fault(effect=Effect.DROP, route="account_info", times=100))
    async with opened("BIFU", fake) as account:
        assert account.exchange.account_kind == "single_asset"
    assert fake.sent("account_info")


async def test_answer_that_is_needed_is_waited_for() -> None:
    fake = imitation("BYBI")
    fake.faults.append(Fault(effect=Effect.DROP, route="settings", times=100))
    with pytest.raises(VenueError):
        async with opened("BYBI", fake):
            pass


# What a venue's row can say


def _row(read: Any, **more: Any) -> Venue:
    def patient(row: Venue) -> Venue:
        options = {**row.client.options, "recvWindow": 4321}
        return replace(row, client=replace(row.client, options=options))

    question = KindQuestion(method="privateGetV5AccountInfo", read=read, **more)
    kinds = {
        "usual": AccountKind(title="a usual account"),
        "patient": AccountKind(title="a patient account", row=patient),
    }
    return replace(VENUES["BYBI"], account_kinds=AccountKinds(questions=(question,), kinds=kinds))


async def test_all_clients_are_made_for_the_kind() -> None:
    fake = imitation("BYBI")
    async with opened("BYBI", fake, row=_row(lambda _answer: "patient")) as account:
        assert account.exchange.venue.client.options["recvWindow"] == 4321
        assert account.client.options["recvWindow"] == 4321
        assert (await account.order("buy", "0.001")).venue_order_id
        # What it found out is asked anew with the next opening.
        await account.exchange.close()
        await account.exchange.open(account.ear)
        assert account.exchange.account_kind == "patient"


async def test_kind_that_is_not_told_is_not_guessed() -> None:
    fake = imitation("BYBI")
    with pytest.raises(AccountKindError, match="does not tell which kind of account this is"):
        async with opened("BYBI", fake, row=_row(lambda _answer: None)):
            pass


async def test_refusal_can_tell_a_kind() -> None:
    fake = imitation("BYBI")
    told = (re.compile(r'"retCode":\s*10005\b'), "patient")
    row = _row(lambda _answer: "usual", refusals=(told,))
    fake.faults.append(Fault(effect=Effect.UNKNOWN_OUTCOME, route="settings", code=10005))
    async with opened("BYBI", fake, row=row) as account:
        assert account.exchange.account_kind == "patient"


async def test_test_networks_are_what_the_row_says() -> None:
    row = VENUES["BYBI"]
    fake = imitation("BYBI")
    async with opened("BYBI", fake, row=row, environment=Environment.TESTNET) as account:
        assert account.exchange.account_kind == "unified"
