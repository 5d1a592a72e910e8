import { describe, expect, it } from "vitest";
import { csvOf } from "../src/csv";
import { curlOf, EMPTY, messageOf, signalOf } from "../src/message";

describe("the signal of a form", () => {
  it("has what was filled in, and leaves the rest to the bot", () => {
    expect(signalOf({ ...EMPTY, symbol: "SIM_USDT_BTC" }, "SIM")).toEqual({
      action: "open",
      exchange: "SIM",
      symbol: "SIM_USDT_BTC",
      side: "long",
      order_type: "market",
    });
  });

  it("has sections with numbers", () => {
    const signal = signalOf(
      {
        ...EMPTY,
        order_type: "limit",
        signal_price: "60000.5",
        quote_amount: " 100 ",
        take_profit: [{ price_percentage: "2", position_percentage: "100" }],
        dca_orders: [{ price_percentage: "1", quantity_percentage: "" }],
        stop_percentage: "3",
      },
      "SIM",
    );
    expect(signal).toMatchObject({
      signal_price: 60000.5,
      quote_amount: 100,
      take_profit: [{ price_percentage: 2, position_percentage: 100 }],
      dca_orders: [{ price_percentage: 1 }],
      stop_loss: { stop_percentage: 3 },
    });
  });

  it("keeps what would not survive as a number as it was typed", () => {
    const amount = (quote_amount: string) => signalOf({ ...EMPTY, quote_amount }, "SIM").quote_amount;
    expect(amount("0.12345678901234567890")).toBe("0.12345678901234567890");
    expect(amount("a lot")).toBe("a lot");
    expect(amount("")).toBeUndefined();
  });

  it("is only as long as its action needs", () => {
    expect(signalOf({ ...EMPTY, action: "stop_bot", symbol: "X" }, "SIM")).toEqual({ action: "stop_bot" });
    expect(signalOf({ ...EMPTY, action: "reduce", percentage: "50" }, "SIM")).toMatchObject({
      reduce_order: { quantity_percentage: 50 },
    });
  });
});

it("a message carries the credentials first", () => {
  const message = messageOf({ action: "close" }, "key", "secret");
  expect(Object.keys(JSON.parse(message) as object)).toEqual(["api_key", "api_secret", "action"]);
});

it("a command line survives quotes", () => {
  expect(curlOf("http://ha/x", messageOf({ action: "close" }, "k", "it's"))).toContain(
    `"api_secret":"it'\\''s"`,
  );
});

it("an export quotes what needs it, and runs no formula", () => {
  const csv = csvOf([
    {
      trade_id: "1",
      position_id: "p",
      symbol: "BTC/USDT",
      side: "buy",
      price: "1",
      amount: "-2",
      cost: "2",
      fee: "0.1",
      fee_currency: "USDT",
      purpose: "entry",
      time: "2026-01-01",
      account_name: '=HYPERLINK("x")',
      bot_name: "a,b",
    },
  ]);
  expect(csv.split("\r\n")[1]).toBe(
    `2026-01-01,"'=HYPERLINK(""x"")","a,b",BTC/USDT,buy,entry,1,-2,2,0.1,USDT,p,1`,
  );
});
