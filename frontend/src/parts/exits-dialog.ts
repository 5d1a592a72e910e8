import { css, html, nothing, type CSSResultGroup } from "lit";
import { state } from "lit/decorators.js";
import { changesOf, isLooser, limitAt, shareLeft, stopDistance, targetRows, type StopChoice, type TargetRow, type Wanted } from "../changes";
import { customElement } from "../element";
import { errorText } from "../api";
import { isLive } from "../levels";
import type { Plan, Position } from "../types";
import { FormDialog } from "./form-dialog";

const STOPS: readonly StopChoice[] = ["keep", "price", "percentage", "break_even", "none"];
const PARTS = ["stop_loss", "take_profit", "auto_close"] as const;
const ADDS: ReadonlySet<string> = new Set(["entry", "dca", "increase"]);

/** Changes stop, targets, what is open of the entries, and when a position closes by itself. */
@customElement("tradehook-exits-dialog")
export class ExitsDialog extends FormDialog {
  @state() private plan: Plan | undefined;
  @state() private wanted: Wanted = untouched();

  protected override begin(position: Position) {
    this.plan = undefined;
    this.wanted = untouched();
    void this.load(position);
  }

  private async load(position: Position) {
    try {
      const { plan } = await this.ctx.api.position(position);
      if (this.position?.position_id !== position.position_id) return;
      this.take(position, plan);
    } catch (error) {
      this.error = errorText(error);
    }
  }

  private take(position: Position, plan: Plan) {
    this.plan = plan;
    const stop = position.stop_loss?.stop_price ?? "";
    this.set({
      stopValue: stop || (position.mark_price ?? ""),
      limitPrice: limitAt(stop, plan.stop_loss),
      minutes: plan.auto_close === null ? "60" : String(plan.auto_close / 60),
    });
  }

  protected override heading(name: string) {
    return this.ctx.t("exits.title", { name });
  }

  protected override fields(position: Position) {
    const { t } = this.ctx;
    const { plan } = this;
    if (!plan) return this.error ? html`` : html`<p class="soft" role="status">${t("common.loading")}</p>`;
    return html`${this.stopFields(position, plan)} ${this.targetFields(position, plan)}
      ${position.orders.some((order) => ADDS.has(order.purpose) && isLive(order.status))
        ? html`<fieldset>
            <legend>${t("exits.entries")}</legend>
            ${this.check("cancel_entries", t("exits.cancel_entries"), this.wanted.cancelEntries, (to) =>
              this.set({ cancelEntries: to }),
            )}
          </fieldset>`
        : nothing}
      ${this.autoFields(plan)}`;
  }

  private check(name: string, label: string, checked: boolean, set: (to: boolean) => void) {
    return html`<label class="check">
      <input
        type="checkbox"
        name=${name}
        .checked=${checked}
        @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
      />
      ${label}
    </label>`;
  }

  private stopFields(position: Position, plan: Plan) {
    const { t, format } = this.ctx;
    const { stop, stopValue, limitPrice } = this.wanted;
    const now = position.stop_loss?.stop_price;
    const kept = now ? format.price(now, position.price_tick) : t("exits.stop_is_none");
    return html`<fieldset>
      <legend>${t("exits.stop")}</legend>
      <label class="labelled">
        <span>${t("exits.stop_now", { stop: kept })}</span>
        <select
          class="field"
          name="stop"
          @change=${(event: Event) => this.chooseStop((event.target as HTMLSelectElement).value as StopChoice, position, plan)}
        >
          ${STOPS.filter((choice) => choice !== "break_even" || position.entry_price !== null).map(
            (choice) => html`<option value=${choice} ?selected=${choice === stop}>${t(`exits.stop_${choice}`)}</option>`,
          )}
        </select>
      </label>
      ${stop === "price" || stop === "percentage"
        ? html`${this.number("stop_value", t(`exits.stop_value_${stop}`, { quote: position.quote }), stopValue, (to) =>
            this.set({ stopValue: to }),
          )}
          ${plan.stop_loss?.limit_price === undefined
            ? nothing
            : this.number("limit_price", t("exits.limit_price", { quote: position.quote }), limitPrice, (to) =>
                this.set({ limitPrice: to }),
              )}`
        : nothing}
      ${(stop === "price" || stop === "percentage") && plan.stop_loss?.protection_type !== undefined
        ? html`${this.check("keep_protection", t("exits.keep_protection"), this.wanted.keepProtection, (to) =>
              this.set({ keepProtection: to }),
            )}
            ${stop === "price" && this.wanted.keepProtection && isLooser(stopValue, position)
              ? html`<p class="error" data-kept>${t("exits.stop_kept", { stop: kept })}</p>`
              : nothing}`
        : nothing}
      ${stop === "percentage" ? html`<p class="soft">${t("exits.stop_percentage_hint")}</p>` : nothing}
      ${stop === "none" ? html`<p class="error">${t("exits.unprotected")}</p>` : nothing}
    </fieldset>`;
  }

  private targetFields(position: Position, plan: Plan) {
    const { t } = this.ctx;
    const { targets } = this.wanted;
    const filled = position.take_profit.filter((target) => target.done).length;
    return html`<fieldset>
      <legend>${t("exits.targets")}</legend>
      ${targets
        ? html`${targets.map((row, index) => this.targetRow(row, index, position))}
            ${targets.length ? nothing : html`<p class="soft">${t("exits.no_targets")}</p>`}
            <button type="button" class="button outlined add" @click=${() => this.setTargets([...targets, another(targets)])}>
              ${t("exits.add_target")}
            </button>`
        : html`<p class="soft">
              ${plan.take_profit.length
                ? t(filled ? "exits.targets_now_filled" : "exits.targets_now", {
                    count: plan.take_profit.length,
                    filled,
                  })
                : t("exits.no_targets")}
            </p>
            <button
              type="button"
              class="button outlined"
              @click=${() =>
                this.setTargets(plan.take_profit.length ? targetRows(plan, position.take_profit) : [another([])])}
            >
              ${t("exits.change_targets")}
            </button>`}
    </fieldset>`;
  }

  private targetRow(row: TargetRow, index: number, position: Position) {
    const { t } = this.ctx;
    const number = index + 1;
    if (row.filled) return this.filledRow(row, number, position);
    return html`<div class="target" role="group" aria-label=${t("exits.target", { number })}>
      <label class="labelled">
        <span>${t("exits.target_kind")}</span>
        <select
          class="field"
          @change=${(event: Event) =>
            this.change(index, { kind: (event.target as HTMLSelectElement).value as TargetRow["kind"] })}
        >
          ${(["price_percentage", "price"] as const).map(
            (kind) => html`<option value=${kind} ?selected=${kind === row.kind}>
              ${t(`exits.target_${kind}`, { quote: position.quote })}
            </option>`,
          )}
        </select>
      </label>
      ${this.number(`target_${number}`, t("exits.target", { number }), row.value, (value) => this.change(index, { value }))}
      ${this.number(`share_${number}`, row.sold > 0 ? t("exits.share_left") : t("exits.share"), row.share, (share) => this.change(index, { share }))}
      <button
        type="button"
        class="icon-button"
        aria-label=${t("exits.remove_target", { number })}
        @click=${() => this.setTargets((this.wanted.targets ?? []).filter((_, at) => at !== index))}
      >
        ✕
      </button>
      ${row.sold > 0
        ? html`<p class="soft sold">${t("exits.target_sold", { share: this.ctx.format.number(row.sold) })}</p>`
        : nothing}
    </div>`;
  }

  /** A target that has filled: it is told, and can't be changed any more. */
  private filledRow(row: TargetRow, number: number, position: Position) {
    const { t, format } = this.ctx;
    const level =
      row.kind === "price" ? `${format.price(row.value, position.price_tick)} ${position.quote}` : `${format.number(row.value)} %`;
    return html`<p class="target-filled" role="group" aria-label=${t("exits.target", { number })}>
      <span aria-hidden="true">✓</span>
      <span>${t("exits.target_filled", { number, level, share: format.number(row.share) })}</span>
    </p>`;
  }

  private autoFields(plan: Plan) {
    const { t } = this.ctx;
    const { autoClose, minutes } = this.wanted;
    const choices = (["keep", "after", "never"] as const).filter(
      (choice) => choice !== "never" || plan.auto_close !== null,
    );
    const now =
      plan.auto_close === null
        ? t("exits.auto_now_never")
        : t("exits.auto_now", { minutes: this.ctx.format.number(plan.auto_close / 60) });
    return html`<fieldset>
      <legend>${t("exits.auto")}</legend>
      <div class="row">
        <label class="labelled">
          <span>${now}</span>
          <select
            class="field"
            name="auto"
            @change=${(event: Event) =>
              this.set({ autoClose: (event.target as HTMLSelectElement).value as Wanted["autoClose"] })}
          >
            ${choices.map(
              (choice) => html`<option value=${choice} ?selected=${choice === autoClose}>${t(`exits.auto_${choice}`)}</option>`,
            )}
          </select>
        </label>
        ${autoClose === "after"
          ? this.number("minutes", t("exits.minutes"), minutes, (to) => this.set({ minutes: to }))
          : nothing}
      </div>
    </fieldset>`;
  }

  private chooseStop(stop: StopChoice, position: Position, plan: Plan) {
    const now = position.stop_loss?.stop_price;
    const percentage = now ? stopDistance(position) : String(plan.stop_loss?.stop_percentage ?? "2");
    const price = now ?? position.mark_price ?? "";
    this.set({ stop, stopValue: stop === "percentage" ? percentage : price, limitPrice: limitAt(now ?? "", plan.stop_loss) });
  }

  private set(part: Partial<Wanted>) {
    this.wanted = { ...this.wanted, ...part };
  }

  private setTargets(targets: TargetRow[]) {
    this.set({ targets });
  }

  private change(index: number, part: Partial<TargetRow>) {
    const targets = this.wanted.targets ?? [];
    this.setTargets(targets.map((row, at) => (at === index ? { ...row, ...part } : row)));
  }

  private get changes(): Record<string, unknown> {
    return this.plan ? changesOf(this.wanted, this.plan) : {};
  }

  protected override ready() {
    return Object.keys(this.changes).length > 0;
  }

  protected override danger() {
    return this.wanted.stop === "none";
  }

  protected override confirm() {
    return this.ctx.t("exits.confirm");
  }

  protected override async act(position: Position) {
    const { targets, stop, stopValue } = this.wanted;
    if (stop === "percentage" && stopValue.startsWith("-")) throw new Error(this.ctx.t("exits.stop_percentage_hint"));
    await this.checkMeanwhile(position, targets);
    const { warnings } = await this.ctx.api.modify(position, this.changes);
    return { said: this.ctx.t("exits.done"), warnings };
  }

  /** What has become of the position while the dialog was open is neither sold again nor undone. */
  private async checkMeanwhile(position: Position, targets: readonly TargetRow[] | undefined) {
    const { plan, position: now } = await this.ctx.api.position(position);
    if (targets) this.checkFills(position, targets, plan, now);
    const same = (name: keyof Plan) => JSON.stringify(plan[name]) === JSON.stringify(this.plan?.[name]);
    if (PARTS.every((name) => !(name in this.changes) || same(name))) return;
    this.wanted = untouched();
    this.take(now, plan);
    this.position = now;
    throw new Error(this.ctx.t("exits.changed_meanwhile"));
  }

  /** A target that has filled meanwhile is not sold again at its new level. */
  private checkFills(position: Position, targets: readonly TargetRow[], plan: Plan, now: Position) {
    const sold = (rows: readonly TargetRow[]) =>
      rows.flatMap(({ before, sold, filled }) => (before && (filled || sold > 0) ? [[before.value, sold, filled]] : []));
    const fresh = targetRows(plan, now.take_profit);
    const known = this.plan ? targetRows(this.plan, position.take_profit) : [];
    if (JSON.stringify(sold(fresh)) === JSON.stringify(sold(known))) return;
    this.plan = plan;
    this.position = now;
    this.setTargets([...fresh, ...targets.filter((row) => !row.before)]);
    throw new Error(this.ctx.t("exits.filled_meanwhile"));
  }

  static override styles: CSSResultGroup = [
    FormDialog.styles,
    css`
      .target {
        align-items: end;
        display: grid;
        gap: 8px;
        grid-template-columns: 1.2fr 1fr 0.8fr auto;
      }
      .target:has(.wrong) {
        align-items: start;
      }
      .sold {
        grid-column: 1 / -1;
        margin: 0;
      }
      .target-filled {
        color: var(--secondary-text-color);
        display: flex;
        gap: 8px;
        margin: 8px 0;
      }
      .add {
        margin-top: 12px;
      }
      .check {
        align-items: center;
        display: flex;
        gap: 12px;
        margin-top: 8px;
      }
      .check input {
        accent-color: var(--th-link);
        flex: none;
        height: 20px;
        width: 20px;
      }
      @media (max-width: 480px) {
        .target {
          gap: 4px;
          grid-template-columns: 1.3fr 1fr 0.8fr 32px;
        }
        .target .field {
          padding-inline: 6px;
        }
        .target .icon-button {
          width: 32px;
        }
      }
    `,
  ];
}

function untouched(): Wanted {
  return {
    stop: "keep",
    stopValue: "",
    limitPrice: "",
    keepProtection: true,
    targets: undefined,
    cancelEntries: false,
    autoClose: "keep",
    minutes: "60",
  };
}

function another(targets: readonly TargetRow[]): TargetRow {
  return { kind: "price_percentage", value: "", share: shareLeft(targets), sold: 0, rest: {}, filled: false };
}
