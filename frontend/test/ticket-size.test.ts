import { describe, expect, it } from "vitest";
import { EMPTY, type Form } from "../src/message";
import { amountOf, isShare, probeOf } from "../src/ticket-size";
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
