import { describe, expect, it } from "vitest";
import { decimals, Format, market, tone } from "../src/format";
import { inEnglish, localizer, named } from "../src/localize";

const english = new Format({ language: "en", number_format: "language" });

describe("numbers", () => {
  it.each([
    ["0.01", 2],
    ["0.010", 2],
    ["1", 0],
    ["0.00000001", 8],
    ["100", 0],
    ["1.0", 0],
  ])("a step of %s has %i decimals", (step, digits) => expect(decimals(step)).toBe(digits));

  it("are shown in the market's precision", () => {
    expect(english.price("64923.3", "0.01")).toBe("64,923.30");
    expect(english.price("0.00001234", "0.00000001")).toBe("0.00001234");
    expect(english.price(null, "0.01")).toBe("–");
  });

  it("stay exact beyond what a float holds", () => {
    expect(english.number("12345678901234567.123456789012")).toBe(
      "12,345,678,901,234,567.123456789012",
    );
  });

  it("carry the sign of a and a coin's decimals", () => {
    expect(english.money("1.5", "USDT", true)).toBe("+1.50 USDT");
    expect(english.money("-0.001", "BTC", true)).toBe("-0.00100000 BTC");
    expect(english.percent("0")).toBe("0.00 %");
  });

  it("follow the user's choice", () => {
    const format = (number_format: string) =>
      new Format({ language: "en", number_format }).number("1234.5");
    expect(format("decimal_comma")).toBe("1.234,5");
    expect(format("comma_decimal")).toBe("1,234.5");
    expect(format("none")).toBe("1234.5");
  });

  it("are loss or neither", () => {
    expect(["1", "-1", "0", null].map(tone)).toEqual(["profit", "loss", "", ""]);
  });

  it("name a perpetual by its market", () => expect(market("BTC/USDT:USDT")).toBe("BTC/USDT"));
});

describe("times", () => {
  const noon = "2026-01-02T12:34:56Z";
  const time = (time_format: string, time_zone: string, home?: string) =>
    new Format({ language: "en-US", number_format: "language", time_format, time_zone }, home).time(noon);

  it("follow the user's clock", () => {
    expect(time("24", "server", "UTC")).toBe("Jan 2, 2026, 12:34:56");
    expect(time("12", "server", "UTC")).toMatch(/^Jan 2, 2026, 12:34:56\sPM$/);
  });

  it("are those of Home Assistant's place if the user wants it so", () => {
    expect(time("24", "server", "Asia/Tokyo")).toBe("Jan 2, 2026, 21:34:56");
    const here = new Intl.DateTimeFormat("en-US", { timeStyle: "medium", hourCycle: "h23" });
    expect(time("24", "local", "Asia/Tokyo")).toContain(here.format(new Date(noon)));
  });
});

describe("texts", () => {
  it("are filled in, and fall back to English", () => {
    const t = localizer({ close: { title: "{name} schließen?" } });
    expect(t("close.title", { name: "BTC" })).toBe("BTC schließen?");
    expect(t("close.confirm")).toBe("Close at market price");
  });

  it("name what has no text as it is", () => {
    expect(named(inEnglish, "status", "open")).toBe("Open");
    expect(named(inEnglish, "purpose", "something_new")).toBe("something new");
  });
});

describe("a sign", () => {
  it("stays where it belongs between words that are read from right to left", () => {
    const hebrew = new Format({ language: "he", number_format: "comma_decimal" });
    expect(hebrew.percent("-1.5")).toBe("\u200e-1.50 %");
    expect(hebrew.number("1.5")).toBe("1.5");
    expect(new Format({ language: "en", number_format: "language" }).percent("-1.5")).toBe("-1.50 %");
  });
});
