import { describe, expect, it } from "vitest";
import { inEnglish as t } from "../src/localize";
import { Format } from "../src/format";
import { consequences, placed, planLevels, range, shareOf, type PlanLevel } from "../src/plan";
import type { SignalPlan, PlanOrder } from "../src/types";

function order(purpose: string, price: string, fields: Partial<PlanOrder> = {}): PlanOrder {
  return {
    purpose,
    leg: 0,
    side: "buy",
    order_type: "limit",
    price,
    amount: "1",
    cost: price,
    trigger: null,
    ...fields,
  };
}

const PLAN: SignalPlan = {
  symbol: "BTC/USDT",
  price: "99.5",
  liquidation_price: "70",
  orders: [
    order("entry", "100.05"),
    order("dca", "98"),
    order("take_profit", "101"),
    order("take_profit", "102", { leg: 1, trigger: "103" }),
    order("stop_loss", "94.9", { trigger: "95" }),
    order("stop_loss", "92", { leg: 1, trigger: "92" }),
  ],
};

function level(price: number, kind: PlanLevel["kind"] = "entry"): PlanLevel {
  return { kind, name: kind, price, text: String(price), amount: null };
}

describe("the levels of a plan", () => {
  it("are its orders, triggers before prices, the highest first", () => {
    expect(planLevels(t, PLAN).map(({ name, text }) => [name, text])).toEqual([
      ["TP 2", "103"],
      ["TP 1", "101"],
      ["Entry", "100.05"],
      ["Now", "99.5"],
      ["DCA 1", "98"],
      ["Stop", "95"],
      ["Emergency stop", "92"],
      ["Liquidation", "70"],
    ]);
  });
});

it("the price of now is not a line of its own where the entry is", () => {
  expect(planLevels(t, { ...PLAN, price: "100" }).some(({ kind }) => kind === "now")).toBe(false);
});

describe("the picture", () => {
  it("keeps prices in scale and labels apart", () => {
    const found = placed([level(103), level(100.1), level(100), level(97)], 226, 26);
    expect(found.map(({ at }) => Math.round(at))).toEqual([13, 110, 113, 213]);
    const labels = found.map(({ label }) => label);
    labels.slice(1).forEach((one, index) => expect(one - labels[index]!).toBeGreaterThanOrEqual(26));
  });

  it("keeps the labels of the lowest levels within", () => {
    const found = placed([level(103), level(97.2), level(97.1), level(97)], 226, 26);
    expect(Math.max(...found.map(({ label }) => label))).toBe(213);
    expect(found.map(({ label }) => label)).toEqual([13, 161, 187, 213]);
  });

  it("is not pressed together by a far liquidation", () => {
    expect(range([level(103), level(97), level(90, "liquidation")])).toEqual([90, 103]);
    expect(range([level(103), level(97), level(5, "liquidation")])[0]).toBeCloseTo(96.1);
  });
});

it("a single level stands in the middle, with the price so far around it", () => {
  const [only] = placed([level(100)], 200, 20);
  expect(only!.at).toBe(100);
  const [low, high] = range([level(100)], [99, 101.5]);
  expect([low, high]).toEqual([99, 101.5]);
});

describe("what is asked before a signal is sent", () => {
  const format = new Format({ language: "en", number_format: "language" });
  const market = { base: "BTC", quote: "USDT", price_tick: "0.01", amount_step: "0.1" };
  const answer = (orders: PlanOrder[]) => ({
    status: 200,
    body: { status: "test", plan: { ...PLAN, side: "long", orders, entry_notional: "100.05", worst_loss: "5.2" } },
    market,
    currency: "USDT",
    equity: "1000",
  });

  it("names market, prices, amounts and the worst loss", () => {
    expect(consequences(t, format, answer(PLAN.orders!.slice(0, 1).concat(order("stop_loss", "95"))))).toEqual([
      ["Market", "BTC/USDT Long"],
      ["Entry", "100.05 · 1 BTC"],
      ["Stop", "95.00 · 1 BTC"],
      ["Liquidation", "70.00"],
      ["Size", "100.05 USDT"],
      ["Worst loss", "−5.20 USDT · 0.52 % of equity", "loss"],
    ]);
  });

  it("says loudly that there is no stop", () => {
    expect(consequences(t, format, answer([order("entry", "100")]))).toContainEqual(["Stop", "No stop loss", "loss"]);
  });
});

it("a share of nothing known is unknown", () => {
  expect(shareOf("5", "200")).toBe(2.5);
  expect(shareOf("5", null)).toBeUndefined();
  expect(shareOf("5", "0")).toBeUndefined();
});
