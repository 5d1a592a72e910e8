import { describe, expect, it } from "vitest";
import { curlOf, EMPTY, messageOf, NEW_TARGET, signalOf, type Form, once } from "../src/message";

const BTC = { ...EMPTY, symbol: "SIM_USDT_BTC" };
const HOOK = { url: "http://ha/x", exchange: "SIM", api_key: "k" };

function stop(fields: Partial<Form["stop_loss"]>): unknown {
  const form: Form = {
    ...BTC,
    origins: { ...EMPTY.origins, stop_loss: "signal" },
    stop_loss: { ...EMPTY.stop_loss, ...fields },
  };
  return signalOf(form, "SIM").stop_loss;
}

describe("the signal of a form", () => {
  it("has what was filled in, and leaves the rest to the bot", () => {
    expect(signalOf(BTC, "SIM")).toEqual({
      action: "open",
      exchange: "SIM",
      symbol: "SIM_USDT_BTC",
      side: "long",
    });
  });

  it("has a rule of DCA orders instead of a list", () => {
    const form: Form = {
      ...BTC,
      origins: { ...EMPTY.origins, dca_orders: "rule" },
      dca_orders: [{ unit: "percentage", level: "1", quantity_percentage: "100" }],
      dca_rule: { count: "5", step_percentage: "1.5", step_multiplier: "1.2", quantity_percentage: "100", size_multiplier: "" },
    };
    const signal = signalOf(form, "SIM");
    expect(signal.dca_rule).toEqual({ count: 5, step_percentage: 1.5, step_multiplier: 1.2, quantity_percentage: 100 });
    expect(signal).not.toHaveProperty("dca_orders");
  });

  it("has sections with numbers, as distances or prices", () => {
    const signal = signalOf(
      {
        ...BTC,
        order_type: "limit",
        signal_price: "60000.5",
        size: " 100 ",
        leverage: "3",
        adjust_fee: "false",
        signal_id: "a 1",
        tags: " breakout, eu,",
        origins: { take_profit: "signal", dca_orders: "signal", stop_loss: "bot" },
        take_profit: [
          { ...NEW_TARGET, level: "2", position_percentage: "50" },
          { ...NEW_TARGET, unit: "price", level: "70000", trailing_distance: "1" },
        ],
        dca_orders: [{ unit: "percentage", level: "1", quantity_percentage: "" }],
      },
      "SIM",
    );
    expect(signal).toEqual({
      action: "open",
      exchange: "SIM",
      symbol: "SIM_USDT_BTC",
      side: "long",
      order_type: "limit",
      signal_price: 60000.5,
      quote_amount: 100,
      leverage: 3,
      adjust_fee: false,
      signal_id: "a 1",
      tags: ["breakout", "eu"],
      take_profit: [
        { price_percentage: 2, position_percentage: 50 },
        { price: 70000, position_percentage: 100, trailing_distance: 1 },
      ],
      dca_orders: [{ price_percentage: 1 }],
    });
  });

  it("says that a section is explicitly none", () => {
    const none = { take_profit: "none", dca_orders: "none", stop_loss: "none" } as const;
    expect(signalOf({ ...BTC, origins: none }, "SIM")).toMatchObject({
      take_profit: [],
      dca_orders: [],
      stop_loss: null,
    });
  });

  it.each([
    [{ level: "2" }, { stop_percentage: 2 }],
    [{ unit: "price", level: "100" }, { stop_price: 100 }],
    [
      { level: "2", order_type: "STOP_LOSS_LIMIT", limit: "0.5" },
      { stop_percentage: 2, order_type: "STOP_LOSS_LIMIT", limit_percentage: 0.5 },
    ],
    [
      { level: "2", cool_down_amount: "3", cool_down_time_frame: "hour", cool_down_type: "candle_close" },
      { stop_percentage: 2, cool_down_amount: 3, cool_down_time_frame: "hour", cool_down_type: "candle_close" },
    ],
    [
      { level: "2", emergency_unit: "price", emergency: "90" },
      { stop_percentage: 2, emergency_stop_price: 90 },
    ],
    [
      { protection_type: "PRICE", trailing_percentage: "1", trailing_distance: "2" },
      { protection_type: "PRICE", trailing_percentage: 1, trailing_distance: 2 },
    ],
    [
      { level: "2", limit: "1", trailing_distance: "2", protection_type: "BREAK_EVEN" },
      { stop_percentage: 2, protection_type: "BREAK_EVEN" },
    ],
  ] as [Partial<Form["stop_loss"]>, object][])("has the stop %o", (fields, expected) => {
    expect(stop(fields)).toEqual(expected);
  });

  it("waits for a condition and expires", () => {
    const form = {
      ...BTC,
      condition: { price: "60000", time: "5", operator: "AND" },
      expiration: { time: "", price: "70000" },
    };
    expect(signalOf(form, "SIM")).toMatchObject({
      entry_condition: { price: 60000, time: 5, operator: "AND" },
      entry_expiration: { price: 70000 },
    });
    const operatorOnly = { ...BTC, condition: { price: "", time: "", operator: "AND" } };
    expect(signalOf(operatorOnly, "SIM").entry_condition).toBeUndefined();
  });

  it("keeps what would not survive as a number as it was typed", () => {
    const amount = (size: string) => signalOf({ ...BTC, size }, "SIM").quote_amount;
    expect(amount("0.12345678901234567890")).toBe("0.12345678901234567890");
    expect(amount("a lot")).toBe("a lot");
    expect(amount("")).toBeUndefined();
  });

  it("is only as long as its action needs", () => {
    const filled = { ...BTC, size: "5", leverage: "3", change: "50", price: "7", signal_id: "x" };
    expect(signalOf({ ...filled, action: "stop_bot" }, "SIM")).toEqual({ action: "stop_bot" });
    const market = { exchange: "SIM", symbol: "SIM_USDT_BTC", signal_id: "x" };
    expect(signalOf({ ...filled, action: "reduce", side: "" }, "SIM")).toEqual({
      action: "reduce",
      ...market,
      reduce_order: { quantity_percentage: 50 },
    });
    expect(
      signalOf({ ...filled, action: "increase", change_unit: "base_amount", order_type: "limit" }, "SIM"),
    ).toMatchObject({ increase_order: { base_amount: 50, price: 7 }, side: "long" });
    expect(signalOf({ ...filled, action: "close", order_type: "limit", side: "" }, "SIM")).toEqual({
      action: "close",
      ...market,
      order_type: "limit",
      price: 7,
    });
  });

  it("gives each reduction of an alert an id of its own", () => {
    const reduce = { ...BTC, action: "reduce", side: "long", change: "25" };
    expect(JSON.parse(messageOf(reduce, "SIM", "k", "s")).request_id).toBe(
      "reduce long 25 {{timenow}}",
    );
    expect(signalOf(reduce, "SIM")).not.toHaveProperty("request_id");
    for (const action of ["open", "increase", "close"]) {
      const message = JSON.parse(messageOf({ ...reduce, action }, "SIM", "k", "s"));
      expect(message).not.toHaveProperty("request_id");
    }
  });

  it("imagines what a strategy does", () => {
    const strategy = (transition: string) =>
      signalOf({ ...BTC, kind: "strategy", transition, size: "50" }, "SIM");
    expect(strategy("flat_long")).toEqual({
      strategy: {
        market_position: "long",
        prev_market_position: "flat",
        market_position_size: "1",
        prev_market_position_size: "0",
        order_action: "buy",
        contracts: "1",
      },
      exchange: "SIM",
      symbol: "SIM_USDT_BTC",
      quote_amount: 50,
    });
    expect(strategy("long_flat").strategy).toMatchObject({ order_action: "sell", market_position_size: "0" });
    expect(strategy("long_short").strategy).toMatchObject({ order_action: "sell", market_position: "short" });
  });
});

describe("the message of a form", () => {
  const parsed = (form: Form) => JSON.parse(messageOf(form, "SIM", "key", "secret")) as object;

  it("carries the credentials first", () => {
    expect(Object.keys(parsed({ ...EMPTY, action: "stop_bot" }))).toEqual([
      "api_key",
      "api_secret",
      "action",
    ]);
  });

  it("lets TradingView fill in what it knows", () => {
    expect(parsed({ ...BTC, chart_market: true, timestamp: true })).toMatchObject({
      exchange: "{{exchange}}",
      symbol: "{{ticker}}",
      timestamp: "{{timenow}}",
    });
    expect(parsed({ ...BTC, kind: "strategy" })).toMatchObject({
      strategy: {
        market_position: "{{strategy.market_position}}",
        prev_market_position_size: "{{strategy.prev_market_position_size}}",
        order_action: "{{strategy.order.action}}",
        contracts: "{{strategy.order.contracts}}",
      },
    });
  });

  it("has no placeholders on a command line, which survives quotes", () => {
    const line = curlOf({ ...BTC, chart_market: true, timestamp: true }, HOOK, "it's");
    expect(line).toContain(`"api_secret":"it'\\''s"`);
    expect(line).toContain(`"symbol":"SIM_USDT_BTC"`);
    expect(line).not.toContain("{{");
  });
});

describe("a signal that is sent by hand", () => {
  it.each([
    ["open", true],
    ["reverse", true],
    ["increase", true],
    ["reduce", true],
    ["modify", true],
    ["close", false],
    ["stop_bot", false],
  ])("bears an id of its own: %s %j", (action, has) => {
    const signal = once({ action }, { ...EMPTY, action });
    expect("request_id" in signal).toBe(has);
    expect(once({ action }, { ...EMPTY, action }).request_id === signal.request_id).toBe(!has);
  });
});
