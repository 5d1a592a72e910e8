import { html } from "lit";
import type { Localize } from "../localize";
import type { Purse } from "../types";

/** Whose money it is, and whether it is real: nobody should have to guess that before a question. */
export function purse(t: Localize, { account_name, account_type }: Purse) {
  const real = account_type === "live";
  return html`<p class="purse" data-purse=${account_type}>
    <span class="chip ${real ? "warn" : ""}">${t(real ? "purse.live" : "purse.paper")}</span>
    <span class="soft">${account_name}</span>
  </p>`;
}

/** The purse of an account. */
export function purseOf(account: { name: string; type: string } | undefined): Purse | undefined {
  return account && { account_name: account.name, account_type: account.type };
}
