import { css, html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market, tone } from "../format";
import { named } from "../localize";
import { shared } from "../styles";
import type { Position, SeveralAction } from "../types";
import { sum } from "../worth";
import { keepFocus, looks } from "./dialog";
import { sentence } from "./sentence";

/** Asks once whether several positions shall be closed or kept, with all of them in sight. */
@customElement("tradehook-several-dialog")
export class SeveralDialog extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  /** Changes with everything that is heard of positions. */
  @property({ type: Number }) news = 0;
  @state() private asked: readonly Position[] = [];
  @state() private action: SeveralAction | undefined;
  @state() private busy = false;
  @state() private errors: readonly string[] = [];

  async ask(positions: readonly Position[], action: SeveralAction) {
    this.asked = positions;
    this.action = action;
    this.errors = [];
    await this.updateComplete;
    this.dialog?.showModal();
  }

  private get dialog() {
    return this.renderRoot.querySelector("dialog");
  }

  /** What is left of them, as it is now; nothing else is ever touched. */
  private get left(): Position[] {
    const { positions } = this.ctx.live;
    return this.asked.flatMap(({ position_id }) => positions?.get(position_id) ?? []);
  }

  override render() {
    const { action, ctx, left } = this;
    if (!action) return nothing;
    const { t } = ctx;
    const count = left.length;
    return html`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${(event: Event) => this.busy && event.preventDefault()}
    >
      <h2 id="title">${t(`several.${action}_title${count === 1 ? "_one" : ""}`, { count })}</h2>
      <p>${t(`several.${action}_text`)}</p>
      <div class="list" tabindex="0" role="group" aria-labelledby="title">
        ${this.accounts.map(([account, rows]) => this.renderAccount(account, rows))}
      </div>
      ${action === "close" ? this.renderTotals(left) : nothing}
      <div role="alert">
        ${this.errors.map((error) => html`<p class="error" data-error>${sentence(error)}</p>`)}
      </div>
      <div class="actions">
        <button class="button plain" ?disabled=${this.busy} @click=${() => this.dialog?.close()}>
          ${t("common.cancel")}
        </button>
        <button
          class="button ${action === "close" ? "danger" : ""}"
          data-confirm
          ?disabled=${this.busy || !count}
          @click=${this.act}
        >
          ${this.busy ? t("common.working") : t(`several.${action}_confirm`, { count })}
        </button>
      </div>
    </dialog>`;
  }

  /** What was asked for, by account. */
  private get accounts(): [string, Position[]][] {
    const groups = new Map<string, Position[]>();
    for (const row of this.asked) groups.set(row.account, [...(groups.get(row.account) ?? []), row]);
    return [...groups];
  }

  private renderAccount(account: string, rows: readonly Position[]) {
    const { t, live } = this.ctx;
    const type = live.accounts?.find((one) => one.account === account)?.type;
    return html`<h3>
        ${rows[0]?.account_name} ${type ? html`<span class="chip">${named(t, "account_type", type)}</span>` : nothing}
      </h3>
      <ul>
        ${rows.map((row) => this.renderPosition(row))}
      </ul>`;
  }

  private renderPosition(asked: Position) {
    const { t, format, live } = this.ctx;
    const row = live.positions?.get(asked.position_id);
    const filled = row && Number(row.size) !== 0;
    return html`<li data-position=${asked.position_id}>
      <span>
        <b>${market(asked.symbol)}</b> ${t(`side.${asked.side}`)}
        <span class="soft small">${row && filled ? `${format.number(row.size)} ${row.base}` : ""}</span>
      </span>
      <span class="number end">
        ${!row
          ? html`<span class="soft">${t("several.over")}</span>`
          : !filled
            ? t("several.unfilled")
            : this.action === "keep"
              ? html`<span class="soft">${t("several.stays")}</span>`
              : html`<span class=${tone(row.unrealized_profit)}>
                  ${format.money(row.unrealized_profit, row.quote, true)}
                </span>`}
      </span>
    </li>`;
  }

  private renderTotals(left: readonly Position[]) {
    const { t, format } = this.ctx;
    const quotes = [...new Set(left.map(({ quote }) => quote))];
    return html`<ul class="together">
        ${quotes.map((quote) => {
          const all = sum(left.filter((row) => row.quote === quote).map((row) => row.unrealized_profit));
          return html`<li data-together=${quote}>
            <b>${t("several.total")}</b>
            <b class="number ${tone(all)}">${format.money(all, quote, true)}</b>
          </li>`;
        })}
      </ul>
      ${left.some((row) => !Number(row.size)) ? html`<p class="soft">${t("several.unfilled_note")}</p>` : nothing}`;
  }

  private onClose() {
    this.action = undefined;
    this.asked = [];
    keepFocus(this);
  }

  private readonly act = async () => {
    const { action, left, ctx } = this;
    if (!action || this.busy || !left.length) return;
    this.busy = true;
    this.errors = [];
    const groups = this.accounts.map(([account, rows]) => ({ account, name: rows[0]?.account_name ?? "" }));
    const done = await Promise.allSettled(
      groups.map(({ account }) => {
        const ids = left.filter((row) => row.account === account).map((row) => row.position_id);
        if (!ids.length) return Promise.resolve([]);
        return action === "close" ? ctx.api.closeAll(account, ids) : ctx.api.keepAll(account, ids);
      }),
    );
    this.busy = false;
    this.errors = done.flatMap((result, index) =>
      result.status === "rejected"
        ? [ctx.t("several.left", { name: groups[index]?.name ?? "", error: errorText(result.reason) })]
        : [],
    );
    const count = done.reduce((all, result) => all + (result.status === "fulfilled" ? result.value.length : 0), 0);
    if (!this.errors.length) this.dialog?.close();
    if (count) ctx.say(ctx.t(action === "close" ? "several.closed" : "several.kept", { count }));
  };

  static override styles = [
    shared,
    looks,
    css`
      .list {
        max-height: 45vh;
        overflow-y: auto;
      }
      h3 {
        margin-top: 12px;
      }
      ul {
        list-style: none;
        margin: 4px 0 0;
        padding: 0;
      }
      li {
        border-top: 1px solid var(--th-line);
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 8px 4px;
      }
      b {
        font-weight: 500;
      }
      .together {
        border-top: 2px solid var(--th-line);
      }
      .together li:first-child {
        border: 0;
      }
      .small {
        font-size: 12px;
      }
    `,
  ];
}
