import { describe, expect, it } from "vitest";
import { distance, sum, totals } from "../src/worth";
import { position } from "./rows";

describe("a sum", () => {
  it.each([
    [["0.1", "0.2"], "0.3"],
    [["1", "-0.00000001"], "0.99999999"],
    [["-2.5", "1"], "-1.5"],
    [["-0.5", "0.5"], "0"],
    [["-0.1", "-0.02"], "-0.12"],
    [["12345678901234567890.5", "0.5"], "12345678901234567891"],
    [["100"], "100"],
    [[], "0"],
  ])("of %j is %s to its last digit", (values, total) => expect(sum(values)).toBe(total));

  it("is not known if a part is not", () => expect(sum(["1", null])).toBeNull());
});

describe("the distance of an exit", () => {
  it("is counted from the present price", () => {
    expect(distance("100", "98")).toBe("-2.0000");
    expect(distance("100", "105")).toBe("5.0000");
  });

  it("is not known without a price", () => {
    expect([distance(null, "98"), distance("100", null), distance("0", "1")]).toEqual([null, null, null]);
  });
});

describe("the totals", () => {
  it("are told for each currency that positions count in", () => {
    const rows = [
      position({ value: "100", profit: "-0.1", risk: "2", stop_price: "64000" }),
      position({ value: "50.5", profit: "0.3", risk: "1", stop_price: "64000" }),
      position({ quote: "BTC", value: "0.01", profit: "0", risk: "0.001", stop_price: "1" }),
    ];
    expect(totals(rows).map(({ quote, count, value, profit, risk }) => [quote, count, value, profit, risk])).toEqual([
      ["USDT", 2, "150.5", "0.2", "3"],
      ["BTC", 1, "0.01", "0", "0.001"],
    ]);
  });

  it("name what has no stop instead of counting no risk for it", () => {
    const [total] = totals([
      position({ risk: "2", stop_price: "64000" }),
      position({ risk: null, stop_price: null, no_stop: true }),
      position({ status: "pending", size: "0", risk: null, stop_price: null }),
    ]);
    expect([total?.risk, total?.unprotected]).toEqual(["2", 1]);
  });

  it("don't know what a part does not know", () => {
    expect(totals([position({ profit: "1" }), position({ profit: null })])[0]?.profit).toBeNull();
  });
});
