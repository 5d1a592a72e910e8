import { describe, expect, it } from "vitest";
import { EMPTY, type Form } from "../src/message";
import { amountOf, exactOf, isShare, needsProbe, probeOf } from "../src/ticket-size";
import type { SignalAnswer } from "../src/types";

const form = (size_unit: Form["size_unit"], size: string): Form => ({ ...EMPTY, size_unit, size });

function probe(plan: object, fields: Partial<SignalAnswer> = {}): SignalAnswer {
  return { status: 202, body: { status: "test", plan }, equity: "10000", free_balance: "4000", ...fields };
}

const PLAN = { entry_notional: "100", worst_loss: "2.5", leverage: 1, orders: [{ purpose: "entry" }, { purpose: "stop_loss" }] };

describe("the size of a ticket", () => {
  it.each([
    ["margin_percentage", "25", PLAN, "1000.00000000"],
    ["margin_percentage", "25", { ...PLAN, leverage: 3 }, "3000.00000000"],
    ["risk_percentage", "1", PLAN, "4000.00000000"],
    ["risk_percentage", "1", { ...PLAN, worst_loss: "3" }, "3333.33333333"],
  ] as const)("%s of %s comes to an amount, rounded down", (unit, size, plan, amount) => {
    const found = amountOf(form(unit, size), probe(plan));
    expect(found).toMatchObject({ form: { size_unit: "quote_amount", size: amount } });
  });

  it.each([
    ["risk_percentage", "1", { ...PLAN, orders: [{ purpose: "entry" }] }, {}, "needs_stop"],
    ["risk_percentage", "1", { ...PLAN, worst_loss: null }, {}, "needs_stop"],
    ["risk_percentage", "1", PLAN, { equity: null }, "needs_balance"],
    ["margin_percentage", "1", PLAN, { free_balance: null }, "needs_balance"],
    ["margin_percentage", "", PLAN, {}, "needs_size"],
    ["margin_percentage", "-5", PLAN, {}, "needs_size"],
    ["risk_percentage", "101", PLAN, {}, "needs_size"],
    ["risk_percentage", "much", PLAN, {}, "needs_size"],
  ] as const)("%s of %s from %j with %j: %s", (unit, size, plan, fields, missing) => {
    expect(amountOf(form(unit, size), probe(plan, fields))).toEqual({ missing });
  });

  it("is asked without an amount first", () => {
    expect(isShare(form("risk_percentage", "1"))).toBe(true);
    expect(isShare(form("base_amount", "1"))).toBe(false);
    expect(probeOf(form("risk_percentage", "1"))).toMatchObject({ size: "", size_unit: "quote_amount" });
  });
});

describe("targets of a ticket in R", () => {
  const rows = (...levels: [unit: "percentage" | "price" | "multiple", level: string][]): Form => ({
    ...EMPTY,
    origins: { ...EMPTY.origins, take_profit: "signal" },
    take_profit: levels.map(([unit, level]) => ({ unit, level, position_percentage: "50", trailing_distance: "" })),
  });
  const plan = (stop: object[], entry: object = {}, price = "200") => ({
    ...PLAN,
    price,
    orders: [{ purpose: "entry", ...entry }, ...stop.map((one) => ({ purpose: "stop_loss", leg: 0, ...one }))],
  });

  it.each([
    ["a market order", plan([{ trigger: "195" }]), "2", "5"],
    ["a limit order", plan([{ trigger: "95" }], { price: "100" }), "1.5", "7.5"],
    ["a short", plan([{ trigger: "210" }]), "2", "10"],
    ["an emergency stop behind", plan([{ trigger: "198" }, { trigger: "190", leg: 1 }]), "3", "3"],
  ])("are as often as far as the stop: %s", (_, made, level, percentage) => {
    const found = exactOf(rows(["price", "300"], ["multiple", level]), probe(made));
    expect(found).toMatchObject({
      form: { take_profit: [{ unit: "price", level: "300" }, { unit: "percentage", level: percentage }] },
    });
  });

  it("need a stop", () => {
    expect(exactOf(rows(["multiple", "2"]), probe(plan([])))).toEqual({ missing: "needs_stop_multiple" });
  });

  it("keep what is no number, so that the bot says so", () => {
    const found = exactOf(rows(["multiple", "much"]), probe(plan([{ trigger: "195" }])));
    expect(found).toMatchObject({ form: { take_profit: [{ unit: "percentage", level: "much" }] } });
  });

  it("are tried in % first, each in its place; without any nothing is", () => {
    expect(needsProbe(rows(["percentage", "2"]))).toBe(false);
    expect(needsProbe(rows(["multiple", "2"]))).toBe(true);
    expect(probeOf(rows(["price", "9"], ["multiple", "2"])).take_profit.map(({ unit }) => unit)).toEqual(["price", "percentage"]);
    const unused = { ...rows(["multiple", "2"]), origins: EMPTY.origins };
    expect(needsProbe(unused)).toBe(false);
  });

  it("go with a size by risk", () => {
    const form: Form = { ...rows(["multiple", "2"]), size_unit: "risk_percentage", size: "1" };
    expect(exactOf(form, probe(plan([{ trigger: "195" }])))).toMatchObject({
      form: { size_unit: "quote_amount", size: "4000.00000000", take_profit: [{ level: "5" }] },
    });
  });
});
