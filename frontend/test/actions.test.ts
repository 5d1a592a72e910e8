import { describe, expect, it } from "vitest";
import { positionMenu } from "../src/actions";
import type { Context } from "../src/context";
import { Format } from "../src/format";
import { inEnglish as t } from "../src/localize";
import type { Position } from "../src/types";
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
    [{}, ["Show details", LINK, ...SIZES, EXITS, KEEP, "Close"]],
    [{ status: "pending", size: "0" }, ["Show details", LINK, EXITS, KEEP, "Close"]],
    [{ status: "closing" }, ["Show details", LINK, KEEP, "Close"]],
    [{ bot_name: null }, ["Show details", LINK, EXITS, KEEP, "Close"]],
    [{ status: "closed" }, ["Show details"]],
    [{ status: "cancelled" }, ["Show details"]],
  ] as [Partial<Position>, string[]][])("for %j offers %j", (fields, items) => {
    expect(menu(fields)).toEqual(items);
  });

  it("leaves to administrators what moves money", () => {
    expect(menu({}, false)).toEqual(["Show details"]);
  });
});
