import { describe, expect, it } from "vitest";
import { lines, marked, namedIn } from "../src/payload";

const MESSAGE = {
  action: "open",
  take_profit: [{ price: 1, position_percentage: 150 }, { price: -1 }],
  stop_loss: {},
};

function shown(value: unknown, wrong: string[]): string[] {
  const found = lines(value);
  const marks = marked(found, wrong);
  return found.filter(({ path }) => marks.has(path)).map(({ text }) => text.trim());
}

it("a message is shown as its JSON", () => {
  const text = lines(MESSAGE)
    .map((line) => line.text)
    .join("\n");
  expect(JSON.parse(text)).toEqual(MESSAGE);
  expect(text.split("\n")[1]).toBe('  "action": "open",');
});

describe("what a refusal is about", () => {
  it("is marked where it stands, and nowhere else", () => {
    expect(shown(MESSAGE, ["take_profit[1].price"])).toEqual(['"price": -1']);
    expect(shown(MESSAGE, ["action", "stop_loss"])).toEqual(['"action": "open",', '"stop_loss": {}']);
  });

  it("is marked as a whole when it is a part", () => {
    expect(shown(MESSAGE, ["take_profit[0]"])).toEqual([
      "{",
      '"price": 1,',
      '"position_percentage": 150',
      "},",
    ]);
  });

  it("is marked around what is missing", () => {
    expect(shown(MESSAGE, ["take_profit[1].position_percentage"])).toEqual(["{", "}"]);
    expect(shown(MESSAGE, ["symbol"])).toEqual([]);
  });
});

it("a refusal names the fields that it is about", () => {
  expect(namedIn("No market of the account fits `symbol` NOPE: use BTC.")).toEqual(["symbol"]);
  expect(namedIn("side: must be long; take_profit[0].price: is required")).toEqual(["side", "take_profit[0].price"]);
  expect(
    namedIn("The signal can't be used: correct what `errors` lists (side must be long; 1 more)."),
  ).toEqual(["errors", "side"]);
  expect(namedIn(null)).toEqual([]);
});
