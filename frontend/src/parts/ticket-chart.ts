import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { Context } from "../context";
import type { Draft } from "../drag";
import { customElement } from "../element";
import { market } from "../format";
import type { Form } from "../message";
import { openingOf } from "../plan";
import { shared } from "../styles";
import type { Candle, Level, LevelKey, PlanOrder, SignalAnswer, SignalPlan } from "../types";
import "./chart";

const MINUTE = 60;
const ENTRY = { is: "order", order: "entry" } as const;

function dcaKey(leg: number) {
  return { is: "order", order: `dca ${leg}` } as const;
}

/** What a ticket would open as lines in its market: stop, targets, DCA orders and the limit of the entry are set there. */
@customElement("tradehook-ticket-chart")
export class TicketChart extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) answer!: SignalAnswer;
  @property({ attribute: false }) form!: Form;
  @property({ attribute: false }) candles: readonly Candle[] = [];
  @state() private draft: Draft | undefined;

  /** The newest plan of what stands in the form. */
  private plan: SignalPlan | undefined;
  private symbol = "";
  private holding = false;

  protected override willUpdate(changed: PropertyValues) {
    if (this.symbol !== this.form.symbol) this.plan = this.draft = undefined;
    this.symbol = this.form.symbol;
    const plan = openingOf(this.answer.body.plan ?? {});
    if (!changed.has("answer") || !plan.orders?.length) return; // what is refused can be moved back
    this.plan = plan;
    // The bot has judged what was moved: the lines are where its plan has them
    if (!this.holding) this.draft = undefined;
  }

  override render() {
    const { t, format } = this.ctx;
    const { plan } = this;
    if (!plan?.orders || !this.candles.length) return nothing;
    const levels = plan.orders.flatMap((order) => this.levelOf(order));
    const name = `${market(plan.symbol ?? "")} ${t(`side.${plan.side}`)}`;
    return html`<section
      class="card"
      data-ticket-chart
      @level-moved=${(event: CustomEvent<Draft>) => this.move(event.detail)}
      @drag-begins=${() => (this.holding = true)}
      @drag-ends=${this.drop}
      @drag-cancelled=${() => (this.draft = undefined)}
    >
      <h3>${t("position.chart")}</h3>
      <tradehook-chart
        .t=${t}
        .candles=${this.candles}
        .levels=${levels}
        .draft=${this.draft}
        .movable=${true}
        .anchor=${levels.find(({ kind }) => kind === "entry")?.price ?? plan.price ?? null}
        .interval=${MINUTE}
        .tick=${this.answer.market?.price_tick ?? null}
        .format=${format}
        .label=${t("position.chart_of", { name })}
      ></tradehook-chart>
    </section>`;
  }

  /** The line of an order; one that the form has can be moved, what comes from the bot's settings stays. */
  private levelOf({ purpose, leg, price: limit, trigger }: PlanOrder): Level[] {
    const { t } = this.ctx;
    const { origins, order_type, take_profit, dca_orders } = this.form;
    const price = trigger ?? limit;
    if (!price) return [];
    const movable = (key: LevelKey, is: boolean) => (is ? { key } : {});
    switch (purpose) {
      case "take_profit": {
        const has = origins.take_profit === "signal" && leg < take_profit.length;
        return [{ kind: "take_profit", name: `${t("level.take_profit")} ${leg + 1}`, price, ...movable({ is: "target", leg }, has) }];
      }
      case "stop_loss":
        if (leg) return [{ kind: "stop", name: t("level.emergency"), price }];
        return [{ kind: "stop", name: t("level.stop"), price, ...movable({ is: "stop" }, origins.stop_loss === "signal") }];
      case "dca": {
        const has = origins.dca_orders === "signal" && leg < dca_orders.length;
        return [{ kind: "dca", name: `${t("level.dca")} ${leg + 1}`, price, ...movable(dcaKey(leg), has) }];
      }
      case "entry":
        return [{ kind: "entry", name: t("level.entry"), price, ...movable(ENTRY, order_type === "limit") }];
      default:
        return [];
    }
  }

  private move(draft: Draft) {
    this.draft = draft;
    if (!this.holding) this.tell(draft);
  }

  private readonly drop = () => {
    this.holding = false;
    if (this.draft) this.tell(this.draft);
  };

  /** A line is a price in the form, whatever it was there before. */
  private tell({ level: { key }, price }: Draft) {
    const { form } = this;
    let fields: Partial<Form> = { signal_price: price };
    if (key?.is === "stop") fields = { stop_loss: { ...form.stop_loss, unit: "price", level: price } };
    const placed = { unit: "price" as const, level: price };
    if (key?.is === "target") {
      fields = { take_profit: form.take_profit.map((row, leg) => (leg === key.leg ? { ...row, ...placed } : row)) };
    }
    if (key?.is === "order" && key.order !== ENTRY.order) {
      fields = { dca_orders: form.dca_orders.map((row, leg) => (dcaKey(leg).order === key.order ? { ...row, ...placed } : row)) };
    }
    this.dispatchEvent(new CustomEvent("form-changed", { detail: fields, bubbles: true, composed: true }));
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        min-width: 0;
      }
    `,
  ];
}
