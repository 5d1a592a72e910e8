import { LitElement, html, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { Api, refusedOver } from "./api";
import type { Context } from "./context";
import { Format } from "./format";
import { Live, type Part } from "./live";
import { inEnglish, loadTexts, localizer } from "./localize";
import type { Dialogs } from "./parts/dialogs";
import { learnReasons } from "./reasons";
import type { Hass, Locale } from "./types";

export const ROOT = "/tradehook";

/** What the panel and the cards have in common: Home Assistant hands them `hass`, all else follows. */
export abstract class LiveHost extends LitElement {
  @property({ attribute: false }) hass!: Hass;
  @state() protected t = inEnglish;
  @state() protected news = 0;
  protected readonly live: Live;

  private language = "";
  private format: Format | undefined;
  private locale: Locale | undefined;
  private ctx: Context | undefined;

  /** Take which parts of the integration are followed. */
  constructor(parts?: readonly Part[]) {
    super();
    this.live = new Live(this, () => (this.news += 1), parts);
    this.live.lost = () => this.t("status.not_now");
    this.live.unanswered = () => this.t("status.unanswered");
    this.live.post = <T>(path: string, data: object) =>
      this.hass.callApi<T>("POST", path, data).catch((error: unknown) => Promise.reject(refusedOver(error)));
  }

  /** Say what was done, where Home Assistant says such things. */
  protected say(message: string): void {
    const event = new CustomEvent("hass-notification", { detail: { message }, bubbles: true, composed: true });
    this.dispatchEvent(event);
  }

  /** Say what was done; what has to be known about it stays until it was read. */
  private tell(title: string, warnings: readonly string[]) {
    if (warnings.length) this.dialogs.ask({ title, text: "", warnings, confirm: this.t("common.done") });
    else this.say(title);
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    // Home Assistant hands over a new `hass` with every change of any state
    if (!this.hass) return false;
    const { hass } = this;
    let fresh = !changed.has("hass") || changed.size > 1 || !this.ctx;
    if (hass.locale !== this.locale) {
      this.locale = hass.locale;
      this.format = new Format(hass.locale, hass.config?.time_zone);
      this.ctx = undefined;
      fresh = true;
    }
    if (hass.language !== this.language) {
      this.language = hass.language;
      void this.loadLanguage(hass.language);
    }
    if (this.live.use(hass.connection)) {
      this.ctx = undefined;
      fresh = true;
    }
    return fresh;
  }

  private async loadLanguage(language: string) {
    const [texts, english, wanted] = await Promise.all([
      loadTexts(language),
      ...["en", language].map((name) => this.reasonsIn(name)),
    ]);
    if (language !== this.language) return;
    learnReasons(english!, wanted!);
    this.t = localizer(texts);
    this.ctx = undefined;
  }

  /** The reasons of refusals; without them they are shown in English. */
  private async reasonsIn(language: string): Promise<Record<string, string>> {
    if (this.language.startsWith("en")) return {};
    return new Api(this.hass.connection).texts(language, "exceptions").catch(() => ({}));
  }

  protected get context(): Context {
    this.ctx ??= {
      api: this.live.api,
      live: this.live,
      format: this.format!,
      t: this.t,
      go: (path) => this.go(path),
      ask: (question) => this.dialogs.ask(question),
      say: (text) => this.say(text),
      tell: (text, warnings) => this.tell(text, warnings),
      link: (position) => this.dialogs.link(position),
      act: (position, action) => void this.dialogs.act(position, action),
      several: (positions, action) => void this.dialogs.several(positions, action),
      admin: this.hass.user?.is_admin ?? false,
    };
    return this.ctx;
  }

  /** Of when the numbers are, while nothing is received. */
  protected renderStale() {
    const { t, live } = this;
    if (!live.stale) return nothing;
    const time = this.context.format.time(live.heardAt?.toISOString());
    return html`<p class="stale" role="status" data-stale>
      <b>${t("status.as_of", { time })}</b> ${t(live.status === "unavailable" ? "status.unavailable" : "status.disconnected")}
      ${live.problem && live.status === "unavailable" ? live.problem : nothing}
    </p>`;
  }

  private get dialogs(): Dialogs {
    return this.renderRoot.querySelector("tradehook-dialogs")!;
  }

  /** Show a view of the panel. */
  protected go(path: string) {
    history.pushState(null, "", ROOT + path);
    window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: false } }));
  }
}
