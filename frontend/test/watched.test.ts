import { describe, expect, it } from "vitest";
import type { Order, Position } from "../src/types";
import { watched } from "../src/watched";
import { position } from "./rows";

const STOP = {
  stop_price: "64000",
  emergency_stop_price: null,
  resting_stop_price: null,
  protection_armed: false,
  waiting: null,
  cool_down_until: null,
};
const TARGET = { price: "66000", position_percentage: "50", filled: "0", done: false, trailing: false, remaining_percentage: "50" };

function kinds(fields: Partial<Position>) {
  return watched(position({ price_tick: "0.01", ...fields })).map(({ kind, price, leg }) =>
    leg === undefined ? [kind, price] : [kind, price, leg],
  );
}

describe("what Home Assistant watches", () => {
  it("is a stop without an order at the exchange", () => {
    expect(kinds({ stop_loss: STOP })).toEqual([["stop_loss", "64000"]]);
    expect(kinds({ stop_loss: { ...STOP, resting_stop_price: "64000.01" } })).toEqual([]);
    expect(kinds({ stop_loss: { ...STOP, resting_stop_price: "63000" } })).toEqual([["stop_loss", "64000"]]);
  });

  it("is the stop while the emergency stop rests at the exchange", () => {
    const stop = { ...STOP, emergency_stop_price: "63000" };
    expect(kinds({ stop_loss: { ...stop, resting_stop_price: "63000" } })).toEqual([["stop_loss", "64000"]]);
    expect(kinds({ stop_loss: stop })).toEqual([
      ["stop_loss", "64000"],
      ["emergency_stop", "63000"],
    ]);
  });

  it("is a stop that waits for the market", () => {
    const stop = { ...STOP, resting_stop_price: "64000", waiting: { stop: "65000", since: "2026-01-01T00:00:00Z" } };
    expect(kinds({ stop_loss: stop })).toEqual([["waiting_stop", "65000"]]);
  });

  it("is a target without an order, until it is done", () => {
    const order = { purpose: "take_profit", leg: 0, status: "open" } as Order;
    const targets = [TARGET, { ...TARGET, price: "67000" }, { ...TARGET, done: true }];
    expect(kinds({ take_profit: targets, orders: [order] })).toEqual([["take_profit", "67000", 1]]);
    expect(kinds({ take_profit: [TARGET], orders: [{ ...order, status: "cancelled" }] })).toEqual([
      ["take_profit", "66000", 0],
    ]);
  });

  it("is the price that an entry waits for", () => {
    expect(kinds({ status: "pending", size: "0", entry_condition_price: "62000" })).toEqual([["entry", "62000"]]);
  });

  it("is nothing once a position is over", () => {
    expect(kinds({ status: "closed", stop_loss: STOP, take_profit: [TARGET] })).toEqual([]);
  });
});
