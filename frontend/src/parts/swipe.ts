import type { ReactiveController, ReactiveControllerHost } from "lit";

/** So far a finger goes before it is a swipe and no tap, and so far before something follows (pixels). */
const BEGINS = 12;
const ACTS = 88;
const FARTHEST = 132;

export type Direction = "left" | "right";

/** Rows that a finger pulls aside to act on them; scrolling and taps stay what they are. */
export class Swipe implements ReactiveController {
  private row: HTMLElement | undefined;
  private from = { x: 0, y: 0 };
  private far = 0;
  private swiping = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    /** The row that was touched, if something can be done to it. */
    private readonly rowOf: (event: PointerEvent) => HTMLElement | undefined,
    private readonly act: (row: HTMLElement, direction: Direction) => void,
  ) {
    host.addController(this);
  }

  hostConnected() {
    this.host.addEventListener("pointerdown", this.down);
    this.host.addEventListener("click", this.click, true);
  }

  hostDisconnected() {
    this.host.removeEventListener("pointerdown", this.down);
    this.host.removeEventListener("click", this.click, true);
    this.end();
  }

  private readonly down = (event: PointerEvent) => {
    this.swiping = false;
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    this.end();
    this.row = this.rowOf(event);
    if (!this.row) return;
    this.from = { x: event.clientX, y: event.clientY };
    this.host.addEventListener("pointermove", this.move);
    this.host.addEventListener("pointerup", this.up);
    this.host.addEventListener("pointercancel", this.cancel);
  };

  private readonly move = (event: PointerEvent) => {
    const [dx, dy] = [event.clientX - this.from.x, event.clientY - this.from.y];
    if (!this.swiping) {
      if (Math.abs(dy) > BEGINS) this.end();
      if (Math.abs(dx) < BEGINS || Math.abs(dx) < 2 * Math.abs(dy)) return;
      this.swiping = true;
    }
    const { row } = this;
    if (!row) return;
    this.far = Math.max(-FARTHEST, Math.min(FARTHEST, dx));
    row.dataset.swipe = this.far < 0 ? "left" : "right";
    row.toggleAttribute("data-acts", Math.abs(this.far) >= ACTS);
    row.style.translate = `${this.far}px`;
  };

  private readonly up = () => {
    const { row, far } = this;
    this.end();
    if (row && Math.abs(far) >= ACTS) this.act(row, far < 0 ? "left" : "right");
  };

  private readonly cancel = () => this.end();

  /** The end of a swipe is no tap on the row's link. */
  private readonly click = (event: Event) => {
    if (!this.swiping) return;
    this.swiping = false;
    event.preventDefault();
    event.stopPropagation();
  };

  private end() {
    const { row } = this;
    this.row = undefined;
    this.far = 0;
    this.host.removeEventListener("pointermove", this.move);
    this.host.removeEventListener("pointerup", this.up);
    this.host.removeEventListener("pointercancel", this.cancel);
    if (!row) return;
    delete row.dataset.swipe;
    row.removeAttribute("data-acts");
    row.style.translate = "";
  }
}
