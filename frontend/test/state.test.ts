import { describe, expect, it } from "vitest";
import { applyPositions, applySignals, arranged } from "../src/state";
import { position, signal } from "./rows";

const map = (...rows: ReturnType<typeof position>[]) =>
  new Map(rows.map((row) => [row.position_id, row]));

describe("live positions", () => {
  it("begin with the first picture, whatever was shown before", () => {
    const rows = applyPositions(map(position({ position_id: "old" })), {
      positions: [position({ position_id: "new" })],
    });
    expect([...rows.keys()]).toEqual(["new"]);
  });

  it("come, change and go", () => {
    const rows = applyPositions(map(position({ position_id: "a" }), position({ position_id: "b" })), {
      changed: [position({ position_id: "b", status: "closing" }), position({ position_id: "c" })],
      gone: ["a"],
    });
    expect([...rows.values()].map((row) => [row.position_id, row.status])).toEqual([
      ["b", "closing"],
      ["c", "open"],
    ]);
  });

  it("take prices without touching the others", () => {
    const before = map(position({ position_id: "a" }), position({ position_id: "b" }));
    const rows = applyPositions(before, { prices: { a: ["66000", "1.5", "1.5", "15", "1.4", "99"], gone: ["1", "2", "3", "4", "5", "6"] } });
    expect(rows.get("a")).toMatchObject({ mark_price: "66000", unrealized_profit: "1.5", roe_percentage: "15", profit: "1.4", value: "99" });
    expect(rows.get("b")).toBe(before.get("b"));
    expect(rows.size).toBe(2);
  });
});

describe("the table", () => {
  const rows = [
    position({ position_id: "1", symbol: "BTC/USDT", profit_percentage: "9" }),
    position({ position_id: "2", symbol: "ETH/USDT", profit_percentage: "10", side: "short" }),
    position({ position_id: "3", symbol: "SOL/USDT", profit_percentage: null }),
  ];
  const ids = (filter: string, key: "symbol" | "profit_percentage", descending = false) =>
    arranged(rows, filter, { key, descending }).map((row) => row.position_id);

  it("sorts numbers as numbers, and puts what has none last or first", () => {
    expect(ids("", "profit_percentage", true)).toEqual(["2", "1", "3"]);
    expect(ids("", "profit_percentage")).toEqual(["3", "1", "2"]);
  });

  it("filters by every word, in any order", () => {
    expect(ids("short eth", "symbol")).toEqual(["2"]);
    expect(ids("btc short", "symbol")).toEqual([]);
    expect(ids("trend", "symbol")).toEqual(["1", "2", "3"]);
  });
});

describe("the signal log", () => {
  it("shows the newest first, each receipt once", () => {
    const log = applySignals(
      [signal({ receipt_id: "a", received_at: "2026-01-01T00:00:01", status: "accepted" })],
      {
        changed: [
          signal({ receipt_id: "a", received_at: "2026-01-01T00:00:01", status: "failed" }),
          signal({ receipt_id: "b", received_at: "2026-01-01T00:00:02" }),
        ],
      },
    );
    expect(log.map((row) => [row.receipt_id, row.status])).toEqual([
      ["b", "refused"],
      ["a", "failed"],
    ]);
  });
});
