import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { followed, positionPath } from "../actions";
import { errorText, type Asked } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { saveFile } from "../export";
import { market, tone } from "../format";
import { named } from "../localize";
import "../parts/records-filter";
import type { RecordsFilter } from "../parts/records-filter";
import { shared } from "../styles";
import type { Account, ClosedPosition, ClosedPositions, ClosedTotals, RecordFilters } from "../types";

const PAGE = 50;
const EXPORT_PAGE = 200;
const SORTS = ["closed_at", "opened_at", "profit", "profit_percentage", "r_multiple", "duration", "symbol"] as const;
type Sort = (typeof SORTS)[number];

/** The positions that are over: filtered, sorted, added up, and as far back as one wants to look. */
@customElement("tradehook-history")
export class HistoryView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** Changes whenever a position comes or goes. */
  @property() stamp = "";
  @state() private rows: readonly ClosedPosition[] = [];
  @state() private found: Omit<ClosedPositions, "rows"> | undefined;
  @state() private filters: RecordFilters = { markets: [], tags: [] };
  @state() private reasons: readonly string[] = [];
  @state() private reason = "";
  @state() private sort: Sort = "closed_at";
  @state() private descending = true;
  @state() private busy = false;
  @state() private error = "";
  @query("tradehook-records-filter") private filter!: RecordsFilter | null;
  private asked: Asked = {};
  private loads = 0;

  protected override updated(changed: PropertyValues) {
    if (changed.has("stamp") && this.filter) void this.load(this.filter.asked);
  }

  private get question() {
    const { asked, sort, descending, reason } = this;
    return { ...asked, sort, descending, ...(reason ? { close_reason: reason } : {}) };
  }

  private async load(asked: Asked) {
    this.asked = asked;
    const load = ++this.loads;
    const { api } = this.ctx;
    try {
      const [{ rows, ...found }, filters] = await Promise.all([
        api.closedPositions({ ...this.question, limit: PAGE }),
        api.recordFilters(),
      ]);
      if (load !== this.loads) return; // something else was asked for meanwhile
      [this.rows, this.found, this.filters, this.error] = [rows, found, filters, ""];
      if (!this.reason) this.reasons = found.close_reasons;
    } catch (error) {
      if (load === this.loads) this.error = errorText(error);
    }
  }

  private readonly loadMore = async () => {
    const load = this.loads;
    this.busy = true;
    try {
      const next = await this.ctx.api.closedPositions({ ...this.question, offset: this.rows.length, limit: PAGE });
      if (load === this.loads) this.rows = [...this.rows, ...next.rows];
    } catch (error) {
      this.ctx.say(errorText(error));
    } finally {
      this.busy = false;
    }
  };

  override render() {
    const { t } = this.ctx;
    return html`<tradehook-records-filter
        positions
        preset="all"
        .ctx=${this.ctx}
        .accounts=${this.accounts}
        .markets=${this.filters.markets}
        .tags=${this.filters.tags}
        @tradehook-filter=${(event: CustomEvent<Asked>) => void this.load(event.detail)}
      >
        <label class="labelled"
          ><span>${t("column.close_reason")}</span>
          <select class="field" name="close_reason" @change=${this.chooseReason}>
            <option value="" ?selected=${!this.reason}>${t("filter.all_reasons")}</option>
            ${this.reasons.map(
              (one) => html`<option value=${one} ?selected=${one === this.reason}>${named(t, "close_reason", one)}</option>`,
            )}
          </select>
        </label>
        <label class="labelled"
          ><span>${t("positions.sort")}</span>
          <select class="field" name="sort" @change=${this.chooseSort}>
            ${SORTS.flatMap((one) =>
              [true, false].map(
                (down) => html`<option value=${`${one} ${down}`} ?selected=${one === this.sort && down === this.descending}>
                  ${t(`history.sort_${one}`)} ${down ? "↓" : "↑"}
                </option>`,
              ),
            )}
          </select>
        </label>
      </tradehook-records-filter>
      ${this.error ? html`<p class="card empty error" role="alert">${this.error}</p>` : this.renderFound()}`;
  }

  private renderFound() {
    const { t } = this.ctx;
    const { found, rows } = this;
    if (!found) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    if (!rows.length) {
      return html`<div class="card empty">
        <h2>${t("history.none")}</h2>
        <p class="soft">${t("history.none_next")}</p>
      </div>`;
    }
    return html`<div class="sums">
        <ul aria-label=${t("history.sums")} data-sums>
          ${found.totals.map((one) => this.renderSums(one))}
        </ul>
        <button class="button outlined" ?disabled=${this.busy} @click=${this.export}>
          ${t(this.busy ? "common.working" : "history.export")}
        </button>
      </div>
      <ul class="card rows">
        ${rows.map((row) => this.renderRow(row))}
      </ul>
      ${rows.length < found.count
        ? html`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${t(this.busy ? "common.working" : "history.more")}
            </button>
          </p>`
        : nothing}`;
  }

  private renderSums(one: ClosedTotals) {
    const { t, format } = this.ctx;
    const wins = one.closed ? `${format.number((100 * one.wins) / one.closed, 0)} %` : "–";
    return html`<li data-total=${`${one.account_type}-${one.currency}`}>
      <b class="number ${tone(one.profit)}">${format.money(one.profit, one.currency, true)}</b>
      <span class="soft small">
        ${named(t, "account_type", one.account_type)} ·
        ${t("history.sum", { count: one.count, wins, fees: format.money(one.fees, one.currency), funding: format.money(one.funding, one.currency, true) })}
      </span>
    </li>`;
  }

  private renderRow(row: ClosedPosition) {
    const { t, format } = this.ctx;
    const path = positionPath(row);
    const over = row.status === "closed";
    const facts = [
      over ? `${format.price(row.entry_price, row.price_tick)} → ${format.price(row.exit_price, row.price_tick)}` : named(t, "status", row.status),
      named(t, "close_reason", row.close_reason),
      row.duration === null ? "" : t("history.held", { time: format.duration(row.duration) }),
      row.r_multiple === null ? "" : `${format.number(row.r_multiple, 2, true)} R`,
    ].filter(Boolean);
    return html`<li data-position=${row.position_id}>
      <a href=${`/tradehook${path}`} @click=${followed(this.ctx, path)}>
        <span>
          <b>${market(row.symbol)}</b>
          <span class="chip ${row.side === "long" ? "profit" : "loss"}">${t(`side.${row.side}`)}</span>
          ${row.leverage > 1 ? html`<span class="chip">${row.leverage}×</span>` : nothing}
          ${row.tags.map((tag) => html`<span class="chip">${tag}</span>`)}
          <span class="small">${facts.join(" · ")}</span>
          <span class="soft small">
            ${t("history.opened_closed", { opened: format.time(row.opened_at), closed: format.time(row.closed_at) })} ·
            ${row.bot_name ?? t("positions.removed_bot")}
          </span>
        </span>
        <span class="number end ${tone(row.realized_profit)}">
          ${format.money(row.realized_profit, row.quote, true)}
          <span class="small">${over ? format.percent(row.profit_percentage) : nothing}</span>
        </span>
      </a>
    </li>`;
  }

  private readonly chooseReason = (event: Event) => {
    this.reason = (event.target as HTMLSelectElement).value;
    void this.load(this.asked);
  };

  private readonly chooseSort = (event: Event) => {
    const [sort, down] = (event.target as HTMLSelectElement).value.split(" ");
    this.sort = sort as Sort;
    this.descending = down === "true";
    void this.load(this.asked);
  };

  private readonly export = async () => {
    const { api, t } = this.ctx;
    this.busy = true;
    try {
      const all: ClosedPosition[] = [];
      let count: number;
      do {
        const page = await api.closedPositions({ ...this.question, offset: all.length, limit: EXPORT_PAGE });
        all.push(...page.rows);
        count = page.rows.length ? page.count : 0;
      } while (all.length < count);
      const { positionsCsv } = await import("../export-formats");
      saveFile("tradehook-positions.csv", positionsCsv(all));
      this.ctx.say(t("history.exported", { count: all.length }));
    } catch (error) {
      this.ctx.say(errorText(error));
    } finally {
      this.busy = false;
    }
  };

  static override styles = [
    shared,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .sums {
        align-items: start;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
        margin-bottom: 16px;
      }
      .sums li {
        margin-bottom: 8px;
      }
      .rows li + li {
        border-top: 1px solid var(--th-line);
      }
      .rows a {
        color: inherit;
        display: flex;
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
        text-align: end;
      }
      .more {
        text-align: center;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
    `,
  ];
}
