import type { Unit } from "./unit";

/** A DCA order: how far away or at which price, and how large. */
export interface DcaRow {
  unit: Unit;
  level: string;
  quantity_percentage: string;
}

export const NEW_DCA: DcaRow = { unit: "percentage", level: "", quantity_percentage: "100" };

/** A rule that makes DCA orders: how many, how far apart, how large. */
export interface DcaRule {
  count: string;
  step_percentage: string;
  step_multiplier: string;
  quantity_percentage: string;
  size_multiplier: string;
}

/** The fields of a rule, and the texts that name them. */
export const RULE_FIELDS: readonly (readonly [keyof DcaRule, string])[] = [
  ["count", "dca_count"],
  ["step_percentage", "dca_step"],
  ["step_multiplier", "dca_step_multiplier"],
  ["quantity_percentage", "dca_size"],
  ["size_multiplier", "dca_size_multiplier"],
];

export const NEW_RULE: DcaRule = {
  count: "3",
  step_percentage: "2",
  step_multiplier: "",
  quantity_percentage: "100",
  size_multiplier: "",
};
