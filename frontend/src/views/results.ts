import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { followed, positionPath } from "../actions";
import { errorText, type Asked } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market, tone } from "../format";
import { named } from "../localize";
import "../parts/area-chart";
import "../parts/profit-bars";
import "../parts/profit-calendar";
import "../parts/records-filter";
import type { RecordsFilter } from "../parts/records-filter";
import { dayOf } from "../spans";
import { shared } from "../styles";
import type { Account, Bar, Group, Results, TradeResult } from "../types";

const PERIODS = ["day", "week", "month"] as const;
type Period = (typeof PERIODS)[number];
const GROUPS = ["bot", "market", "side", "tag", "weekday", "hour"] as const;
type Grouping = (typeof GROUPS)[number];

/** What was earned: by period, by group, and in the words of the field. */
@customElement("tradehook-results")
export class ResultsView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** Changes whenever something was booked. */
  @property() stamp = "";
  @state() private results: readonly Results[] | undefined;
  @state() private markets: readonly string[] = [];
  @state() private tags: readonly string[] = [];
  @state() private period: Period = "day";
  @state() private calendar = false;
  @state() private grouping: Grouping = "bot";
  @state() private error = "";
  @query("tradehook-records-filter") private filter!: RecordsFilter | null;
  private asked: Asked | undefined;
  private loads = 0;

  protected override updated(changed: PropertyValues) {
    if (changed.has("stamp") && this.filter) void this.load(this.filter.asked);
  }

  private async load(asked: Asked) {
    const { api } = this.ctx;
    this.asked = asked;
    const load = ++this.loads;
    try {
      const period = this.calendar ? "day" : this.period;
      const [results, { markets, tags }] = await Promise.all([api.results({ ...asked, period }), api.recordFilters()]);
      if (load !== this.loads) return; // something else was asked for meanwhile
      [this.results, this.markets, this.tags, this.error] = [results, markets, tags, ""];
    } catch (error) {
      if (load === this.loads) this.error = errorText(error);
    }
  }

  private again() {
    if (this.asked) void this.load(this.asked);
  }

  override render() {
    const { t } = this.ctx;
    const { results } = this;
    return html`<tradehook-records-filter
        positions
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.markets}
        .tags=${this.tags}
        @tradehook-filter=${(event: CustomEvent<Asked>) => void this.load(event.detail)}
      ></tradehook-records-filter>
      ${this.error ? html`<p class="card note error" role="alert">${this.error}</p>` : nothing}
      ${results === undefined
        ? html`<p class="empty soft" role="status">${this.error ? nothing : t("common.loading")}</p>`
        : results.length
          ? results.map((one) => this.renderResults(one))
          : html`<div class="card empty">
              <h2>${t("results.none")}</h2>
              <p class="soft">${t("results.none_next")}</p>
            </div>`}`;
  }

  private renderResults(one: Results) {
    const { t, format } = this.ctx;
    const money = (value: string | null, sign = true) => format.money(value, one.currency, sign);
    const percent = (value: string | null) => (value === null ? "–" : `${format.number(value, 2)} %`);
    const kind = named(t, "account_type", one.account_type);
    return html`<section class="card" data-results=${`${one.account_type}-${one.currency}`} aria-label=${`${one.currency}, ${kind}`}>
      <header>
        <div>
          <span class="soft">${t("results.profit")}</span>
          <strong class="number ${tone(one.profit)}" data-fact="profit">${money(one.profit)}</strong>
        </div>
        <span class="chip">${kind}</span>
      </header>
      <dl>
        ${this.fact("trades", format.number(one.trades))}
        ${this.fact("win_rate", percent(one.win_rate))}
        ${this.fact("profit_factor", format.number(one.profit_factor, 2))}
        ${this.fact("expectancy", money(one.expectancy), tone(one.expectancy))}
        ${this.fact("expectancy_r", one.expectancy_r === null ? "–" : `${format.number(one.expectancy_r, 2, true)} R`, tone(one.expectancy_r))}
        ${this.fact("max_drawdown", one.max_drawdown === null ? "–" : money(one.max_drawdown, false))}
        ${this.fact("max_drawdown_percentage", percent(one.max_drawdown_percentage))}
        ${this.fact("average_win", money(one.average_win), tone(one.average_win))}
        ${this.fact("average_loss", money(one.average_loss), tone(one.average_loss))}
        ${this.trade("best", one, one.best)} ${this.trade("worst", one, one.worst)}
        ${this.fact("average_duration", format.duration(one.average_duration))}
        ${this.fact("fees", money(one.fees, false))}
        ${this.fact("funding", money(one.funding), tone(one.funding))}
      </dl>
      ${this.renderProfits(one)} ${this.renderCurve(one)} ${this.renderGroups(one)}
    </section>`;
  }

  private fact(name: string, value: string, kind = "") {
    return html`<div>
      <dt class="soft">${this.ctx.t(`results.${name}`)}</dt>
      <dd class="number ${kind}" data-fact=${name}>${value}</dd>
    </div>`;
  }

  private trade(name: string, { currency }: Results, trade: TradeResult | null) {
    const { t, format } = this.ctx;
    if (!trade) return this.fact(name, "–");
    const path = positionPath(trade);
    return html`<div>
      <dt class="soft">${t(`results.${name}`)}</dt>
      <dd data-fact=${name}>
        <span class="number ${tone(trade.profit)}">${format.money(trade.profit, currency, true)}</span>
        <a href=${`/tradehook${path}`} @click=${followed(this.ctx, path)}>${market(trade.symbol)} ${t(`side.${trade.side}`)}</a>
      </dd>
    </div>`;
  }

  private renderProfits({ periods, currency }: Results) {
    const { t } = this.ctx;
    return html`<div class="head">
        <h3>${t("results.by_period")}</h3>
        <div class="segments" role="group" aria-label=${t("results.period")}>
          ${PERIODS.map(
            (one) => html`<button aria-pressed=${String(!this.calendar && one === this.period)} @click=${() => this.show(one, false)}>
              ${t(`results.${one}`)}
            </button>`,
          )}
          <button aria-pressed=${String(this.calendar)} @click=${() => this.show("day", true)}>${t("results.calendar")}</button>
        </div>
      </div>
      ${this.calendar
        ? html`<tradehook-profit-calendar .ctx=${this.ctx} .days=${periods}></tradehook-profit-calendar>`
        : html`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${periods}
            .currency=${currency}
            .called=${this.periodName}
            .label=${t("results.bars", { count: periods.length })}
          ></tradehook-profit-bars>`}`;
  }

  private show(period: Period, calendar: boolean) {
    this.period = period;
    this.calendar = calendar;
    this.again();
  }

  private readonly periodName = (bar: Bar, full: boolean): string => {
    const { t, format } = this.ctx;
    const day = dayOf(String(bar.start));
    if (this.period === "month") return format.days({ month: full ? "long" : "short", year: "numeric" })(day);
    const name = format.days(full ? { dateStyle: "full" } : { day: "numeric", month: "short" })(day);
    return full && this.period === "week" ? t("results.week_from", { day: name }) : name;
  };

  private renderCurve({ curve, currency }: Results) {
    const { t, format } = this.ctx;
    const [first] = curve;
    if (!first || curve.length < 2) return nothing;
    const points = [[first[0] * 1000 - 1000, 0], ...curve.map(([at, sum]): [number, number] => [at * 1000, Number(sum)])];
    const sums = points.map(([, sum]) => sum!);
    return html`<h3>${t("results.curve")}</h3>
      <tradehook-area-chart
        .points=${points}
        .format=${format}
        .currency=${currency}
        .label=${t("results.curve_of", {
          currency,
          low: format.number(Math.min(...sums), 2),
          high: format.number(Math.max(...sums), 2),
        })}
      ></tradehook-area-chart>`;
  }

  private renderGroups(one: Results) {
    const { t } = this.ctx;
    const { grouping } = this;
    const clock = grouping === "weekday" || grouping === "hour";
    return html`<div class="head">
        <h3>${t("results.by")}</h3>
        <div class="segments" role="group" aria-label=${t("results.by")}>
          ${GROUPS.map(
            (name) => html`<button aria-pressed=${String(name === grouping)} @click=${() => (this.grouping = name)}>
              ${t(`results.by_${name}`)}
            </button>`,
          )}
        </div>
      </div>
      ${clock
        ? html`<tradehook-profit-bars
            .ctx=${this.ctx}
            .bars=${filled(one[`by_${grouping}`], grouping === "hour" ? 24 : 7)}
            .currency=${one.currency}
            .called=${this.clockName}
            .label=${t(`results.by_${grouping}`)}
          ></tradehook-profit-bars>`
        : this.renderTable(one[`by_${grouping}`], one.currency)}`;
  }

  private readonly clockName = (bar: Bar, full: boolean): string => {
    const { format } = this.ctx;
    const number = Number(bar.start);
    if (this.grouping === "hour") return full ? `${pad(number)}:00 – ${pad((number + 1) % 24)}:00` : pad(number);
    // 1 January 2024 was a Monday
    return format.days({ weekday: full ? "long" : "short" })(new Date(Date.UTC(2024, 0, 1 + number)));
  };

  private groupName(group: Group): string {
    const { t } = this.ctx;
    if (this.grouping === "side") return t(`side.${group.key}`);
    if (this.grouping === "market") return market(group.name);
    if (this.grouping === "tag" && !group.key) return t("results.no_tag");
    return this.grouping === "bot" && group.name === group.key ? t("positions.removed_bot") : group.name;
  }

  private renderTable(groups: readonly Group[], currency: string) {
    const { t, format } = this.ctx;
    const columns = ["profit", "trades", "win_rate", "profit_factor", "expectancy", "fees", "funding"] as const;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("results.by")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t(`results.by_${this.grouping}`)}</th>
            ${columns.map((name) => html`<th scope="col" class="end">${t(`results.${name}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${groups.map(
            (group) => html`<tr data-group=${group.key}>
              <th scope="row">${this.groupName(group)}</th>
              <td class="number ${tone(group.profit)}">${format.money(group.profit, currency, true)}</td>
              <td class="number">${group.trades}</td>
              <td class="number">${group.win_rate === null ? "–" : `${format.number(group.win_rate, 0)} %`}</td>
              <td class="number">${format.number(group.profit_factor, 2)}</td>
              <td class="number ${tone(group.expectancy)}">${format.number(group.expectancy, 2, true)}</td>
              <td class="number">${format.number(group.fees, 2)}</td>
              <td class="number">${format.number(group.funding, 2, true)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  static override styles = [
    shared,
    css`
      section {
        margin-bottom: 16px;
        padding: 16px;
      }
      header,
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
      }
      strong {
        display: block;
        font-size: 28px;
        font-weight: 400;
      }
      dl {
        display: grid;
        gap: 12px 16px;
        grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
        margin: 16px 0 0;
      }
      dt {
        font-size: 12px;
      }
      dd {
        margin: 2px 0 0;
      }
      dd a {
        color: var(--th-link);
        display: block;
        font-size: 12px;
      }
      h3 {
        margin: 24px 0 8px;
      }
      .segments {
        display: flex;
        max-width: 100%;
        overflow-x: auto;
      }
      .segments button + button {
        border-inline-start: 0;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: 14px;
        width: 100%;
      }
      th,
      td {
        border-top: 1px solid var(--th-line);
        padding: 8px 12px 8px 0;
        text-align: end;
      }
      thead th {
        border: 0;
        color: var(--th-soft);
        font-size: 12px;
        font-weight: 400;
        white-space: nowrap;
      }
      th:first-child {
        font-weight: 500;
        text-align: start;
      }
      .note {
        margin: 0 0 16px;
        padding: 16px;
      }
    `,
  ];
}

/** All hours or weekdays, those without anything too. */
export function filled(bars: readonly Bar[], count: number): Bar[] {
  const known = new Map(bars.map((bar) => [Number(bar.start), bar]));
  return Array.from({ length: count }, (_, start) => known.get(start) ?? { start, profit: "0", trades: 0, wins: 0 });
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
