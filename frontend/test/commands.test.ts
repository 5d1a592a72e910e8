// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { Api, errorText } from "../src/api";
import type { Connection } from "../src/types";
import { position } from "./rows";

/** What Home Assistant's own connection rejects with when it ends before the answer. */
const LOST = { type: "result", success: false, error: { code: 3, message: "Connection lost" } };

function api(answer: () => Promise<unknown>): Api {
  const connection = { connected: true, sendMessagePromise: answer };
  return new Api(connection as unknown as Connection, undefined, undefined, () => "No answer came: look first.");
}

describe("a command whose answer is lost with the connection", () => {
  it.each([[LOST], [3]])("is told as one that may have been done: %j", async (lost) => {
    const asked = api(() => Promise.reject(lost));
    await expect(asked.close(position())).rejects.toThrow("No answer came: look first.");
    await expect(asked.command("a1", "b1", { action: "reduce" })).rejects.toThrow("No answer came: look first.");
  });

  it("is in words where something was only asked", () => expect(errorText(LOST)).toBe("Connection lost"));

  it("is no refusal, and a refusal is none", async () => {
    const refused = api(() => Promise.reject({ code: "position_missing", message: "Gone." }));
    await expect(refused.close(position())).rejects.toEqual({ code: "position_missing", message: "Gone." });
  });
});

it("hands over what a bot says of a command, that it did nothing for it among it", async () => {
  const body = { status: "duplicate", warnings: ["nothing_to_do: nothing was done"] };
  const asked = api(() => Promise.resolve({ status: 200, body }));
  expect(await asked.command("a1", "b1", { action: "reduce" })).toEqual(body);
});
