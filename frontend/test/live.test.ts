import type { ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Live } from "../src/live";
import type { Connection } from "../src/types";
import { position } from "./rows";

type Handler = (event: unknown) => void;

/** A connection whose other end the test plays. */
class FakeConnection {
  connected = true;
  handlers = new Map<string, Handler>();
  ended: string[] = [];
  connect = vi.fn(() => Promise.resolve({ compatible: true, protocol: 1, version: "0.1.0" }));
  private readonly listeners = new Map<string, () => void>();

  sendMessagePromise = () => this.connect();

  subscribeMessage = (handler: Handler, { type }: { type: string }) => {
    this.handlers.set(type, handler);
    return Promise.resolve(() => {
      this.ended.push(type);
      return Promise.resolve();
    });
  };

  addEventListener = (type: string, callback: () => void) => this.listeners.set(type, callback);
  removeEventListener = (type: string) => this.listeners.delete(type);
  happens = (type: string) => this.listeners.get(type)?.();
}

const host = { addController: () => undefined } as unknown as ReactiveControllerHost;
let connection: FakeConnection;
let live: Live;

beforeEach(async () => {
  vi.useFakeTimers();
  connection = new FakeConnection();
  live = new Live(host, () => undefined);
  live.use(connection as unknown as Connection);
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => vi.useRealTimers());

describe("what is live", () => {
  it("is ready once all subscriptions stand", () => {
    expect(live.status).toBe("ready");
    expect([...connection.handlers.keys()]).toEqual([
      "tradehook/subscribe_positions",
      "tradehook/subscribe_accounts",
    ]);
  });

  it("keeps what was known last, with its time, until the connection is back", async () => {
    vi.setSystemTime("2026-01-01T10:00:00Z");
    connection.handlers.get("tradehook/subscribe_positions")?.({ positions: [position()] });
    connection.handlers.get("tradehook/subscribe_accounts")?.({ accounts: [] });
    expect(live.stale).toBe(false);

    vi.setSystemTime("2026-01-01T10:05:00Z");
    connection.happens("disconnected");
    expect([live.status, live.stale, live.positions?.size]).toEqual(["disconnected", true, 1]);
    expect(live.heardAt?.toISOString()).toBe("2026-01-01T10:00:00.000Z");

    const before = live.generation;
    connection.happens("ready");
    await vi.advanceTimersByTimeAsync(0);
    expect([live.status, live.stale, live.generation]).toEqual(["ready", false, before + 1]);
    connection.handlers.get("tradehook/subscribe_positions")?.({ positions: [] });
    expect(live.positions?.size).toBe(0);
  });

  it("does nothing later that was asked for while the connection was lost", async () => {
    const sent = vi.fn();
    live.lost = () => "No connection: nothing was done.";
    connection.connected = false;
    connection.happens("disconnected");
    connection.sendMessagePromise = sent;

    await expect(live.api.close(position())).rejects.toThrow("No connection: nothing was done.");
    await expect(live.api.closeAll("a1", ["p1"])).rejects.toThrow("nothing was done");
    expect(sent).not.toHaveBeenCalled();
  });

  it("knows nothing of an account of before when the panel is left", () => {
    connection.handlers.get("tradehook/subscribe_positions")?.({ positions: [position()] });
    live.hostDisconnected();
    expect(live.positions).toBeUndefined();
  });

  it("ignores events of a subscription of before", () => {
    const old = connection.handlers.get("tradehook/subscribe_positions");
    connection.happens("disconnected");
    old?.({ positions: [position()] });
    expect(live.positions).toBeUndefined();
  });

  it("tries again while the integration is still starting", async () => {
    connection.connect.mockRejectedValueOnce({ code: "unknown_command", message: "Unknown command." });
    connection.happens("ready");
    await vi.advanceTimersByTimeAsync(0);
    expect([live.status, live.problem]).toEqual(["unavailable", "Unknown command."]);

    await vi.advanceTimersByTimeAsync(600);
    expect(live.status).toBe("ready");
  });

  it("asks for a reload when the integration speaks another protocol", async () => {
    connection.connect.mockResolvedValueOnce({ compatible: false, protocol: 2, version: "2" });
    connection.happens("ready");
    await vi.advanceTimersByTimeAsync(0);
    expect(live.status).toBe("outdated");
  });

  it("ends its subscriptions when the panel is left", () => {
    live.hostDisconnected();
    expect(connection.ended).toHaveLength(2);
  });
});
