import { describe, expect, it } from "vitest";
import { changesOf, isLooser, limitAt, shareLeft, stopDistance, targetRows, type Wanted } from "../src/changes";
import { position } from "./rows";
import type { Plan, Position } from "../src/types";

const PLAN: Plan = {
  stop_loss: { stop_percentage: "2", order_type: "STOP_LOSS_MARKET", protection_type: "BREAK_EVEN" },
  take_profit: [
    { price_percentage: "1", position_percentage: "50" },
    { price: "70000", position_percentage: "50", trailing_distance: "1" },
  ],
  auto_close: null,
};

function wanted(fields: Partial<Wanted> = {}): Wanted {
  return {
    stop: "keep",
    stopValue: "64000",
    limitPrice: "",
    keepProtection: true,
    targets: undefined,
    cancelEntries: false,
    autoClose: "keep",
    minutes: "60",
    ...fields,
  };
}

function target(remaining_percentage: string, done = false) {
  return { done, remaining_percentage };
}

function stopAt(stop_price: string, fields: Partial<Position> = {}) {
  const stop_loss = { stop_price, emergency_stop_price: null, resting_stop_price: null, protection_armed: true, waiting: null, cool_down_until: null };
  return position({ entry_price: "100", ...fields, stop_loss });
}

describe("changesOf", () => {
  it("changes nothing that is not asked for", () => {
    expect(changesOf(wanted(), PLAN)).toEqual({});
  });

  it.each([
    [{ stop: "break_even" }, { stop_loss: "break_even" }],
    [{ stop: "none" }, { stop_loss: null }],
    [{ cancelEntries: true }, { cancel_entries: true }],
    [{ autoClose: "never" }, { auto_close: null }],
    [{ autoClose: "after" }, { auto_close: 3600 }],
    [{ autoClose: "after", minutes: "0.5" }, { auto_close: 30 }],
    [{ autoClose: "after", minutes: "1.1" }, { auto_close: 66 }],
    [{ autoClose: "after", minutes: "1.6666666666666667" }, { auto_close: 100 }],
    [{ autoClose: "after", minutes: "1.005" }, { auto_close: "1.005" }],
    [{ autoClose: "after", minutes: "soon" }, { auto_close: "soon" }],
    [{ targets: [] }, { take_profit: [] }],
  ] as [Partial<Wanted>, object][])("%j becomes %j", (fields, changes) => {
    expect(changesOf(wanted(fields), PLAN)).toEqual(changes);
  });

  it("moves a stop and keeps its other rules", () => {
    expect(changesOf(wanted({ stop: "price" }), PLAN)).toEqual({
      stop_loss: { stop_price: "64000", order_type: "STOP_LOSS_MARKET", protection_type: "BREAK_EVEN" },
    });
    expect(changesOf(wanted({ stop: "percentage", stopValue: "3" }), PLAN)).toEqual({
      stop_loss: { stop_percentage: "3", order_type: "STOP_LOSS_MARKET", protection_type: "BREAK_EVEN" },
    });
  });

  it("moves the limit of a limit stop with it", () => {
    const plan = { ...PLAN, stop_loss: { stop_price: "64500", limit_price: "64400" } };
    const { stop_loss } = changesOf(wanted({ stop: "price", limitPrice: "63900" }), plan);
    expect(stop_loss).toEqual({ stop_price: "64000", limit_price: "63900" });
  });

  it("sets a stop where none was", () => {
    const plan = { ...PLAN, stop_loss: null };
    expect(changesOf(wanted({ stop: "price" }), plan)).toEqual({ stop_loss: { stop_price: "64000" } });
  });

  it("gives targets back as they were, trailing included", () => {
    expect(changesOf(wanted({ targets: targetRows(PLAN, []) }), PLAN)).toEqual({ take_profit: PLAN.take_profit });
  });

  it("sends what has filled as it was, and first", () => {
    const targets = targetRows(PLAN, [target("50"), target("0", true)]);
    expect(targets.map((row) => row.filled)).toEqual([true, false]);
    const [first, second] = PLAN.take_profit;
    const changes = changesOf(wanted({ targets: targets.map((row) => (row.filled ? row : { ...row, value: "2" })) }), PLAN);
    expect(changes).toEqual({ take_profit: [second, { ...first, price_percentage: "2" }] });
  });

  it("sells of a target that has filled in part what is left of it, wherever it goes", () => {
    const [row] = targetRows(PLAN, [target("20")]);
    expect(row).toMatchObject({ share: "20", sold: 30, filled: false });
    const sent = (fields: object) => (changesOf(wanted({ targets: [{ ...row!, ...fields }] }), PLAN).take_profit as object[])[0];
    expect(sent({})).toEqual({ price_percentage: "1", position_percentage: "50" });
    expect(sent({ value: "2" })).toEqual({ price_percentage: "2", position_percentage: "20" });
    expect(sent({ share: "10" })).toEqual({ price_percentage: "1", position_percentage: "40" });
    expect(shareLeft([row!])).toBe("50");
  });

  it("ends a protection only where that is asked for", () => {
    const { stop_loss } = changesOf(wanted({ stop: "price", keepProtection: false }), {
      ...PLAN,
      stop_loss: { ...PLAN.stop_loss!, trailing_percentage: "1", trailing_distance: "2" },
    });
    expect(stop_loss).toEqual({ stop_price: "64000", order_type: "STOP_LOSS_MARKET" });
  });

  it("begins with the stop as it stands, not as it was planned", () => {
    expect(stopDistance(stopAt("99.5"))).toBe("0.5");
    expect(stopDistance(stopAt("101", { side: "short" }))).toBe("1");
    expect(stopDistance(stopAt("101"))).toBe("");
    const plan = { stop_price: "95", limit_price: "94.5" };
    expect(limitAt("100", plan)).toBe("99.5");
    expect(limitAt("", plan)).toBe("94.5");
    expect(limitAt("100", { stop_price: "95" })).toBe("");
  });

  it("tells where a protection would leave the stop", () => {
    expect(isLooser("99", stopAt("100"))).toBe(true);
    expect(isLooser("101", stopAt("100"))).toBe(false);
    expect(isLooser("101", stopAt("100", { side: "short" }))).toBe(true);
  });

  it("gives a new target what no other one takes", () => {
    expect(shareLeft([])).toBe("100");
    expect(shareLeft(targetRows({ ...PLAN, take_profit: PLAN.take_profit.slice(0, 1) }, []))).toBe("50");
    expect(shareLeft(targetRows(PLAN, []))).toBe("100");
  });
});
