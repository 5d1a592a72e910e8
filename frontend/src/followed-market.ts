import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Api, Unsubscribe } from "./api";
import { merged } from "./candles";
import type { Candle } from "./types";

/** The candles of the one market that an element shows at a time. */
export class FollowedMarket implements ReactiveController {
  candles: readonly Candle[] = [];
  private following = "";
  private end: Unsubscribe | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.leave();
  }

  async follow(api: Api, account: string, symbol: string): Promise<void> {
    const wanted = `${account} ${symbol}`;
    if (this.following === wanted) return;
    this.leave();
    this.following = wanted;
    const end = await api.market(account, symbol, 5, (event) => {
      if (this.following !== wanted) return;
      this.candles = merged(this.candles, event);
      this.host.requestUpdate();
    });
    if (this.following === wanted) this.end = end;
    else end();
  }

  private leave(): void {
    this.end?.();
    this.end = undefined;
    this.following = "";
    this.candles = [];
  }
}
