import { countingIn } from "../counting.ts";

const counted = countingIn("en");
const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd" };

function nth(number: number): string {
  return `${number}${ENDINGS[ORDINALS.select(number)] ?? "th"}`;
}

/** What an agenda says of its items, at its top and behind each. */
export const ENGLISH_AGENDA = {
  /** Behind an item: how often it was carried. */
  nthTime: ({ count }: { count: number }) => `${nth(count)} time`,
  ownIssue: ({ own }: { own: number }) => `issue #${own}`,
  overdueSince: ({ day }: { day: string }) => `overdue since ${day}`,
  openSinceFor: ({ day, count }: { day: string; count: number }) =>
    counted(count, { one: `open since ${day}, ${count} day`, other: `open since ${day}, ${count} days` }),
  closedOn: ({ day }: { day: string }) => `closed on ${day}`,
  closedSince: ({ count }: { count: number }) => `${count} closed since the last call`,
  openSince: ({ day }: { day: string }) => `open since ${day}`,

  /** A summary: its day, and counts in a row. */
  onDay: ({ day, counts }: { day: string; counts: string }) => `On ${day}: ${counts}.`,
  noneOpen: "no open action items",
  open: ({ count }: { count: number }) => `${count} open`,
  overdue: ({ count }: { count: number }) => `${count} overdue`,
  toDecide: ({ count }: { count: number }) => `${count} to decide`,
  doneSince: ({ count }: { count: number }) => `${count} done since the last call`,
  /** The same in a sentence of its own, by what was done. */
  asOf: ({ day, counts }: { day: string; counts: string }) => `As of ${day}: ${counts}.`,
  itemsDone: ({ count }: { count: number }) =>
    counted(count, { one: `${count} action item done`, other: `${count} action items done` }),
  issuesClosed: ({ count }: { count: number }) =>
    counted(count, { one: `${count} issue closed`, other: `${count} issues closed` }),
  questionsAnswered: ({ count }: { count: number }) =>
    counted(count, { one: `${count} question answered`, other: `${count} questions answered` }),
  /** At the end of a list. */
  more: ({ count }: { count: number }) => `… and ${count} more`,
};
