"""The table of venues.

What is known of each was measured on the client's requests; where a row says nothing, the
venue does what most do.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from ...trading.model.market import MarketType
from .model import (
    BARE_ID,
    DEMO_TRADING,
    DIRECTION,
    ID,
    SANDBOX,
    TRIGGER,
    Address,
    Credential,
    Environment,
    FundingSource,
    IdFormat,
    LiquidationSource,
    MarginSetting,
    OpenResult,
    PositionModeQuery,
    Scan,
    Stops,
    SupportLevel,
    Switch,
    Venue,
)

_SPOT, _LINEAR = MarketType.SPOT, MarketType.LINEAR
_KEY_PAIR = (Credential.API_KEY, Credential.SECRET)
_WITH_PASSWORD = (*_KEY_PAIR, Credential.PASSWORD)
_SPOT_ONLY = {"fetchMarkets": {"types": ["spot"]}}

# A request that reaches Binance or Bybit later than `recvWindow` after it was signed is refused.
# So an order that is not there some seconds after that never will be.
_WINDOW = 5000
_BINANCE_OPTIONS = {
    "recvWindow": _WINDOW,
    "warnOnFetchOpenOrdersWithoutSymbol": False,
    "fetchMargins": False,
    "newOrderRespType": {"market": "FULL", "limit": "FULL"},
    "watchPositions": {"fetchPositionsSnapshot": False, "awaitPositionsSnapshot": False},
}
_BYBIT_ID = {"orderLinkId": ID}
_BYBIT_STOP = {
    "triggerPrice": TRIGGER,
    "triggerDirection": DIRECTION,
    "triggerBy": "LastPrice",
}

_ROWS = (
    Venue(
        code="BINA",
        name="Binance",
        client_id="binance",
        market_type=_SPOT,
        level=SupportLevel.WIRE_TESTED,
        environments={Environment.TESTNET: SANDBOX, Environment.DEMO: DEMO_TRADING},
        options=_BINANCE_OPTIONS | _SPOT_ONLY,
        # Its lists of "closed" orders leave out the cancelled ones.
        scan=Scan(finished="fetch_orders"),
        stops=Stops(params={"triggerPrice": TRIGGER}, kind="STOP_LOSS"),
        # 6,000 of its weights a minute are allowed, 100 orders in 10 s.
        burst=60_000,
        order_limits=((98, 10.5),),
        protection_cost=5,
        order_paths=("order",),
        streams_tell=True,
        id_in_trades="c",
        trades_page=1000,
        memory=timedelta(days=90),
        absence_after=8,
        poll_with="fetch_bids_asks",
    ),
    Venue(
        code="BIUS",
        name="Binance US",
        client_id="binanceus",
        market_type=_SPOT,
        options=_BINANCE_OPTIONS,
        scan=Scan(finished="fetch_orders"),
        burst=5_000,
        absence_after=8,
        poll_with="fetch_bids_asks",
    ),
    Venue(
        code="BIFU",
        name="Binance Futures",
        client_id="binanceusdm",
        market_type=_LINEAR,
        level=SupportLevel.WIRE_TESTED,
        environments={Environment.DEMO: DEMO_TRADING},
        options=_BINANCE_OPTIONS,
        scan=Scan(finished="fetch_orders"),
        stops=Stops(
            params={"triggerPrice": TRIGGER, "workingType": "CONTRACT_PRICE"},
            kind="STOP_MARKET",
            apart={"trigger": True},
            child="actualOrderId",
            pushed_id="aid",
            cancelled={"code": "200"},
        ),
        order_id_param="orderId",
        trades_by_order=False,
        trades_page=1000,
        trades_days=7,
        memory=timedelta(days=90),
        transfers=({"incomeType": "TRANSFER"},),
        ledger_page=1000,
        position_mode=PositionModeQuery.ASK,
        hedge_allowed=True,
        liquidations=LiquidationSource.ORDER_NAMES,
        funding=FundingSource.INCOME,
        tiers=True,
        leverage_query="fapiPrivateGetSymbolConfig",
        max_leverage=20,
        # 2,400 of its weights a minute are allowed: 570 at once, and 28.5 a second. To open an
        # account takes 130 of them. Of orders 300 in 10 s and 1,200 a minute, which cost nothing
        # or little besides; the client takes them for four times as much.
        burst=20_000,
        pace=0.7,
        order_cost=1,
        order_limits=((290, 10.5), (1180, 61.0)),
        protection_cost=6,
        order_paths=("order", "algoOrder"),
        streams_tell=True,
        id_in_trades="c",
        absence_after=8,
        poll_with="fetch_bids_asks",
    ),
    *(
        Venue(
            code=code,
            name=name,
            client_id="bybit",
            market_type=market_type,
            level=SupportLevel.WIRE_TESTED,
            environments={Environment.TESTNET: SANDBOX, Environment.DEMO: DEMO_TRADING},
            options={
                "recvWindow": _WINDOW,
                "fetchMarkets": {"types": [market_type.value]},
            },
            find=None,
            scan=Scan(finished="fetch_canceled_and_closed_orders", params=_BYBIT_ID),
            cancel=Address(params=_BYBIT_ID),
            # On spot the direction can't be said: a price that is past the trigger already would
            # make the stop wait for the way back.
            stops=None if market_type is _SPOT else Stops(params=_BYBIT_STOP),
            paged_orders=True,
            trades_limit=100,
            trades_page=100,
            trades_days=7,
            memory=timedelta(days=90),
            market_type_in_info="category",
            order_paths=("v5/order/create",),
            protection_cost=0 if market_type is _SPOT else 5,
            streams_tell=True,
            id_in_trades="orderLinkId",
            fee_currency_in_info="feeCurrency",
            settles=() if market_type is _SPOT else ("USDT", "USDC"),
            margin=MarginSetting.ACCOUNT,
            transfers=({"type": "TRANSFER_IN"}, {"type": "TRANSFER_OUT"}),
            position_mode=PositionModeQuery.ONE_WAY
            if market_type is _SPOT
            else PositionModeQuery.POSITION_INDEX,
            hedge_allowed=True,
            liquidations=LiquidationSource.UNTOLD
            if market_type is _SPOT
            else LiquidationSource.BUST_TRADES,
            funding=FundingSource.UNTOLD if market_type is _SPOT else FundingSource.LEDGER,
            max_leverage=1 if market_type is _SPOT else 25,
            envelope=("retCode", "result"),
            # 600 requests in 5 s are allowed to an address, and to an account 10 or 20 a second
            # of each endpoint.
            burst=1_000,
            request_share=10,
            endpoint_costs={}
            if market_type is _SPOT
            else {"v5/order/create": 5, "v5/order/cancel": 5},
            absence_after=8,
            prepare=("is_unified_enabled",),
        )
        for code, name, market_type in (
            ("BYBI", "Bybit", _SPOT),
            ("BYBIF", "Bybit Futures", _LINEAR),
        )
    ),
    *(
        Venue(
            code=code,
            name=name,
            client_id="okx",
            market_type=market_type,
            credentials=_WITH_PASSWORD,
            environments={
                Environment.DEMO: Switch("set_sandbox_mode", header="x-simulated-trading")
            },
            options={"fetchMarkets": {"types": ["spot" if market_type is _SPOT else "swap"]}},
            open_result=OpenResult(rows=("data", 0, "details"), currency="ccy", amount=("upl",)),
            margin=MarginSetting.WITH_LEVERAGE,
            position_mode=PositionModeQuery.ASK
            if market_type is _LINEAR
            else PositionModeQuery.ONE_WAY,
            max_leverage=1 if market_type is _SPOT else 20,
            envelope=("code", "data"),
            burst=2_000,
        )
        for code, name, market_type in (("OKEX", "OKX", _SPOT), ("OKEXF", "OKX Futures", _LINEAR))
    ),
    Venue(
        code="KUCN",
        name="Kucoin",
        client_id="kucoin",
        market_type=_SPOT,
        credentials=_WITH_PASSWORD,
        options={"uta": False} | _SPOT_ONLY,
        envelope=("code",),
        burst=3_000,
    ),
    Venue(
        code="KUCNF",
        name="Kucoin Futures",
        client_id="kucoinfutures",
        market_type=_LINEAR,
        credentials=_WITH_PASSWORD,
        options={"uta": False, "fetchMarkets": {"types": ["swap"]}},
        open_result=OpenResult(rows=("data",), currency=None, amount=("unrealisedPNL",)),
        margin=MarginSetting.ORDER,
        position_mode=PositionModeQuery.ASK,
        max_leverage=20,
        envelope=("code",),
        burst=3_000,
    ),
    Venue(
        code="KRKN",
        name="Kraken",
        client_id="kraken",
        market_type=_SPOT,
        level=SupportLevel.WIRE_TESTED,
        needs_currencies=True,
        find=None,
        finds_own_id=True,
        scan=Scan(params={"cl_ord_id": ID, "trades": True}),
        trade_ids_needed=True,
        trades_page=50,
        memory=timedelta(days=90),
        envelope=("error",),
        # Fifteen private requests, and one more every three seconds.
        burst=45_000,
        one_at_a_time=True,
    ),
    Venue(
        code="GATE",
        name="Gate.io",
        client_id="gate",
        market_type=_SPOT,
        environments={Environment.TESTNET: SANDBOX},
        options={"unifiedAccount": False} | _SPOT_ONLY,
        id_format=IdFormat.GATE,
        create_params={"clientOrderId": BARE_ID},
        find=Address(ID),
        cancel=Address(ID),
        buys_for_cost=True,
    ),
    Venue(
        code="bitget",
        name="Bitget",
        client_id="bitget",
        market_type=_SPOT,
        credentials=_WITH_PASSWORD,
        environments={Environment.DEMO: Switch("set_sandbox_mode", header="PAPTRADING")},
        options={"uta": False} | _SPOT_ONLY,
        scan=Scan(finished="fetch_canceled_and_closed_orders"),
        order_id_param="orderId",
        trades_by_order=False,
        buys_for_cost=True,
        envelope=("code", "data"),
    ),
    Venue(
        code="MEXC",
        name="MEXC",
        client_id="mexc",
        market_type=_SPOT,
        options={"recvWindow": _WINDOW, "fetchMarkets": {"types": {"spot": True, "swap": {}}}},
        burst=5_000,
        poll_every=4,
        # Its streams need a release of protobuf that Home Assistant does not allow.
        streams=False,
    ),
    Venue(
        code="HUBI",
        name="Huobi/HTX",
        client_id="htx",
        market_type=_SPOT,
        options={"fetchMarkets": {"types": {"spot": True, "linear": False, "inverse": False}}},
        buys_for_cost=True,
        burst=2_000,
        prepare=("load_accounts",),
    ),
    Venue(
        code="GDAX",
        name="Coinbase",
        client_id="coinbase",
        market_type=_SPOT,
        create_params={"client_order_id": ID},
        find=None,
        scan=Scan(finished="fetch_orders"),
        cancel=None,
        order_id_param="order_ids",
        trades_by_order=False,
        buys_for_cost=True,
    ),
    Venue(
        code="CRO",
        name="Crypto.com",
        client_id="cryptocom",
        market_type=_SPOT,
        environments={Environment.TESTNET: SANDBOX},
        create_params={"client_oid": ID},
        find=None,
        scan=Scan(finished="fetch_orders"),
        cancel=None,
        trades_by_order=False,
    ),
    Venue(
        code="BVVO",
        name="Bitvavo",
        client_id="bitvavo",
        market_type=_SPOT,
        options={"operatorId": 7468},
        id_format=IdFormat.UUID,
        scan=Scan(finished="fetch_orders"),
        id_in_info="clientOrderId",
        trades_by_order=False,
        burst=5_000,
    ),
    Venue(
        code="WOO",
        name="WOO X",
        client_id="woo",
        market_type=_SPOT,
        credentials=(*_KEY_PAIR, Credential.UID),
        environments={Environment.TESTNET: SANDBOX},
        id_format=IdFormat.NUMBER,
        scan=Scan(finished="fetch_orders"),
    ),
    *(
        Venue(
            code=code,
            name=name,
            client_id="hyperliquid",
            market_type=market_type,
            credentials=(Credential.WALLET_ADDRESS, Credential.PRIVATE_KEY),
            environments={Environment.TESTNET: SANDBOX},
            options={
                "fetchMarkets": {"types": ["spot" if market_type is _SPOT else "swap"]},
                "builderFee": False,
                "refSet": True,
            },
            id_format=IdFormat.HEX_0X,
            find=Address(ID, {"clientOrderId": ID}),
            scan=Scan(finished="fetch_orders"),
            trades_by_order=False,
            market_price_needed=True,
            open_result=None
            if market_type is _SPOT
            else OpenResult(
                rows=("assetPositions",), currency=None, amount=("position", "unrealizedPnl")
            ),
            max_leverage=1 if market_type is _SPOT else 3,
            burst=10_000,
            # It would approve a fee for the client's makers, and a referrer, with the user's key.
            stubs=("handle_builder_fee_approval", "set_ref"),
        )
        for code, name, market_type in (
            ("HYPERLIQUID", "Hyperliquid", _SPOT),
            ("HYPERLIQUIDF", "Hyperliquid Perpetuals", _LINEAR),
        )
    ),
    Venue(
        code="BMEX",
        name="BitMEX",
        client_id="bitmex",
        market_type=_LINEAR,
        # It counts in the smallest unit of each currency, which only their list tells.
        needs_currencies=True,
        environments={Environment.TESTNET: SANDBOX},
        find=None,
        scan=Scan(finished="fetch_orders", params={"filter": {"clOrdID": ID}}),
        trades_by_order=False,
        open_result=OpenResult(
            rows=(),
            currency="currency",
            amount=("unrealisedPnl",),
            whole="marginBalance",
            minor=True,
        ),
        max_leverage=10,
        burst=5_000,
    ),
    Venue(
        code="BITMF",
        name="BitMart Futures",
        client_id="bitmart",
        market_type=_LINEAR,
        credentials=(*_KEY_PAIR, Credential.UID),
        # By itself the client asks for the spot wallet.
        options={"fetchBalance": {"type": "swap"}},
        find=None,
        trades_by_order=False,
        # The client's total leaves out what positions bind.
        open_result=OpenResult(
            rows=("data",), currency="currency", amount=("unrealized",), whole="equity"
        ),
        margin=MarginSetting.ORDER,
        position_mode=PositionModeQuery.ASK,
        max_leverage=10,
    ),
    Venue(
        code="bitmart",
        name="BitMart",
        client_id="bitmart",
        market_type=_SPOT,
        # Otherwise the client overlooks the cost that it is given.
        options={"createMarketBuyOrderRequiresPrice": False},
        credentials=(*_KEY_PAIR, Credential.UID),
        buys_for_cost=True,
    ),
    Venue(
        code="HITB",
        name="HitBTC",
        client_id="hitbtc",
        market_type=_SPOT,
        environments={Environment.TESTNET: SANDBOX},
        # Here the client order id is the order's id.
        find=Address(ID),
        cancel=Address(ID),
        id_in_info="client_order_id",
        trades_by_order=False,
    ),
    Venue(
        code="PLNX",
        name="Poloniex",
        client_id="poloniex",
        market_type=_SPOT,
        find=Address(f"cid:{ID}"),
        cancel=Address(f"cid:{ID}"),
        scan=Scan(finished=None),
        buys_for_cost=True,
    ),
)

VENUES: Mapping[str, Venue] = MappingProxyType({row.code: row for row in _ROWS})
"""The venues that accounts can be made for, by code."""


def venue(code: str) -> Venue:
    """Return a venue by its code; raises KeyError."""
    return VENUES[code]
