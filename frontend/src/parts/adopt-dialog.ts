import { css, html, nothing, type CSSResultGroup } from "lit";
import { state } from "lit/decorators.js";
import { customElement } from "../element";
import { EMPTY, NEW_TARGET, signalOf, type Form } from "../message";
import type { Purse, Unowned } from "../types";
import { FormDialog } from "./form-dialog";
import "./signal-form";

/** What is held and managed by nobody here, with its account. */
export type Holding = Unowned & Purse & { account: string };

/** Told when something was adopted. */
export const ADOPTED = "tradehook-adopted";

/** Makes a position of what an exchange holds already. */
@customElement("tradehook-adopt-dialog")
export class AdoptDialog extends FormDialog<Holding> {
  @state() private size = "";
  @state() private entryPrice = "";
  @state() private cancelOrders = false;
  @state() private form: Form = EMPTY;

  protected override begin(holding: Holding) {
    this.cancelOrders = false;
    this.size = holding.available;
    this.entryPrice = holding.entry_price ?? "";
    this.form = {
      ...EMPTY,
      origins: { ...EMPTY.origins, stop_loss: "signal", take_profit: "none" },
      take_profit: [NEW_TARGET],
    };
  }

  protected override heading(name: string) {
    return this.ctx.t("adopt.title", { name });
  }

  protected override fields(holding: Holding) {
    const { t, format } = this.ctx;
    const most = this.most(holding);
    return html`<p>${t("adopt.text")}</p>
      <dl data-facts>
        <div>
          <dt class="soft">${t("adopt.present")}</dt>
          <dd class="number">${holding.price ? format.money(holding.price, holding.quote) : t("unowned.no_price")}</dd>
        </div>
      </dl>
      ${this.orders(holding)}
      ${this.number("size", t("adopt.size", { base: holding.base, most: format.number(most) }), this.size, (to) => (this.size = to))}
      ${this.number("entry_price", t("adopt.entry_price", { quote: holding.quote }), this.entryPrice, (to) => (this.entryPrice = to))}
      <tradehook-signal-form
        exits
        .ctx=${this.ctx}
        .form=${this.form}
        @form-changed=${(event: CustomEvent<Partial<Form>>) => (this.form = { ...this.form, ...event.detail })}
      ></tradehook-signal-form>
      <p class="soft">${t("adopt.percentages")}</p>
      ${this.form.origins.stop_loss === "none" ? html`<p class="error">${t("exits.unprotected")}</p>` : nothing}`;
  }

  /** What can be adopted: what orders of others hold only if they are cancelled. */
  private most(holding: Holding): string {
    return this.cancelOrders ? holding.size : holding.available;
  }

  private orders(holding: Holding) {
    const { t, format } = this.ctx;
    if (!holding.orders.length) return nothing;
    return html`<fieldset>
      <legend>${t("adopt.orders")}</legend>
      <ul>
        ${holding.orders.map(({ remaining, price, trigger }) => {
          const amount = remaining ? `${format.number(remaining)} ${holding.base}` : t("adopt.order_all");
          const at = trigger ?? price;
          return html`<li>
            ${at
              ? t("adopt.order", { amount, price: format.money(at, holding.quote) })
              : t("adopt.order_market", { amount })}
          </li>`;
        })}
      </ul>
      <label class="choice">
        <input
          type="checkbox"
          name="cancel_orders"
          .checked=${this.cancelOrders}
          @change=${(event: Event) => this.chooseOrders(holding, (event.target as HTMLInputElement).checked)}
        />
        <span>
          <b>${t("adopt.cancel_orders")}</b>
          <span class="soft">${t("adopt.cancel_orders_means")}</span>
        </span>
      </label>
    </fieldset>`;
  }

  /** What was typed stays; the whole of it follows. */
  private chooseOrders(holding: Holding, to: boolean) {
    const whole = this.size === this.most(holding);
    this.cancelOrders = to;
    if (whole) this.size = this.most(holding);
  }

  protected override confirm() {
    return this.ctx.t("adopt.confirm");
  }

  protected override ready() {
    return this.size !== "";
  }

  protected override focusWrong() {
    const form = this.renderRoot.querySelector("tradehook-signal-form")?.shadowRoot;
    return super.focusWrong() || (form ? super.focusWrong(form) : false);
  }

  protected override async act(holding: Holding) {
    const { t, api } = this.ctx;
    const { take_profit, stop_loss } = signalOf(this.form, "");
    const { cancelled_orders } = await api.adopt(holding.account, {
      symbol: holding.symbol,
      side: holding.side,
      size: this.size,
      ...(this.entryPrice ? { entry_price: this.entryPrice } : {}),
      exits: {
        ...(take_profit === undefined ? {} : { take_profit }),
        ...(stop_loss === undefined ? {} : { stop_loss }),
      },
      cancel_orders: this.cancelOrders,
    });
    this.dispatchEvent(new Event(ADOPTED));
    const count = cancelled_orders.length;
    return count ? t("adopt.done_cancelled", { count }) : t("adopt.done");
  }

  static override styles: CSSResultGroup = [
    FormDialog.styles,
    css`
      tradehook-signal-form {
        margin-top: 16px;
      }
      ul {
        margin: 8px 0 0;
        padding-inline-start: 20px;
      }
    `,
  ];
}
