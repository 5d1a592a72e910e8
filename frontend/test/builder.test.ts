import type { LitElement } from "lit";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Context } from "../src/context";
import { Format } from "../src/format";
import { inEnglish } from "../src/localize";
import type { Account, Question, SignalAnswer } from "../src/types";
import "../src/views/builder";
import type { BuilderView } from "../src/views/builder";

const JUDGED: SignalAnswer = { status: 200, body: { status: "test", plan: {} } };
const ACCEPTED: SignalAnswer = { status: 202, body: { status: "accepted", position_ids: ["p1"] } };

function accounts(open_positions: number): Account[] {
  return [
    {
      account: "a1",
      name: "Paper",
      type: "paper",
      market_type: "spot",
      currency: "USDT",
      state: "loaded",
      problem: null,
      simulated: true,
      loaded: true,
      trading_enabled: true,
      bots: [{ bot_id: "b1", name: "Trend", status: "running", open_positions }],
    },
  ];
}

let question: Question | undefined;
let answer: (answer: SignalAnswer) => void;
const api = {
  webhook: () =>
    Promise.resolve({
      url: "http://ha/hook",
      urls: { external: null, internal: "http://ha/hook", cloud: null },
      api_key: "k",
      exchange: "SIM",
      market_type: "spot",
      quote: "USDT",
      symbols: ["SIM_USDT_BTC"],
    }),
  checkSignal: vi.fn(() => Promise.resolve(JUDGED)),
  explainAlert: vi.fn(),
  otherSenders: vi.fn(),
  learnAlert: vi.fn(),
  sendSignal: vi.fn(() => new Promise<SignalAnswer>((resolve) => (answer = resolve))),
};
let view: BuilderView;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  view = document.createElement("tradehook-builder") as BuilderView;
  view.ctx = {
    api,
    format: new Format({ language: "en", number_format: "language" }),
    t: inEnglish,
    ask: (asked: Question) => (question = asked),
    say: () => undefined,
  } as unknown as Context;
  view.accounts = accounts(0);
  document.body.append(view);
  await vi.advanceTimersByTimeAsync(1000);
});

afterEach(() => {
  view.remove();
  vi.useRealTimers();
});

function verdict(): string {
  return view.renderRoot.querySelector<LitElement>("tradehook-answer")!.renderRoot.textContent ?? "";
}

function press(name: string) {
  const buttons = [...view.renderRoot.querySelectorAll("button")];
  buttons.find((button) => button.textContent?.trim() === name)!.click();
}

it("a form is judged at once, and anew when the bot is another", async () => {
  expect(api.checkSignal).toHaveBeenCalledTimes(1);
  expect(verdict()).toContain("The bot would accept this signal.");

  view.accounts = accounts(1);
  await vi.advanceTimersByTimeAsync(1000);

  expect(api.checkSignal).toHaveBeenCalledTimes(2);
});

it("what a signal changes may be told before it is answered, and hides no answer", async () => {
  press("Send now");
  const done = question!.act();
  await vi.advanceTimersByTimeAsync(10);
  view.accounts = accounts(1); // the position is there before the answer is
  await vi.advanceTimersByTimeAsync(10);
  answer(ACCEPTED);
  await done;
  await vi.advanceTimersByTimeAsync(1000);

  expect(api.checkSignal).toHaveBeenCalledTimes(1);
  expect(verdict()).toContain("Accepted");
  expect(verdict()).toContain("Show the position");
});

it("an emptied form has no part open, whatever was wrong in it before", async () => {
  const form = view.renderRoot.querySelector<LitElement>("tradehook-signal-form")!;
  const opened = () => form.renderRoot.querySelectorAll("details[open]").length;
  const errors = [{ path: "stop_loss.cool_down_amount", message: "must be positive" }];
  api.checkSignal.mockResolvedValueOnce({ status: 400, body: { status: "refused", errors } } as unknown as SignalAnswer);
  view.accounts = accounts(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(opened()).toBe(1);

  let late: (answer: SignalAnswer) => void = () => undefined;
  api.checkSignal.mockImplementationOnce(() => new Promise((resolve) => (late = resolve)));
  view.accounts = accounts(2);
  await vi.advanceTimersByTimeAsync(1000);
  press("Empty the form");
  late({ status: 400, body: { status: "refused", errors } } as unknown as SignalAnswer);
  await vi.advanceTimersByTimeAsync(1000);

  expect(opened()).toBe(0);
  expect(verdict()).toContain("The bot would accept this signal.");
});

it("the signal is sent without credentials, the secret is in the message only", async () => {
  const card = view.renderRoot.querySelector<LitElement>("tradehook-message-card")!;
  const secret = card.renderRoot.querySelector<HTMLInputElement>("input[type=password]")!;
  secret.value = "hush";
  secret.dispatchEvent(new Event("input"));
  await card.updateComplete;
  const shown = card.renderRoot.querySelector<HTMLTextAreaElement>("#message")!.value;
  press("Send now");
  void question!.act();
  await vi.advanceTimersByTimeAsync(1000);

  expect(JSON.parse(shown)).toMatchObject({ api_key: "k", api_secret: "hush" });
  expect(JSON.stringify([api.sendSignal.mock.calls, api.checkSignal.mock.calls])).not.toMatch(/hush|api_/);
});

it("a pasted alert is judged in our words, and its message is made for the bot", async () => {
  const read = { system: "TradersPost", message: { action: "open", symbol: "{{ticker}}", exchange: "BINANCE", side: "long" } };
  api.explainAlert.mockResolvedValue({ ...read, parts: [], added: [], notes: [], unfilled: [], refusal: null });
  press("Pasted alert");
  await view.updateComplete;
  expect(view.renderRoot.textContent).toContain("Paste an alert to see what the bot would do.");
  const pasted = view.renderRoot.querySelector<LitElement>("tradehook-pasted-alert")!;
  await pasted.updateComplete;
  const box = pasted.renderRoot.querySelector<HTMLTextAreaElement>("textarea")!;
  box.value = '{"secret": "hush"}';
  box.dispatchEvent(new Event("input"));
  api.checkSignal.mockClear();
  await vi.advanceTimersByTimeAsync(1000);

  expect(api.explainAlert).toHaveBeenCalledWith('{"secret": "hush"}');
  const judged = { action: "open", symbol: "SIM_USDT_BTC", exchange: "BINANCE", side: "long" };
  expect(api.checkSignal).toHaveBeenLastCalledWith("a1", "b1", judged);
  const card = view.renderRoot.querySelector<LitElement>("tradehook-message-card")!;
  const shown = () => JSON.parse(card.renderRoot.querySelector<HTMLTextAreaElement>("#message")!.value);
  expect(shown()).toMatchObject({ ...read.message, api_key: "k", timestamp: "{{timenow}}" });
  card.renderRoot.querySelector<HTMLInputElement>("[name=own_exchange]")!.click();
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown()).toMatchObject({ exchange: "SIM", symbol: "{{ticker}}" });
  expect(api.checkSignal).toHaveBeenLastCalledWith("a1", "b1", { ...judged, exchange: "SIM" });
});

it("TradingView's default message is offered with the secret address that it needs", async () => {
  const habits = { opposite: "reverse", repeat: "refuse", foreign_chart: "refuse" };
  api.otherSenders.mockResolvedValueOnce({ systems: [], address: false, habits });
  api.otherSenders.mockResolvedValue({ systems: [{ system: "tradingview", tokens: 0 }], address: true, habits });
  api.learnAlert.mockResolvedValue({ system: "tradingview", address: "http://ha/in/token" });
  press("Strategy");
  await view.updateComplete;
  const form = view.renderRoot.querySelector<LitElement>("tradehook-signal-form")!;
  await form.updateComplete;
  const wording = form.renderRoot.querySelector<HTMLSelectElement>("select[name=wording]")!;
  wording.value = "default";
  wording.dispatchEvent(new Event("change"));
  await vi.advanceTimersByTimeAsync(1000);

  expect(view.renderRoot.querySelector("tradehook-message-card")).toBeNull();
  expect(form.renderRoot.querySelector("fieldset")).toBeNull();
  const strategy = expect.objectContaining({ market_position: "long", prev_market_position: "flat" });
  expect(api.checkSignal).toHaveBeenLastCalledWith("a1", "b1", { strategy, exchange: "SIM", symbol: "SIM_USDT_BTC" });
  const card = view.renderRoot.querySelector<LitElement>("tradehook-default-message")!;
  const shown = card.renderRoot.querySelector<HTMLTextAreaElement>("#message")!.value;
  expect(shown).toMatch(/order \{\{strategy.order.action\}\} @ .+ New strategy position is \{\{strategy.position_size\}\}$/);
  card.renderRoot.querySelector<HTMLButtonElement>("[data-learn]")!.click();
  await question!.act();
  await vi.advanceTimersByTimeAsync(1000);
  expect(api.learnAlert).toHaveBeenCalledWith("a1", "b1", shown, {});
  const address = card.renderRoot.querySelector<LitElement>("tradehook-secret-address")!;
  expect(address.renderRoot.querySelector("textarea")!.value).toBe("http://ha/in/token");
});
