import { css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { customElement } from "../element";
import { tone } from "../format";
import { LiveHost } from "../live-host";
import "../parts/area-chart";
import { pastEquity } from "../equity-history";
import { added, joined } from "../parts/equity-points";
import { shared } from "../styles";
import type { Account } from "../types";
import { PERIODS, type EquityConfig, type Period } from "./config";

type Point = [time: number, value: number];

/** What an account is worth and how that came about, as a card of a dashboard. */
@customElement("tradehook-equity-card-view")
export class EquityCard extends LiveHost {
  @property({ attribute: false }) config!: EquityConfig;
  @state() private chosen: Period | undefined;
  @state() private points: readonly Point[] = [];
  private wanted = "";
  private newest = "";

  constructor() {
    super(["accounts"]);
  }

  private get period(): Period {
    return this.chosen ?? this.config.period ?? "day";
  }

  private get account(): Account | undefined {
    const { account } = this.config;
    const { accounts } = this.live;
    return account ? accounts?.find((one) => one.account === account) : (accounts?.find((one) => one.loaded) ?? accounts?.[0]);
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("config")) this.chosen = undefined;
    const entity = this.account?.equity_entity;
    const wanted = entity ? `${entity} ${this.period}` : "";
    if (wanted !== this.wanted) {
      this.wanted = wanted;
      this.points = [];
      this.newest = "";
      if (entity) void this.load(entity);
    }
    const equity = this.account?.equity;
    if (equity && equity !== this.newest) {
      this.newest = equity;
      this.points = added(this.points, [Date.now(), Number(equity)]);
    }
  }

  private async load(entity: string) {
    const { wanted } = this;
    const { api } = this.context;
    try {
      const past = await pastEquity(api, entity, this.period);
      if (wanted === this.wanted) this.points = joined(past, this.points);
    } catch {
      // Without Home Assistant's history the line begins now
    }
  }

  override render() {
    const { t, config, account } = this;
    const title = config.title ?? account?.name ?? "";
    return html`<ha-card>
      <div class="head">
        ${title ? html`<h2>${title}</h2>` : nothing}
        <div class="segments" role="group" aria-label=${t("equity.period")}>
          ${PERIODS.map(
            (period) => html`<button
              aria-pressed=${String(period === this.period)}
              aria-label=${t(`equity.${period}`)}
              @click=${() => (this.chosen = period)}
            >
              ${t(`equity.${period}_short`)}
            </button>`,
          )}
        </div>
      </div>
      ${this.renderStale()} ${this.renderStatus() ?? this.renderEquity(account)}
    </ha-card>`;
  }

  private renderStatus() {
    const { t, live } = this;
    if (live.status !== "ready" && !live.stale) return html`<p class="note soft" role="status">${t(`status.${live.status}`)}</p>`;
    if (this.account?.loaded) return undefined;
    const why = this.account ? "not_loaded" : this.config.account && this.live.accounts?.length ? "unknown" : "none";
    return html`<p class="note soft">${t(`equity.${why}`)}</p>`;
  }

  private renderEquity(account: Account | undefined) {
    const { t, points } = this;
    const { format } = this.context;
    if (!account) return nothing;
    const first = points[0];
    const now = Number(account.equity);
    const change = first && account.equity ? now - first[1] : undefined;
    const share = first?.[1] && change !== undefined ? (100 * change) / first[1] : undefined;
    const values = points.map(([, value]) => value);
    const label = t("equity.curve", {
      period: t(`equity.${this.period}`),
      low: format.number(Math.min(...values), 2),
      high: format.number(Math.max(...values), 2),
    });
    return html`<div class="now">
        <span class="number worth">${format.money(account.equity, account.currency)}</span>
        ${change === undefined
          ? nothing
          : html`<span class="number ${tone(change.toFixed(2))}" data-change>
              ${format.money(change.toFixed(2), account.currency, true)}
              ${share === undefined ? nothing : `(${format.percent(share.toFixed(2))})`}
            </span>`}
      </div>
      <tradehook-area-chart
        .points=${points}
        .label=${label}
        .currency=${account.currency}
        .format=${format}
      ></tradehook-area-chart>`;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      .segments {
        display: flex;
      }
      .segments button {
        min-height: 32px;
        padding: 2px 12px;
      }
      .segments button:not(:first-child) {
        border-inline-start: 0;
      }
      .now {
        align-items: baseline;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        padding: 4px 16px 8px;
      }
      .worth {
        font-size: 24px;
      }
      .note {
        margin: 0;
        padding: 12px 16px 16px;
      }
    `,
  ];
}
