/** What a follow-up says of the items of its call. */
export const ENGLISH_FOLLOW_UP = {
  /** A summary: its day, and counts in a row. */
  onDay: ({ day, counts }: { day: string; counts: string }) => `On ${day}: ${counts}.`,
  noneOpen: "nothing left open",
  open: ({ count }: { count: number }) => `${count} open`,
  overdue: ({ count }: { count: number }) => `${count} overdue`,
  withoutOwner: ({ count }: { count: number }) => `${count} without an owner`,
  done: ({ count }: { count: number }) => `${count} done`,
  dropped: ({ count }: { count: number }) => `${count} dropped`,

  /** The columns of the table; by the last two it is known (`read/table-row.ts`). */
  actionItem: "Action item",
  owner: "Owner",
  due: "Due",
  /** In place of an owner and of a due date; read again as such (`read/table-row.ts`). */
  nobodyYet: "nobody yet",
  noDateYet: "no date yet",
  /** Behind a due date that could not be read; taken off again on reading (`read/table-row.ts`). */
  unclear: "(unclear)",
  noText: "(no text)",
  doneOrDropped: ({ count }: { count: number }) => `Done or dropped (${count})`,
  /** Heading of items whose owner sits on neither side. */
  others: "Others",
  moreIn: ({ count, agenda }: { count: number; agenda: number }) => `… (${count} more in #${agenda})`,
};
