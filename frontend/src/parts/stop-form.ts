import { html, nothing } from "lit";
import { named, type Localize } from "../localize";
import { unitName, type StopForm } from "../message";
import type { Unit } from "../unit";
import type { Fields } from "./fields";

const TIME_FRAMES = ["second", "minute", "hour", "day"];
const PROTECTIONS = ["", "BREAK_EVEN", "FOLLOW_TAKE_PROFIT", "PRICE"];

/** All fields of a stop loss; the rarer ones in parts that open. */
export function stopFields(
  t: Localize,
  fields: Fields,
  stop: StopForm,
  set: (change: Partial<StopForm>) => void,
) {
  const level = (what: string, label: string, unit: Unit, value: string, take: (u: Unit, v: string) => void) =>
    fields.measured(
      {
        percentage: `stop_loss.${unitName(what, "percentage")}`,
        price: `stop_loss.${unitName(what, "price")}`,
      },
      label,
      unit,
      value,
      (change) => take(change.unit, change.value),
    );
  const choice = (name: keyof StopForm, group: string, options: readonly string[]) =>
    fields.select(
      `stop_loss.${name}`,
      t(`builder.stop_${name}`),
      stop[name],
      options.map((one) => [one, named(t, group, one || "default")]),
      (value) => set({ [name]: value }),
    );
  const number = (name: keyof StopForm) =>
    fields.number(`stop_loss.${name}`, t(`builder.stop_${name}`), stop[name], (value) =>
      set({ [name]: value }),
    );
  return html`<div class="stop">
    ${level("stop", t("builder.stop_at"), stop.unit, stop.level, (unit, value) => set({ unit, level: value }))}
    <details>
      <summary>${t("builder.stop_more")}</summary>
      <div class="pair">
        ${choice("order_type", "stop_order", ["", "STOP_LOSS_LIMIT"])}
        ${stop.order_type === "STOP_LOSS_LIMIT"
          ? level("limit", t("builder.stop_limit"), stop.limit_unit, stop.limit, (limit_unit, limit) => set({ limit_unit, limit }))
          : nothing}
        ${number("cool_down_amount")}
        ${choice("cool_down_time_frame", "time_frame", TIME_FRAMES)}
        ${choice("cool_down_type", "cool_down_type", ["", "candle_close"])}
        ${level("emergency_stop", t("builder.stop_emergency"), stop.emergency_unit, stop.emergency, (emergency_unit, emergency) => set({ emergency_unit, emergency }))}
      </div>
    </details>
    <details>
      <summary>${t("builder.stop_protection")}</summary>
      <div class="pair">
        ${choice("protection_type", "protection", PROTECTIONS)}
        ${stop.protection_type === "PRICE"
          ? html`${number("trailing_percentage")} ${number("trailing_distance")}`
          : nothing}
        ${stop.protection_type === "BREAK_EVEN" ? number("break_even_percentage") : nothing}
      </div>
    </details>
  </div>`;
}
