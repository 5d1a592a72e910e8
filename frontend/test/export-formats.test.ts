import { describe, expect, it } from "vitest";
import { coinTrackingCsv, fillsCsv, koinlyCsv, positionsCsv } from "../src/export-formats";
import type { ClosedPosition, Fill } from "../src/types";
import { position } from "./rows";

function fill(fields: Partial<Fill> = {}): Fill {
  return {
    trade_id: "1",
    order_id: "o",
    client_order_id: null,
    position_id: "p",
    bot_id: "b",
    symbol: "BTC/USDT",
    base: "BTC",
    quote: "USDT",
    side: "buy",
    price: "100",
    amount: "2",
    cost: "200",
    fee: "0.002",
    fee_currency: "BTC",
    purpose: "entry",
    time: "2026-01-01T12:00:00.500000+00:00",
    position_side: "long",
    fee_value: "0.2",
    profit: null,
    account_name: "Live",
    account_type: "live",
    bot_name: "Trend",
    ...fields,
  };
}

const PERPETUAL = { symbol: "BTC/USDT:USDT", fee_currency: "USDT", fee: "0.2" };

function rows(csv: string): Record<string, string>[] {
  const [head = "", ...lines] = csv.trimEnd().split("\r\n");
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]).filter(([, cell]) => cell));
  });
}

describe("fills as a table", () => {
  it("quotes what needs it, and runs no formula", () => {
    const csv = fillsCsv([fill({ account_name: '=HYPERLINK("x")', bot_name: "a,b", amount: "-2" })]);
    expect(csv.split("\r\n")[1]).toBe(
      `2026-01-01T12:00:00.500000+00:00,"'=HYPERLINK(""x"")",live,"a,b",BTC/USDT,buy,long,entry,100,-2,200,0.002,BTC,0.2,,USDT,p,1`,
    );
  });
});

describe("positions as a table", () => {
  it("leaves out what is not known, and has all tags in one cell", () => {
    const row = { ...position({ status: "closed", tags: ["a", "b"], r_multiple: null }), roe_percentage: null, duration: 90 };
    const [told] = rows(positionsCsv([row as ClosedPosition]));
    expect(told).toMatchObject({ status: "closed", duration: "90", tags: "a b" });
    expect(told).not.toHaveProperty("r_multiple");
  });
});

describe("Koinly", () => {
  it("has spot fills as trades in UTC, the fee in its own currency", () => {
    expect(rows(koinlyCsv([fill()]))).toEqual([
      {
        Date: "2026-01-01 12:00:00",
        "Sent Amount": "200",
        "Sent Currency": "USDT",
        "Received Amount": "2",
        "Received Currency": "BTC",
        "Fee Amount": "0.002",
        "Fee Currency": "BTC",
        Description: "BTC/USDT entry 1",
      },
    ]);
    expect(rows(koinlyCsv([fill({ side: "sell", purpose: "close", profit: "5" })]))[0]).toMatchObject({
      "Sent Amount": "2",
      "Sent Currency": "BTC",
      "Received Amount": "200",
      "Received Currency": "USDT",
    });
  });

  it("has results, fees and funding of perpetuals as realized gains that add up to the profit", () => {
    const found = rows(
      koinlyCsv([
        fill(PERPETUAL),
        fill({ ...PERPETUAL, side: "sell", purpose: "funding", fee: "0", fee_value: "0", profit: "-0.5" }),
        fill({ ...PERPETUAL, side: "sell", purpose: "close", profit: "9.8" }),
      ]),
    );
    expect(found.map((row) => row.Label)).toEqual(["realized gain", "realized gain", "realized gain"]);
    expect(found.map((row) => [row["Sent Amount"], row["Received Amount"]])).toEqual([
      ["0.2", undefined],
      ["0.5", undefined],
      [undefined, "9.8"],
    ]);
  });

  it("leaves out what was never traded", () => {
    const outside = fill({ purpose: "changed_outside", side: "sell", profit: "1" });
    expect(rows(koinlyCsv([fill({ purpose: "dust", profit: "0.1" }), outside]))).toEqual([]);
  });
});

describe("CoinTracking", () => {
  it("has spot fills as trades", () => {
    expect(rows(coinTrackingCsv([fill()]))).toEqual([
      {
        Type: "Trade",
        "Buy Amount": "2",
        "Buy Currency": "BTC",
        "Sell Amount": "200",
        "Sell Currency": "USDT",
        Fee: "0.002",
        "Fee Currency": "BTC",
        Exchange: "Live",
        "Trade-Group": "Trend",
        Comment: "BTC/USDT entry 1",
        Date: "2026-01-01 12:00:00",
      },
    ]);
  });

  it("has what perpetuals have brought as profits and losses of futures", () => {
    const found = rows(
      coinTrackingCsv([fill(PERPETUAL), fill({ ...PERPETUAL, side: "sell", purpose: "close", profit: "9.8" })]),
    );
    expect(found.map((row) => [row.Type, row["Sell Amount"] ?? row["Buy Amount"]])).toEqual([
      ["Derivatives / Futures Loss", "0.2"],
      ["Derivatives / Futures Profit", "9.8"],
    ]);
  });
});
