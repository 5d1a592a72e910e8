import { html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { customElement } from "../element";
import { DOTS, icon } from "../icons";
import { shared } from "../styles";
import "./popup-menu";
import type { MenuItem, PopupMenu } from "./popup-menu";

/** A three-dot button with its menu. */
@customElement("tradehook-menu")
export class Menu extends LitElement {
  @property() label = "";
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  override render() {
    return html`<button
        class="icon-button"
        aria-label=${this.label}
        aria-haspopup="menu"
        aria-expanded="false"
        @click=${this.show}
      >
        ${icon(DOTS)}
      </button>
      <tradehook-popup-menu></tradehook-popup-menu>`;
  }

  private show(event: Event) {
    event.stopPropagation();
    const menu = this.renderRoot.querySelector<PopupMenu>("tradehook-popup-menu");
    void menu?.show(event.currentTarget as HTMLElement, this.label, this.items);
  }

  static override styles = [shared];
}
