import { html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import type { LinkFor, Notice, Position, PositionAction, Question, SeveralAction } from "../types";
import type { CloseDialog } from "./close-dialog";
import "./dialog";
import type { Confirm, LinkDialog } from "./dialog";
import type { ExitsDialog } from "./exits-dialog";
import type { ResizeDialog } from "./resize-dialog";
import type { SeveralDialog } from "./several-dialog";

/** All dialogs in one place; those with forms are loaded when they are opened. */
@customElement("tradehook-dialogs")
export class Dialogs extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  /** Changes with everything that is heard: what is asked about is shown as it is now. */
  @property({ type: Number }) news = 0;

  override render() {
    const { ctx, news } = this;
    return html`<tradehook-confirm .ctx=${ctx}></tradehook-confirm>
      <tradehook-link-dialog .ctx=${ctx}></tradehook-link-dialog>
      <tradehook-close-dialog .ctx=${ctx} .news=${news}></tradehook-close-dialog>
      <tradehook-resize-dialog .ctx=${ctx} .news=${news}></tradehook-resize-dialog>
      <tradehook-exits-dialog .ctx=${ctx}></tradehook-exits-dialog>
      <tradehook-several-dialog .ctx=${ctx} .news=${news}></tradehook-several-dialog>`;
  }

  ask(question: Question | Notice) {
    void this.dialog<Confirm>("confirm").ask(question);
  }

  link(position: LinkFor) {
    void this.dialog<LinkDialog>("link-dialog").ask(position);
  }

  async act(position: Position, action: PositionAction) {
    switch (action) {
      case "close":
        await import("./close-dialog");
        return this.dialog<CloseDialog>("close-dialog").ask(position);
      case "exits":
        await import("./exits-dialog");
        return this.dialog<ExitsDialog>("exits-dialog").ask(position);
      default:
        await import("./resize-dialog");
        return this.dialog<ResizeDialog>("resize-dialog").resize(position, action);
    }
  }

  async several(positions: readonly Position[], action: SeveralAction) {
    await import("./several-dialog");
    return this.dialog<SeveralDialog>("several-dialog").ask(positions, action);
  }

  private dialog<T extends Element>(name: string): T {
    return this.renderRoot.querySelector<T>(`tradehook-${name}`)!;
  }
}
