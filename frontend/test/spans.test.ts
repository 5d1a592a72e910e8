import { describe, expect, it } from "vitest";
import { weeks } from "../src/parts/profit-calendar";
import { shifted, spanOf } from "../src/spans";

describe("spans of days", () => {
  it.each([
    ["days_7", { first: "2026-02-23", last: "2026-03-01" }],
    ["days_30", { first: "2026-01-31", last: "2026-03-01" }],
    ["month", { first: "2026-03-01", last: "2026-03-01" }],
    ["last_month", { first: "2026-02-01", last: "2026-02-28" }],
    ["year", { first: "2026-01-01", last: "2026-03-01" }],
    ["all", {}],
  ] as const)("%s", (preset, span) => {
    expect(spanOf(preset, "2026-03-01")).toEqual(span);
  });

  it("last month of January is December", () => {
    expect(spanOf("last_month", "2026-01-15")).toEqual({ first: "2025-12-01", last: "2025-12-31" });
  });

  it("days are shifted over the ends of months", () => {
    expect(shifted("2024-02-28", 2)).toBe("2024-03-01");
  });
});

it("a month of a calendar begins on Mondays and has each of its days once", () => {
  const found = weeks("2026-11");
  expect(found[0]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, "2026-11-01"]);
  expect(found.flat().filter(Boolean)).toHaveLength(30);
  expect(weeks("2026-12").flat().filter(Boolean)).toHaveLength(31);
});
