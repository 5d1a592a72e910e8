import { LitElement, css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Context } from "../context";
import { customElement } from "../element";
import { tone } from "../format";
import { dayOf, shifted } from "../spans";
import { shared } from "../styles";
import type { Bar } from "../types";

const MOST = 24;

/** The profit of each day as the months of a calendar, the newest month first. */
@customElement("tradehook-profit-calendar")
export class ProfitCalendar extends LitElement {
  @property({ attribute: false }) ctx!: Context;
  @property({ attribute: false }) days: readonly Bar[] = [];

  override render() {
    const { format } = this.ctx;
    const known = new Map(this.days.map((day) => [String(day.start), day]));
    const months = [...new Set([...known.keys()].map((day) => day.slice(0, 7)))].reverse().slice(0, MOST);
    const name = format.days({ month: "long", year: "numeric" });
    const weekday = format.days({ weekday: "short" });
    // 2024 began on a Monday
    const heads = [0, 1, 2, 3, 4, 5, 6].map((day) => weekday(dayOf(shifted("2024-01-01", day))));
    return html`${months.map(
      (month) => html`<table>
        <caption>
          ${name(dayOf(`${month}-01`))}
        </caption>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col" class="soft">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${weeks(month).map(
            (week) => html`<tr>
              ${week.map((day) => html`<td>${day ? this.renderDay(day, known.get(day)) : nothing}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>`,
    )}`;
  }

  private renderDay(day: string, bar: Bar | undefined) {
    const { format } = this.ctx;
    const money = bar && (Number(bar.profit) || bar.trades) ? bar.profit : undefined;
    return html`<span class="soft">${Number(day.slice(8))}</span>
      <span class="number ${tone(money)}">${money === undefined ? nothing : format.number(money, 2, true)}</span>`;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr));
      }
      table {
        border-collapse: collapse;
        table-layout: fixed;
        width: 100%;
      }
      caption {
        font-weight: 500;
        padding-bottom: 4px;
        text-align: start;
      }
      th {
        font-size: 12px;
        font-weight: 400;
      }
      td {
        border: 1px solid var(--th-line);
        font-size: 12px;
        height: 44px;
        overflow: hidden;
        padding: 2px 4px;
        vertical-align: top;
      }
      td span {
        display: block;
      }
    `,
  ];
}

/** The days of a month such as 2026-11 by weeks that begin on Mondays; what isn't in it is empty. */
export function weeks(month: string): (string | undefined)[][] {
  const first = `${month}-01`;
  const before = (dayOf(first).getUTCDay() + 6) % 7;
  const rows: (string | undefined)[][] = [];
  for (let day = shifted(first, -before); day.slice(0, 7) <= month; day = shifted(day, 7)) {
    rows.push([0, 1, 2, 3, 4, 5, 6].map((later) => shifted(day, later)).map((one) => (one.startsWith(month) ? one : undefined)));
  }
  return rows;
}
