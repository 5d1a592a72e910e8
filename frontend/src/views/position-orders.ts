import { html, nothing } from "lit";
import type { Context } from "../context";
import { named } from "../localize";
import { sentence } from "../parts/sentence";
import type { Order, Position } from "../types";
import { watched, type Watched } from "../watched";

const MANY: ReadonlySet<string> = new Set(["dca", "take_profit"]);
const HEADS = ["order", "order_type", "order_price", "order_filled", "order_status"] as const;

/** The orders of a position, and before them what Home Assistant watches instead of an order. */
export function drawOrders(ctx: Context, position: Position) {
  const { t } = ctx;
  const watches = watched(position);
  if (!position.orders.length && !watches.length) return nothing;
  return html`<section class="card" data-orders>
    <h3>${t("position.orders")}</h3>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${HEADS.map((head) => html`<th role="columnheader">${t(`position.${head}`)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${watches.map((one) => drawWatched(ctx, one, position))}
        ${[...position.orders].reverse().map((order) => drawOrder(ctx, order, position))}
      </tbody>
    </table>
  </section>`;
}

function drawWatched({ t, format }: Context, { kind, leg, price, share }: Watched, position: Position) {
  return html`<tr role="row" data-watched=${kind}>
    <td role="cell">
      <b>${t(`watched.${kind}`)}${leg === undefined ? nothing : ` ${leg + 1}`}</b>
    </td>
    <td role="cell" data-label=${t("position.order_type")}>${t("position.watched")}</td>
    <td role="cell" class="number" data-label=${t("position.order_price")}>
      ${format.price(price, position.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${t("position.order_filled")}>
      ${share === undefined ? "–" : t("position.watched_share", { share: format.number(share, 0) })}
    </td>
    <td role="cell" data-label=${t("position.order_status")}>${t("position.watching")}</td>
  </tr>`;
}

function drawOrder({ t, format }: Context, order: Order, position: Position) {
  const { orders } = position;
  const many = order.leg !== null && MANY.has(order.purpose) && orders.length > 1;
  return html`<tr role="row" data-order=${order.purpose}>
    <td role="cell">
      <b>${named(t, "purpose", order.purpose)}${many ? ` ${order.leg! + 1}` : nothing}</b>
      ${order.message ? html`<span class="small error">${sentence(order.message)}</span>` : nothing}
    </td>
    <td role="cell" data-label=${t("position.order_type")}>
      ${named(t, "order_type", order.order_type)} · ${t(`side.${order.side}`)}
    </td>
    <td role="cell" class="number" data-label=${t("position.order_price")}>
      ${format.price(order.average_price ?? order.price, position.price_tick)}
    </td>
    <td role="cell" class="number" data-label=${t("position.order_filled")}>
      ${format.number(order.filled)} / ${format.number(order.amount)}
      <span class="soft">${position.base}</span>
    </td>
    <td role="cell" data-label=${t("position.order_status")}>${named(t, "order_status", order.status)}</td>
  </tr>`;
}
