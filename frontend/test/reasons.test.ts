import { afterEach, expect, test } from "vitest";
import { errorText } from "../src/api";
import { learnReasons, said } from "../src/reasons";

const key = (code: string) => `component.tradehook.exceptions.reason_${code}.message`;
const field = (name: string) => `component.tradehook.exceptions.field_${name}.message`;
const ENGLISH = {
  [key("market_halted")]: "{symbol} is halted on the exchange: {symbol} has to wait. ({code})",
  [key("opening_refused")]: "The old position was closed and the new one refused: {reason} ({code})",
  [key("trading_off")]: "The account's Trading switch is off. ({code})",
  [key("no_text_yet")]: "Nobody has translated this. ({code})",
  [key("wrong_side")]: "Correct it ({summary}). ({code})",
  [field("from_bot")]: "{message} (it comes from the bot's settings)",
  [field("and_more")]: "{first}; {count} more",
  [field("left_out")]: "is left out",
  [field("below")]: "below",
  [field("choice")]: "must be one of {options}",
  [field("choice_near")]: "must be one of {options}: did you mean `{near}`?",
  [field("price_side")]: "must lie {where} the price {price}",
  "component.tradehook.exceptions.venue_insufficient_funds.message": "Not enough is free. The exchange says: {said}",
  "component.tradehook.exceptions.failed.message": "{message} ({code})",
};
const GERMAN = {
  [key("market_halted")]: "{symbol} ist ausgesetzt. ({code})",
  [key("opening_refused")]: "Die neue Position wurde abgelehnt: {reason} ({code})",
  [key("trading_off")]: "Der Handel ist aus. ({code})",
  [key("no_text_yet")]: "Nobody has translated this. ({code})",
  [key("wrong_side")]: "Korrigiere es ({summary}). ({code})",
  [field("from_bot")]: "{message} (aus den Einstellungen)",
  [field("and_more")]: "{first}; {count} weitere",
  [field("left_out")]: "wird weggelassen",
  [field("below")]: "unter",
  [field("choice")]: "muss eines von {options} sein",
  [field("choice_near")]: "muss eines von {options} sein: Meintest du `{near}`?",
  [field("price_side")]: "muss {where} dem Preis {price} liegen",
  "component.tradehook.exceptions.venue_insufficient_funds.message": "Nicht genug ist frei. Die Börse sagt: {said}",
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

test.each([
  ["must lie below the price 5 (it comes from the bot's settings)", "muss unter dem Preis 5 liegen (aus den Einstellungen)"],
  ["`SIGNAL` is left out", "`SIGNAL` wird weggelassen"],
  ["`my-field` is left out", "`my-field` wird weggelassen"],
  ["PRICE_1: is left out; [1]: is left out", "PRICE_1: wird weggelassen; [1]: wird weggelassen"],
  ["must be one of a, b: did you mean `a`?", "muss eines von a, b sein: Meintest du `a`?"],
  ["Correct it (dca_orders[1].price must lie below the price 5; 2 more).", "Korrigiere es (dca_orders[1].price muss unter dem Preis 5 liegen; 2 weitere)."],
  ["side: must be one of a, b; stop_loss.price: must lie below the price 5 (invalid_signal)", "side: muss eines von a, b sein; stop_loss.price: muss unter dem Preis 5 liegen"],
  ["The venue says: it lies below", "The venue says: it lies below"],
  ["Not enough is free. The exchange says: Balance too low. (110007)", "Nicht genug ist frei. Die Börse sagt: Balance too low. (110007)"],
  ["nobody knows this; nor that (code_of_it)", "nobody knows this; nor that (code_of_it)"],
])("what is wrong with a field is said in that language: %s", (english, german) => {
  learnReasons(ENGLISH, GERMAN);
  expect(said(english)).toBe(german);
});

test("what goes wrong in a dialog is said in that language", () => {
  learnReasons(ENGLISH, GERMAN);
  expect(errorText(new Error("The account's Trading switch is off."))).toBe("Der Handel ist aus.");
});

test("without texts of another language nothing changes", () => {
  expect(said("The account's Trading switch is off.")).toBe("The account's Trading switch is off.");
});
