import type { ReactiveController, ReactiveControllerHost } from "lit";
import { Api, errorText, type Post, type Unsubscribe } from "./api";
import { applyPositions, applySignals } from "./state";
import type { Account, Connection, Position, Signal } from "./types";

const RETRY_AFTER = [500, 1000, 2000, 5000, 10000];

/** What of the integration is followed from the start; the signal log is only when it is needed. */
export type Part = "positions" | "accounts";

export type Status = "connecting" | "ready" | "disconnected" | "outdated" | "unavailable";

/**
 * What the panel shows of the integration, pushed by it.
 *
 * It begins anew whenever Home Assistant is back, and tries again while the integration is still
 * starting. What was known last stays until then, with the time that it is of: whoever shows it
 * says so, and nothing outdated is taken for the truth.
 */
export class Live implements ReactiveController {
  status: Status = "connecting";
  problem = "";
  /** When something was received last. */
  heardAt: Date | undefined;
  /** How often everything has come anew: what a view has loaded before is outdated then. */
  generation = 0;
  /** What to say of something that can't be done without a connection. */
  lost: (() => string) | undefined;
  /** What to say of something whose answer was lost with the connection. */
  unanswered: (() => string) | undefined;
  /** How to ask over HTTP. */
  post: Post | undefined;
  positions: ReadonlyMap<string, Position> | undefined;
  accounts: readonly Account[] | undefined;
  signals: readonly Signal[] | undefined;

  private connection: Connection | undefined;
  private ends: Unsubscribe[] = [];
  private run = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wantsSignals = false;

  constructor(
    host: ReactiveControllerHost,
    private readonly changed: () => void,
    private readonly parts: readonly Part[] = ["positions", "accounts"],
  ) {
    host.addController(this);
  }

  get api(): Api {
    if (!this.connection) throw new Error("Home Assistant is not connected");
    const lost = () => this.lost?.() ?? "Home Assistant is not connected";
    const post: Post = (path, data) => this.post?.(path, data) ?? Promise.reject(new Error(lost()));
    return new Api(this.connection, lost, post, () => this.unanswered?.() ?? "The connection was lost before an answer came");
  }

  /** Whether there is something to show, though it may be of before. */
  get known(): boolean {
    return this.generation > 0 && this.parts.every((part) => this[part] !== undefined);
  }

  /** Whether what is shown is of before: nothing is received at present. */
  get stale(): boolean {
    return this.status !== "ready" && this.status !== "outdated" && this.known;
  }

  /** Follow what comes over a connection, and tell whether it is another one than before. */
  use(connection: Connection): boolean {
    if (this.connection === connection) return false;
    this.stop();
    this.positions = this.accounts = this.signals = undefined;
    this.connection = connection;
    this.begin();
    return true;
  }

  hostConnected(): void {
    if (this.connection) this.begin();
  }

  hostDisconnected(): void {
    this.stop();
    this.positions = this.accounts = this.signals = undefined;
  }

  /** Follow the signal log from now on. */
  needSignals(): void {
    if (this.wantsSignals) return;
    this.wantsSignals = true;
    if (this.status === "ready") void this.followSignals(this.run);
  }

  private begin(): void {
    this.stop();
    this.connection?.addEventListener("ready", this.onReady);
    this.connection?.addEventListener("disconnected", this.onDisconnected);
    void this.start();
  }

  private stop(): void {
    this.connection?.removeEventListener("ready", this.onReady);
    this.connection?.removeEventListener("disconnected", this.onDisconnected);
    this.leave();
  }

  private readonly onReady = () => void this.start();

  private readonly onDisconnected = () => {
    this.ends = []; // they went with the connection
    this.leave();
    this.set("disconnected");
  };

  private leave(): void {
    this.run += 1;
    clearTimeout(this.timer);
    for (const end of this.ends) end();
    this.ends = [];
  }

  private async start(attempt = 0): Promise<void> {
    this.leave();
    const run = this.run;
    if (this.status !== "unavailable") this.set("connecting");
    try {
      const { compatible } = await this.api.connect();
      if (run !== this.run) return;
      if (!compatible) {
        this.set("outdated");
        return;
      }
      const { api } = this;
      if (this.parts.includes("positions")) {
        await this.follow(run, (on) =>
          api.positions(
            on((event) => {
              this.positions = applyPositions(this.positions ?? new Map(), event);
            }),
          ),
        );
      }
      if (this.parts.includes("accounts")) {
        await this.follow(run, (on) =>
          api.accounts(
            on(({ accounts }) => {
              this.accounts = accounts;
            }),
          ),
        );
      }
      if (this.wantsSignals) await this.followSignals(run);
      if (run !== this.run) return;
      this.generation += 1;
      this.set("ready");
    } catch (error) {
      if (run !== this.run) return;
      this.set("unavailable", errorText(error));
      const wait = RETRY_AFTER[Math.min(attempt, RETRY_AFTER.length - 1)];
      this.timer = setTimeout(() => void this.start(attempt + 1), wait);
    }
  }

  private followSignals(run: number): Promise<void> {
    const { api } = this;
    return this.follow(run, (on) =>
      api.signals(
        on((event) => {
          this.signals = applySignals(this.signals ?? [], event);
        }),
      ),
    );
  }

  /** Subscribe; events count only as long as this run goes on, and show themselves. */
  private async follow(
    run: number,
    subscribe: (on: <T>(take: (event: T) => void) => (event: T) => void) => Promise<Unsubscribe>,
  ): Promise<void> {
    if (run !== this.run) return;
    const end = await subscribe((take) => (event) => {
      if (run !== this.run) return;
      this.heardAt = new Date();
      take(event);
      this.changed();
    });
    if (run === this.run) this.ends.push(end);
    else end();
  }

  private set(status: Status, problem = ""): void {
    this.status = status;
    this.problem = problem;
    this.changed();
  }
}
