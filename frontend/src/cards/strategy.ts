import { inEnglish, loadTexts, localizer, type Localize } from "../localize";
import { EQUITY, POSITIONS, RESULTS } from "./config";
import { accountsOf, entityOf, nameOf, type AccountDevices, type DeviceEntry, type Registries } from "./registry";

type Config = Record<string, unknown>;
type Wanted = readonly [domain: string, key: string];

const ACCOUNT_TILES: readonly Wanted[] = [
  ["switch", "trading"],
  ["sensor", "free_balance"],
  ["sensor", "invested"],
  ["sensor", "unrealized_profit"],
  ["sensor", "realized_profit_today"],
  ["sensor", "realized_profit"],
];
const BOT_TILES: readonly Wanted[] = [
  ["switch", "bot"],
  ["sensor", "status"],
  ["sensor", "open_positions"],
  ["sensor", "realized_profit"],
  ["sensor", "win_rate"],
  ["sensor", "last_signal"],
];

/** A dashboard with a view for each account. */
export async function dashboard(hass: Registries): Promise<Config> {
  const accounts = accountsOf(hass);
  if (!accounts.length) return { views: [await view(hass)] };
  return {
    views: accounts.map(({ account, device }) => ({
      title: nameOf(device),
      path: account.toLowerCase(),
      strategy: { type: "custom:tradehook", account },
    })),
  };
}

/** The view of one account, or of the first one: its equity, positions and bots. */
export async function view(hass: Registries & { language?: string }, account?: string): Promise<Config> {
  const accounts = accountsOf(hass);
  const found = account ? accounts.find((one) => one.account === account) : accounts[0];
  const t = hass.language ? localizer(await loadTexts(hass.language)) : inEnglish;
  if (!found) return { title: "Tradehook", type: "sections", sections: [nothing(t)] };
  return {
    title: nameOf(found.device),
    type: "sections",
    max_columns: 3,
    sections: [
      worth(hass, found, t),
      { type: "grid", cards: [heading(t("positions.title"), "mdi:swap-vertical"), positions(found)] },
      ...found.bots.map((bot) => ({
        type: "grid",
        cards: [heading(nameOf(bot), "mdi:robot-outline"), ...tiles(hass, bot, BOT_TILES, t)],
      })),
    ],
  };
}

function worth(hass: Registries, { account, device }: AccountDevices, t: Localize): Config {
  return {
    type: "grid",
    cards: [
      heading(nameOf(device), "mdi:bank-outline"),
      { type: `custom:${EQUITY}`, account, title: t("column.equity"), period: "week" },
      { type: `custom:${RESULTS}`, account, title: t("tab.results"), period: "days_30" },
      ...tiles(hass, device, ACCOUNT_TILES, t),
    ],
  };
}

function positions({ account }: AccountDevices): Config {
  return { type: `custom:${POSITIONS}`, account, title: "" };
}

function heading(text: string, icon: string): Config {
  return { type: "heading", heading: text, icon };
}

/** A switch that starts or stops trading is not thrown by a touch of its symbol: it asks first. */
function asking(t: Localize): Config {
  return { icon_tap_action: { action: "toggle", confirmation: { text: t("dashboard.sure") } } };
}

function tiles(hass: Registries, device: DeviceEntry, wanted: readonly Wanted[], t: Localize): Config[] {
  return wanted.flatMap(([domain, key]) => {
    const entity = entityOf(hass, device, domain, key);
    return entity ? [{ type: "tile", entity, name: { type: "entity" }, ...(domain === "switch" && asking(t)) }] : [];
  });
}

function nothing(t: Localize): Config {
  const link = "/config/integrations/dashboard/add?domain=tradehook";
  const content = `## ${t("overview.none")}\n${t("overview.none_next")}\n\n[${t("overview.to_integration")}](${link})`;
  return { type: "grid", cards: [{ type: "markdown", content }] };
}
