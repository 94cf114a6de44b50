import * as z from "zod/mini";
import { onIssue } from "./define.ts";
import { about } from "./schema.ts";

export const refreshFollowUpKind = onIssue(
  ({ Day, FollowUp }) => ({
    followUp: FollowUp,
    expected: about("The description it replaces; another one stays", z.string()),
    reopen: z.boolean(),
    dueDate: about("Null leaves it alone", z.nullable(Day)),
  }),
  {
    part: "follow-up",
    sign: "~",
    plan: ({ iid, reopen, dueDate }) =>
      `#${iid}  ${reopen ? "reopen and " : ""}bring up to date${dueDate === null ? "" : `, due ${dueDate}`}`,
    done: ({ iid }) => `#${iid} brought up to date`,
  },
);
