import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { DOTS, icon } from "../icons";
import { shared } from "../styles";

export interface MenuItem {
  label: string;
  danger?: boolean;
  act: () => void;
}

const WIDTH = 240;

/** A three-dot button with a menu, which lies above everything and follows the arrow keys. */
@customElement("tradehook-menu")
export class Menu extends LitElement {
  @property() label = "";
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @state() private open = false;

  override render() {
    return html`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded=${String(this.open)}
        @click=${this.show}
      >
        ${icon(DOTS)}
      </button>
      ${this.open
        ? html`<div
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
          </div>`
        : nothing}`;
  }

  private get anchor(): HTMLButtonElement {
    return this.renderRoot.querySelector(".icon-button")!;
  }

  private get entries(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>("[role=menuitem]")];
  }

  private async show(event: Event) {
    event.stopPropagation();
    this.open = true;
    await this.updateComplete;
    const menu = this.renderRoot.querySelector<HTMLElement>(".menu")!;
    const place = this.anchor.getBoundingClientRect();
    menu.showPopover();
    const left = Math.min(
      Math.max(8, place.right - WIDTH),
      document.documentElement.clientWidth - WIDTH - 8,
    );
    const below = place.bottom + menu.offsetHeight + 8 < window.innerHeight;
    menu.style.left = `${left}px`;
    menu.style.top = `${below ? place.bottom : place.top - menu.offsetHeight}px`;
    this.entries[0]?.focus();
  }

  private onToggle(event: ToggleEvent) {
    if (event.newState === "closed") this.open = false;
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
      this.close();
    }
  }

  private close() {
    this.open = false;
    this.anchor.focus();
  }

  private choose(item: MenuItem) {
    this.close();
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
