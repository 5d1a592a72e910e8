import { html, nothing, type TemplateResult } from "lit";
import { followed, positionMenu, positionPath } from "../actions";
import type { Context } from "../context";
import { market, tone } from "../format";
import { DOTS, icon } from "../icons";
import { named } from "../localize";
import { noStop } from "../parts/no-stop";
import type { SortKey } from "../state";
import type { Position } from "../types";
import { distance, isPerpetual, since } from "../worth";

/** The columns of the table, each with what else it can be sorted by. */
export const COLUMNS: readonly { key: SortKey; kind: string; also: readonly SortKey[] }[] = [
  { key: "symbol", kind: "", also: ["status"] },
  { key: "value", kind: "number", also: [] },
  { key: "mark_price", kind: "number", also: ["entry_price"] },
  { key: "stop_distance", kind: "number", also: [] },
  { key: "target_distance", kind: "number", also: [] },
  { key: "risk", kind: "number", also: [] },
  { key: "profit", kind: "number", also: ["profit_percentage", "roe_percentage"] },
  { key: "margin", kind: "number", also: ["liquidation_distance"] },
  { key: "fees", kind: "number", also: ["funding"] },
  { key: "opened_at", kind: "number", also: [] },
];

/** Who shows rows. */
export interface RowHost {
  ctx: Context;
  choose: (row: Position, on: boolean) => void;
  showMenu: (anchor: HTMLElement, label: string, row: Position) => void;
}

const DOTS_ICON = icon(DOTS);

/** How long a position is there by now. */
export function ageOf({ t }: Context, from: string): string {
  return span(t, Math.max(0, (Date.now() - Date.parse(from)) / 1000));
}

/** A number of seconds in its two largest units. */
export function span(t: Context["t"], seconds: number): string {
  const [days, hours, minutes] = [seconds / 86400, (seconds / 3600) % 24, (seconds / 60) % 60].map(Math.floor) as [
    number,
    number,
    number,
  ];
  if (days) return t("age.days", { days, hours });
  if (hours) return t("age.hours", { hours, minutes });
  return minutes ? t("age.minutes", { minutes }) : t("age.seconds", { seconds: Math.floor(seconds) });
}

/** A row of the table, all of which leads to its position. */
export function drawRow(host: RowHost, row: Position, chosen: boolean): TemplateResult {
  const { ctx } = host;
  const { t } = ctx;
  const name = `${market(row.symbol)} ${t(`side.${row.side}`)}`;
  const path = positionPath(row);
  return html`<tr role="row" class="opens" data-position=${row.position_id}>
    <td role="cell" class="pick">
      ${ctx.admin
        ? html`<label class="above">
            <span class="sr">${t("several.choose", { name })}</span>
            <input
              type="checkbox"
              .checked=${chosen}
              @change=${(event: Event) => host.choose(row, (event.target as HTMLInputElement).checked)}
            />
          </label>`
        : nothing}
    </td>
    <td role="cell" class="name">
      <a class="whole" href=${`/tradehook${path}`} @click=${followed(ctx, path)}>${market(row.symbol)}</a>
      <span class="chip ${row.side === "long" ? "profit" : "loss"}">
        ${t(`side.${row.side}`)}${row.leverage > 1 ? ` ${row.leverage}×` : nothing}
      </span>
      ${row.status === "open" ? nothing : html`<span class="chip" data-status>${named(t, "status", row.status)}</span>`}
      ${noStop(t, row)}
      <div class="soft small">${row.bot_name ?? t("positions.removed_bot")} · ${row.account_name}</div>
    </td>
    ${cells(ctx, row)}
    <td role="cell" class="more">
      ${ctx.admin || positionMenu(ctx, row).length
        ? html`<button
            class="icon-button above"
            aria-label=${t("positions.menu", { name })}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${(event: Event) =>
              host.showMenu(event.currentTarget as HTMLElement, t("positions.menu", { name }), row)}
          >
            ${DOTS_ICON}
          </button>`
        : nothing}
    </td>
  </tr>`;
}

function cells(ctx: Context, row: Position) {
  const { t, format } = ctx;
  const price = (value: string | null) => format.price(value, row.price_tick);
  const away = (value: string | null) => {
    const far = distance(row.mark_price, value);
    return far === null ? "" : format.percent(far);
  };
  const held = Number(row.size) !== 0;
  const perpetual = isPerpetual(row);
  return html`${cell(ctx, "value", `${format.number(row.size)} ${row.base}`, format.money(row.value, row.quote))}
  ${cell(ctx, "mark_price", entryOf(ctx, row), price(row.mark_price))}
  ${row.no_stop && held
    ? cell(ctx, "stop_distance", t("positions.no_stop"), "", "loss strong")
    : cell(ctx, "stop_distance", price(row.stop_price), away(row.stop_price))}
  ${cell(ctx, "target_distance", price(row.next_target_price), away(row.next_target_price))}
  ${cell(ctx, "risk", format.money(row.risk, row.quote), "")}
  ${cell(ctx, "profit", format.money(row.profit, row.quote, true), percentages(ctx, row), tone(row.profit))}
  ${cell(
    ctx,
    "margin",
    format.money(row.margin, row.quote),
    perpetual ? t("positions.liquidation", { price: price(row.liquidation_price) }) : "",
  )}
  ${cell(
    ctx,
    "fees",
    format.money(row.fees, row.quote),
    perpetual ? t("positions.funding", { amount: format.money(row.funding, row.quote, true) }) : "",
  )}
  <td role="cell" class="number" data-label=${t("column.opened_at_head")}>
    <span data-since=${since(row)} .textContent=${ageOf(ctx, since(row))}></span>
  </td>`;
}

/** A number with a second one below it. Text without markers around it: there are a thousand of these. */
function cell(ctx: Context, key: SortKey, first: string, second: string, kind = "") {
  return html`<td role="cell" class="number" data-label=${ctx.t(`column.${key}_head`)} data-cell=${key}>
    <span class=${kind} .textContent=${first}></span>
    <span class="small ${kind || "soft"}" .textContent=${second}></span>
  </td>`;
}

/** The average entry; before the first fill what the entry waits for. */
export function entryOf({ t, format }: Context, row: Position): string {
  const price = (value: string) => format.price(value, row.price_tick);
  if (row.entry_price !== null) return price(row.entry_price);
  if (row.entry_condition_price !== null) {
    return t("positions.entry_condition", { price: price(row.entry_condition_price) });
  }
  return row.entry_limit_price === null ? "–" : t("positions.entry_limit", { price: price(row.entry_limit_price) });
}

/** The profit in % of the cost; with leverage in % of the margin too, each by its name. */
export function percentages({ t, format }: Context, row: Position): string {
  const profit = format.percent(row.profit_percentage);
  if (row.leverage <= 1 || row.roe_percentage === null) return profit;
  // Each stays on one line, where there is no room for both on one
  const [cost, roe] = [profit, format.percent(row.roe_percentage)].map((text) => text.replace(" ", "\u00a0"));
  return t("positions.profit_and_roe", { profit: cost!, roe: roe! });
}
