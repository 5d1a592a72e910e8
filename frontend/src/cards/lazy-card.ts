import type { CardConfig } from "./config";
import { text } from "./texts";

/** What a dashboard needs to know of a card before it is shown. */
export interface CardKind {
  tag: string;
  /** Loads the element that shows it. */
  load: () => Promise<unknown>;
  check: (config: never) => void;
  stub: (hass: unknown) => Record<string, unknown>;
  form: () => { name: string; selector: Record<string, unknown> }[];
  helpers: Record<string, Parameters<typeof text>[0]>;
  size: (config: CardConfig) => number;
}

type Shown = HTMLElement & { hass: unknown; config: CardConfig };

/** Define a card that loads what shows it once it stands in a dashboard. */
export function defineCard(kind: CardKind): void {
  if (customElements.get(kind.tag)) return;

  class LazyCard extends HTMLElement {
    private config: CardConfig | undefined;
    private given: unknown;
    private shown: Shown | undefined;

    static getStubConfig(hass: unknown) {
      return kind.stub(hass);
    }

    static getConfigForm() {
      return {
        schema: kind.form(),
        computeLabel: ({ name }: { name: Parameters<typeof text>[0] }) => text(name),
        computeHelper: ({ name }: { name: string }) => {
          const helper = kind.helpers[name];
          return helper && text(helper);
        },
        assertConfig: kind.check,
      };
    }

    setConfig(config: CardConfig) {
      kind.check(config as never);
      this.config = config;
      this.pass();
    }

    set hass(hass: unknown) {
      this.given = hass;
      this.pass();
    }

    getCardSize() {
      return this.config ? kind.size(this.config) : 3;
    }

    getGridOptions() {
      return { columns: 12, min_columns: 6, rows: "auto" };
    }

    connectedCallback() {
      if (this.shown) return;
      kind.load().then(
        () => {
          this.shown ??= document.createElement(`${kind.tag}-view`) as Shown;
          this.pass();
          this.replaceChildren(this.shown);
        },
        (error: unknown) => {
          console.error("Tradehook: a card could not be loaded", error);
          this.replaceChildren(text("failed"));
        },
      );
    }

    private pass() {
      if (!this.shown || !this.config || !this.given) return;
      this.shown.config = this.config;
      this.shown.hass = this.given;
    }
  }

  customElements.define(kind.tag, LazyCard);
}
