import { html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { customElement } from "../element";
import { named } from "../localize";
import type { Position } from "../types";
import { FormDialog } from "./form-dialog";

/** Closes a filled position at market price, or with a limit order. */
@customElement("tradehook-close-dialog")
export class CloseDialog extends FormDialog {
  @state() private type: "market" | "limit" = "market";
  @state() private price = "";

  protected override begin(position: Position) {
    this.type = "market";
    this.price = position.mark_price ?? "";
  }

  protected override heading(name: string) {
    return this.ctx.t("close.title", { name });
  }

  protected override fields(position: Position) {
    const { t, format } = this.ctx;
    const size = `${format.number(position.size)} ${position.base}`;
    const profit = format.money(position.unrealized_profit, position.quote, true);
    return html`<p>${t("close.text", { size, profit })}</p>
      <div role="radiogroup" aria-labelledby="title">
        ${(["market", "limit"] as const).map((type) =>
          this.radio("type", type, t(`close.${type}`), this.type, () => (this.type = type), t(`close.${type}_means`)),
        )}
      </div>
      ${this.type === "limit"
        ? this.number("price", t("close.price", { quote: position.quote }), this.price, (to) => (this.price = to))
        : nothing}`;
  }

  protected override present(position: Position) {
    const { positions } = this.ctx.live;
    return positions ? positions.get(position.position_id) : position;
  }

  protected override confirm() {
    return this.ctx.t(this.type === "market" ? "close.confirm" : "close.confirm_limit");
  }

  protected override danger() {
    return true;
  }

  protected override async act(position: Position) {
    const order =
      this.type === "market"
        ? { order_type: this.type }
        : { order_type: this.type, ...(this.price ? { price: this.price } : {}) };
    const { done } = await this.ctx.api.close(position, order);
    return named(this.ctx.t, "done", done);
  }
}
