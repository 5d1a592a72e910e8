import { describe, expect, it } from "vitest";
import { filledOf, placeholdersOf, valueAt, wordsOf } from "../src/pasted";

const CHART = { symbol: "SIM_USDT_BTC", exchange: "SIM", strategy: { market_position: "long" } };
const MESSAGE = {
  action: "open",
  exchange: "{{exchange}}",
  symbol: "{{ticker}}",
  side: "long",
  quote_amount: "{{plot_0}}",
  stop_loss: { stop_price: "{{plot_1}}" },
  take_profit: [{ price: "{{plot_1}}", position_percentage: "100" }],
  timestamp: "{{timenow}}",
};

describe("a message that was made of a pasted alert", () => {
  it("asks for what TradingView fills in, but not for what is known", () => {
    expect(placeholdersOf(MESSAGE)).toEqual(["{{ticker}}", "{{plot_0}}", "{{plot_1}}"]);
    expect(placeholdersOf({ strategy: { contracts: "{{strategy.order.contracts}}" } })).toEqual([]);
  });

  it("is tried with the values that are given, and without what has none", () => {
    const { signal, missing } = filledOf(MESSAGE, { "{{plot_0}}": " 120 " }, CHART);
    expect(signal).toEqual({
      action: "open",
      exchange: "SIM",
      symbol: "SIM_USDT_BTC",
      side: "long",
      quote_amount: "120",
      stop_loss: {},
      take_profit: [{ position_percentage: "100" }],
    });
    expect(missing).toEqual(["stop_loss.stop_price", "take_profit[0].price"]);
  });

  it("may name another market, and stands for a strategy that is imagined", () => {
    const { signal } = filledOf({ symbol: "{{ticker}}.P", strategy: {} }, { "{{ticker}}": "ETHUSDT" }, CHART);
    expect(signal).toEqual({ symbol: "ETHUSDT.P", strategy: { market_position: "long" } });
  });

  it("is sent with TradingView's time and the bot's exchange, as one likes", () => {
    const { timestamp: _time, ...rest } = MESSAGE;
    expect(wordsOf(MESSAGE, true)).toEqual(MESSAGE);
    expect(wordsOf(rest, true, "SIM")).toEqual({ ...MESSAGE, exchange: "SIM" });
    expect(wordsOf(MESSAGE, false)).toEqual(rest);
    expect(wordsOf({ ...MESSAGE, max_age: "60" }, true)).toEqual({ ...MESSAGE, max_age: "60" });
    expect(wordsOf({ ...MESSAGE, max_age: "60" }, false)).toEqual(rest);
    expect(wordsOf({ action: "close" }, false, "SIM")).toEqual({ action: "close" });
    expect(wordsOf(null, true)).toBeNull();
  });

  it("tells the value of each of its fields", () => {
    expect(valueAt(MESSAGE, "take_profit[0].price")).toBe("{{plot_1}}");
    expect(valueAt(MESSAGE, "take_profit")).toBe("");
    expect(valueAt({ take_profit: [] }, "take_profit")).toBe("[]");
    expect(valueAt(null, "side")).toBe("");
  });
});
