import { beforeAll, describe, expect, it, vi } from "vitest";
import { checkEquity, checkPositions, checkResults } from "../src/cards/config";
import { accountOf, accountsOf, botDeviceOf, botOf, entityOf, type Registries } from "../src/cards/registry";
import { dashboard, view } from "../src/cards/strategy";

const HOME: Registries = {
  entities: {
    "sensor.paper_equity": entity("sensor.paper_equity", "d1", "equity"),
    "sensor.paper_invested": { ...entity("sensor.paper_invested", "d1", "invested"), hidden: true },
    "sensor.paper_profit": entity("sensor.paper_profit", "d1", "realized_profit"),
    "switch.paper_trading": entity("switch.paper_trading", "d1", "trading"),
    "switch.trend": entity("switch.trend", "d2", "bot"),
    "sensor.trend_status": entity("sensor.trend_status", "d2", "status"),
    "sensor.other_equity": entity("sensor.other_equity", "d3", "equity"),
    "light.kitchen": { entity_id: "light.kitchen", device_id: "d9", platform: "hue" },
  },
  devices: {
    d1: { id: "d1", name: "Paper", config_entries: ["E1"] },
    d2: { id: "d2", name: "Trend", config_entries: ["E1"], via_device_id: "d1", config_entries_subentries: { E1: ["b1"] } },
    d3: { id: "d3", name: "Other", name_by_user: "A second one", config_entries: ["E2"] },
    d9: { id: "d9", name: "Kitchen", config_entries: ["E9"] },
  },
};
const NOTHING: Registries = { entities: {}, devices: {} };

function entity(entity_id: string, device_id: string, translation_key: string) {
  return { entity_id, device_id, translation_key, platform: "tradehook" };
}

describe("the registries", () => {
  it("lead to accounts with their bots, by name", () => {
    const found = accountsOf(HOME).map(({ account, bots }) => [account, bots.map(({ name }) => name)]);
    expect(found).toEqual([
      ["E2", []],
      ["E1", ["Trend"]],
    ]);
  });

  it("lead from an entity to its account", () => {
    expect(accountOf(HOME, "sensor.trend_status")).toBe("E1");
    expect(accountOf(HOME, "light.kitchen")).toBeUndefined();
    expect(accountOf(HOME, "light.none")).toBeUndefined();
  });

  it("lead from an entity to its bot", () => {
    expect(botDeviceOf(HOME, "sensor.trend_status")).toBe("d2");
    expect(botDeviceOf(HOME, "sensor.paper_equity")).toBeUndefined();
    expect(botOf(HOME, "d2")).toBe("b1");
    expect(botOf(HOME, "d9")).toBeUndefined();
  });

  it("leave out what someone has hidden", () => {
    const device = HOME.devices.d1!;
    expect(entityOf(HOME, device, "switch", "trading")).toBe("switch.paper_trading");
    expect(entityOf(HOME, device, "sensor", "invested")).toBeUndefined();
  });
});

describe("the strategy", () => {
  it("makes a view for each account", async () => {
    const made = (await dashboard(HOME)) as { views: { title: string; strategy: object }[] };
    expect(made.views.map(({ title, strategy }) => [title, strategy])).toEqual([
      ["A second one", { type: "custom:tradehook", account: "E2" }],
      ["Paper", { type: "custom:tradehook", account: "E1" }],
    ]);
  });

  it("shows equity, positions and bots", async () => {
    const made = JSON.stringify(await view(HOME, "E1"));
    for (const part of [
      '"custom:tradehook-equity-card","account":"E1"',
      '"custom:tradehook-positions-card","account":"E1"',
      '"entity":"switch.trend"',
      '"entity":"sensor.trend_status"',
    ]) {
      expect(made).toContain(part);
    }
    expect(made).not.toContain("sensor.other_equity");
  });

  it("says what to do next when there is nothing", async () => {
    expect(JSON.stringify(await dashboard(NOTHING))).toContain("/config/integrations/dashboard/add?domain=tradehook");
  });
});

describe("a card's set-up", () => {
  it.each([0, -1, 1.5, 101, "5"])("refuses %j rows", (limit) => {
    expect(() => checkPositions({ type: "x", limit: limit as number })).toThrow("limit");
  });

  it("refuses a period that there is not", () => {
    expect(() => checkEquity({ type: "x", period: "decade" as "day" })).toThrow("period");
    expect(() => checkResults({ type: "x", period: "custom" as "year" })).toThrow("period");
  });

  it("is fine without anything", () => {
    checkPositions({ type: "x" });
    checkEquity({ type: "x" });
    checkResults({ type: "x" });
  });
});

type Offer = { type: string; getEntitySuggestion(hass: Registries, entity: string): unknown };

describe("what every page loads", () => {
  const offers = window as unknown as { customCards: Offer[]; customStrategies: { type: string }[] };

  beforeAll(async () => {
    await import("../src/cards");
    vi.resetModules();
    await import("../src/cards"); // as after an update under an open page
  });

  it("offers each card once", () => {
    expect(offers.customCards.map(({ type }) => type)).toEqual([
      "tradehook-positions-card",
      "tradehook-equity-card",
      "tradehook-bot-card",
      "tradehook-results-card",
      "tradehook-ticket-card",
    ]);
    expect(offers.customStrategies).toHaveLength(1);
  });

  it.each([
    ["sensor.paper_equity", [{ type: "custom:tradehook-equity-card", account: "E1" }]],
    ["sensor.paper_profit", [{ type: "custom:tradehook-equity-card", account: "E1" }, { type: "custom:tradehook-results-card", account: "E1" }]],
    [
      "switch.paper_trading",
      [
        { type: "custom:tradehook-positions-card", account: "E1" },
        { type: "custom:tradehook-ticket-card", account: "E1" },
      ],
    ],
    [
      "switch.trend",
      [
        { type: "custom:tradehook-positions-card", account: "E1" },
        { type: "custom:tradehook-bot-card", device: "d2" },
      ],
    ],
  ])("suggests for %s what fits", (id, configs) => {
    const found = offers.customCards.flatMap((card) => card.getEntitySuggestion(HOME, id) ?? []);
    expect(found).toEqual(configs.map((config) => ({ config })));
  });

  it("asks before a tile of the made dashboard switches anything", async () => {
    const { sections } = (await view(HOME, "E1")) as { sections: { cards: { entity?: string; icon_tap_action?: object }[] }[] };
    const tiles = sections.flatMap(({ cards }) => cards).filter(({ entity }) => entity?.startsWith("switch."));
    expect(tiles.map(({ entity }) => entity)).toEqual(["switch.paper_trading", "switch.trend"]);
    for (const { icon_tap_action } of tiles) {
      expect(icon_tap_action).toMatchObject({ action: "toggle", confirmation: { text: expect.any(String) } });
    }
  });

  it("suggests nothing for what is not ours", () => {
    expect(offers.customCards.map((card) => card.getEntitySuggestion(HOME, "light.kitchen"))).toEqual(Array(5).fill(null));
  });
});
