import { describe, expect, it } from "vitest";
import { positionMenu, positionPath, quickActions } from "../src/actions";
import type { Context } from "../src/context";
import { Format } from "../src/format";
import { inEnglish as t } from "../src/localize";
import type { Position, Question } from "../src/types";
import { position } from "./rows";

function menu(fields: Partial<Position>, admin = true): string[] {
  const format = new Format({ language: "en", number_format: "language" });
  const ctx = { t, format, admin } as unknown as Context;
  return positionMenu(ctx, position(fields)).map(({ label }) => label.replace(/ …$/, ""));
}

const LINK = "Create webhook link";
const SIZES = ["Increase", "Reduce"];
const EXITS = "Change stop and targets";
const KEEP = "Keep what has filled";

describe("the menu of a position", () => {
  it.each([
    [{}, ["Show details", LINK, ...SIZES, EXITS, "Release", KEEP, "Close"]],
    [{ status: "pending", size: "0" }, ["Show details", LINK, EXITS, KEEP, "Close"]],
    [{ status: "closing" }, ["Show details", LINK, KEEP, "Close"]],
    [{ bot_name: null }, ["Show details", LINK, EXITS, "Release", KEEP, "Close"]],
    [{ status: "closed" }, ["Show details"]],
    [{ status: "cancelled" }, ["Show details"]],
  ] as [Partial<Position>, string[]][])("for %j offers %j", (fields, items) => {
    expect(menu(fields)).toEqual(items);
  });

  it("never sells what has filled while one was asked whether to cancel its entry", async () => {
    const asked: Question[] = [];
    const api = {
      keep: () => Promise.resolve({ done: "kept" }),
      close: () => Promise.reject(new Error("sold")),
    };
    const ctx = { t, api, admin: true, ask: (question: Question) => asked.push(question) };
    const items = positionMenu(ctx as unknown as Context, position({ status: "pending", size: "0" }));

    items.at(-1)!.act();

    expect(asked[0]?.confirm).toBe("Cancel the entry");
    expect(await asked[0]?.act()).toBe("The position is filled and was left alone.");
  });

  it("leaves to administrators what moves money", () => {
    expect(menu({}, false)).toEqual(["Show details"]);
  });
});

describe("what is within reach of a thumb", () => {
  const quick = (fields: Partial<Position>, admin = true) =>
    quickActions({ t, admin } as unknown as Context, position(fields)).map(({ label }) => label);

  it.each([
    [{}, ["Close", "Reduce", "Stop"]],
    [{ status: "pending", size: "0" }, ["Close", "Stop"]],
    [{ status: "closing" }, ["Close"]],
    [{ status: "closed" }, []],
  ] as [Partial<Position>, string[]][])("of %j is %j", (fields, labels) => expect(quick(fields)).toEqual(labels));

  it("is nothing for who may not move money", () => expect(quick({}, false)).toEqual([]));
});

it("gives a position an address of its own", () => {
  expect(positionPath(position({ position_id: "a/b" }))).toBe("/positions/a%2Fb");
});
