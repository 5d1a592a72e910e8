import type { Context } from "./context";
import { market } from "./format";
import { named } from "./localize";
import type { MenuItem } from "./parts/menu";
import type { Position } from "./types";

/** What can be done to a position; everything that moves money is asked first. */
export function positionMenu(ctx: Context, position: Position, view = true): MenuItem[] {
  const { t } = ctx;
  const items: MenuItem[] = [];
  if (view) {
    items.push({ label: t("position.show"), act: () => ctx.go(positionPath(position)) });
  }
  if (["closed", "cancelled", "error"].includes(position.status)) return items;
  const name = `${market(position.symbol)} ${t(`side.${position.side}`)}`;
  const unfilled = Number(position.size) === 0;
  items.push(
    { label: t("link.create_menu"), act: () => ctx.link(position) },
    {
      label: t("keep.menu"),
      act: () =>
        ctx.ask({
          title: t("keep.title", { name }),
          text: t(unfilled ? "keep.unfilled" : "keep.text"),
          confirm: t("keep.confirm"),
          act: async () => named(t, "done", (await ctx.api.keep(position)).done),
        }),
    },
    {
      label: t("close.menu"),
      danger: true,
      act: () =>
        ctx.ask({
          title: t("close.title", { name }),
          text: unfilled
            ? t("close.unfilled")
            : t("close.text", {
                size: `${ctx.format.number(position.size)} ${position.base}`,
                profit: ctx.format.money(position.unrealized_profit, position.quote, true),
              }),
          confirm: t(unfilled ? "close.cancel" : "close.confirm"),
          danger: true,
          act: async () => named(t, "done", (await ctx.api.close(position)).done),
        }),
    },
  );
  return items;
}

export function positionPath(position: Pick<Position, "account" | "position_id">): string {
  return `/position/${position.account}/${encodeURIComponent(position.position_id)}`;
}
