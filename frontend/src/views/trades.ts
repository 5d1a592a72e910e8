import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { followed, positionPath } from "../actions";
import { errorText, type Asked, type FillsAsked } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { saveFile } from "../export";
import { coinTrackingCsv, fillsCsv, koinlyCsv } from "../export-formats";
import { market, tone } from "../format";
import { named } from "../localize";
import { behind, together, type Pages } from "../pages";
import "../parts/records-filter";
import type { RecordsFilter } from "../parts/records-filter";
import { shared } from "../styles";
import type { Account, Fill, FillTotals, RecordFilters, Results } from "../types";

const PAGE = 100;
const EXPORT_PAGE = 1000;
const FORMATS = {
  csv: ["tradehook-fills.csv", fillsCsv],
  koinly: ["tradehook-koinly.csv", koinlyCsv],
  cointracking: ["tradehook-cointracking.csv", coinTrackingCsv],
} as const;

/** The fills of all accounts, the last one first, with what they come to and an export of all. */
@customElement("tradehook-trades")
export class TradesView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** Changes whenever something was booked. */
  @property() stamp = "";
  @state() private pages: ReadonlyMap<string, Pages<Fill>> | undefined;
  @state() private totals: readonly FillTotals[] = [];
  @state() private results: readonly Results[] = [];
  @state() private filters: RecordFilters = { markets: [], tags: [] };
  @state() private busy = false;
  @state() private error = "";
  @query("tradehook-records-filter") private filter!: RecordsFilter | null;
  private asked: Asked = {};
  private loads = 0;

  protected override updated(changed: PropertyValues) {
    if (changed.has("stamp") && this.filter) void this.load(this.filter.asked);
  }

  private async load(asked: Asked) {
    this.asked = asked;
    const load = ++this.loads;
    const { api } = this.ctx;
    try {
      const [pages, totals, results, filters] = await Promise.all([
        Promise.all(this.places.map((account) => this.page(account, PAGE))),
        api.fillTotals(asked),
        api.results({ ...asked, period: "month" }),
        api.recordFilters(),
      ]);
      if (load !== this.loads) return; // something else was asked for meanwhile
      [this.pages, this.totals, this.results, this.filters, this.error] = [new Map(pages), totals, results, filters, ""];
    } catch (error) {
      if (load === this.loads) this.error = errorText(error);
    }
  }

  /** The accounts that are asked for. */
  private get places(): string[] {
    const { account: only, account_type: kind } = this.asked;
    return this.accounts
      .filter(({ account, loaded, type }) => loaded && (!only || account === only) && (!kind || type === kind))
      .map(({ account }) => account);
  }

  private get fillsAsked(): FillsAsked {
    const { bot_id, symbol, first_day, last_day } = this.asked;
    return Object.fromEntries(Object.entries({ bot_id, symbol, first_day, last_day }).filter(([, value]) => value));
  }

  private async page(account: string, limit: number, last?: Fill, books = false): Promise<[string, Pages<Fill>]> {
    const rows = await this.following(account, limit, last, books);
    return [account, { rows, more: rows.length === limit }];
  }

  /** The page behind a fill: by its id and its side, or by its time where several markets have that. */
  private async following(account: string, limit: number, last: Fill | undefined, books: boolean): Promise<Fill[]> {
    const { api } = this.ctx;
    const asked = { ...this.fillsAsked, books };
    try {
      return await api.trades(account, last && `${last.trade_id}:${last.side}`, limit, asked);
    } catch (error) {
      if (!last) throw error;
      return api.trades(account, last.time, limit, asked);
    }
  }

  private readonly loadMore = async () => {
    const { pages, loads } = this;
    if (!pages || this.busy) return;
    this.busy = true;
    try {
      const next = await Promise.all(
        behind(pages, happened).map((account) => this.page(account, PAGE, pages.get(account)?.rows.at(-1))),
      );
      if (loads !== this.loads) return;
      const grown = next.map(([account, { rows, more }]): [string, Pages<Fill>] => [
        account,
        { rows: [...(pages.get(account)?.rows ?? []), ...rows], more },
      ]);
      this.pages = new Map([...pages, ...grown]);
    } catch (error) {
      this.ctx.say(errorText(error));
    } finally {
      this.busy = false;
    }
  };

  override render() {
    return html`<tradehook-records-filter
        preset="all"
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.filters.markets}
        @tradehook-filter=${(event: CustomEvent<Asked>) => void this.load(event.detail)}
      ></tradehook-records-filter>
      ${this.error ? html`<p class="card empty error" role="alert">${this.error}</p>` : this.renderFills()}`;
  }

  private renderFills() {
    const { t } = this.ctx;
    if (!this.pages) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    const places = [...this.pages.values()];
    const fills = together(places, happened);
    const many = this.places.length > 1;
    return html`<div class="tools">
        <ul aria-label=${t("trades.sums")} data-sums>
          ${this.totals.map((one) => this.renderTotal(one))}
        </ul>
        <span class="buttons">
          ${(["csv", "koinly", "cointracking"] as const).map(
            (format) => html`<button class="button outlined" data-export=${format} ?disabled=${this.busy || !fills.length} @click=${() => this.export(format)}>
              ${t(this.busy ? "common.working" : format === "csv" ? "trades.export" : `trades.export_${format}`)}
            </button>`,
          )}
        </span>
      </div>
      ${fills.length
        ? html`<ul class="card rows">
            ${fills.map((fill) => this.renderFill(fill, many))}
          </ul>`
        : html`<div class="card empty">
            <h2>${t("trades.none")}</h2>
            <p class="soft">${t("trades.none_next")}</p>
          </div>`}
      ${places.some(({ more }) => more)
        ? html`<p class="empty">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>${t("trades.more")}</button>
          </p>`
        : nothing}`;
  }

  private renderTotal(one: FillTotals) {
    const { t, format } = this.ctx;
    const { account_type, currency } = one;
    const earned = this.results.find((row) => row.account_type === account_type && row.currency === currency);
    return html`<li data-total=${`${account_type}-${currency}`}>
      <b class="number ${tone(earned?.profit)}">${format.money(earned?.profit, currency, true)}</b>
      <span class="soft small">
        ${named(t, "account_type", account_type)} ·
        ${t("trades.sum", { count: one.count, volume: format.money(one.cost, currency), fees: format.money(one.fee_value, currency) })}
      </span>
    </li>`;
  }

  private renderFill(fill: Fill, many: boolean) {
    const { t, format } = this.ctx;
    const path = positionPath(fill);
    const [base, quote] = [fill.base ?? "", fill.quote ?? ""];
    const funding = fill.purpose === "funding";
    return html`<li data-position=${fill.position_id}>
      <a href=${`/tradehook${path}`} @click=${followed(this.ctx, path)}>
        <span>
          <b>${market(fill.symbol)}</b>
          ${funding ? nothing : html`<span class="chip ${fill.side === "buy" ? "profit" : "loss"}">${t(`side.${fill.side}`)}</span>`}
          ${named(t, "purpose", fill.purpose)}
          <span class="soft small">
            ${format.time(fill.time)} · ${fill.bot_name ?? t("positions.removed_bot")} ${many ? html`· ${fill.account_name}` : nothing}
          </span>
        </span>
        <span class="number end">
          ${funding
            ? nothing
            : html`${format.number(fill.amount)} ${base} @ ${format.price(fill.price, fill.price_tick ?? null)}
                <span class="small">${format.money(fill.cost, quote)}</span>`}
          ${fill.profit === null ? nothing : html`<span class="small ${tone(fill.profit)}">${format.money(fill.profit, quote, true)}</span>`}
          ${Number(fill.fee)
            ? html`<span class="soft small">${t("position.fee", { fee: `${format.number(fill.fee)} ${fill.fee_currency}` })}</span>`
            : nothing}
        </span>
      </a>
    </li>`;
  }

  private async export(format: keyof typeof FORMATS) {
    this.busy = true;
    const all: Fill[] = [];
    try {
      for (const account of this.places) {
        let last: Fill | undefined;
        let page: Fill[];
        do {
          page = await this.following(account, EXPORT_PAGE, last, true);
          all.push(...page);
          last = page.at(-1);
        } while (page.length === EXPORT_PAGE);
      }
      all.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
      const [name, write] = FORMATS[format];
      saveFile(name, write(all));
    } catch (error) {
      this.ctx.say(errorText(error));
    } finally {
      this.busy = false;
    }
  }

  static override styles = [
    shared,
    css`
      .tools {
        align-items: start;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
        margin-bottom: 16px;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .rows li + li {
        border-top: 1px solid var(--th-line);
      }
      .rows a {
        color: inherit;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 12px 16px;
        text-decoration: none;
      }
      .rows a:hover {
        background: color-mix(in srgb, currentColor 6%, transparent);
      }
      b {
        font-weight: 500;
      }
      .end {
        margin-inline-start: auto;
        text-align: end;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
    `,
  ];
}

function happened(fill: Fill): string {
  return fill.time;
}
