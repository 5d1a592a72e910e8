import { describe, expect, it } from "vitest";
import { Format } from "../src/format";
import { inEnglish } from "../src/localize";
import { hasUnread, isUnread } from "../src/typed-number";

const numbers = (number_format: string, language = "en") => new Format({ language, number_format }).typed;

/** A format of numbers, what is typed, and what it is; nothing where it is refused. */
const TYPED: readonly (readonly [string, string, string | undefined])[] = [
  ["comma_decimal", "65,783.30", "65783.30"],
  ["comma_decimal", "65783.3", "65783.3"],
  ["comma_decimal", "65.800", "65.800"],
  ["comma_decimal", "65,783", "65783"],
  ["comma_decimal", "1,234,567.5", "1234567.5"],
  ["comma_decimal", "65,8", undefined],
  ["comma_decimal", "0,123", undefined],
  ["comma_decimal", "0,50", undefined],
  ["comma_decimal", "65.783,30", undefined],
  ["comma_decimal", "6,57,83", undefined],
  ["comma_decimal", "1.234.567", undefined],
  ["decimal_comma", "65.783,30", "65783.30"],
  ["decimal_comma", "65783,3", "65783.3"],
  ["decimal_comma", "65783.3", "65783.3"],
  ["decimal_comma", "65783.300", "65783.300"],
  ["decimal_comma", "65.8", "65.8"],
  ["decimal_comma", "0.123", "0.123"],
  ["decimal_comma", "0,123", "0.123"],
  ["decimal_comma", "1.234.567", "1234567"],
  ["decimal_comma", "65.800", undefined],
  ["decimal_comma", "-1.234", undefined],
  ["decimal_comma", "65,783.30", undefined],
  ["decimal_comma", "65.78.330", undefined],
  ["decimal_comma", "1,234,567", undefined],
  ["space_comma", "65 783,30", "65783.30"],
  ["space_comma", "65\u00a0783,30", "65783.30"],
  ["space_comma", "65\u202f783,30", "65783.30"],
  ["space_comma", "65\u2009783", "65783"],
  ["space_comma", "65783.30", "65783.30"],
  ["space_comma", "65.800", undefined],
  ["space_comma", "65 8", undefined],
  ["space_comma", "65  783", undefined],
  ["quote_decimal", "65’783.30", "65783.30"],
  ["quote_decimal", "65'783.30", "65783.30"],
  ["quote_decimal", "65.800", "65.800"],
  ["quote_decimal", "65,8", undefined],
  ["none", "65783.30", "65783.30"],
  ["none", "65.800", "65.800"],
  ["none", "65,783", undefined],
  ["none", "65 783", undefined],
  ["language", "65,783.30", "65783.30"],
  ["language", "  12.50 ", "12.50"],
  ["language", "\u00a012.50\u00a0", "12.50"],
  ["language", "", ""],
  ["language", "   ", ""],
  ["language", "-2.5", "-2.5"],
  ["language", "−2.5", "-2.5"],
  ["language", "－２．５", "-2.5"],
  ["language", "+2.5", "2.5"],
  ["language", "2.5-", undefined],
  ["language", "--2.5", undefined],
  ["language", "- 2.5", undefined],
  ["language", "-", undefined],
  ["language", ".", undefined],
  ["language", ".5", "0.5"],
  ["language", "5.", "5"],
  ["language", "007.50", "7.50"],
  ["language", "00", "0"],
  ["language", "１２．５", "12.5"],
  ["language", "١٢٫٥", undefined],
  ["language", "١٢.٥", "12.5"],
  ["language", "1e3", undefined],
  ["language", "1E-7", undefined],
  ["language", "10²", undefined],
  ["language", "½", undefined],
  ["language", "1_000", undefined],
  ["language", "2 %", undefined],
  ["language", "$65", undefined],
  ["language", "NaN", undefined],
  ["language", "Infinity", undefined],
  ["language", "0x10", undefined],
  ["language", "?5", undefined],
  ["language", "a lot", undefined],
  ["language", "{{close}}", "{{close}}"],
  ["language", "12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678"],
];

describe("a typed number", () => {
  it.each(TYPED)("in the format %s is read exactly: %s", (format, typed, read) => {
    const found = numbers(format).read(typed);
    expect(isUnread(found) ? undefined : found).toBe(read);
    // What was typed is not lost, and nothing that trades could read it
    if (isUnread(found)) expect([numbers(format).write(found), Number(found)]).toEqual([typed.trim(), NaN]);
  });

  it.each([
    ["de", "65.783,30", "65783.30"],
    ["pl", "65 783,30", "65783.30"],
    ["en-IN", "12,34,567.5", "1234567.5"],
    ["en-IN", "12,34", undefined],
    ["fa", "۶۵٬۷۸۳٫۳۰", "65783.30"],
    ["fa", "۶۵٫۸", "65.8"],
    ["fa", "65.8", "65.8"],
    ["ar-EG", "٦٥٬٧٨٣٫٣", "65783.3"],
  ])("of somebody whose language %s is followed: %s", (language, typed, read) => {
    const found = numbers("language", language).read(typed);
    expect(isUnread(found) ? undefined : found).toBe(read);
  });

  it.each([
    ["decimal_comma", "65.800", "65.800 may mean 65800 or 65,8. Type one of them."],
    ["decimal_comma", "-1.234", "-1.234 may mean -1234 or -1,234. Type one of them."],
    ["decimal_comma", "1e3", "1e3 is not written as your numbers are, such as 1234,5. Nothing was sent."],
    ["comma_decimal", "65,8", "65,8 is not written as your numbers are, such as 1234.5. Nothing was sent."],
    ["comma_decimal", "65.8", ""],
  ])("in the format %s says why it is refused: %s", (format, typed, said) =>
    expect(numbers(format).wrong(numbers(format).read(typed), inEnglish)).toBe(said),
  );

  it.each([
    ["comma_decimal", "65783.30", "65783.30"],
    ["decimal_comma", "65783.30", "65783,30"],
    ["decimal_comma", "65.800", "65,800"],
    ["decimal_comma", "-0.000000123456789012345", "-0,000000123456789012345"],
    ["decimal_comma", "1.2e-7", "0,00000012"],
    ["decimal_comma", "1.25e+3", "1250"],
    ["decimal_comma", "12.5e1", "125"],
    ["space_comma", "65783.30", "65783,30"],
    ["quote_decimal", "65783.30", "65783.30"],
    ["none", "65783.30", "65783.30"],
    ["none", "", ""],
  ])("stands in a field of the format %s so that it is read again: %s", (format, value, written) => {
    expect(numbers(format).write(value)).toBe(written);
    if (!value.includes("e")) expect(numbers(format).read(written)).toBe(value);
  });

  it("is found wherever it would be sent", () => {
    const unread = numbers("decimal_comma").read("65.800");
    expect(hasUnread({ stop_loss: null, take_profit: [{ price: 1 }, { price: unread }] })).toBe(true);
    expect(hasUnread({ stop_loss: null, take_profit: [{ price: "65800" }] })).toBe(false);
  });
});
