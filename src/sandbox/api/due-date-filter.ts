import type { StoredIssue } from "../world/model.ts";

export const dueDates = [
  "0",
  "any",
  "today",
  "tomorrow",
  "overdue",
  "week",
  "month",
  "next_month_and_previous_two_weeks",
  "",
] as const;
export type DueDateFilter = (typeof dueDates)[number];

const DAY = 86_400_000;

/** Whether an issue's due date is in the range a `due_date` filter names, counted from `now` in UTC. Weeks begin on Monday. */
export function matchesDueDate(issue: StoredIssue, filter: DueDateFilter, now: Date): boolean {
  if (filter === "") return true;
  if (filter === "0") return issue.dueDate === null;
  if (issue.dueDate === null) return false;
  const due = Date.parse(`${issue.dueDate}T00:00:00Z`);
  const today = Date.parse(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const [from, to] = rangeOf(filter, today);
  return due >= from && due < to;
}

function rangeOf(filter: Exclude<DueDateFilter, "" | "0">, today: number): readonly [number, number] {
  const date = new Date(today);
  const monthStart = (offset: number): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
  const monday = today - ((date.getUTCDay() + 6) % 7) * DAY;
  switch (filter) {
    case "any":
      return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    case "today":
      return [today, today + DAY];
    case "tomorrow":
      return [today + DAY, today + 2 * DAY];
    case "overdue":
      return [Number.NEGATIVE_INFINITY, today];
    case "week":
      return [monday, monday + 7 * DAY];
    case "month":
      return [monthStart(0), monthStart(1)];
    case "next_month_and_previous_two_weeks":
      return [today - 14 * DAY, monthStart(2)];
    default:
      return filter satisfies never;
  }
}
