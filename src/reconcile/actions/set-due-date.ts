import * as z from "zod/mini";
import { onIssue, partOfIssue } from "./define.ts";
import { about, record } from "./schema.ts";

export const setDueDateKind = onIssue(
  ({ Day }) => ({
    /** Null takes that of a follow-up off; on an agenda a person did, and it stays so. */
    dueDate: z.nullable(Day),
    previous: z.nullable(Day),
    /** With the day that the bot gives it; null where a person asked for the day. */
    marker: z.nullable(
      z.union([
        about("The call that the bot's marker names", record({ occurrence: Day, date: Day })),
        about(
          "The due date of a follow-up as its marker remembers it",
          record({ due: z.union([Day, z.literal("none")]) }),
        ),
      ]),
    ),
  }),
  {
    part: partOfIssue,
    sign: "~",
    plan: ({ iid, dueDate }) => `#${iid}  ${dueDate === null ? "no due date" : `due date ${dueDate}`}`,
    done: ({ iid, dueDate }) => `#${iid} ${dueDate === null ? "has no due date" : `due ${dueDate}`}`,
  },
);
