import type { PlainDate } from "../../../src/domain/time/types.ts";

/** A customer as a CSM writes it in `NAME.yml`, and the day on which its page is made. */
export interface CustomerStory {
  readonly name: string;
  readonly about: string;
  readonly today: PlainDate;
  /** The series whose next agenda is shown. */
  readonly series: string;
}

export const CUSTOMER_STORIES: readonly CustomerStory[] = [
  {
    name: "strategic-1-new",
    about: "A new strategic customer of priority 1 who runs GitLab itself: weekly calls at first.",
    today: "2026-01-12",
    series: "cadence-call",
  },
  {
    name: "strategic-2-existing",
    about: "A strategic customer of priority 2 on gitlab.com, for more than a year.",
    today: "2026-01-12",
    series: "cadence-call",
  },
  {
    name: "growth-1-dedicated",
    about: "A new growth customer of priority 1 on a dedicated instance.",
    today: "2026-01-12",
    series: "cadence-call",
  },
  {
    name: "growth-2",
    about: "A growth customer of priority 2: four calls a year.",
    today: "2026-01-12",
    series: "cadence-call",
  },
  {
    name: "strategic-1-tokyo",
    about: "A strategic customer of priority 1 in Japan: calls and talks with its leaders keep the clock of Tokyo.",
    today: "2026-03-30",
    series: "leadership-check-in",
  },
  {
    name: "at-risk",
    about:
      "A customer at risk: calls more often than the handbook has them, a new CSM, somebody who watches, and time off that the one before covers.",
    today: "2026-02-17",
    series: "cadence-call",
  },
  {
    name: "review-in-month-6",
    about:
      "A strategic customer with a business review in month 6 of the contract, and a talk with its leaders a quarter later.",
    today: "2026-02-20",
    series: "business-review",
  },
  {
    name: "growth-2-only-with-items",
    about: "A growth customer of priority 2 that wants a follow-up only where something is open.",
    today: "2026-01-12",
    series: "cadence-call",
  },
];
