import { countingIn } from "../counting.ts";

const counted = countingIn("en");

/** What a reminder of action items says. */
export const ENGLISH_REMINDERS = {
  stillOpen: ({ count }: { count: number }) =>
    counted(count, {
      one: "An action item of this issue is still open:",
      other: `${count} action items of this issue are still open:`,
    }),
  wasDue: ({ day }: { day: string }) => `was due ${day}`,
  carried: ({ count }: { count: number }) =>
    counted(count, { one: `carried ${count} time`, other: `carried ${count} times` }),
  openSince: ({ day }: { day: string }) => `open since ${day}`,
  toStop: ({ bot }: { bot: string }) =>
    `To stop this, tick the item's box, mark it as not applicable (\`[~]\`), or put it off: \`@${bot} snooze ITEM until YYYY-MM-DD\` with its words for ITEM.`,
  openForLong: "Open for long: an issue of its own may help; `/cadence issue` on a line below the item makes one.",
  /** Stands for an item whose words are not to be quoted. */
  unnamed: "One of its action items",
};
