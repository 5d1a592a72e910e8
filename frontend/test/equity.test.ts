import { expect, it } from "vitest";
import { added, joined, path } from "../src/parts/equity-points";

it("the past ends where what came since begins", () => {
  expect(
    joined(
      [
        [1, 10],
        [5, 11],
      ],
      [[4, 12]],
    ),
  ).toEqual([
    [1, 10],
    [4, 12],
  ]);
});

it("a line goes from edge to edge, and needs two moments", () => {
  expect(
    path([
      [0, 1],
      [10, 3],
    ]),
  ).toBe("M0.0 60.0L400.0 4.0");
  expect(path([[0, 1]])).toBe("");
  expect(path([])).toBe("");
});

it("many points in a short time become one", () => {
  let points: [number, number][] = [];
  for (let second = 0; second <= 60; second += 1) points = added(points, [second * 1000, second]);
  expect(points.length).toBeLessThan(8);
  expect(points.at(-1)).toEqual([60_000, 60]);
  expect(points[0]).toEqual([0, 0]);
});
