import { marketOf } from "../format";
import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Context } from "../context";
import { NEW_DCA, RULE_FIELDS } from "../dca";
import { isDefault } from "../default-message";
import { customElement } from "../element";
import { named } from "../localize";
import { ACTIONS, hasMarket, NEW_TARGET, opens, orders, resizes, SIZES, TICKET_SIZES } from "../message";
import { TRANSITIONS, unitName, type Form, type Origin, type Section, type TargetUnit } from "../message";
import { sentence } from "./sentence";
import { shared } from "../styles";
import { isUnread } from "../typed-number";
import type { BotMarkets, FieldError } from "../types";
import { Fields, fieldStyles } from "./fields";
import { stopFields } from "./stop-form";

/** What leaves both sides unless one is chosen. */
const EXITS = new Set(["close", "cancel", "close_all", "modify"]);

/** The form of a signal; tells `form-changed` with what is different. */
@customElement("tradehook-signal-form")
export class SignalForm extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) form!: Form;
  @property({ attribute: false }) hook: BotMarkets | undefined;
  /** An order of a person: it opens, and its size may be a share of the balance or at risk. */
  @property({ type: Boolean }) ticket = false;
  /** Only stop and targets: of what is held already. */
  @property({ type: Boolean }) exits = false;
  @property({ attribute: false }) errors: readonly FieldError[] = [];

  override render() {
    const { form } = this;
    const fields = new Fields(this.ctx, this.errors);
    if (this.exits) return html`${this.renderStop(fields)} ${this.renderTargets(fields)}`;
    const inner = html`${this.ticket ? nothing : this.renderWhat(fields)}
    ${hasMarket(form) ? this.renderMarket(fields) : nothing}
    ${isDefault(form)
      ? html`<p class="soft small">${this.ctx.t("builder.default_bot")}</p>`
      : opens(form)
      ? this.renderOpening(fields)
      : hasMarket(form)
        ? this.renderChange(fields)
        : nothing}`;
    const { rest } = fields;
    return html`${inner}
    ${rest.length
      ? html`<ul class="rest" data-rest>
          ${rest.map(({ path, message }) => html`<li><code>${path}</code> ${sentence(message)}</li>`)}
        </ul>`
      : nothing}`;
  }

  protected override updated() {
    for (const part of this.renderRoot.querySelectorAll<HTMLDetailsElement>("details:not([open])")) {
      if (part.querySelector("[data-wrong]")) part.open = true; // what is wrong must be seen
    }
  }

  /** Close the parts that were opened. */
  shut() {
    for (const part of this.renderRoot.querySelectorAll("details")) part.open = false;
  }

  private renderWhat(fields: Fields) {
    const { t } = this.ctx;
    const { form, hook } = this;
    const futures = hook?.market_type === "linear";
    if (form.kind === "strategy") {
      return html`${fields.select(
          "transition",
          t("builder.transition"),
          form.transition,
          Object.keys(TRANSITIONS).map((one) => [one, t(`transition.${one}`)]),
          (transition) => this.change({ transition }),
        )}
        <p class="soft small">${t("builder.strategy_means")}</p>
        ${fields.select(
          "wording",
          t("builder.wording"),
          form.wording,
          (["ours", "default"] as const).map((one) => [one, t(`builder.wording_${one}`)]),
          (wording) => this.change({ wording: wording as Form["wording"] }),
        )}`;
    }
    const actions = ACTIONS.filter((action) => action !== "reverse" || futures);
    return fields.select(
      "action",
      t("builder.action"),
      form.action,
      actions.map((action) => [action, named(t, "action", action)]),
      (action) => this.change({ action, side: form.side || (EXITS.has(action) ? "" : "long") }),
    );
  }

  private renderMarket(fields: Fields) {
    const { t } = this.ctx;
    const { form, hook } = this;
    const sides = ["long", "short"].map((side): [string, string] => [side, t(`side.${side}`)]);
    const any: [string, string][] = opens(form) ? [] : [["", t("builder.any_side")]];
    return html`<div class="pair">
      ${fields.text("symbol", t("builder.symbol"), form.symbol, (symbol) => this.change({ symbol }), "symbols")}
      ${form.kind === "signal"
        ? fields.select("side", t("builder.side"), form.side, [...any, ...sides], (side) => this.change({ side }))
        : nothing}
      <datalist id="symbols">
        ${(hook?.symbols ?? []).map((symbol) => html`<option value=${symbol}>${marketOf(symbol)}</option>`)}
      </datalist>
    </div>`;
  }

  private orderType(fields: Fields, fallback: string) {
    const { t } = this.ctx;
    return fields.select(
      "order_type",
      t("builder.order_type"),
      this.form.order_type,
      [["", fallback], ...["market", "limit"].map((kind): [string, string] => [kind, t(`order_type.${kind}`)])],
      (order_type) => this.change({ order_type }),
    );
  }

  /** Increase, reduce and close: of positions that are there. */
  private renderChange(fields: Fields) {
    const { t } = this.ctx;
    const { form } = this;
    const order = `${form.action}_order`;
    return html`<div class="pair">
        ${resizes(form)
          ? fields.measured(
              {
                quantity_percentage: `${order}.quantity_percentage`,
                quote_amount: `${order}.quote_amount`,
                base_amount: `${order}.base_amount`,
              },
              t(`builder.${form.action}_by`),
              form.change_unit,
              form.change,
              ({ unit, value }) => this.change({ change_unit: unit, change: value }),
            )
          : nothing}
        ${orders(form)
          ? this.orderType(fields, t(form.action === "increase" ? "builder.from_bot" : "builder.market_default"))
          : nothing}
        ${orders(form) && form.order_type === "limit"
          ? fields.number(
              resizes(form) ? `${order}.price` : "price",
              t("builder.limit_price"),
              form.price,
              (price) => this.change({ price }),
              ["signal_price"],
            )
          : nothing}
        ${fields.text("signal_id", t("builder.signal_id_of"), form.signal_id, (signal_id) => this.change({ signal_id }))}
      </div>
      ${this.modifies ? this.renderModification(fields) : fields.whole(order)}`;
  }

  private renderOpening(fields: Fields) {
    const { t } = this.ctx;
    const { form, hook } = this;
    return html`<div class="pair">
        ${fields.measured(
          this.ticket ? TICKET_SIZES : SIZES,
          t("builder.size"),
          form.size_unit,
          form.size,
          ({ unit, value }) => this.change({ size_unit: unit, size: value }),
        )}
        ${this.orderType(fields, t("builder.from_bot"))}
        ${this.ticket && form.order_type !== "limit" && !isUnread(form.signal_price) ? nothing : fields.number("signal_price", t(form.order_type === "limit" ? "builder.limit_price" : "builder.signal_price"), form.signal_price, (signal_price) => this.change({ signal_price }))}
        ${hook?.market_type === "linear"
          ? fields.number("leverage", t("builder.leverage"), form.leverage, (leverage) => this.change({ leverage }))
          : nothing}
      </div>
      ${this.renderTargets(fields)}
      ${this.renderStop(fields)}
      ${this.renderDca(fields)}
      <details>
        <summary>${t("builder.more")}</summary>
        ${this.renderMore(fields)}
      </details>
      <p class="soft small">${t("builder.left_empty")}</p>`;
  }

  private renderModification(fields: Fields) {
    const { t } = this.ctx;
    const yes_no: [string, string][] = [["", t("origin.kept")], ["true", t("common.yes")]];
    return html`${this.renderStop(fields)} ${this.renderTargets(fields)}
      <div class="pair">
        ${fields.select("cancel_entries", t("builder.cancel_entries"), this.form.cancel_entries, yes_no, (cancel_entries) => this.change({ cancel_entries }))}
      </div>`;
  }

  private renderStop(fields: Fields) {
    const { stop_loss } = this.form;
    return this.section(fields, "stop_loss", () =>
      stopFields(this.ctx.t, fields, stop_loss, (stop) => this.change({ stop_loss: { ...stop_loss, ...stop } })),
    );
  }

  private renderTargets(fields: Fields) {
    const { t } = this.ctx;
    const rows = this.form.take_profit;
    return this.section(fields, "take_profit", () =>
      this.rows(fields, "take_profit", rows, NEW_TARGET, (row, path, set, at) => html`
        ${this.level(fields, path, t("builder.profit_at"), row, set, this.ticket ? { multiple: `${path}.multiple` } : {})}
        ${fields.number(`${path}.position_percentage`, t("builder.share"), row.position_percentage, (position_percentage) => set({ position_percentage }))}
        ${at === rows.length - 1 || isUnread(row.trailing_distance)
          ? fields.number(`${path}.trailing_distance`, t("builder.trailing"), row.trailing_distance, (trailing_distance) => set({ trailing_distance }))
          : nothing}
      `),
    );
  }

  private renderDca(fields: Fields) {
    const { t } = this.ctx;
    return this.section(fields, "dca_orders", () =>
      this.rows(fields, "dca_orders", this.form.dca_orders, NEW_DCA, (row, path, set) => html`
        ${this.level(fields, path, t("builder.distance"), row, set)}
        ${fields.number(`${path}.quantity_percentage`, t("builder.dca_size"), row.quantity_percentage, (quantity_percentage) => set({ quantity_percentage }))}
      `),
    );
  }

  private renderRule(fields: Fields) {
    const rule = this.form.dca_rule;
    return html`<div class="pair">
        ${RULE_FIELDS.map(([name, text]) =>
          fields.number(`dca_rule.${name}`, this.ctx.t(`builder.${text}`), rule[name], (value) => this.change({ dca_rule: { ...rule, [name]: value } })),
        )}
      </div>
      ${fields.whole("dca_rule")}`;
  }

  private renderMore(fields: Fields) {
    const { t } = this.ctx;
    const { form } = this;
    const { condition, expiration } = form;
    const yes_no: [string, string][] = [["", t("builder.from_bot")], ["true", t("common.yes")], ["false", t("common.no")]];
    return html`<div class="pair">
        ${form.kind === "signal"
          ? fields.text("signal_id", t("builder.signal_id"), form.signal_id, (signal_id) => this.change({ signal_id }))
          : nothing}
        ${fields.text("tags", t("builder.tags"), form.tags, (tags) => this.change({ tags }))}
        ${fields.number("price_offset_percentage", t("builder.price_offset"), form.price_offset, (price_offset) => this.change({ price_offset }))}
        ${this.ticket
          ? nothing
          : fields.number("max_age", t("builder.max_age"), form.max_age, (max_age) => this.change({ max_age }))}
        ${fields.select("adjust_fee", t("builder.adjust_fee"), form.adjust_fee, yes_no, (adjust_fee) => this.change({ adjust_fee }))}
      </div>
      <h4>${t("builder.condition")}</h4>
      <div class="pair">
        ${fields.number("entry_condition.price", t("builder.condition_price"), condition.price, (price) => this.change({ condition: { ...condition, price } }))}
        ${fields.number("entry_condition.time", t("builder.condition_time"), condition.time, (time) => this.change({ condition: { ...condition, time } }))}
        ${fields.select("entry_condition.operator", t("builder.operator"), condition.operator, ["", "OR", "AND"].map((one) => [one, t(`operator.${one || "default"}`)]), (operator) => this.change({ condition: { ...condition, operator } }))}
      </div>
      ${fields.whole("entry_condition")}
      <h4>${t("builder.expiration")}</h4>
      <div class="pair">
        ${fields.number("entry_expiration.time", t("builder.expiration_time"), expiration.time, (time) => this.change({ expiration: { ...expiration, time } }))}
        ${fields.number("entry_expiration.price", t("builder.expiration_price"), expiration.price, (price) => this.change({ expiration: { ...expiration, price } }))}
      </div>
      ${fields.whole("entry_expiration")}`;
  }

  /** A part of the opening that comes from the bot, from this signal or from nowhere. */
  private section(fields: Fields, name: Section, inside: () => unknown) {
    const { t } = this.ctx;
    const origin = this.form.origins[name];
    return html`<fieldset>
      <legend>${t(`builder.${name}`)}</legend>
      <select
        class="field"
        name=${name}
        aria-label=${t("builder.origin_of", { name: t(`builder.${name}`) })}
        @change=${(event: Event) => this.choose(name, (event.target as HTMLSelectElement).value as Origin)}
      >
        ${this.origins(name).map(
          (one) => html`<option value=${one} ?selected=${one === origin}>${t(`origin.${this.originName(one)}`)}</option>`,
        )}
      </select>
      ${origin === "signal" ? inside() : nothing} ${origin === "rule" ? this.renderRule(fields) : nothing} ${fields.whole(name)}
    </fieldset>`;
  }

  private origins(name: Section): Origin[] {
    if (name === "dca_orders") return ["bot", "signal", "rule", "none"];
    const even = this.modifies && name === "stop_loss";
    return even ? ["bot", "signal", "break_even", "none"] : ["bot", "signal", "none"];
  }

  private originName(origin: Origin): string {
    if (origin === "signal" && (this.exits || this.ticket)) return "here";
    return origin === "bot" && this.modifies ? "kept" : origin;
  }

  private get modifies(): boolean {
    return this.form.kind === "signal" && this.form.action === "modify" && !this.ticket && !this.exits;
  }

  private choose(name: Section, origin: Origin) {
    const origins = { ...this.form.origins, [name]: origin };
    const first: Partial<Form> = {};
    if (origin === "signal" && name === "take_profit" && !this.form.take_profit.length) {
      first.take_profit = [NEW_TARGET];
    }
    if (origin === "signal" && name === "dca_orders" && !this.form.dca_orders.length) {
      first.dca_orders = [NEW_DCA];
    }
    this.change({ origins, ...first });
  }

  private level<Row extends { unit: TargetUnit; level: string }>(
    fields: Fields,
    path: string,
    label: string,
    row: Row,
    set: (change: Partial<Row>) => void,
    more: Partial<Record<TargetUnit, string>> = {},
  ) {
    return fields.measured<string>(
      { percentage: `${path}.${unitName("price", "percentage")}`, price: `${path}.price`, ...more },
      label,
      row.unit,
      row.level,
      ({ unit, value }) => set({ unit, level: value } as Partial<Row>),
    );
  }

  private rows<Row extends object>(
    fields: Fields,
    kind: "take_profit" | "dca_orders",
    rows: readonly Row[],
    fresh: Row,
    inside: (row: Row, path: string, set: (change: Partial<Row>) => void, at: number) => unknown,
  ) {
    const { t } = this.ctx;
    const name = t(`builder.${kind}`);
    const put = (next: readonly Row[]) => this.change({ [kind]: next } as Partial<Form>);
    return html`<div class="rows">
        ${rows.map((row, at) => {
          const path = `${kind}[${at}]`;
          const set = (change: Partial<Row>) =>
            put(rows.map((other, index) => (index === at ? { ...other, ...change } : other)));
          return html`<div class="row" role="group" aria-label=${t("builder.row", { name, number: at + 1 })}>
            <div class="pair">${inside(row, path, set, at)}</div>
            <button
              type="button"
              class="icon-button"
              aria-label=${t("builder.remove_row", { name, number: at + 1 })}
              @click=${() => put(rows.filter((_, index) => index !== at))}
            >
              ×
            </button>
            ${fields.whole(path)}
          </div>`;
        })}
      </div>
      <button type="button" class="button outlined" @click=${() => put([...rows, fresh])}>
        ${t(`builder.add_${kind}`)}
      </button>`;
  }

  private change(detail: Partial<Form>) {
    this.dispatchEvent(new CustomEvent("form-changed", { detail }));
  }

  static override styles = [
    shared,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
        min-width: 0;
      }
      .pair {
        align-items: start;
        display: grid;
        flex: 1;
        gap: 12px;
        grid-template-columns: repeat(auto-fit, minmax(132px, 1fr));
        min-width: 0;
      }
      fieldset {
        border: 1px solid var(--th-line);
        border-radius: var(--th-radius);
        display: grid;
        gap: 12px;
        margin: 0;
        min-width: 0;
        padding: 8px 16px 16px;
      }
      legend {
        font-weight: 500;
        padding: 0 4px;
      }
      .rows {
        display: grid;
        gap: 12px;
      }
      .row {
        align-items: end;
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .row .icon-button {
        font-size: 20px;
      }
      .row + .row {
        border-top: 1px solid var(--th-line);
        padding-top: 12px;
      }
      .stop {
        display: grid;
        gap: 12px;
      }
      .row .pair {
        grid-template-columns: repeat(auto-fit, minmax(104px, 1fr));
      }
      details > :not(summary) {
        margin-top: 12px;
      }
      summary {
        color: var(--th-link);
        cursor: pointer;
        min-height: 24px;
      }
      h4 {
        font-size: 14px;
        font-weight: 500;
        margin: 16px 0 0;
      }
      fieldset > .button {
        justify-self: start;
      }
      .rest {
        color: var(--th-loss);
        margin: 0;
        padding-inline-start: 20px;
      }
      .small {
        font-size: 12px;
        margin: 0;
      }
    `,
  ];
}
