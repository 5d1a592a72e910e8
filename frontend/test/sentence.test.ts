import { describe, expect, it } from "vitest";
import type { TemplateResult } from "lit";
import { sentence } from "../src/parts/sentence";

describe("a sentence", () => {
  it("shows what it quotes as code", () => {
    const [before, quoted, after] = sentence("Raise `max_positions` first.");
    expect([before, after]).toEqual(["Raise ", " first."]);
    expect((quoted as TemplateResult).values).toEqual(["max_positions"]);
  });

  it("is left alone without quotes", () => expect(sentence("Nothing.")).toEqual(["Nothing."]));
});
