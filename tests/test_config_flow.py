"""Tests of the flows that add and change an account."""

from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType, InvalidData
import pytest

from tests.face import account_entry
from tests.flow_steps import DOMAIN, filled, start_account, submit

pytestmark = pytest.mark.usefixtures("config_folder")


async def test_defaults_make_a_paper_spot_account(hass: HomeAssistant) -> None:
    """Test that who changes nothing gets an account that works."""
    result = await submit(hass, await start_account(hass))
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "Paper spot account"
    entry = result["result"]
    seed = entry.data["seed"]
    assert dict(entry.data) == {
        "account_type": "paper",
        "price_source": "simulated",
        "seed": seed,
        "market_type": "spot",
        "currency": "USDT",
        "starting_balance": "10000",
        "maker_fee": "0.1",
        "taker_fee": "0.1",
        "slippage": "0.05",
    }
    assert entry.options["only_admins_trade"] is True
    assert entry.options["manual"]["settings"]["sides"] == ["long"]
    assert entry.unique_id == f"paper-{seed:08x}"
    assert entry.state is ConfigEntryState.LOADED


async def test_an_account_with_a_first_bot_needs_no_answer(hass: HomeAssistant) -> None:
    """Test that one choice makes an account and a running bot that has a target and a stop."""
    result = await hass.config_entries.flow.async_init(DOMAIN, context={"source": "user"})
    chosen = {"next_step_id": "quick"}
    result = await hass.config_entries.flow.async_configure(result["flow_id"], chosen)
    await hass.async_block_till_done()

    assert (result["type"], result["title"]) == (FlowResultType.CREATE_ENTRY, "Paper spot account")
    assert "next_flow" not in result
    entry = result["result"]
    assert entry.state is ConfigEntryState.LOADED
    (bot_id,) = entry.subentries
    bot = entry.runtime_data.bots[bot_id]
    settings = bot.settings
    assert (bot.is_on, settings.name, settings.size) == (True, "Signal bot", 100)
    assert [level.level.percentage for level in settings.take_profit] == [4]
    assert settings.stop_loss.level.percentage == 2
    assert settings.sides == {"long"}


async def test_fees_and_balance_keep_every_digit(hass: HomeAssistant) -> None:
    """Test that numbers are kept as they were typed, whether as a number or as text."""
    changes = {
        "starting_balance": "123456789.123456789",
        "maker_fee": 0.02,
        "taker_fee": "0.0500",
        "slippage": 0,
        "currency": "BTC",
    }
    result = await submit(hass, await start_account(hass), changes)

    data = result["result"].data
    assert data["starting_balance"] == "123456789.123456789"
    assert (data["maker_fee"], data["taker_fee"], data["slippage"]) == ("0.02", "0.05", "0")
    assert data["currency"] == "BTC"


async def test_futures_account_asks_for_leverage_funding_and_hedge_mode(
    hass: HomeAssistant,
) -> None:
    """Test the second step, which only futures have."""
    result = await submit(hass, await start_account(hass), {"market_type": "linear"})
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "futures")

    changes = {"max_leverage": 50, "funding_rate": 0.01, "hedge_mode": True}
    result = await submit(hass, result, changes)
    await hass.async_block_till_done()

    assert result["title"] == "Paper futures account"
    entry = result["result"]
    assert (entry.data["max_leverage"], entry.data["hedge_mode"]) == (50, True)
    assert entry.data["funding_rate"] == "0.01"
    assert entry.state is ConfigEntryState.LOADED


async def test_futures_account_charges_no_funding_unless_told_to(hass: HomeAssistant) -> None:
    """Test the defaults of the second step."""
    result = await submit(hass, await start_account(hass), {"market_type": "linear"})

    data = (await submit(hass, result))["result"].data

    assert (data["max_leverage"], data["funding_rate"], data["hedge_mode"]) == (20, "0", False)


async def test_several_accounts_have_different_titles_and_ids(hass: HomeAssistant) -> None:
    """Test that the same answers may be given again: play money comes in any number."""
    results = [await submit(hass, await start_account(hass)) for _ in range(3)]

    titles = [result["title"] for result in results]
    assert titles == ["Paper spot account", "Paper spot account 2", "Paper spot account 3"]
    assert len({result["result"].unique_id for result in results}) == 3


async def test_same_account_twice_is_refused(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that two accounts can't share a simulated market's seed, which identifies it."""
    monkeypatch.setattr("secrets.randbits", lambda _bits: 7)
    await submit(hass, await start_account(hass))

    result = await submit(hass, await start_account(hass))

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "already_configured")


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"starting_balance": 0}, {"starting_balance": "balance_out_of_range"}),
        ({"starting_balance": -5}, {"starting_balance": "balance_out_of_range"}),
        ({"starting_balance": "1000000000.01"}, {"starting_balance": "balance_out_of_range"}),
        ({"maker_fee": 10.1}, {"costs": "costs_out_of_range"}),
        ({"taker_fee": -0.1}, {"costs": "costs_out_of_range"}),
        ({"slippage": 11}, {"costs": "costs_out_of_range"}),
        ({"market_type": "linear", "currency": "BTC"}, {"currency": "currency_not_traded"}),
        (
            {"starting_balance": 0, "slippage": 11},
            {"starting_balance": "balance_out_of_range", "costs": "costs_out_of_range"},
        ),
    ],
)
async def test_wrong_answer_is_explained_and_can_be_corrected(
    hass: HomeAssistant, wrong: dict[str, Any], errors: dict[str, str]
) -> None:
    """Test that each error names its field or section, and the flow goes on to an account."""
    result = await submit(hass, await start_account(hass), wrong)

    assert (result["type"], result["errors"]) == (FlowResultType.FORM, errors)
    right = {
        "market_type": "spot",
        "starting_balance": 500,
        "maker_fee": 0.1,
        "taker_fee": 0.1,
        "slippage": 0.1,
    }
    result = await submit(hass, result, right)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].data["starting_balance"] == "500"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "ten", None, True, [1], "1e99999", "1" * 65])
async def test_no_number_is_no_balance(hass: HomeAssistant, value: object) -> None:
    """Test that what isn't a finite number does not get past the form."""
    result = await start_account(hass)

    with pytest.raises(InvalidData):
        await hass.config_entries.flow.async_configure(
            result["flow_id"],
            {"market_type": "spot", "currency": "USDT", "starting_balance": value},
        )

    assert (await submit(hass, result))["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"max_leverage": 0}, {"max_leverage": "leverage_out_of_range"}),
        ({"max_leverage": 126}, {"max_leverage": "leverage_out_of_range"}),
        ({"funding_rate": "4.0001"}, {"funding_rate": "funding_out_of_range"}),
        ({"funding_rate": "-4.0001"}, {"funding_rate": "funding_out_of_range"}),
    ],
)
async def test_wrong_number_of_futures_is_explained_and_can_be_corrected(
    hass: HomeAssistant, wrong: dict[str, Any], errors: dict[str, str]
) -> None:
    """Test the limits of the second step."""
    result = await submit(hass, await start_account(hass), {"market_type": "linear"})

    result = await submit(hass, result, wrong)

    assert result["errors"] == errors
    result = await submit(hass, result, {"max_leverage": 125, "funding_rate": -4})
    assert result["result"].data["max_leverage"] == 125
    assert result["result"].data["funding_rate"] == "-4"


async def test_fraction_is_no_leverage(hass: HomeAssistant) -> None:
    """Test that leverage is whole."""
    result = await submit(hass, await start_account(hass), {"market_type": "linear"})

    with pytest.raises(InvalidData):
        await submit(hass, result, {"max_leverage": 2.5})

    assert (await submit(hass, result, {"max_leverage": 2.0}))["result"].data["max_leverage"] == 2


async def test_a_new_account_goes_on_with_its_first_bot(hass: HomeAssistant) -> None:
    """Test that the browser is led to the bot's flow, which makes a bot of this account."""
    result = await submit(hass, await start_account(hass))

    kind, flow_id = result["next_flow"]
    assert kind == "config_subentries_flow"
    flow = hass.config_entries.subentries.async_get(flow_id)
    assert flow["handler"] == (result["result"].entry_id, "bot")


@pytest.mark.parametrize(
    ("market_type", "changes"),
    [
        ("spot", {"maker_fee": 0.2, "taker_fee": 0.3, "slippage": 0}),
        (
            "linear",
            {
                "maker_fee": 0.2,
                "taker_fee": 0.3,
                "slippage": 0,
                "max_leverage": 5,
                "funding_rate": -0.01,
            },
        ),
    ],
)
async def test_costs_can_be_changed(
    hass: HomeAssistant, market_type: str, changes: dict[str, Any]
) -> None:
    """Test that reconfiguring changes these fields, keeps all others and reloads the account."""
    entry = account_entry(market_type=market_type)
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    before = dict(entry.data)
    account = entry.runtime_data
    result: Any = await entry.start_reconfigure_flow(hass)
    assert result["step_id"] == "reconfigure_paper"

    result = await submit(hass, result, changes | {"slippage": 99})
    assert result["errors"] == {"slippage": "costs_out_of_range"}
    result = await submit(hass, result, changes)
    await hass.async_block_till_done()

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "reconfigure_successful")
    stored = {key: value if key == "max_leverage" else str(value) for key, value in changes.items()}
    assert dict(entry.data) == before | stored
    assert entry.state is ConfigEntryState.LOADED
    assert entry.runtime_data is not account


async def test_costs_of_a_form_of_before_take_back_nothing_else(hass: HomeAssistant) -> None:
    entry = account_entry()
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    old: Any = await entry.start_reconfigure_flow(hass)
    await submit(hass, await entry.start_reconfigure_flow(hass), {"slippage": 0.3})

    await submit(hass, old, {"taker_fee": 0.2})

    assert (entry.data["slippage"], entry.data["taker_fee"]) == ("0.3", "0.2")


async def access_options(hass: HomeAssistant, entry: ConfigEntry) -> Any:
    """Return the form of who may trade, which the options' menu leads to."""
    flows = hass.config_entries.options
    menu: Any = await flows.async_init(entry.entry_id)
    return await flows.async_configure(menu["flow_id"], {"next_step_id": "access"})


async def test_limits_of_the_account_hold_at_once(hass: HomeAssistant) -> None:
    """Test that they begin off, that a limit has to be above 0, and that nothing is reloaded."""
    await submit(hass, await start_account(hass))
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    account = entry.runtime_data
    flows = hass.config_entries.options
    menu: Any = await flows.async_init(entry.entry_id)
    form: Any = await flows.async_configure(menu["flow_id"], {"next_step_id": "account_limits"})
    answers = filled(form, {})
    assert {answer["mode"] for answer in answers.values()} == {"off"}

    answers["exposure"] = {"mode": "block", "value": 0, "unit": "amount"}
    answers["drawdown"] = {"mode": "warn", "value": 100}
    form = await flows.async_configure(form["flow_id"], answers)
    assert form["errors"] == {"exposure": "limit_not_positive", "drawdown": "drawdown_too_large"}

    answers["exposure"]["value"] = 50
    answers["drawdown"]["value"] = 99.5
    done: Any = await flows.async_configure(form["flow_id"], answers)
    await hass.async_block_till_done()
    assert done["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["account_limits"]["exposure"] == {
        "mode": "block",
        "value": "50",
        "unit": "amount",
    }
    assert entry.runtime_data is account
    bot_id = next(iter(account.bots))
    market = {"symbol": "BTC/USDT", "side": "long", "quote_amount": 51}
    answer = await account.send_signal(bot_id, {"action": "open", "exchange": "SIM", **market})
    assert answer.body["code"] == "account_exposure_reached"


async def test_limits_of_a_form_of_before_take_back_no_other_limit(hass: HomeAssistant) -> None:
    await submit(hass, await start_account(hass))
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    flows = hass.config_entries.options

    async def form() -> Any:
        menu: Any = await flows.async_init(entry.entry_id)
        return await flows.async_configure(menu["flow_id"], {"next_step_id": "account_limits"})

    old, new = await form(), await form()
    exposure = {"mode": "block", "value": 50, "unit": "amount"}
    await flows.async_configure(new["flow_id"], {**filled(new, {}), "exposure": exposure})
    drawdown = {"mode": "warn", "value": 5}
    await flows.async_configure(old["flow_id"], {**filled(old, {}), "drawdown": drawdown})

    limits = entry.options["account_limits"]
    assert (limits["exposure"]["mode"], limits["drawdown"]["mode"]) == ("block", "warn")


async def test_a_form_of_before_does_not_let_everybody_trade_again(hass: HomeAssistant) -> None:
    await submit(hass, await start_account(hass))
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    flows = hass.config_entries.options
    everybody = {"only_admins_trade": False, "ledger_megabytes": 200}
    await flows.async_configure((await access_options(hass, entry))["flow_id"], everybody)
    old, new = await access_options(hass, entry), await access_options(hass, entry)
    await flows.async_configure(new["flow_id"], everybody | {"only_admins_trade": True})

    await flows.async_configure(old["flow_id"], everybody | {"ledger_megabytes": 300})

    options = entry.options
    assert (options["only_admins_trade"], options["ledger_megabytes"]) == (True, 300)


async def test_the_own_bot_keeps_what_another_form_has_given_it(hass: HomeAssistant) -> None:
    await submit(hass, await start_account(hass))
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    flows = hass.config_entries.options

    async def form(step: str) -> Any:
        menu: Any = await flows.async_init(entry.entry_id)
        return await flows.async_configure(menu["flow_id"], {"next_step_id": step})

    async def send(shown: Any, **changes: Any) -> None:
        told = await flows.async_configure(shown["flow_id"], filled(shown, changes))
        if told["type"] is FlowResultType.MENU:
            await flows.async_configure(told["flow_id"], {"next_step_id": "save"})

    old = await form("limits")
    await send(await form("exits"), stop_percentage=3)
    await send(old, max_positions=2)

    stored = entry.options["manual"]["settings"]
    assert stored["max_positions"] == 2
    assert stored["stop_loss"]["stop_percentage"] == "3"


async def test_who_may_trade_is_an_option(hass: HomeAssistant) -> None:
    """Test the options, which begin with administrators only."""
    await submit(hass, await start_account(hass))
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    result: Any = await access_options(hass, entry)
    assert result["data_schema"]({})["only_admins_trade"] is True

    result = await hass.config_entries.options.async_configure(
        result["flow_id"], {"only_admins_trade": False, "ledger_megabytes": 200}
    )
    await hass.async_block_till_done()

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert entry.options["only_admins_trade"] is False
    result = await access_options(hass, entry)
    assert result["data_schema"]({})["only_admins_trade"] is False


async def test_how_large_the_ledger_may_become_is_an_option(hass: HomeAssistant) -> None:
    """Test that it begins with 200 MB, and leaves the other options as they are."""
    await submit(hass, await start_account(hass))
    entry = hass.config_entries.async_entries(DOMAIN)[0]
    result: Any = await access_options(hass, entry)
    assert result["data_schema"]({})["ledger_megabytes"] == 200
    with pytest.raises(InvalidData):
        await hass.config_entries.options.async_configure(
            result["flow_id"], {"only_admins_trade": True, "ledger_megabytes": 9}
        )

    await hass.config_entries.options.async_configure(
        result["flow_id"], {"only_admins_trade": True, "ledger_megabytes": 50.0}
    )
    await hass.async_block_till_done()

    kept = {key: value for key, value in entry.options.items() if key != "manual"}
    assert kept == {"only_admins_trade": True, "ledger_megabytes": 50}
    assert entry.options["manual"]["settings"]["name"] == "Manual"
    result = await access_options(hass, entry)
    assert result["data_schema"]({}) == {"only_admins_trade": True, "ledger_megabytes": 50}
