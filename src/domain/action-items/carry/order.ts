import type { CarriedItem } from "../read/types.ts";

/** Overdue first (longest overdue first), then by due date, then the oldest; as written where all that is equal. */
export function compareForShow(a: CarriedItem, b: CarriedItem): number {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
  if (a.due !== b.due) {
    if (a.due === null) return 1;
    if (b.due === null) return -1;
    return a.due < b.due ? -1 : 1;
  }
  return b.ageDays - a.ageDays || a.origin - b.origin;
}
