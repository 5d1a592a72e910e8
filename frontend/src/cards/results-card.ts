import { css, html, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import { customElement } from "../element";
import { tone } from "../format";
import { LiveHost, ROOT } from "../live-host";
import { named } from "../localize";
import "../parts/profit-bars";
import { dayOf, spanOf } from "../spans";
import { shared } from "../styles";
import type { Bar, Results } from "../types";
import type { ResultsConfig } from "./config";

/** So long a span has a bar for each month: as many bars as days are nothing to read on a card. */
const IN_MONTHS: ReadonlySet<string> = new Set(["year", "all"]);

/** What was earned in a span of days, as a card of a dashboard. */
@customElement("tradehook-results-card-view")
export class ResultsCard extends LiveHost {
  @property({ attribute: false }) config!: ResultsConfig;
  @state() private results: readonly Results[] | undefined;
  @state() private error = "";
  private wanted = "";
  private loads = 0;

  constructor() {
    super(["accounts"]);
  }

  private get span() {
    return this.config.period ?? "days_30";
  }

  protected override willUpdate() {
    if (this.live.status !== "ready") return;
    const accounts = this.live.accounts ?? [];
    // Changes with each booking, with each day and with each connection
    const wanted = JSON.stringify([
      this.config,
      this.live.generation,
      this.context.format.today(),
      accounts.map(({ account, loaded, realized_profit, invested }) => [account, loaded, realized_profit, invested]),
    ]);
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    void this.load();
  }

  private async load() {
    const load = ++this.loads;
    const { account } = this.config;
    const { api, format } = this.context;
    const { first, last } = spanOf(this.span, format.today());
    try {
      const results = await api.results({
        period: IN_MONTHS.has(this.span) ? "month" : "day",
        ...(account ? { account } : {}),
        ...(first ? { first_day: first } : {}),
        ...(last ? { last_day: last } : {}),
      });
      if (load === this.loads) [this.results, this.error] = [results, ""];
    } catch (error) {
      if (load === this.loads) this.error = errorText(error);
    }
  }

  override render() {
    const { t, config } = this;
    const title = config.title ?? t("tab.results");
    return html`<ha-card>
      <div class="head">
        ${title ? html`<h2>${title}</h2>` : nothing}
        <span class="soft">${t(`filter.${this.span}`)}</span>
      </div>
      ${this.renderStale()} ${this.renderStatus() ?? this.results!.map((one) => this.renderResults(one))}
    </ha-card>`;
  }

  private renderStatus() {
    const { t, live, config } = this;
    const note = (text: string) => html`<p class="note soft" role="status">${text}</p>`;
    if (live.status !== "ready" && !live.stale) return note(t(`status.${live.status}`));
    if (config.account && live.accounts?.length && !live.accounts.some(({ account }) => account === config.account)) {
      return note(t("equity.unknown"));
    }
    if (this.error) return html`<p class="note error" role="alert">${this.error}</p>`;
    if (!this.results) return note(t("common.loading"));
    return this.results.length ? undefined : note(t("trade_card.none"));
  }

  private renderResults(one: Results) {
    const { t, context: ctx } = this;
    const { format } = ctx;
    const money = (value: string | null) => format.money(value, one.currency, true);
    return html`<section data-results=${`${one.account_type}-${one.currency}`}>
      <div class="now">
        <a href=${`${ROOT}/results`} @click=${this.follow} class="number worth ${tone(one.profit)}">${money(one.profit)}</a>
        <span class="chip">${named(t, "account_type", one.account_type)}</span>
      </div>
      <tradehook-profit-bars
        .ctx=${ctx}
        .bars=${one.periods}
        .currency=${one.currency}
        .called=${this.called}
        .label=${t("results.bars", { count: one.periods.length })}
      ></tradehook-profit-bars>
      <dl>
        ${this.fact("trades", format.number(one.trades))}
        ${this.fact("win_rate", one.win_rate === null ? "–" : `${format.number(one.win_rate, 2)} %`)}
        ${this.fact("profit_factor", format.number(one.profit_factor, 2))}
        ${this.fact("max_drawdown", one.max_drawdown === null ? "–" : format.money(one.max_drawdown, one.currency))}
      </dl>
    </section>`;
  }

  private fact(name: string, value: string) {
    return html`<div>
      <dt class="soft">${this.t(`results.${name}`)}</dt>
      <dd class="number" data-fact=${name}>${value}</dd>
    </div>`;
  }

  private readonly called = (bar: Bar, full: boolean): string => {
    const { format } = this.context;
    const style: Intl.DateTimeFormatOptions = IN_MONTHS.has(this.span)
      ? { month: full ? "long" : "short", year: "numeric" }
      : full
        ? { dateStyle: "full" }
        : { day: "numeric", month: "short" };
    return format.days(style)(dayOf(String(bar.start)));
  };

  private readonly follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.go("/results");
  };

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      .head {
        align-items: baseline;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        justify-content: space-between;
        padding: 12px 16px 0;
      }
      h2 {
        font-size: 16px;
      }
      .note {
        margin: 0;
        padding: 8px 16px 16px;
      }
      section {
        padding: 8px 16px 16px;
      }
      section + section {
        border-top: 1px solid var(--th-line);
      }
      .now {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-bottom: 8px;
      }
      .worth {
        font-size: 24px;
        text-decoration: none;
      }
      a.worth:hover {
        text-decoration: underline;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(110px, 1fr));
        margin: 8px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
    `,
  ];
}
