import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { positionPath } from "../actions";
import { errorText } from "../api";
import type { Context } from "../context";
import { csvOf } from "../csv";
import { market } from "../format";
import { named } from "../localize";
import { shared } from "../styles";
import type { Account, Fill } from "../types";

const PAGE = 100;
const EXPORT_PAGE = 1000;

/** The fills of one account, the last one first, with an export of all of them. */
@customElement("tradehook-trades")
export class TradesView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  @state() private chosen = "";
  @state() private fills: readonly Fill[] | undefined;
  @state() private more = false;
  @state() private busy = false;
  @state() private error = "";

  private seen = "";

  private get account(): Account | undefined {
    const loaded = this.accounts.filter((account) => account.loaded);
    return loaded.find((account) => account.account === this.chosen) ?? loaded[0];
  }

  protected override willUpdate(_changed: PropertyValues) {
    // Every fill has a fee or a profit, so that the account's number tells of a new one
    const key = `${this.account?.account} ${this.account?.realized_profit} ${this.account?.invested}`;
    if (this.account && key !== this.seen) {
      this.seen = key;
      void this.load();
    }
  }

  private async load() {
    const { account, seen } = this;
    if (!account) return;
    try {
      const fills = await this.ctx.api.trades(account.account, undefined, PAGE);
      if (seen !== this.seen) return;
      this.fills = fills;
      this.more = fills.length === PAGE;
      this.error = "";
    } catch (error) {
      this.error = errorText(error);
    }
  }

  override render() {
    const { t, format } = this.ctx;
    const { fills } = this;
    if (this.error) return html`<p class="card empty error" role="alert">${this.error}</p>`;
    if (!this.account) return html`<p class="card empty soft">${t("overview.none")}</p>`;
    if (!fills) return html`<p class="empty soft" role="status">${t("common.loading")}</p>`;
    return html`<div class="tools">
        <label>
          <span class="sr">${t("trades.account")}</span>
          <select class="field" @change=${this.choose}>
            ${this.accounts
              .filter((account) => account.loaded)
              .map((account) => html`<option value=${account.account} ?selected=${account === this.account}>${account.name}</option>`)}
          </select>
        </label>
        <button class="button outlined" ?disabled=${this.busy || !fills.length} @click=${this.export}>
          ${this.busy ? t("common.working") : t("trades.export")}
        </button>
      </div>
      ${fills.length
        ? html`<ul class="card">
            ${fills.map(
              (fill) => html`<li class="opens" data-position=${fill.position_id}>
                <span>
                  <a class="whole" href=${`/tradehook${this.path(fill)}`} @click=${(event: Event) => this.show(event, fill)}>${market(fill.symbol)}</a>
                  <span class="chip ${fill.side === "buy" ? "profit" : "loss"}">${t(`side.${fill.side}`)}</span>
                  ${named(t, "purpose", fill.purpose)}
                  <span class="soft small">${format.time(fill.time)} · ${fill.bot_name ?? t("positions.removed_bot")}</span>
                </span>
                <span class="number end">
                  ${format.number(fill.amount)} @ ${format.price(fill.price, fill.price_tick ?? null)}
                  <span class="soft small">${t("position.fee", { fee: `${format.number(fill.fee)} ${fill.fee_currency}` })}</span>
                </span>
              </li>`,
            )}
          </ul>`
        : html`<div class="card empty">
            <h2>${t("trades.none")}</h2>
            <p class="soft">${t("trades.none_next")}</p>
          </div>`}
      ${this.more
        ? html`<p class="empty"><button class="button outlined" @click=${this.loadMore}>${t("trades.more")}</button></p>`
        : nothing}`;
  }

  private path(fill: Fill) {
    return positionPath(fill);
  }

  private show(event: Event, fill: Fill) {
    event.preventDefault();
    this.ctx.go(this.path(fill));
  }

  private choose(event: Event) {
    this.chosen = (event.target as HTMLSelectElement).value;
    this.fills = undefined;
  }

  private async loadMore() {
    const { account, fills = [] } = this;
    const last = fills.at(-1);
    if (!account || !last) return;
    try {
      const next = await this.following(account.account, last, PAGE);
      this.fills = [...fills, ...next];
      this.more = next.length === PAGE;
    } catch (error) {
      this.error = errorText(error);
    }
  }

  /** The page behind a fill: by its id, or by its time where several markets have the same id. */
  private async following(account: string, last: Fill | undefined, limit: number): Promise<Fill[]> {
    const { api } = this.ctx;
    try {
      return await api.trades(account, last?.trade_id, limit);
    } catch (error) {
      if (!last) throw error;
      return api.trades(account, last.time, limit);
    }
  }

  private async export() {
    const { account } = this;
    if (!account) return;
    this.busy = true;
    try {
      const all: Fill[] = [];
      let page: Fill[];
      do {
        page = await this.following(account.account, all.at(-1), EXPORT_PAGE);
        all.push(...page);
      } while (page.length === EXPORT_PAGE);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([csvOf(all)], { type: "text/csv" }));
      link.download = `tradehook-trades-${new Date().toISOString().slice(0, 10)}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      this.error = errorText(error);
    } finally {
      this.busy = false;
    }
  }

  static override styles = [
    shared,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: space-between;
        margin-bottom: 16px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0 16px;
      }
      li {
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
      .end {
        text-align: end;
      }
      @media (max-width: 600px) {
        li {
          flex-direction: column;
          gap: 4px;
        }
        .end {
          text-align: start;
        }
      }
    `,
  ];
}
