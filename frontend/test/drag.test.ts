import { describe, expect, it } from "vitest";
import { bestInterval, volumesOf } from "../src/candles";
import { changesFor, frees, isOverMarket, onGrid, stepOf } from "../src/drag";
import type { Level, LevelKey, Plan } from "../src/types";
import { position } from "./rows";

const PLAN: Plan = {
  stop_loss: { stop_percentage: "2", order_type: "STOP_LOSS_LIMIT", limit_price: "63600", protection_type: "BREAK_EVEN" },
  take_profit: [
    { price_percentage: "1", position_percentage: "30" },
    { price: "70000", position_percentage: "70", trailing_distance: "1" },
  ],
  auto_close: null,
};
const STOP = {
  stop_price: "63700",
  emergency_stop_price: null,
  resting_stop_price: null,
  protection_armed: false,
  waiting: null,
  cool_down_until: null,
};
const line = (kind: Level["kind"], key?: LevelKey): Level => ({ kind, name: "x", price: "1", ...(key ? { key } : {}) });
const target = (price: string, share: string, done: boolean) => ({
  price,
  position_percentage: share,
  remaining_percentage: done ? "0" : share,
  filled: done ? "1" : "0",
  done,
  trailing: false,
});

describe("a line that is moved", () => {
  it("stands on the market's grid", () => {
    expect(onGrid(65000.004, "0.01")).toBe("65000.00");
    expect(onGrid(65000.6, "0.5")).toBe("65000.5");
    expect(onGrid(-1, "0.5")).toBe("0.5");
    expect(onGrid(0.000012345678, null)).toBe("0.000012345678");
  });

  it("moves by about a thousandth with a key, by a tick with Shift, by a percent with Page", () => {
    expect(stepOf(65000, "0.01", false)).toBeCloseTo(65);
    expect(stepOf(65000, "0.01", true)).toBe(0.01);
    expect(stepOf(65000, "0.01", false, true)).toBeCloseTo(650);
    expect(stepOf(0.02, "0.01", false)).toBe(0.01);
  });

  it.each([
    ["long", "stop", "65200", true],
    ["long", "stop", "64000", false],
    ["long", "take_profit", "65000", true],
    ["long", "take_profit", "66000", false],
    ["long", "dca", "65100", true],
    ["long", "exit", "65000", true],
    ["short", "stop", "65000", true],
    ["short", "stop", "66000", false],
    ["short", "take_profit", "66000", true],
    ["short", "entry", "65000", true],
    ["short", "dca", "66000", false],
  ] as const)("of a %s, a %s at %s: over the market %s", (side, kind, price, over) => {
    expect(isOverMarket({ level: line(kind), price }, position({ side }))).toBe(over);
  });

  it("keeps all else of the stop, and the gap of its limit", () => {
    const draft = { level: line("stop", { is: "stop" }), price: "64200.00" };
    expect(changesFor(draft, PLAN, position({ stop_loss: STOP }))).toEqual({
      stop_loss: { order_type: "STOP_LOSS_LIMIT", limit_price: "64100.00", protection_type: "BREAK_EVEN", stop_price: "64200.00" },
    });
  });

  it("follows nothing more where its protection would not leave it", () => {
    const held = position({ stop_loss: { ...STOP, stop_price: "65000", protection_armed: true } });
    const draft = { level: line("stop", { is: "stop" }), price: "64200.00" };
    expect(frees(draft, held)).toBe(true);
    expect(changesFor(draft, PLAN, held).stop_loss).not.toHaveProperty("protection_type");
    expect(frees({ ...draft, price: "65050.00" }, held)).toBe(false);
  });

  it("is a new stop where there is none", () => {
    const draft = { level: line("stop", { is: "stop" }), price: "64200.00" };
    expect(changesFor(draft, { ...PLAN, stop_loss: null }, position())).toEqual({ stop_loss: { stop_price: "64200.00" } });
  });

  it("is one target of all; those that have filled go first and as they are", () => {
    const held = position({ take_profit: [target("65650", "30", true), target("70000", "70", false)] });
    const draft = { level: line("take_profit", { is: "target", leg: 1 }), price: "69000" };
    expect(changesFor(draft, PLAN, held)).toEqual({
      take_profit: [
        { price_percentage: "1", position_percentage: "30" },
        { trailing_distance: "1", price: "69000", position_percentage: "70" },
      ],
    });
  });

  it("is an order by its id", () => {
    const draft = { level: line("dca", { is: "order", order: "c7" }), price: "64000" };
    expect(changesFor(draft, PLAN, position())).toEqual({ move_orders: [{ order: "c7", price: "64000" }] });
  });
});

describe("the candles of a position", () => {
  const held = (hours: number, exchange = "BINA") => ({
    exchange,
    opened_at: "2026-01-01T00:00:00Z",
    closed_at: new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString(),
  });

  it("are as long as it takes to show all of it", () => {
    expect(bestInterval(held(0.1))).toBe(60);
    expect(bestInterval(held(0.1, "SIM"))).toBe(5);
    expect(bestInterval(held(10))).toBe(300);
    expect(bestInterval(held(24 * 20))).toBe(14_400);
    expect(bestInterval(held(24 * 2000))).toBe(86_400);
  });

  it("keep what was traded in them when only prices come", () => {
    const first = volumesOf(new Map(), { candles: [], volumes: [[60, "5"]], price: "1" });
    expect(volumesOf(first, { changed: [], price: "1" })).toBe(first);
    expect([...volumesOf(first, { changed: [], volumes: [[120, "7"]], price: "1" })]).toEqual([[60, 5], [120, 7]]);
    expect([...volumesOf(first, { candles: [], price: "1" })]).toEqual([]);
  });
});
