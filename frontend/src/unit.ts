/** Whether a level is given as a distance in percent or as a price. */
export type Unit = "percentage" | "price";
