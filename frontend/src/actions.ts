import type { Context } from "./context";
import { market } from "./format";
import { isLive } from "./levels";
import { named } from "./localize";
import { purseOf } from "./parts/purse";
import type { MenuItem } from "./parts/popup-menu";
import type { Account, Bot, Fact, Position, PositionAction } from "./types";

export const OVER: ReadonlySet<string> = new Set(["closed", "cancelled", "error"]);

/** What can be done to a position; everything that moves money is asked first. */
export function positionMenu(ctx: Context, position: Position, view = true): MenuItem[] {
  const { t } = ctx;
  const items: MenuItem[] = [];
  if (view) {
    items.push({ label: t("position.show"), act: () => ctx.go(positionPath(position)) });
  }
  if (!ctx.admin || OVER.has(position.status)) return items;
  const name = `${market(position.symbol)} ${t(`side.${position.side}`)}`;
  const unfilled = Number(position.size) === 0;
  const act = (action: PositionAction) => () => ctx.act(position, action);
  items.push({ label: t("link.create_menu"), act: () => ctx.link(position) });
  if (position.status !== "closing") {
    // What a bot would do that is no longer there, nobody does
    if (!unfilled && position.bot_name !== null) {
      items.push(
        { label: t("resize.increase_menu"), act: act("increase") },
        { key: "reduce", label: t("resize.reduce_menu"), act: act("reduce") },
      );
    }
    items.push({ key: "exits", label: t("exits.menu"), act: act("exits") });
  }
  if (!unfilled && position.status !== "closing") {
    items.push({ label: t("release.menu"), act: () => askToRelease(ctx, position, name) });
  }
  items.push(
    {
      label: t("keep.menu"),
      act: () =>
        ctx.ask({
          title: t("keep.title", { name }),
          purse: position,
          text: t(unfilled ? "keep.unfilled" : "keep.text"),
          confirm: t("keep.confirm"),
          act: async () => named(t, "done", (await ctx.api.keep(position)).done),
        }),
    },
    {
      key: "close",
      label: t("close.menu"),
      danger: true,
      act: unfilled
        ? () =>
            ctx.ask({
              title: t("close.title", { name }),
              purse: position,
              text: t("close.unfilled"),
              confirm: t("close.cancel"),
              danger: true,
              // What fills until the answer must not be sold: nobody was asked that
              act: async () => named(t, "done", (await ctx.api.keep(position)).done),
            })
        : act("close"),
    },
  );
  return items;
}

/** Ask whether a position shall be managed no more: what goes with it is named. */
function askToRelease(ctx: Context, position: Position, name: string) {
  const { t, format } = ctx;
  const stop = position.stop_loss?.resting_stop_price ?? position.stop_loss?.stop_price;
  const orders = position.orders.filter(({ status, purpose }) => isLive(status) && purpose !== "stop_loss").length;
  ctx.ask({
    title: t("release.title", { name }),
    purse: position,
    text: t("release.text", { size: `${format.number(position.size)} ${position.base}` }),
    facts: [
      [
        t("release.stop_goes"),
        stop ? `${format.price(stop, position.price_tick)} ${position.quote}` : t("positions.no_stop"),
        "loss",
      ],
      ...(orders ? [[t("release.orders_go"), String(orders)] as Fact] : []),
    ],
    confirm: t("release.confirm"),
    danger: true,
    act: async () => named(t, "done", (await ctx.api.release(position)).done),
  });
}

/** What is within reach of a thumb on the page of a position: close, reduce, stop. */
export function quickActions(ctx: Context, position: Position): MenuItem[] {
  const items = positionMenu(ctx, position, false);
  return (["close", "reduce", "exits"] as const).flatMap((key) => {
    const item = items.find((one) => one.key === key);
    return item ? [{ ...item, label: ctx.t(`position.quick_${key}`) }] : [];
  });
}

export function positionPath(position: Pick<Position, "position_id">): string {
  return `/positions/${encodeURIComponent(position.position_id)}`;
}

export function botPath({ account }: Pick<Account, "account">, { bot_id }: Pick<Bot, "bot_id">): string {
  return `/bot/${account}/${encodeURIComponent(bot_id)}`;
}

/** Follow a link within the panel, unless another tab was asked for. */
export function followed(ctx: Context, path: string) {
  return (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ctx.go(path);
  };
}

/** Start or stop a bot, after a question. */
export function switchBot(ctx: Context, account: Account, bot: Bot): void {
  const { t, api } = ctx;
  const { name } = bot;
  ctx.ask({
    title: t(bot.on ? "overview.stop_bot" : "overview.start_bot", { name }),
    purse: purseOf(account),
    text: t(bot.on ? "overview.stop_text" : "overview.start_text"),
    confirm: t(bot.on ? "overview.stop" : "overview.start"),
    act: async () => {
      await api.setBot(account.account, bot.bot_id, !bot.on);
      return t(bot.on ? "overview.stopped" : "overview.started", { name });
    },
  });
}
