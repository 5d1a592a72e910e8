/** What is loaded of a list that comes in pages, newest first, from several places. */
export interface Pages<Row> {
  rows: readonly Row[];
  /** Whether there is more behind the last row. */
  more: boolean;
}

/**
 * The rows of all places in their order, as far as it is certain: a place of which more can come
 * hides what is older than its last row, since older rows of its own may belong before it.
 */
export function together<Row>(places: Iterable<Pages<Row>>, time: (row: Row) => string): Row[] {
  const all = [...places];
  const limits = all.filter(({ more }) => more).map(({ rows }) => time(rows.at(-1)!));
  const limit = limits.reduce((newest, moment) => (moment > newest ? moment : newest), "");
  return all
    .flatMap(({ rows }) => rows)
    .filter((row) => time(row) >= limit)
    .sort((a, b) => (time(a) < time(b) ? 1 : time(a) > time(b) ? -1 : 0));
}

/** The places whose next page has to come before anything else can be shown. */
export function behind<Row>(places: ReadonlyMap<string, Pages<Row>>, time: (row: Row) => string): string[] {
  const waiting = [...places].filter(([, { more }]) => more);
  const newest = waiting.reduce((top, [, { rows }]) => {
    const last = time(rows.at(-1)!);
    return last > top ? last : top;
  }, "");
  return waiting.filter(([, { rows }]) => time(rows.at(-1)!) === newest).map(([place]) => place);
}
