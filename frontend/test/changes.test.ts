import { describe, expect, it } from "vitest";
import { changesOf, shareLeft, targetRows, type Wanted } from "../src/changes";
import type { Plan } from "../src/types";

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
    targets: undefined,
    cancelEntries: false,
    autoClose: "keep",
    minutes: "60",
    ...fields,
  };
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
    const targets = targetRows(PLAN, [{ done: false }, { done: true }]);
    expect(targets.map((row) => row.filled)).toEqual([true, false]);
    const [first, second] = PLAN.take_profit;
    const changes = changesOf(wanted({ targets: targets.map((row) => (row.filled ? row : { ...row, value: "2" })) }), PLAN);
    expect(changes).toEqual({ take_profit: [second, { ...first, price_percentage: "2" }] });
  });

  it("gives a new target what no other one takes", () => {
    expect(shareLeft([])).toBe("100");
    expect(shareLeft(targetRows({ ...PLAN, take_profit: PLAN.take_profit.slice(0, 1) }, []))).toBe("50");
    expect(shareLeft(targetRows(PLAN, []))).toBe("100");
  });
});
