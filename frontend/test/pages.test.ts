import { describe, expect, it } from "vitest";
import { behind, together, type Pages } from "../src/pages";

const time = (row: string) => row;
const pages = (rows: string[], more: boolean): Pages<string> => ({ rows, more });

describe("together", () => {
  it("puts the rows of all places in one order, the newest first", () => {
    expect(together([pages(["5", "2"], false), pages(["4", "3"], false)], time)).toEqual(["5", "4", "3", "2"]);
  });

  it("hides what something that is not loaded yet may belong before", () => {
    expect(together([pages(["9", "8"], true), pages(["7", "6"], false)], time)).toEqual(["9", "8"]);
  });

  it("is empty without rows", () => {
    expect(together([], time)).toEqual([]);
    expect(together([pages([], false)], time)).toEqual([]);
  });
});

describe("behind", () => {
  it("names the place that holds up the others", () => {
    const places = new Map([
      ["a", pages(["9", "8"], true)],
      ["b", pages(["7", "3"], true)],
      ["c", pages(["5"], false)],
    ]);
    expect(behind(places, time)).toEqual(["a"]);
  });

  it("names nobody when all is loaded", () => {
    expect(behind(new Map([["a", pages(["1"], false)]]), time)).toEqual([]);
  });
});
