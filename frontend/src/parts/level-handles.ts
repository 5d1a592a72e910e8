import { css, html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import { customElement } from "../element";
import { nameOf, onGrid, stepOf, type Draft } from "../drag";
import { decimals, type Format } from "../format";
import type { Localize } from "../localize";
import { shared } from "../styles";
import type { Level } from "../types";

const GAP = 26;
const EDGE = 14;
const STILL = 3;

/** How the chart says where a price is, and which price is where (pixels from its top). */
export interface Scale {
  at(price: number): number | null;
  price(at: number): number | null;
  height: number;
  right: number;
}

/** The names of a chart's lines, beside its prices; what can be moved is moved by them. */
@customElement("tradehook-level-handles")
export class LevelHandles extends LitElement {
  @property({ attribute: false }) t!: Localize;
  @property({ attribute: false }) format!: Format;
  @property({ attribute: false }) levels: readonly Level[] = [];
  @property({ attribute: false }) draft: Draft | undefined;
  @property() tick: string | null = null;
  /** The price that distances count from. */
  @property() anchor: string | null = null;
  @property({ type: Boolean }) movable = false;
  scale: Scale | undefined;

  private held: { level: Level; from: number; at: number; moved: boolean } | undefined;

  override render() {
    return this.levels.map((level) => this.renderLevel(level));
  }

  protected override updated() {
    this.place();
  }

  private renderLevel(level: Level) {
    const { t } = this;
    const price = this.priceOf(level);
    const drafted = this.isDrafted(level);
    const distance = this.distance(level, price);
    const text = html`${level.filled ? html`<span aria-hidden="true">✓</span>` : nothing}
      <b>${level.name}</b>${distance ? html`<span class="number">${distance}</span>` : nothing}`;
    if (!level.key || !this.movable) {
      return html`<div class="level ${level.kind} ${level.filled ? "filled" : ""}" data-level=${level.kind}>${text}</div>`;
    }
    return html`<button
      type="button"
      class="level ${level.kind} ${drafted ? "drafted" : ""}"
      role="slider"
      data-level=${nameOf(level.key)}
      aria-label=${t("chart.move", { name: level.name })}
      aria-orientation="vertical"
      aria-valuemin="0"
      aria-valuenow=${price}
      aria-valuetext=${`${this.format.number(price, decimals(this.tick))}${distance ? ` (${distance})` : ""}`}
      @pointerdown=${(event: PointerEvent) => this.grab(event, level)}
      @pointermove=${this.drag}
      @pointerup=${this.drop}
      @pointercancel=${this.letGo}
      @keydown=${(event: KeyboardEvent) => this.press(event, level)}
    >
      <svg viewBox="0 0 8 14" width="8" height="14" aria-hidden="true"><path d="M1 5 4 1l3 4M1 9l3 4 3-4" /></svg>
      ${text}
    </button>`;
  }

  private isDrafted(level: Level): boolean {
    const key = this.draft?.level.key;
    return key !== undefined && level.key !== undefined && nameOf(key) === nameOf(level.key);
  }

  private priceOf(level: Level): string {
    return this.isDrafted(level) ? this.draft!.price : level.price;
  }

  private distance(level: Level, price: string): string {
    const anchor = Number(this.anchor);
    if (!anchor || (level.kind === "entry" && !level.key)) return "";
    return this.format.percent(String((100 * (Number(price) - anchor)) / anchor));
  }

  /** Put each name at its price, so that none covers another; those out of sight at the edge. */
  place() {
    const { scale } = this;
    const found = [...this.renderRoot.querySelectorAll<HTMLElement>(".level")];
    // The chart may be drawn before the names of its new lines are
    if (!scale || !found.length || found.length !== this.levels.length) return;
    const room = Math.max(scale.height, GAP * found.length);
    const rows = found
      .map((element, index) => {
        const price = Number(this.priceOf(this.levels[index]!));
        const raw = scale.at(price);
        return { element, price, raw, at: Math.min(Math.max(raw ?? -1, EDGE), scale.height - EDGE) };
      })
      .sort((a, b) => a.at - b.at || b.price - a.price);
    let last = -Infinity;
    for (const row of rows) last = row.at = Math.max(row.at, last + GAP);
    let next = room - EDGE + GAP;
    for (const row of [...rows].reverse()) next = row.at = Math.min(row.at, next - GAP);
    for (const { element, at, raw } of rows) {
      element.style.transform = `translateY(${Math.round(at - EDGE)}px)`;
      element.style.insetInlineEnd = `${scale.right + 6}px`;
      element.dataset.beyond = raw === null || raw < 0 ? "up" : raw > scale.height ? "down" : "";
    }
  }

  private grab(event: PointerEvent, level: Level) {
    const { scale } = this;
    if (event.button !== 0 || !scale) return;
    const raw = scale.at(Number(this.priceOf(level))) ?? 0;
    const at = Math.min(Math.max(raw, 1), scale.height - 1);
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.held = { level, from: event.clientY, at, moved: false };
    this.tell("drag-begins");
  }

  private readonly drag = (event: PointerEvent) => {
    const { held, scale } = this;
    if (!held || !scale) return;
    const by = event.clientY - held.from;
    if (!held.moved && Math.abs(by) < STILL) return;
    held.moved = true;
    const price = scale.price(Math.min(Math.max(held.at + by, 1), scale.height - 1));
    if (price !== null) this.move(held.level, price);
  };

  private readonly drop = () => {
    this.held = undefined;
    this.tell("drag-ends");
  };

  private readonly letGo = () => {
    this.held = undefined;
    this.tell("drag-ends");
    this.tell("drag-cancelled");
  };

  private press(event: KeyboardEvent, level: Level) {
    const price = Number(this.priceOf(level));
    const by = { ArrowUp: 1, ArrowRight: 1, PageUp: 1, ArrowDown: -1, ArrowLeft: -1, PageDown: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const wide = event.key.startsWith("Page");
      this.move(level, price + by * stepOf(price, this.tick, event.shiftKey, wide));
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.tell("drag-confirms");
    } else if (event.key === "Escape" && this.draft) {
      event.preventDefault();
      event.stopPropagation();
      this.tell("drag-cancelled");
    }
  }

  private move(level: Level, price: number) {
    this.tell<Draft>("level-moved", { level, price: onGrid(price, this.tick) });
  }

  private tell<T>(name: string, detail?: T) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    shared,
    css`
      :host {
        inset: 0;
        overflow: hidden;
        pointer-events: none;
        position: absolute;
        z-index: 5;
      }
      .level {
        align-items: center;
        background: var(--ha-card-background, var(--card-background-color));
        border: 1px solid var(--colour);
        border-radius: 6px;
        color: var(--primary-text-color);
        display: flex;
        font-size: 12px;
        gap: 6px;
        height: 24px;
        line-height: 16px;
        margin: 2px 0;
        max-width: 70%;
        padding: 0 6px;
        position: absolute;
        top: 0;
        white-space: nowrap;
      }
      b {
        color: var(--colour);
        font-weight: 600;
      }
      .number {
        color: var(--th-soft);
      }
      button.level {
        cursor: ns-resize;
        pointer-events: auto;
        touch-action: none;
        user-select: none;
      }
      /* A finger needs more than what is drawn */
      button.level::before {
        content: "";
        inset: -4px -6px;
        position: absolute;
      }
      button.level:hover,
      .drafted {
        background: color-mix(in srgb, var(--colour) 16%, var(--card-background-color));
      }
      .drafted {
        border-width: 2px;
        z-index: 1;
      }
      svg {
        fill: none;
        flex: none;
        stroke: var(--colour);
        stroke-width: 1.5;
      }
      .filled {
        opacity: 0.7;
      }
      .level[data-beyond="up"]::after {
        content: "↑";
      }
      .level[data-beyond="down"]::after {
        content: "↓";
      }
      .entry {
        --colour: var(--th-link);
      }
      .dca {
        --colour: color-mix(in srgb, var(--warning-color, #ffa600) 55%, var(--primary-text-color));
      }
      .take_profit,
      .exit {
        --colour: var(--th-profit);
      }
      .stop {
        --colour: var(--th-loss);
      }
    `,
  ];
}
