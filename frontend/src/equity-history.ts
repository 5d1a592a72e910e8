import type { Api } from "./api";
import { joined } from "./parts/equity-points";
import type { Period } from "./periods";

const DAY = 24;
/** Hours that a period has, and the length of the averages that it is made of. */
const LENGTHS: Record<Period, { hours: number; step?: "hour" | "day" }> = {
  day: { hours: DAY },
  week: { hours: 7 * DAY, step: "hour" },
  month: { hours: 31 * DAY, step: "hour" },
  year: { hours: 366 * DAY, step: "day" },
};

/** What an account was worth in a period: averages, and the last day as it was. */
export async function pastEquity(api: Api, entity: string, period: Period): Promise<[number, number][]> {
  const { hours, step } = LENGTHS[period];
  const recent = await api.states(entity, Math.min(hours, DAY));
  return step ? joined(await api.averages(entity, hours, step), recent) : recent;
}
