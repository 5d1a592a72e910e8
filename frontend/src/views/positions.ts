import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { positionMenu, positionPath } from "../actions";
import type { Context } from "../context";
import { customElement } from "../element";
import { market, tone } from "../format";
import { DOTS, icon } from "../icons";
import { named } from "../localize";
import "../parts/popup-menu";
import type { PopupMenu } from "../parts/popup-menu";
import { arranged, type Sort, type SortKey } from "../state";
import { noStop } from "../parts/no-stop";
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

const CHUNK = 30;
const DOTS_ICON = icon(DOTS);

/** "My positions": a live table that turns into cards where there is no room for it. */
@customElement("tradehook-positions")
export class PositionsView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) positions: ReadonlyMap<string, Position> = new Map();
  @state() private filter = "";
  @state() private sort: Sort = { key: "opened_at", descending: true };
  /** How many rows there may be for now. */
  @state() private room = CHUNK;

  private readonly drawn = new Map<string, { row: Position; drawn: TemplateResult }>();
  private growing: ReturnType<typeof setTimeout> | undefined;
  private focused: string | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.room = CHUNK;
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.growing);
    this.growing = undefined;
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("ctx")) this.drawn.clear();
    const focused = this.shadowRoot?.activeElement?.closest<HTMLElement>("[data-position]");
    this.focused = focused?.dataset.position;
  }

  protected override updated() {
    if (this.focused && !this.positions.has(this.focused)) {
      this.renderRoot.querySelector<HTMLElement>("input, h2")?.focus();
    }
    // A long list is built over several frames, so that none of them is late
    if (this.room < this.positions.size && this.growing === undefined) {
      this.growing = setTimeout(() => {
        this.growing = undefined;
        this.room += CHUNK;
      });
    }
  }

  override render() {
    const { t } = this.ctx;
    if (!this.positions.size) {
      return html`<div class="card empty">
        <h2 tabindex="-1">${t("positions.none")}</h2>
        <p class="soft">${t(this.ctx.admin ? "positions.none_next" : "positions.none_soon")}</p>
        ${this.ctx.admin
          ? html`<button class="button" @click=${() => this.ctx.go("/builder")}>
              ${t("positions.to_builder")}
            </button>`
          : nothing}
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
        <table role="table" aria-label=${t("positions.title")} aria-rowcount=${rows.length + 1}>
          <thead role="rowgroup">
            <tr role="row">
              ${COLUMNS.map(([key, kind]) => this.renderHead(key, kind))}
              <th role="columnheader"><span class="sr">${t("common.actions")}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${repeat(
              rows.slice(0, this.room),
              (row) => row.position_id,
              (row) => this.renderRow(row),
            )}
          </tbody>
        </table>
        ${rows.length ? nothing : html`<p class="empty soft">${t("positions.no_match")}</p>`}
      </div>
      <p class="sr" role="status">${t("positions.count", { count: rows.length })}</p>
      <tradehook-popup-menu></tradehook-popup-menu>`;
  }

  private renderHead(key: SortKey, kind: string) {
    const active = this.sort.key === key;
    const order = active ? (this.sort.descending ? "descending" : "ascending") : "none";
    return html`<th role="columnheader" class=${kind} aria-sort=${order}>
      <button @click=${() => this.sortBy(key)}>
        ${this.ctx.t(`column.${key}`)}<span aria-hidden="true"
          >${active ? (this.sort.descending ? " ↓" : " ↑") : ""}</span
        >
      </button>
    </th>`;
  }

  /** What a row looks like, made anew only when the row has changed. */
  private renderRow(row: Position) {
    const before = this.drawn.get(row.position_id);
    if (before?.row === row) return before.drawn;
    const drawn = this.drawRow(row);
    this.drawn.set(row.position_id, { row, drawn });
    return drawn;
  }

  private drawRow(row: Position) {
    const { t, format } = this.ctx;
    const name = `${market(row.symbol)} ${t(`side.${row.side}`)}`;
    const label = (key: SortKey) => t(`column.${key}`);
    return html`<tr role="row" data-position=${row.position_id}>
      <td role="cell" class="name">
        <a href=${`/tradehook${positionPath(row)}`} @click=${(e: Event) => this.show(e, row)}>
          ${market(row.symbol)}</a
        >
        <span class="chip ${row.side === "long" ? "profit" : "loss"}">
          ${t(`side.${row.side}`)}${row.leverage > 1 ? ` ${row.leverage}×` : nothing}
        </span>
        ${noStop(t, row)}
        <div class="soft small">${row.bot_name ?? t("positions.removed_bot")} · ${row.account_name}</div>
      </td>
      <td role="cell" data-label=${label("status")}>${named(t, "status", row.status)}</td>
      <td role="cell" class="number" data-label=${label("size")}>
        ${format.number(row.size)} <span class="soft">${row.base}</span>
      </td>
      <td role="cell" class="number" data-label=${label("entry_price")}>
        ${format.price(row.entry_price, row.price_tick)}
      </td>
      <td role="cell" class="number" data-label=${label("mark_price")}>
        ${format.price(row.mark_price, row.price_tick)}
      </td>
      <td role="cell" class="number ${tone(row.profit_percentage)}" data-label=${label("profit_percentage")}>
        ${format.percent(row.profit_percentage)}
      </td>
      <td role="cell" class="number ${tone(row.unrealized_profit)}" data-label=${label("unrealized_profit")}>
        ${format.money(row.unrealized_profit, row.quote, true)}
      </td>
      <td role="cell" class="more">
        <button
          class="icon-button"
          aria-label=${t("positions.menu", { name })}
          aria-haspopup="menu"
          aria-expanded="false"
          @click=${(event: Event) => this.showMenu(event, row, t("positions.menu", { name }))}
        >
          ${DOTS_ICON}
        </button>
      </td>
    </tr>`;
  }

  private showMenu(event: Event, row: Position, label: string) {
    const menu = this.renderRoot.querySelector<PopupMenu>("tradehook-popup-menu");
    void menu?.show(event.currentTarget as HTMLElement, label, positionMenu(this.ctx, row));
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
      :host {
        container-type: inline-size;
        display: block;
      }
      .tools {
        display: flex;
        gap: 8px;
        margin-bottom: 16px;
      }
      .sorter {
        display: none;
      }
      /* Rows are grids: what lies outside of the window is neither laid out nor painted */
      table,
      thead,
      tbody {
        display: block;
      }
      tr {
        align-items: center;
        display: grid;
        grid-template-columns: minmax(150px, 2fr) minmax(70px, 0.8fr) 1.4fr 1.1fr 1.1fr 0.9fr 1.3fr 56px;
      }
      tbody tr {
        border-top: 1px solid var(--th-line);
        contain-intrinsic-size: auto 57px;
        content-visibility: auto;
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
        padding: 8px;
      }
      th:first-child button,
      td:first-child {
        padding-inline-start: 16px;
      }
      th.number,
      td.number {
        text-align: end;
      }
      td {
        padding: 8px;
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
        overflow-wrap: anywhere;
      }
      @container (max-width: 860px) {
        .sorter {
          display: block;
        }
        thead {
          clip-path: inset(50%);
          position: absolute;
        }
        tr {
          align-items: start;
          gap: 8px 16px;
          grid-template-columns: repeat(auto-fill, minmax(124px, 1fr));
          padding: 12px 16px;
          position: relative;
        }
        tbody tr {
          contain-intrinsic-size: auto 208px;
        }
        tbody tr:first-child {
          border: 0;
        }
        td,
        td:first-child {
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
