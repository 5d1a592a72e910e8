import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { positionMenu, positionPath } from "../actions";
import type { Context } from "../context";
import { market, tone } from "../format";
import { named } from "../localize";
import "../parts/menu";
import { arranged, type Sort, type SortKey } from "../state";
import { shared } from "../styles";
import type { Position } from "../types";

const COLUMNS: readonly [SortKey, string][] = [
  ["symbol", ""],
  ["status", ""],
  ["size", "number"],
  ["entry_price", "number"],
  ["mark_price", "number"],
  ["profit_percentage", "number"],
  ["unrealized_profit", "number"],
];

/** "My positions": a live table that turns into cards where there is no room for it. */
@customElement("tradehook-positions")
export class PositionsView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) positions: ReadonlyMap<string, Position> = new Map();
  @state() private filter = "";
  @state() private sort: Sort = { key: "opened_at", descending: true };

  override render() {
    const { t } = this.ctx;
    if (!this.positions.size) {
      return html`<div class="card empty">
        <h2>${t("positions.none")}</h2>
        <p class="soft">${t("positions.none_next")}</p>
        <button class="button" @click=${() => this.ctx.go("/builder")}>
          ${t("positions.to_builder")}
        </button>
      </div>`;
    }
    const rows = arranged(this.positions.values(), this.filter, this.sort);
    return html`<div class="tools">
        <input
          class="field"
          type="search"
          aria-label=${t("positions.filter")}
          placeholder=${t("positions.filter")}
          .value=${this.filter}
          @input=${(event: Event) => (this.filter = (event.target as HTMLInputElement).value)}
        />
        <label class="sorter">
          <span class="sr">${t("positions.sort")}</span>
          <select class="field" @change=${this.onSort}>
            ${(["opened_at", ...COLUMNS.map(([key]) => key)] as SortKey[]).map(
              (key) => html`<option value=${key} ?selected=${key === this.sort.key}>
                ${t(`column.${key}`)}
              </option>`,
            )}
          </select>
        </label>
      </div>
      <div class="card">
        <table>
          <caption class="sr">
            ${t("positions.title")}
          </caption>
          <thead>
            <tr>
              ${COLUMNS.map(([key, kind]) => this.renderHead(key, kind))}
              <th><span class="sr">${t("common.actions")}</span></th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              (row) => row.position_id,
              (row) => this.renderRow(row),
            )}
          </tbody>
        </table>
        ${rows.length ? nothing : html`<p class="empty soft">${t("positions.no_match")}</p>`}
      </div>
      <p class="sr" role="status">${t("positions.count", { count: rows.length })}</p>`;
  }

  private renderHead(key: SortKey, kind: string) {
    const active = this.sort.key === key;
    const order = active ? (this.sort.descending ? "descending" : "ascending") : "none";
    return html`<th class=${kind} aria-sort=${order}>
      <button @click=${() => this.sortBy(key)}>
        ${this.ctx.t(`column.${key}`)}<span aria-hidden="true"
          >${active ? (this.sort.descending ? " ↓" : " ↑") : ""}</span
        >
      </button>
    </th>`;
  }

  private renderRow(row: Position) {
    const { t, format } = this.ctx;
    const name = `${market(row.symbol)} ${t(`side.${row.side}`)}`;
    const label = (key: SortKey) => t(`column.${key}`);
    return html`<tr data-position=${row.position_id}>
      <td class="name">
        <a href=${`/tradehook${positionPath(row)}`} @click=${(e: Event) => this.show(e, row)}>
          ${market(row.symbol)}</a
        >
        <span class="chip ${row.side === "long" ? "profit" : "loss"}">
          ${t(`side.${row.side}`)}${row.leverage > 1 ? ` ${row.leverage}×` : nothing}
        </span>
        <div class="soft small">${row.bot_name ?? t("positions.removed_bot")} · ${row.account_name}</div>
      </td>
      <td data-label=${label("status")}>${named(t, "status", row.status)}</td>
      <td class="number" data-label=${label("size")}>
        ${format.number(row.size)} <span class="soft">${row.base}</span>
      </td>
      <td class="number" data-label=${label("entry_price")}>
        ${format.price(row.entry_price, row.price_tick)}
      </td>
      <td class="number" data-label=${label("mark_price")}>
        ${format.price(row.mark_price, row.price_tick)}
      </td>
      <td
        class="number ${tone(row.profit_percentage)}"
        data-label=${label("profit_percentage")}
      >
        ${format.percent(row.profit_percentage)}
      </td>
      <td
        class="number ${tone(row.unrealized_profit)}"
        data-label=${label("unrealized_profit")}
      >
        ${format.money(row.unrealized_profit, row.quote, true)}
      </td>
      <td class="more">
        <tradehook-menu
          .label=${t("positions.menu", { name })}
          .items=${positionMenu(this.ctx, row)}
        ></tradehook-menu>
      </td>
    </tr>`;
  }

  private show(event: Event, row: Position) {
    event.preventDefault();
    this.ctx.go(positionPath(row));
  }

  private onSort(event: Event) {
    this.sortBy((event.target as HTMLSelectElement).value as SortKey);
  }

  private sortBy(key: SortKey) {
    const descending = this.sort.key === key ? !this.sort.descending : key !== "symbol";
    this.sort = { key, descending };
  }

  static override styles = [
    shared,
    css`
      .tools {
        display: flex;
        gap: 8px;
        margin-bottom: 16px;
      }
      .sorter {
        display: none;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th {
        font-weight: 500;
        padding: 0;
        text-align: start;
      }
      th button {
        background: none;
        border: 0;
        color: var(--th-soft);
        cursor: pointer;
        font-size: 14px;
        font-weight: 500;
        min-height: 48px;
        padding: 8px 16px;
      }
      th.number,
      td.number {
        text-align: end;
      }
      td {
        border-top: 1px solid var(--th-line);
        padding: 8px 16px;
      }
      td.more {
        padding-inline: 0 8px;
        text-align: end;
      }
      .name a {
        color: inherit;
        font-weight: 500;
        text-decoration: none;
      }
      .name a:hover {
        text-decoration: underline;
      }
      .small {
        font-size: 12px;
        margin-top: 2px;
      }
      @media (max-width: 800px) {
        .sorter {
          display: block;
        }
        thead {
          clip-path: inset(50%);
          position: absolute;
        }
        tr {
          display: grid;
          gap: 8px 16px;
          grid-template-columns: 1fr 1fr;
          padding: 12px 16px;
          position: relative;
        }
        tbody tr + tr {
          border-top: 1px solid var(--th-line);
        }
        td {
          border: 0;
          display: block;
          padding: 0;
          text-align: start !important;
        }
        td[data-label]::before {
          color: var(--th-soft);
          content: attr(data-label);
          display: block;
          font-size: 12px;
        }
        td.name {
          grid-column: 1 / -1;
          padding-inline-end: 40px;
        }
        td.more {
          inset-block-start: 8px;
          inset-inline-end: 8px;
          padding: 0;
          position: absolute;
        }
      }
    `,
  ];
}
