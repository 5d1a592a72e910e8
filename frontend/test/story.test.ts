import { describe, expect, it } from "vitest";
import { Format } from "../src/format";
import { inEnglish as t } from "../src/localize";
import { told } from "../src/story";
import type { StoryRow } from "../src/types";
import { position } from "./rows";

const format = new Format({ language: "en", number_format: "language" });
const at = "2026-01-01T00:00:00+00:00";

function say(row: Omit<StoryRow, "at"> & { event: string }): string {
  return told(t, format, position(), { at, ...row });
}

describe("told", () => {
  it.each([
    [{ event: "accepted", signal_id: "s1" }, "Opened by signal s1"],
    [
      { event: "placed", purpose: "dca", leg: 1, amount: "0.5", price: "60000", trigger: null },
      "DCA 2 placed: 0.5 BTC at 60,000.00",
    ],
    [
      { event: "placed", purpose: "stop_loss", leg: 0, amount: "0.5", price: null, trigger: "60000" },
      "Stop loss rests on the exchange: 0.5 BTC, works from 60,000.00 on",
    ],
    [
      { event: "filled", purpose: "take_profit", leg: 0, filled: "0.5", amount: "0.5", price: "66000", complete: true },
      "Take profit 1 filled: 0.5 BTC at 66,000.00",
    ],
    [
      { event: "filled", purpose: "entry", leg: 0, filled: "0.2", amount: "0.5", price: "66000", complete: false },
      "Entry partly filled: 0.2 BTC of 0.5 BTC at 66,000.00",
    ],
    [{ event: "rejected", purpose: "entry", leg: 0, code: "x", message: "No funds" }, "Entry refused by the exchange: No funds"],
    [{ event: "stop_moved", price: "65000", why: "break_even" }, "Stop loss moved to 65,000.00: break even"],
    [
      { event: "stop_waits", price: "65000", why: "break_even" },
      "The protection waits: the stop moves to 65,000.00 as soon as the price allows it (break even)",
    ],
    [{ event: "stop_set", price: null, emergency: "60000", why: "plan" }, "Emergency stop set to 60,000.00"],
    [{ event: "targets", prices: ["66000", "67000"] }, "Targets stand at 66,000.00 · 67,000.00"],
    [{ event: "targets_changed", count: 3, filled: 0 }, "Targets changed by hand, there are 3 now"],
    [
      { event: "targets_changed", count: 2, filled: 1 },
      "Targets changed by hand, 2 are open now; 1 had filled and stay so",
    ],
    [{ event: "increase_asked", amount: "0.5", price: null }, "Increase by 0.5 BTC asked for"],
    [{ event: "reduce_asked", amount: "0.5", price: "66000" }, "Reduction by 0.5 BTC at 66,000.00 asked for"],
    [
      { event: "entry_resized", amount: "0.5" },
      "The entry shall be of 0.5 BTC in all: what rests is cancelled, then placed anew",
    ],
    [
      { event: "order_moved", purpose: "dca", leg: 0, side: "buy", order_type: "limit", amount: "0.5", price: "64000" },
      "DCA 1 moved to 64,000.00 by hand: it is cancelled, then placed anew",
    ],
    [{ event: "increase_cut", amount: "0.5" }, "The increase that rests shall be of 0.5 BTC in all"],
    [{ event: "close_asked", reason: "link", price: null }, "Close at market price: Webhook link"],
    [
      { event: "close_asked", reason: "stop_loss", price: null, mark: "54900" },
      "Close at market price: Stop loss, hit by the mark price 54,900.00",
    ],
    [{ event: "close_asked", reason: "manual", price: "66000" }, "Close with a limit order at 66,000.00: By hand"],
    [{ event: "entries_cancelled", reason: "trading_off", dca: true }, "All unfilled entries cancelled: Trading off"],
    [{ event: "auto_close_changed", seconds: 90 }, "Closes by itself 1.5 minutes after the first fill: set by hand"],
    [
      { event: "ended", status: "closed", reason: "link", profit: "1.5", dust: "0.1", message: null },
      "Closed: Webhook link. Realized profit +1.50 USDT. 0.1 BTC were too small to be sold.",
    ],
    [
      { event: "ended", status: "cancelled", reason: "expired", profit: "0", dust: null, message: "Too late." },
      "Ended without a fill: Expired. Too late.",
    ],
  ])("%j is %s", (row, text) => {
    expect(say(row)).toBe(text);
  });

  it("shows what it does not know by its name", () => {
    expect(say({ event: "moon_reached" })).toBe("moon reached");
  });

  it("leaves no gap in any text", () => {
    for (const event of ["stop_removed", "targets_removed", "condition_met", "stop_changed", "auto_close_removed"]) {
      expect(say({ event })).not.toContain("{");
      expect(say({ event })).not.toBe(event.replaceAll("_", " "));
    }
  });
});
