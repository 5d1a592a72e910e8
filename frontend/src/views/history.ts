import { LitElement, css, html, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { positionPath } from "../actions";
import { errorText } from "../api";
import type { Context } from "../context";
import { market, tone } from "../format";
import { named } from "../localize";
import { shared } from "../styles";
import type { Account, Position } from "../types";

/** The positions that are over, the last closed first. */
@customElement("tradehook-history")
export class HistoryView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** Changes whenever a position comes or goes. */
  @property() stamp = "";
  @state() private rows: readonly Position[] | undefined;
  @state() private error = "";

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("stamp")) void this.load();
  }

  private async load() {
    const { stamp } = this;
    try {
      const loaded = this.accounts.filter((account) => account.loaded);
      const pages = await Promise.all(loaded.map(({ account }) => this.ctx.api.history(account)));
      if (stamp !== this.stamp) return;
      this.rows = pages.flat().sort((a, b) => (b.closed_at ?? "").localeCompare(a.closed_at ?? ""));
      this.error = "";
    } catch (error) {
      this.error = errorText(error);
    }
  }

  override render() {
    const { t, format } = this.ctx;
    if (this.error) return html`<p class="card empty error" role="alert">${this.error}</p>`;
    if (!this.rows) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    if (!this.rows.length) {
      return html`<div class="card empty">
        <h2>${t("history.none")}</h2>
        <p class="soft">${t("history.none_next")}</p>
      </div>`;
    }
    return html`<ul class="card">
      ${this.rows.map(
        (row) => html`<li data-position=${row.position_id}>
          <span>
            <a href=${`/tradehook${positionPath(row)}`} @click=${(event: Event) => this.show(event, row)}>${market(row.symbol)}</a>
            <span class="chip ${row.side === "long" ? "profit" : "loss"}">${t(`side.${row.side}`)}</span>
            ${named(t, "status", row.status)}
            <span class="soft small">
              ${format.time(row.closed_at)} · ${named(t, "close_reason", row.close_reason)} ·
              ${row.bot_name ?? t("positions.removed_bot")}
            </span>
          </span>
          <span class="number ${tone(row.realized_profit)}">
            ${format.money(row.realized_profit, row.quote, true)}
          </span>
        </li>`,
      )}
    </ul>`;
  }

  private show(event: Event, row: Position) {
    event.preventDefault();
    this.ctx.go(positionPath(row));
  }

  static override styles = [
    shared,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0 16px;
      }
      li {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 12px 0;
      }
      li + li {
        border-top: 1px solid var(--th-line);
      }
      a {
        color: inherit;
        font-weight: 500;
        text-decoration: none;
      }
      a:hover {
        text-decoration: underline;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 4px;
      }
    `,
  ];
}
