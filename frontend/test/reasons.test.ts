import { afterEach, expect, test } from "vitest";
import { errorText } from "../src/api";
import { learnReasons, said } from "../src/reasons";

const key = (code: string) => `component.tradehook.exceptions.reason_${code}.message`;
const ENGLISH = {
  [key("market_halted")]: "{symbol} is halted on the exchange: {symbol} has to wait. ({code})",
  [key("opening_refused")]: "The old position was closed and the new one refused: {reason} ({code})",
  [key("trading_off")]: "The account's Trading switch is off. ({code})",
  [key("no_text_yet")]: "Nobody has translated this. ({code})",
  "component.tradehook.exceptions.failed.message": "{message} ({code})",
};
const GERMAN = {
  [key("market_halted")]: "{symbol} ist ausgesetzt. ({code})",
  [key("opening_refused")]: "Die neue Position wurde abgelehnt: {reason} ({code})",
  [key("trading_off")]: "Der Handel ist aus. ({code})",
  [key("no_text_yet")]: "Nobody has translated this. ({code})",
  "component.tradehook.exceptions.failed.message": "{message} ({code})",
};

afterEach(() => learnReasons({}, {}));

test.each([
  ["The account's Trading switch is off.", "Der Handel ist aus."],
  ["The account's Trading switch is off. (trading_off)", "Der Handel ist aus."],
  ["A+B (C) is halted on the exchange: A+B (C) has to wait.", "A+B (C) ist ausgesetzt."],
  ["A is halted on the exchange: B has to wait.", "A is halted on the exchange: B has to wait."],
  ["Nobody has translated this.", "Nobody has translated this."],
  ["What the exchange says itself.", "What the exchange says itself."],
])("a reason's sentence is said in the user's language: %s", (english, german) => {
  learnReasons(ENGLISH, GERMAN);
  expect(said(english)).toBe(german);
});

test("a reason within a reason is said in that language, too", () => {
  learnReasons(ENGLISH, GERMAN);
  expect(said("The old position was closed and the new one refused: The account's Trading switch is off.")).toBe(
    "Die neue Position wurde abgelehnt: Der Handel ist aus.",
  );
});

test("what goes wrong in a dialog is said in that language", () => {
  learnReasons(ENGLISH, GERMAN);
  expect(errorText(new Error("The account's Trading switch is off."))).toBe("Der Handel ist aus.");
});

test("without texts of another language nothing changes", () => {
  expect(said("The account's Trading switch is off.")).toBe("The account's Trading switch is off.");
});
