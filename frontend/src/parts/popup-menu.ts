import { css, html, LitElement, nothing } from "lit";
import { state } from "lit/decorators.js";
import { customElement } from "../element";
import { shared } from "../styles";

export interface MenuItem {
  /** What it does, where it is offered at another place too. */
  key?: string;
  label: string;
  danger?: boolean;
  act: () => void;
}

const WIDTH = 260;
const GAP = 8;

/** A menu that lies above everything, beside the button it belongs to, and follows the arrow keys. */
@customElement("tradehook-popup-menu")
export class PopupMenu extends LitElement {
  @state() private label = "";
  @state() private items: readonly MenuItem[] = [];
  private anchor: HTMLElement | undefined;

  async show(anchor: HTMLElement, label: string, items: readonly MenuItem[]) {
    this.hide();
    this.anchor = anchor;
    this.label = label;
    this.items = items;
    await this.updateComplete;
    const menu = this.menu;
    if (!menu) return;
    menu.showPopover();
    anchor.setAttribute("aria-expanded", "true");
    const place = anchor.getBoundingClientRect();
    const rtl = getComputedStyle(this).direction === "rtl";
    const room = document.documentElement.clientWidth - WIDTH - GAP;
    const left = Math.max(GAP, Math.min(rtl ? place.left : place.right - WIDTH, room));
    const below = place.bottom + menu.offsetHeight + GAP < window.innerHeight;
    menu.style.left = `${left}px`;
    menu.style.top = `${Math.max(GAP, below ? place.bottom : place.top - menu.offsetHeight)}px`;
    this.entries[0]?.focus();
  }

  override render() {
    if (!this.items.length) return nothing;
    return html`<div
      class="menu card"
      role="menu"
      aria-label=${this.label}
      popover="auto"
      @toggle=${this.onToggle}
      @keydown=${this.onKey}
    >
      ${this.items.map(
        (item) => html`<button
          role="menuitem"
          tabindex="-1"
          class=${item.danger ? "loss" : ""}
          @click=${() => this.choose(item)}
        >
          ${item.label}
        </button>`,
      )}
    </div>`;
  }

  private get menu(): HTMLElement | null {
    return this.renderRoot.querySelector(".menu");
  }

  private get entries(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>("[role=menuitem]")];
  }

  private onToggle(event: ToggleEvent) {
    if (event.newState !== "closed") return;
    this.anchor?.setAttribute("aria-expanded", "false");
    this.items = [];
  }

  private onKey(event: KeyboardEvent) {
    const { entries } = this;
    const at = entries.indexOf(this.shadowRoot?.activeElement as HTMLButtonElement);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries[(to + entries.length) % entries.length]?.focus();
    } else if (event.key === "Tab" || event.key === "Escape") {
      event.stopPropagation();
      this.hide();
      this.anchor?.focus();
    }
  }

  private hide() {
    const { menu } = this;
    if (menu?.matches(":popover-open")) menu.hidePopover();
  }

  private choose(item: MenuItem) {
    this.hide();
    this.anchor?.focus();
    item.act();
  }

  static override styles = [
    shared,
    css`
      .menu {
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
        color: var(--primary-text-color);
        inset: auto;
        margin: 0;
        padding: 8px 0;
        position: fixed;
        width: ${WIDTH}px;
      }
      .menu button {
        background: none;
        border: 0;
        cursor: pointer;
        display: block;
        min-height: 44px;
        padding: 8px 16px;
        text-align: start;
        width: 100%;
      }
      .menu button.loss {
        color: var(--th-loss);
      }
      .menu button:is(:hover, :focus-visible) {
        background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
        outline-offset: -2px;
      }
    `,
  ];
}
