/** Which of a row of points is chosen after a key; `undefined` for a key that chooses none. */
export function byArrow(event: KeyboardEvent, chosen: number | undefined, last: number): number | undefined {
  const to = { ArrowLeft: (chosen ?? last + 1) - 1, ArrowRight: (chosen ?? -1) + 1, Home: 0, End: last }[event.key];
  if (to === undefined) return undefined;
  event.preventDefault();
  return Math.min(Math.max(to, 0), last);
}
