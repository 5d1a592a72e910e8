import { css, html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { customElement, property, state } from "lit/decorators.js";
import type { Context } from "./context";
import { BACK, MENU, icon } from "./icons";
import { LiveHost, ROOT } from "./live-host";
import "./parts/dialogs";
import { shared } from "./styles";
import type { Position } from "./types";
import "./views/overview";
import "./views/positions";
import "./views/signals";

const SAID_FOR = 5000;

/** What only an administrator can use: each part of it changes something, or shows signals or secrets. */
const ADMIN_VIEWS: ReadonlySet<string> = new Set(["ticket", "signals", "groups", "builder", "setup"]);

/** Views that are loaded when they are needed: the chart is larger than all the rest. */
const LAZY: Record<string, () => Promise<unknown>> = {
  bot: () => import("./views/bot"),
  builder: () => import("./views/builder"),
  groups: () => import("./views/groups"),
  history: () => import("./views/history"),
  position: () => import("./views/position"),
  positions: () => import("./views/unowned"),
  results: () => import("./views/results"),
  setup: () => import("./views/setup"),
  ticket: () => import("./views/ticket"),
  trades: () => import("./views/trades"),
};

/** The sidebar panel: what is shown, where one is, and what was just done. */
@customElement("tradehook-panel")
export class Panel extends LiveHost {
  @property({ type: Boolean }) narrow = false;
  @property({ attribute: false }) route: { prefix: string; path: string } | undefined;
  @state() private said = "";
  private tab: Element | null | undefined;
  private readonly widths = new ResizeObserver(() => this.showTab());
  private quiet: ReturnType<typeof setTimeout> | undefined;

  override render() {
    const { t } = this;
    const path = this.route?.path || "/";
    const [view = "", ...rest] = path.split("/").filter(Boolean);
    // A position has its own address below the list of all
    const page = view === "positions" && rest[0] && rest[0] !== "closed" ? "position" : view;
    const part = page === "positions" && rest[0] === "closed" ? "history" : page;
    LAZY[part]?.().catch((error: unknown) => console.error("Tradehook: a part is missing", error));
    const ctx = this.context;
    const home = { position: "positions", bot: "overview", setup: rest[0] === "group" ? "groups" : "overview" }[page];
    return html`<header>
        <div class="bar">
          ${home
            ? html`<button class="icon-button back" aria-label=${t("common.back")} @click=${() => this.go(`/${home}`)}>
                ${icon(BACK)}
              </button>`
            : this.narrow || this.hass.dockedSidebar === "always_hidden"
              ? html`<button class="icon-button" aria-label=${t("common.menu")} @click=${this.toggleMenu}>
                  ${icon(MENU)}
                </button>`
              : nothing}
          <h1>Tradehook</h1>
        </div>
        <nav aria-label=${t("common.views")} @scroll=${this.fade}>
          ${this.tabs.map(
            (tab) => html`<a
              href=${`${ROOT}/${tab}`}
              aria-current=${tab === (home ?? (view || "overview")) ? "page" : nothing}
              @click=${(event: MouseEvent) => this.follow(event, `/${tab}`)}
              >${t(`tab.${tab}`)}</a
            >`,
          )}
        </nav>
      </header>
      <main tabindex="-1">
        ${this.renderStale()} ${this.renderStatus() ?? this.renderView(view, rest)}
      </main>
      <div class="said" role="status" ?data-shown=${Boolean(this.said)}>${this.said}</div>
      <tradehook-dialogs .ctx=${ctx} .news=${this.news} @tradehook-focus-lost=${this.focusMain}></tradehook-dialogs>`;
  }

  protected override firstUpdated() {
    this.widths.observe(this);
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) this.widths.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.widths.disconnect();
  }

  protected override updated() {
    const tab = this.nav?.querySelector("[aria-current]");
    if (tab === this.tab) return;
    this.tab = tab;
    this.showTab();
  }

  private get nav() {
    return this.renderRoot.querySelector("nav");
  }

  /** Bring the tab of the view into sight, where not all have room. */
  private showTab() {
    const { nav, tab } = this;
    if (!nav || !tab) return;
    const [all, one] = [nav.getBoundingClientRect(), tab.getBoundingClientRect()];
    nav.scrollBy({ left: one.left + one.width / 2 - all.left - all.width / 2 });
    this.fade();
  }

  /** Show at which ends there are more tabs. */
  private fade() {
    const { nav } = this;
    if (!nav) return;
    const at = Math.abs(nav.scrollLeft);
    nav.toggleAttribute("data-before", at > 1);
    nav.toggleAttribute("data-after", at < nav.scrollWidth - nav.clientWidth - 1);
  }

  private get tabs(): string[] {
    const all = ["overview", "positions", "ticket", "signals", "groups", "builder", "results", "trades"];
    return all.filter((view) => this.context.admin || !ADMIN_VIEWS.has(view));
  }

  private renderStatus() {
    const { t, live } = this;
    if (live.stale) return undefined;
    switch (live.status) {
      case "ready":
        return undefined;
      case "outdated":
        return html`<div class="card empty">
          <h2>${t("status.outdated")}</h2>
          <p class="soft">${t("status.outdated_next")}</p>
          <button class="button" @click=${() => location.reload()}>${t("status.reload")}</button>
        </div>`;
      case "unavailable":
        return html`<div class="card empty" role="status">
          <h2>${t("status.unavailable")}</h2>
          <p class="soft">${t("status.unavailable_next")}</p>
          <p class="soft">${live.problem}</p>
        </div>`;
      default:
        return html`<p class="empty soft" role="status">${t(`status.${live.status}`)}</p>`;
    }
  }

  private renderView(view: string, rest: string[]) {
    const ctx = this.context;
    const { live } = this;
    if (!ctx.admin && ADMIN_VIEWS.has(view)) return html`<p class="empty soft">${this.t("status.only_admins")}</p>`;
    switch (view) {
      case "positions":
        if (rest[0] && rest[0] !== "closed") return this.renderPosition(ctx, "", decoded(rest[0]));
        return this.renderPositions(ctx, rest[0] === "closed");
      case "position":
        return this.renderPosition(ctx, decoded(rest[0]), decoded(rest[1]));
      case "setup":
        return html`<tradehook-setup
          .ctx=${ctx}
          .hass=${this.hass}
          .accounts=${live.accounts ?? []}
          .parts=${rest.map(decodeURIComponent)}
        ></tradehook-setup>`;
      case "ticket":
        return html`<tradehook-ticket .ctx=${ctx} .accounts=${live.accounts ?? []}></tradehook-ticket>`;
      case "builder":
        return html`<tradehook-builder .ctx=${ctx} .accounts=${live.accounts ?? []}></tradehook-builder>`;
      case "results":
        return this.anew(
          html`<tradehook-results .ctx=${ctx} .accounts=${live.accounts ?? []} .stamp=${this.booked}></tradehook-results>`,
        );
      case "trades":
        return this.anew(
          html`<tradehook-trades .ctx=${ctx} .accounts=${live.accounts ?? []} .stamp=${this.booked}></tradehook-trades>`,
        );
      case "groups":
        return this.anew(
          html`<tradehook-groups .ctx=${ctx} .hass=${this.hass} .shown=${decoded(rest[0])}></tradehook-groups>`,
        );
      case "signals":
        return html`<tradehook-signals .ctx=${ctx} .signals=${live.signals} .accounts=${live.accounts ?? []}></tradehook-signals>`;
      case "bot": {
        const [account = "", id = "", part = ""] = rest.map(decoded);
        return this.anew(html`<tradehook-bot
          .ctx=${ctx}
          .accounts=${live.accounts ?? []}
          .positions=${live.positions ?? new Map()}
          .account=${account}
          .botId=${id}
          .tab=${part}
          .language=${this.hass.language}
          .signals=${live.signals}
        ></tradehook-bot>`);
      }
      default:
        return html`<tradehook-overview .ctx=${ctx} .accounts=${live.accounts ?? []}></tradehook-overview>`;
    }
  }

  /** What a view has loaded itself is loaded anew once the connection is back. */
  private anew(view: TemplateResult) {
    return keyed(this.live.generation, view);
  }

  private renderPosition(ctx: Context, account: string, id: string) {
    const { live } = this;
    return this.anew(html`<tradehook-position
      .ctx=${ctx}
      .account=${account}
      .accounts=${live.accounts ?? []}
      .positionId=${id}
      .live=${live.positions?.get(id)}
    ></tradehook-position>`);
  }

  /** Changes with everything that is booked: each fill has a fee or a profit. */
  private get booked(): string {
    const all = (this.live.accounts ?? []).map((account) => `${account.account} ${account.realized_profit} ${account.invested}`);
    return all.join() || "none";
  }

  private renderPositions(ctx: Context, closed: boolean) {
    const { t, live } = this;
    const positions = live.positions ?? new Map<string, Position>();
    return html`<div class="segments" role="group" aria-label=${t("history.which")}>
        ${(["open", "closed"] as const).map(
          (which) => html`<button
            aria-pressed=${String(closed === (which === "closed"))}
            @click=${() => this.go(which === "closed" ? "/positions/closed" : "/positions")}
          >
            ${t(`history.${which}`)}
          </button>`,
        )}
      </div>
      ${closed
        ? this.anew(html`<tradehook-history
            .ctx=${ctx}
            .accounts=${live.accounts ?? []}
            .stamp=${[...positions.keys()].join(" ") || "none"}
          ></tradehook-history>`)
        : html`<tradehook-positions .ctx=${ctx} .positions=${positions}></tradehook-positions>
            ${ctx.admin
              ? html`<tradehook-unowned .ctx=${ctx} .accounts=${live.accounts ?? []}></tradehook-unowned>`
              : nothing}`}`;
  }

  private follow(event: MouseEvent, path: string) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.go(path);
  }

  protected override say(text: string) {
    this.said = text;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => (this.said = ""), SAID_FOR);
  }

  private focusMain() {
    this.renderRoot.querySelector("main")?.focus();
  }

  private toggleMenu() {
    this.dispatchEvent(new CustomEvent("hass-toggle-menu", { bubbles: true, composed: true }));
  }

  static override styles = [
    shared,
    css`
      :host {
        background: var(--primary-background-color);
        display: block;
        min-height: 100%;
      }
      header {
        background: var(--app-header-background-color, var(--primary-background-color));
        border-bottom: var(--app-header-border-bottom, 1px solid var(--th-line));
        color: var(--app-header-text-color, var(--primary-text-color));
        inset-block-start: 0;
        position: sticky;
        z-index: 2;
      }
      .bar {
        align-items: center;
        display: flex;
        gap: 8px;
        height: var(--header-height, 56px);
        padding: 0 12px;
      }
      .back:dir(rtl) svg {
        transform: scaleX(-1);
      }
      h1 {
        font-size: 20px;
        font-weight: 400;
        padding-inline-start: 4px;
      }
      nav {
        display: flex;
        overflow-x: auto;
        padding: 0 8px;
        scrollbar-width: none;
      }
      nav[data-after] {
        mask-image: linear-gradient(to right, #000 calc(100% - 40px), transparent);
      }
      nav[data-before] {
        mask-image: linear-gradient(to left, #000 calc(100% - 40px), transparent);
      }
      nav[data-before][data-after] {
        mask-image: linear-gradient(to right, transparent, #000 40px calc(100% - 40px), transparent);
      }
      nav:dir(rtl):is([data-before], [data-after]) {
        mask-image: linear-gradient(to right, transparent, #000 40px calc(100% - 40px), transparent);
      }
      nav a {
        border-bottom: 2px solid transparent;
        color: inherit;
        font-size: 14px;
        font-weight: 500;
        padding: 12px 16px;
        text-decoration: none;
        white-space: nowrap;
      }
      nav a[aria-current] {
        border-color: currentColor;
      }
      nav a:focus-visible {
        outline-offset: -4px;
      }
      main {
        outline: none;
        margin: 0 auto;
        max-width: 1200px;
        padding: 16px;
      }
      .segments {
        margin-bottom: 16px;
      }
      .said {
        background: var(--primary-text-color);
        border-radius: 8px;
        color: var(--primary-background-color);
        inset-block-end: 16px;
        inset-inline: 16px;
        margin-inline: auto;
        max-width: 480px;
        opacity: 0;
        padding: 12px 20px;
        pointer-events: none;
        position: fixed;
        transition: opacity 0.2s;
        width: fit-content;
        z-index: 3;
      }
      .said[data-shown] {
        opacity: 1;
      }
      @media (prefers-reduced-motion: reduce) {
        .said {
          transition: none;
        }
      }
    `,
  ];
}

/** A part of an address as it was before it became one; a broken one as it is. */
function decoded(part = ""): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
