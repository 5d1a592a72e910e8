import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { positionPath } from "../actions";
import { errorText } from "../api";
import type { Context } from "../context";
import { market, tone } from "../format";
import { named } from "../localize";
import { behind, together, type Pages } from "../pages";
import { shared } from "../styles";
import type { Account, Position } from "../types";

const PAGE = 50;

/** The positions that are over, the last opened first, as far back as one wants to look. */
@customElement("tradehook-history")
export class HistoryView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  /** Changes whenever a position comes or goes. */
  @property() stamp = "";
  @state() private pages: ReadonlyMap<string, Pages<Position>> | undefined;
  @state() private busy = false;
  @state() private error = "";

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has("stamp")) void this.load();
  }

  private async load() {
    const { stamp } = this;
    try {
      const loaded = this.accounts.filter((account) => account.loaded);
      const pages = await Promise.all(loaded.map(({ account }) => this.page(account)));
      if (stamp !== this.stamp) return;
      this.pages = new Map(pages);
      this.error = "";
    } catch (error) {
      this.error = errorText(error);
    }
  }

  private async page(account: string, before?: string): Promise<[string, Pages<Position>]> {
    const rows = await this.ctx.api.history(account, PAGE, before);
    return [account, { rows, more: rows.length === PAGE }];
  }

  private readonly loadMore = async () => {
    const { pages } = this;
    if (!pages || this.busy) return;
    this.busy = true;
    try {
      const next = await Promise.all(
        behind(pages, opened).map((account) => this.page(account, pages.get(account)?.rows.at(-1)?.position_id)),
      );
      if (pages !== this.pages) return; // something was closed meanwhile: the list began anew
      const grown = next.map(([account, { rows, more }]): [string, Pages<Position>] => [
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
    const { t, format } = this.ctx;
    if (this.error) return html`<p class="card empty error" role="alert">${this.error}</p>`;
    if (!this.pages) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    const places = [...this.pages.values()];
    const rows = together(places, opened);
    if (!rows.length) {
      return html`<div class="card empty">
        <h2>${t("history.none")}</h2>
        <p class="soft">${t("history.none_next")}</p>
      </div>`;
    }
    return html`<ul class="card">
      ${rows.map(
        (row) => html`<li class="opens" data-position=${row.position_id}>
          <span>
            <a class="whole" href=${`/tradehook${positionPath(row)}`} @click=${(event: Event) => this.show(event, row)}>${market(row.symbol)}</a>
            <span class="chip ${row.side === "long" ? "profit" : "loss"}">${t(`side.${row.side}`)}</span>
            ${named(t, "status", row.status)}
            <span class="soft small">
              ${t("history.opened_closed", { opened: format.time(row.opened_at), closed: format.time(row.closed_at) })} ·
              ${named(t, "close_reason", row.close_reason)} · ${row.bot_name ?? t("positions.removed_bot")}
            </span>
          </span>
          <span class="number ${tone(row.realized_profit)}">
            ${format.money(row.realized_profit, row.quote, true)}
          </span>
        </li>`,
      )}
    </ul>
      ${places.some(({ more }) => more)
        ? html`<p class="more">
            <button class="button outlined" ?disabled=${this.busy} @click=${this.loadMore}>
              ${t(this.busy ? "common.working" : "history.more")}
            </button>
          </p>`
        : nothing}`;
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

function opened(row: Position): string {
  return row.opened_at;
}
