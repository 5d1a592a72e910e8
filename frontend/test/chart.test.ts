import { describe, expect, it } from "vitest";
import { emptiness, placed, span } from "../src/candles";
import { marks } from "../src/levels";
import { inEnglish } from "../src/localize";
import type { Candle, Fill } from "../src/types";

const candle = (start: number): Candle => [start, "1", "1", "1", "1"];
const mark = (time: number) => ({ time, price: 7, side: "buy" as const, name: "Entry" });

describe("the markers of a chart", () => {
  it("stand at the candle of their time", () => {
    const [found] = placed([mark(69.9)], [candle(60), candle(65)], 5);
    expect(found).toEqual({ ...mark(65) });
  });

  it("are left out before the first candle, never moved to it", () => {
    const candles = [candle(60), candle(65)];
    expect(placed([mark(10), mark(59.999), mark(60)], candles, 5).map(({ time }) => time)).toEqual([60]);
  });

  it("leave the chart with the candle that was theirs", () => {
    expect(placed([mark(61)], [candle(65)], 5)).toEqual([]);
  });

  it("keep their time where no price came, and after the last candle", () => {
    const times = placed([mark(127), mark(200)], [candle(60), candle(180)], 60).map(({ time }) => time);
    expect(times).toEqual([120, 180]);
  });

  it("have no place without candles", () => {
    expect(placed([mark(61)], [], 5)).toEqual([]);
  });

  it("carry the price of their fill", () => {
    const fill = { time: "2026-01-01T00:00:00Z", side: "buy", price: "65131.98", purpose: "entry" } as Fill;
    expect(marks(inEnglish, [fill])).toEqual([
      { time: Date.UTC(2026, 0, 1) / 1000, price: 65131.98, side: "buy", name: "Entry" },
    ]);
  });
});

describe("the time around a position", () => {
  it("begins with it, and ends with it once it is over", () => {
    expect(span("2026-01-01T00:00:00.700Z", null)).toEqual({ since: Date.UTC(2026, 0, 1) / 1000 });
    expect(span("2026-01-01T00:00:00Z", "2026-01-01T00:01:00.100Z")).toEqual({
      since: Date.UTC(2026, 0, 1) / 1000,
      until: Date.UTC(2026, 0, 1) / 1000 + 61,
    });
  });
});

describe("an empty chart", () => {
  it("says whether it waits for an answer, for a price, or has none any more", () => {
    expect(emptiness(undefined, false)).toBe("loading");
    expect(emptiness([], false)).toBe("waiting");
    expect(emptiness([], true)).toBe("over");
    expect(emptiness([candle(60)], true)).toBeUndefined();
  });

  it("waits for what the exchange is being asked for", () => {
    expect(emptiness([], true, true)).toBe("loading");
    expect(emptiness([], false, true)).toBe("loading");
    expect(emptiness([candle(60)], false, true)).toBeUndefined();
  });

  it.each(["waiting", "over"])("has words for it (%s)", (why) => {
    expect(inEnglish(`position.chart_${why}`)).not.toContain("chart_");
  });
});
