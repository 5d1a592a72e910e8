import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { errorText } from "../api";
import type { Context } from "../context";
import { customElement } from "../element";
import { market } from "../format";
import type { AdoptDialog, Holding } from "../parts/adopt-dialog";
import { purseOf } from "../parts/purse";
import { sentence } from "../parts/sentence";
import { shared } from "../styles";
import type { Account } from "../types";

/** What exchanges hold that belongs to nobody here; they are asked when it is opened. */
@customElement("tradehook-unowned")
export class UnownedView extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) accounts: readonly Account[] = [];
  @state() private rows: readonly Holding[] | undefined;
  @state() private errors: readonly [string, string][] = [];
  @state() private busy = false;
  @state() private open = false;
  private asked = 0;
  private held = "";

  protected override willUpdate(_changed: PropertyValues) {
    // What is adopted, released, opened or closed changes what is nobody's
    const held = this.accounts.map(({ account, loaded, open_positions }) => `${account} ${loaded} ${open_positions}`).join();
    if (held === this.held) return;
    this.held = held;
    if (this.open) void this.look();
  }

  override render() {
    const { t } = this.ctx;
    return html`<details class="card" @toggle=${this.onToggle}>
        <summary>${t("unowned.title")}</summary>
        <p class="soft">${t("unowned.what")}</p>
        <div aria-live="polite" aria-busy=${String(this.busy)}>
          ${this.errors.map(([name, text]) => html`<p class="error">${name}: ${sentence(text)}</p>`)}
          ${this.rows === undefined
            ? html`<p class="soft">${t("common.loading")}</p>`
            : this.rows.length
              ? html`<ul>
                  ${this.rows.map((row) => this.renderRow(row))}
                </ul>`
              : this.errors.length
                ? nothing
                : html`<p class="soft" data-none>${t("unowned.none")}</p>`}
        </div>
        <button class="button plain" data-look ?disabled=${this.busy} @click=${() => void this.look()}>
          ${this.busy ? t("common.working") : t("unowned.look")}
        </button>
      </details>
      <tradehook-adopt-dialog .ctx=${this.ctx} @tradehook-adopted=${this.onAdopted}></tradehook-adopt-dialog>`;
  }

  private renderRow(row: Holding) {
    const { t, format } = this.ctx;
    const name = `${market(row.symbol)} ${t(`side.${row.side}`)}`;
    const real = row.account_type === "live";
    return html`<li data-holding=${row.symbol}>
      <span>
        <b>${name}</b>
        <span class="soft small">${row.account_name} · ${t(real ? "purse.live" : "purse.paper")}</span>
        ${row.orders.length
          ? html`<span class="soft small">
              ${t("unowned.orders", { count: row.orders.length })}.
              ${t("unowned.free", { size: format.number(row.available), base: row.base })}
            </span>`
          : nothing}
      </span>
      <span class="number">
        ${format.number(row.size)} ${row.base}
        <span class="soft small">${row.value ? format.money(row.value, row.quote) : t("unowned.no_price")}</span>
      </span>
      <button class="button outlined" aria-label=${t("unowned.adopt_of", { name })} @click=${() => void this.adopt(row)}>
        ${t("unowned.adopt")}
      </button>
    </li>`;
  }

  private onToggle(event: Event) {
    this.open = (event.target as HTMLDetailsElement).open;
    if (this.open) void this.look();
  }

  private onAdopted() {
    this.renderRoot.querySelector("summary")?.focus();
    void this.look();
  }

  /** Ask each account; one that can't be reached does not hide what the others hold. */
  private async look() {
    this.asked += 1;
    const { asked } = this;
    this.busy = true;
    const errors: [string, string][] = [];
    const found = await Promise.all(
      this.accounts
        .filter(({ loaded }) => loaded)
        .map(async (account): Promise<Holding[]> => {
          try {
            const rows = await this.ctx.api.unowned(account.account);
            return rows.map((row) => ({ ...row, ...purseOf(account)!, account: account.account }));
          } catch (error) {
            errors.push([account.name, errorText(error)]);
            return [];
          }
        }),
    );
    if (asked !== this.asked) return;
    this.rows = found.flat();
    this.errors = errors;
    this.busy = false;
  }

  private async adopt(row: Holding) {
    await import("../parts/adopt-dialog");
    await this.renderRoot.querySelector<AdoptDialog>("tradehook-adopt-dialog")?.ask(row);
  }

  static override styles = [
    shared,
    css`
      details {
        margin-top: 16px;
        padding: 16px;
      }
      summary {
        cursor: pointer;
        font-weight: 500;
        min-height: 24px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        align-items: center;
        border-top: 1px solid var(--th-line);
        display: grid;
        gap: 8px 16px;
        grid-template-columns: minmax(0, 1fr) auto auto;
        padding: 12px 0;
      }
      li .number {
        text-align: end;
      }
      .small {
        display: block;
        font-size: 12px;
      }
      @media (max-width: 480px) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        li .button {
          grid-column: 1 / -1;
        }
      }
    `,
  ];
}
