/** A span of days of the house's time zone, both ends in it; empty = open. */
export interface Span {
  first?: string;
  last?: string;
}

export const PRESETS = ["days_7", "days_30", "month", "last_month", "year", "all", "custom"] as const;
export type Preset = (typeof PRESETS)[number];

/** The days that a preset means on a day such as 2026-11-29. */
export function spanOf(preset: Preset, today: string): Span {
  const [year = 0, month = 1] = today.split("-").map(Number);
  switch (preset) {
    case "days_7":
      return { first: shifted(today, -6), last: today };
    case "days_30":
      return { first: shifted(today, -29), last: today };
    case "month":
      return { first: iso(year, month - 1, 1), last: today };
    case "last_month":
      return { first: iso(year, month - 2, 1), last: iso(year, month - 1, 0) };
    case "year":
      return { first: iso(year, 0, 1), last: today };
    default:
      return {};
  }
}

/** A day some days later. */
export function shifted(day: string, days: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return iso(year, month - 1, date + days);
}

/** The moment at which a day begins in UTC: days are compared and written without a zone. */
export function dayOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function iso(year: number, month: number, date: number): string {
  return new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
}
