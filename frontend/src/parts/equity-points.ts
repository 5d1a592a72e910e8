type Point = [time: number, value: number];

const SPACING = 20_000;

/** What is known of the past, followed by what came since. */
export function joined(past: readonly Point[], since: readonly Point[]): Point[] {
  const first = since[0]?.[0] ?? Infinity;
  return [...past.filter(([time]) => time < first), ...since];
}

/** The points with a new one; many in a short time become one. */
export function added(points: readonly Point[], point: Point): Point[] {
  const before = points.at(-2);
  const close = before !== undefined && point[0] - before[0] < SPACING;
  return [...(close ? points.slice(0, -1) : points), point];
}

/** A line through the points, in a box; none for fewer than two. */
export function path(points: readonly Point[], width = 400, height = 64): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || first[0] === last[0]) return "";
  const values = points.map(([, value]) => value);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  return points
    .map(([time, value], index) => {
      const x = ((time - first[0]) / (last[0] - first[0])) * width;
      const y = height - 4 - ((value - low) / span) * (height - 8);
      return `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
