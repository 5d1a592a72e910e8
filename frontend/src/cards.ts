import { BOT, checkBot, checkEquity, checkPositions, checkResults } from "./cards/config";
import { EQUITY, MAX_ROWS, MOST_ROWS, PERIODS, POSITIONS, RESULTS, SPANS, TICKET, type PositionsConfig } from "./cards/config";
import { defineCard } from "./cards/lazy-card";
import { accountOf, accountsOf, botDeviceOf, type Registries } from "./cards/registry";
import { loaded, text } from "./cards/texts";

// Loaded with every page of Home Assistant, so it only tells what there is; the rest comes when
// a dashboard shows it.

const DOCUMENTATION = "https://github.com/tradehook/tradehook/blob/main/docs/dashboards.md";
const ACCOUNT = { name: "account", selector: { config_entry: { integration: "tradehook" } } };
const SPAN_TEXTS = {
  days_7: "period_days_7",
  days_30: "period_days_30",
  month: "period_this_month",
  last_month: "period_last_month",
  year: "period_this_year",
  all: "period_all",
} as const;
const TITLE = { name: "title", selector: { text: {} } };

defineCard({
  tag: POSITIONS,
  load: () => import("./cards/positions-card"),
  check: checkPositions,
  stub: () => ({}),
  form: () => [
    TITLE,
    ACCOUNT,
    { name: "limit", selector: { number: { min: 1, max: MAX_ROWS, mode: "box" } } },
    { name: "actions", selector: { boolean: {} } },
  ],
  helpers: { account: "helper_account" },
  size: (config: PositionsConfig) => 1 + Math.min(config.limit ?? MOST_ROWS, 5),
});

defineCard({
  tag: EQUITY,
  load: () => import("./cards/equity-card"),
  check: checkEquity,
  stub: (hass) => {
    const [first] = accountsOf(hass as Registries);
    return first ? { account: first.account, period: "day" } : { period: "day" };
  },
  form: () => [
    TITLE,
    ACCOUNT,
    {
      name: "period",
      selector: {
        select: {
          mode: "dropdown",
          options: PERIODS.map((period) => ({ value: period, label: text(`period_${period}`) })),
        },
      },
    },
  ],
  helpers: { account: "helper_account_one" },
  size: () => 5,
});

defineCard({
  tag: BOT,
  load: () => import("./cards/bot-card"),
  check: checkBot,
  stub: (hass) => {
    const [first] = accountsOf(hass as Registries).flatMap(({ bots }) => bots);
    return first ? { device: first.id } : {};
  },
  form: () => [TITLE, { name: "device", selector: { device: { integration: "tradehook", model: "Signal bot" } } }],
  helpers: { device: "helper_device" },
  size: () => 3,
});

defineCard({
  tag: RESULTS,
  load: () => import("./cards/results-card"),
  check: checkResults,
  stub: () => ({ period: "days_30" }),
  form: () => [
    TITLE,
    ACCOUNT,
    {
      name: "period",
      selector: { select: { mode: "dropdown", options: SPANS.map((span) => ({ value: span, label: text(SPAN_TEXTS[span]) })) } },
    },
  ],
  helpers: { account: "helper_account" },
  size: () => 6,
});

defineCard({
  tag: TICKET,
  load: () => import("./cards/ticket-card"),
  check: () => undefined,
  stub: () => ({}),
  form: () => [TITLE, ACCOUNT],
  helpers: { account: "helper_account_ticket" },
  size: () => 12,
});

/** A strategy that makes its dashboard or view when it is opened. */
function defineStrategy(kind: "dashboard" | "view") {
  const tag = `ll-strategy-${kind}-tradehook`;
  if (customElements.get(tag)) return;

  class Strategy extends HTMLElement {
    static noEditor = true;

    static getCreateSuggestions() {
      return { title: text("strategy_name"), icon: "mdi:webhook" };
    }

    static async generate(config: { account?: string }, hass: Registries) {
      const { dashboard, view } = await import("./cards/strategy");
      return kind === "dashboard" ? dashboard(hass) : view(hass, config.account);
    }
  }

  customElements.define(tag, Strategy);
}

defineStrategy("dashboard");
defineStrategy("view");

const EQUITY_ENTITIES: ReadonlySet<string> = new Set([
  "equity",
  "free_balance",
  "realized_profit",
  "realized_profit_today",
  "unrealized_profit",
]);

const PROFIT_ENTITIES: ReadonlySet<string> = new Set(["realized_profit", "realized_profit_today"]);

interface Offers {
  customCards?: object[];
  customStrategies?: object[];
}

const offers = window as Offers;

function offer(list: "customCards" | "customStrategies", entry: { type: string; strategyType?: string }) {
  const entries = (offers[list] ??= []) as { type: string; strategyType?: string }[];
  const same = entries.some(({ type, strategyType }) => type === entry.type && strategyType === entry.strategyType);
  if (!same) entries.push(entry);
}

function suggested(type: string, fits: (key: string) => boolean) {
  return (hass: Registries, entityId: string) => {
    const account = accountOf(hass, entityId);
    if (!account || !fits(hass.entities[entityId]?.translation_key ?? "")) return null;
    return { config: { type: `custom:${type}`, account } };
  };
}

void loaded.then(() => {
  offer("customCards", {
    type: POSITIONS,
    name: text("positions_name"),
    description: text("positions_description"),
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: suggested(POSITIONS, (key) => ["position", "profit", "open_positions", "trading", "bot"].includes(key)),
  } as { type: string });
  offer("customCards", {
    type: EQUITY,
    name: text("equity_name"),
    description: text("equity_description"),
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: suggested(EQUITY, (key) => EQUITY_ENTITIES.has(key)),
  } as { type: string });
  offer("customCards", {
    type: BOT,
    name: text("bot_name"),
    description: text("bot_description"),
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: (hass: Registries, entityId: string) => {
      const device = botDeviceOf(hass, entityId);
      return device ? { config: { type: `custom:${BOT}`, device } } : null;
    },
  } as { type: string });
  offer("customCards", {
    type: RESULTS,
    name: text("results_name"),
    description: text("results_description"),
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: suggested(RESULTS, (key) => PROFIT_ENTITIES.has(key)),
  } as { type: string });
  offer("customCards", {
    type: TICKET,
    name: text("ticket_name"),
    description: text("ticket_description"),
    // A form is no preview: it would ask the account's bot for each card that is looked at
    preview: false,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: suggested(TICKET, (key) => key === "trading"),
  } as { type: string });
  offer("customStrategies", {
    type: "tradehook",
    strategyType: "dashboard",
    name: text("strategy_name"),
    description: text("strategy_description"),
    documentationURL: DOCUMENTATION,
  } as { type: string });
});
