import { ruleDates, type SeriesRule } from "../schedule/rule-dates.ts";
import { daysBetween } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";

/** A Monday: weeks are counted from it where no rhythm plans the days of a series. */
const FIRST_WEEK = "2000-01-03";

/**
 * Returns who of some people takes the notes of a call (handbook A54), or null where nobody can. Each call of the rhythm has its
 * turn, whether it takes place or not, so that the answer is the same whenever somebody asks; whose turn it would be and who
 * cannot is passed over.
 *
 * @param occurrence the day that the rhythm planned
 * @param standIn who takes the place of somebody on the day of the call: the person where there is nothing in the way, else
 *   who stands in, or null
 */
export function noteTakerOf(
  people: readonly string[],
  rule: SeriesRule,
  occurrence: PlainDate,
  standIn: (person: string) => string | null,
): string | null {
  if (people.length === 0) return null;
  const turn = turnOf(rule, occurrence);
  const inTurn = people.map((_, index) => people[(turn + index) % people.length] as string);
  for (const person of inTurn) {
    const present = standIn(person);
    if (present !== null) return present;
  }
  return null;
}

function turnOf(rule: SeriesRule, occurrence: PlainDate): number {
  const planned = ruleDates(rule, rule.from, occurrence);
  // What follows another call has no rhythm: by its week.
  return planned.at(-1) === occurrence
    ? planned.length - 1
    : Math.floor(Math.max(0, daysBetween(FIRST_WEEK, occurrence)) / 7);
}
