import * as z from "zod/mini";
import { onIssue } from "./define.ts";
import { about, record } from "./schema.ts";

export const setDueDateKind = onIssue(
  ({ Day }) => ({
    /** null only where a person took it off: it stays so. */
    dueDate: z.nullable(Day),
    previous: z.nullable(Day),
    /** With the day that the bot gives it; null where a person asked for the day. */
    marker: z.nullable(about("The call that the bot's marker names", record({ occurrence: Day, date: Day }))),
  }),
  {
    part: "agenda",
    sign: "~",
    plan: ({ iid, dueDate }) => `#${iid}  due date ${dueDate}`,
    done: ({ iid, dueDate }) => `#${iid} due ${dueDate}`,
  },
);
