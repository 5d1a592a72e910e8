import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { OVER, positionMenu } from "../actions";
import type { Context } from "../context";
import { customElement } from "../element";
import "../parts/popup-menu";
import type { MenuItem, PopupMenu } from "../parts/popup-menu";
import { Swipe, type Direction } from "../parts/swipe";
import { arranged, type Sort, type SortKey } from "../state";
import { shared } from "../styles";
import type { Position, SeveralAction } from "../types";
import { COLUMNS, ageOf, drawRow, type RowHost } from "./position-row";
import { drawTotals } from "./position-totals";
import { looks } from "./positions-styles";

/** How many rows are built at once. */
const CHUNK = 8;
/** How many rows are drawn anew at once, when prices move many of them. */
const REDRAWN = 8;
/** So many rows are added up with each price; those of a longer list once a second. */
const SUMMED_AT_ONCE = 50;
const EVERY_SECOND = 1000;
/** Up to this width rows are cards, which a finger may pull aside (as in the styles). */
const CARDS = 940;
/** What pulling a card aside asks for. */
const SWIPED: Record<Direction, "close" | "exits"> = { left: "close", right: "exits" };

/** "My positions": a live table that turns into cards where there is no room for it. */
@customElement("tradehook-positions")
export class PositionsView extends LitElement implements RowHost {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) positions: ReadonlyMap<string, Position> = new Map();
  /** Whether these are the positions of one bot: those of others are not closed from here. */
  @property({ type: Boolean }) only = false;
  @state() private filter = "";
  @state() private sort: Sort = { key: "opened_at", descending: true };
  /** How many rows there may be for now: at first only the table, since opening the view has its own work. */
  @state() private room = 0;
  @state() private chosen: ReadonlySet<string> = new Set();
  /** The positions that the totals are of. */
  @state() private summed: ReadonlyMap<string, Position> = new Map();

  private readonly drawn = new Map<string, { row: Position; chosen: boolean; drawn: TemplateResult }>();
  private growing: ReturnType<typeof setTimeout> | undefined;
  /** How many rows may still be drawn anew in this update, and whether some have to wait. */
  private redraws = 0;
  private late = false;
  private aging: ReturnType<typeof setInterval> | undefined;
  private focused: string | undefined;
  private order:
    | { positions: ReadonlyMap<string, Position>; filter: string; sort: Sort; rows: readonly Position[] }
    | undefined;

  constructor() {
    super();
    new Swipe(
      this,
      (event) => {
        const row = (event.composedPath()[0] as Element).closest<HTMLElement>("[data-position]");
        return row && this.ctx.admin && this.clientWidth <= CARDS ? row : undefined;
      },
      (row, direction) => this.swiped(row.dataset.position ?? "", direction),
    );
  }

  override connectedCallback() {
    super.connectedCallback();
    this.room = 0;
    this.aging = setInterval(() => {
      this.grow();
      this.summed = this.positions;
    }, EVERY_SECOND);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.growing);
    clearInterval(this.aging);
    this.growing = undefined;
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("ctx")) this.drawn.clear();
    this.redraws = REDRAWN;
    this.late = false;
    const focused = this.shadowRoot?.activeElement?.closest<HTMLElement>("[data-position]");
    this.focused = focused?.dataset.position;
    if (changed.has("positions")) {
      const { size } = this.positions;
      if (size <= SUMMED_AT_ONCE || size !== this.summed.size) this.summed = this.positions;
      const left = [...this.chosen].filter((id) => this.positions.has(id));
      if (left.length < this.chosen.size) this.chosen = new Set(left);
      for (const id of this.drawn.keys()) if (!this.positions.has(id)) this.drawn.delete(id);
    }
  }

  protected override updated() {
    if (this.focused && !this.positions.has(this.focused)) {
      this.renderRoot.querySelector<HTMLElement>("input, h2")?.focus();
    }
    // A long list is built over several frames, so that none of them is late
    const more = this.room < this.positions.size;
    if ((more || this.late) && this.growing === undefined) {
      this.growing = setTimeout(() => {
        this.growing = undefined;
        if (more) this.room += CHUNK;
        else this.requestUpdate();
      });
    }
  }

  /** Let the ages grow without drawing anything else. */
  private grow() {
    for (const age of this.renderRoot.querySelectorAll<HTMLElement>("[data-since]")) {
      const text = ageOf(this.ctx, age.dataset.since ?? "");
      if (age.textContent !== text) age.textContent = text;
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
    const rows = this.arranged();
    return html`${this.renderTools()}
      <div class="card list">
        <table role="table" aria-label=${t("positions.title")} aria-rowcount=${rows.length + 1}>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" class="pick">${this.renderPickAll(rows)}</th>
              ${COLUMNS.map(({ key, kind }) => this.renderHead(key, kind))}
              <th role="columnheader"><span class="sr">${t("common.actions")}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup" style=${this.swipeTexts}>
            ${repeat(
              rows.slice(0, this.room),
              (row) => row.position_id,
              (row) => this.renderRow(row),
            )}
          </tbody>
        </table>
        ${this.renderBelow(rows)}
      </div>
      <p class="sr" role="status">${t("positions.count", { count: rows.length })}</p>
      ${this.renderChosen()}
      <tradehook-popup-menu></tradehook-popup-menu>`;
  }

  /** What the rows come to, once the first of them are there. */
  private renderBelow(rows: readonly Position[]) {
    if (!rows.length) return html`<p class="empty soft">${this.ctx.t("positions.no_match")}</p>`;
    const early = this.room <= CHUNK && this.room < rows.length;
    return early ? nothing : guard([this.ctx, this.summed, this.filter], () => drawTotals(this.ctx, rows));
  }

  /** The rows in their order, sorted anew only when something of it has changed. */
  private arranged(): readonly Position[] {
    const { positions, filter, sort, order } = this;
    if (order?.positions !== positions || order.filter !== filter || order.sort !== sort) {
      this.order = { positions, filter, sort, rows: arranged(positions.values(), filter, sort) };
    }
    return this.order!.rows;
  }

  private renderTools() {
    const { t, admin } = this.ctx;
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
          ${COLUMNS.flatMap(({ key, also }) => [key, ...also]).map(
            (key) => html`<option value=${key} ?selected=${key === this.sort.key}>${t(`column.${key}`)}</option>`,
          )}
        </select>
      </label>
      ${admin && !this.only
        ? html`<button class="button outlined" data-close-all aria-haspopup="menu" aria-expanded="false" @click=${this.closeAll}>
            ${t("several.close_all")}
          </button>`
        : nothing}
    </div>`;
  }

  private renderPickAll(rows: readonly Position[]) {
    if (!this.ctx.admin) return nothing;
    const chosen = rows.filter(({ position_id }) => this.chosen.has(position_id)).length;
    return html`<label>
      <span class="sr">${this.ctx.t("several.choose_all")}</span>
      <input
        type="checkbox"
        .checked=${rows.length > 0 && chosen === rows.length}
        .indeterminate=${chosen > 0 && chosen < rows.length}
        @change=${(event: Event) => {
          const on = (event.target as HTMLInputElement).checked;
          this.chosen = new Set(on ? rows.map(({ position_id }) => position_id) : []);
        }}
      />
    </label>`;
  }

  private renderHead(key: SortKey, kind: string) {
    const active = this.sort.key === key;
    const order = active ? (this.sort.descending ? "descending" : "ascending") : "none";
    return html`<th role="columnheader" class=${kind} aria-sort=${order}>
      <button @click=${() => this.sortBy(key)}>
        ${this.ctx.t(`column.${key}_head`)}<span aria-hidden="true"
          >${active ? (this.sort.descending ? " ↓" : " ↑") : ""}</span
        >
      </button>
    </th>`;
  }

  /** What was chosen, and what can be done to all of it. */
  private renderChosen() {
    const { t } = this.ctx;
    const count = this.chosen.size;
    if (!count) return nothing;
    const act = (action: SeveralAction) => () =>
      this.ctx.several([...this.positions.values()].filter((row) => this.chosen.has(row.position_id)), action);
    return html`<div class="chosen card" role="group" aria-label=${t("several.chosen", { count })} data-chosen>
      <span>${t("several.chosen", { count })}</span>
      <span class="space"></span>
      <button class="button plain" @click=${() => (this.chosen = new Set())}>${t("several.none")}</button>
      <button class="button outlined" @click=${act("keep")}>${t("several.keep")}</button>
      <button class="button danger" @click=${act("close")}>${t("several.close")}</button>
    </div>`;
  }

  /** What a row looks like, made anew only when the row has changed. */
  private renderRow(row: Position) {
    const before = this.drawn.get(row.position_id);
    const chosen = this.chosen.has(row.position_id);
    if (before?.row === row && before.chosen === chosen) return before.drawn;
    if (before && before.chosen === chosen && before.row.status === row.status) {
      if (this.redraws <= 0) {
        this.late = true;
        return before.drawn;
      }
      this.redraws -= 1;
    }
    const drawn = drawRow(this, row, chosen);
    this.drawn.set(row.position_id, { row, chosen, drawn });
    return drawn;
  }

  /** What stands behind a card that is pulled aside. */
  private get swipeTexts(): string {
    const text = (direction: Direction) => JSON.stringify(this.ctx.t(`position.quick_${SWIPED[direction]}`));
    return `--swipe-left: ${text("left")}; --swipe-right: ${text("right")}`;
  }

  private swiped(id: string, direction: Direction) {
    const row = this.positions.get(id);
    const item = row && positionMenu(this.ctx, row).find(({ key }) => key === SWIPED[direction]);
    void item?.act();
  }

  choose(row: Position, on: boolean) {
    const chosen = new Set(this.chosen);
    if (on) chosen.add(row.position_id);
    else chosen.delete(row.position_id);
    this.chosen = chosen;
  }

  showMenu(anchor: HTMLElement, label: string, row: Position) {
    this.popUp(anchor, label, positionMenu(this.ctx, row));
  }

  /** Ask for all positions, or first of which account. */
  private readonly closeAll = (event: Event) => {
    const { t } = this.ctx;
    const rows = [...this.positions.values()].filter(({ status }) => !OVER.has(status));
    const accounts = new Map(rows.map((row) => [row.account, row.account_name]));
    if (accounts.size < 2) {
      this.ctx.several(rows, "close");
      return;
    }
    const item = (label: string, of: readonly Position[]): MenuItem => ({
      label: t("several.of_account", { name: label, count: of.length }),
      act: () => this.ctx.several(of, "close"),
    });
    this.popUp(event.currentTarget as HTMLElement, t("several.close_all"), [
      ...[...accounts].map(([account, name]) => item(name, rows.filter((row) => row.account === account))),
      { ...item(t("several.all_accounts"), rows), danger: true },
    ]);
  };

  private popUp(anchor: HTMLElement, label: string, items: readonly MenuItem[]) {
    void this.renderRoot.querySelector<PopupMenu>("tradehook-popup-menu")?.show(anchor, label, items);
  }

  private onSort(event: Event) {
    this.sortBy((event.target as HTMLSelectElement).value as SortKey);
  }

  private sortBy(key: SortKey) {
    const descending = this.sort.key === key ? !this.sort.descending : key !== "symbol";
    this.sort = { key, descending };
  }

  static override styles = [shared, looks];
}
