import { describe, expect, it } from "vitest";
import { levels } from "../src/levels";
import { inEnglish } from "../src/localize";
import { merged } from "../src/candles";
import { position } from "./rows";

const order = (fields: object) => ({
  client_order_id: "c",
  order_id: null,
  purpose: "entry",
  leg: null,
  side: "buy",
  order_type: "limit",
  price: "1",
  trigger: null,
  amount: "1",
  filled: "0",
  average_price: null,
  reduce_only: false,
  status: "open",
  code: null,
  message: null,
  created_at: "2026-01-01T00:00:00+00:00",
  ...fields,
});

const target = (price: string, done: boolean) => ({
  price,
  position_percentage: "50",
  remaining_percentage: done ? "0" : "50",
  filled: done ? "1" : "0",
  done,
  trailing: false,
});

describe("the lines of a chart", () => {
  it("are entry, open DCA, targets and stops; those that have filled are locked", () => {
    const lines = levels(
      inEnglish,
      position({
        orders: [
          order({ purpose: "dca", leg: 0, price: "64000" }),
          order({ purpose: "dca", leg: 1, price: "63000", status: "cancelled" }),
        ],
        take_profit: [
          { price: "66000", position_percentage: "50", remaining_percentage: "0", filled: "1", done: true, trailing: false },
          { price: "67000", position_percentage: "50", remaining_percentage: "50", filled: "0", done: false, trailing: false },
        ],
        stop_loss: {
          stop_price: "62000",
          emergency_stop_price: null,
          resting_stop_price: null,
          protection_armed: false,
          waiting: null,
          cool_down_until: null,
        },
      }),
    );
    expect(lines.map(({ name, price }) => `${name} ${price}`)).toEqual([
      "Entry 65000",
      "DCA 1 64000",
      "TP 1 66000",
      "TP 2 67000",
      "Stop 62000",
    ]);
  });

  it("have a key where they can be moved, and none where they can't", () => {
    const lines = levels(
      inEnglish,
      position({
        orders: [
          order({ client_order_id: "r", purpose: "reduce", price: "66000" }),
          order({ client_order_id: "k", purpose: "close", price: "66500" }),
          order({ purpose: "take_profit", price: "67000" }),
          order({ purpose: "stop_loss", price: "61000" }),
        ],
        take_profit: [target("66000", true), target("67000", false)],
      }),
    );
    expect(lines.map(({ name, key, filled }) => [name, key, filled])).toEqual([
      ["Entry", undefined, undefined],
      ["Reduce", { is: "order", order: "r" }, undefined],
      ["Close", { is: "close" }, undefined],
      ["TP 1", undefined, true],
      ["TP 2", { is: "target", leg: 1 }, undefined],
    ]);
  });

  it("show where a pending entry waits", () => {
    const lines = levels(inEnglish, position({ entry_price: null, orders: [order({ price: "60000" })] }));
    const key = { is: "order", order: "c" };
    expect(lines).toEqual([{ kind: "entry", name: "Limit", price: "60000", key }]);
  });
});

it("candles of one moment replace each other", () => {
  const candles = merged([[5, "1", "1", "1", "1"]], {
    changed: [
      [5, "1", "2", "1", "2"],
      [10, "2", "2", "2", "2"],
    ],
    price: "2",
  });
  expect(candles.map(([start, , high]) => [start, high])).toEqual([
    [5, "2"],
    [10, "2"],
  ]);
});
