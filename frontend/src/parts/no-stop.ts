import { html, nothing } from "lit";
import type { Localize } from "../localize";
import type { Position } from "../types";

/** The mark of a position whose loss nothing ends. */
export function noStop(t: Localize, position: Position) {
  return position.no_stop
    ? html`<span class="chip warn" data-no-stop title=${t("positions.no_stop_why")}>${t("positions.no_stop")}</span>`
    : nothing;
}
