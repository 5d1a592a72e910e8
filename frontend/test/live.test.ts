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

  it("shows nothing of before while the connection is lost, and begins anew after it", async () => {
    connection.handlers.get("tradehook/subscribe_positions")?.({ positions: [position()] });
    expect(live.positions?.size).toBe(1);

    connection.happens("disconnected");
    expect(live.status).toBe("disconnected");
    expect(live.positions).toBeUndefined();

    connection.happens("ready");
    await vi.advanceTimersByTimeAsync(0);
    expect(live.status).toBe("ready");
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
