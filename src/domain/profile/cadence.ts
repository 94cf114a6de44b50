import { addDays } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import type { CustomerProfile } from "./types.ts";

/** Days from the first day of the contract within which the handbook wants a new customer to have had something. */
export const ONBOARDING_DAYS = { kickoff: 14, firstCall: 30, onboarded: 45 } as const;

/** How often the handbook wants a customer's cadence calls, and which of its rows says so. */
export interface HandbookCadence {
  /** How often, as `repeat` has it: `every 2 weeks`. */
  readonly every: "every week" | "every 2 weeks" | "every month" | "every 3 months";
  /** The same as RFC 5545 has it, without its days: `FREQ=WEEKLY;INTERVAL=2`. */
  readonly rule: string;
  /** Calls of a year at least. */
  readonly perYear: number;
  /** The row of the handbook, `C13`. */
  readonly row: string;
  /** Of whom the row speaks: `strategic priority 1`. */
  readonly of: string;
}

const STEADY = {
  strategic: {
    1: { every: "every 2 weeks", rule: "FREQ=WEEKLY;INTERVAL=2", perYear: 26, row: "C13" },
    2: { every: "every month", rule: "FREQ=MONTHLY", perYear: 12, row: "C13" },
  },
  growth: {
    1: { every: "every month", rule: "FREQ=MONTHLY", perYear: 12, row: "C14" },
    2: { every: "every 3 months", rule: "FREQ=MONTHLY;INTERVAL=3", perYear: 4, row: "C14" },
  },
} as const;

/** Returns the rhythm of a customer's calls once its onboarding is over (handbook C13, C14). */
export function steadyCadence({ segment, priority }: Pick<CustomerProfile, "segment" | "priority">): HandbookCadence {
  return { ...STEADY[segment][priority], of: `${segment} priority ${priority}` };
}

/** The rhythm of calls in onboarding (handbook A3). */
export const ONBOARDING_CADENCE: HandbookCadence = {
  every: "every week",
  rule: "FREQ=WEEKLY",
  perYear: 52,
  row: "A3",
  of: "onboarding",
};

/** The last day of onboarding where nobody says another (handbook C6). */
export function usualEndOfOnboarding(since: PlainDate): PlainDate {
  return addDays(since, ONBOARDING_DAYS.onboarded);
}
