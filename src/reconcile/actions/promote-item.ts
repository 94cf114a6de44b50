import * as z from "zod/mini";
import { IssueIid } from "../../domain/ids.ts";
import { action, numbered } from "./define.ts";
import { about, list, record } from "./schema.ts";

export const promoteItemKind = action(
  ({ AssigneeIds, Day, PointerEdit }) => ({
    id: about("Id of the item", z.string()),
    title: z.string(),
    description: z.string(),
    labels: list(z.string()),
    assigneeIds: AssigneeIds,
    dueDate: z.nullable(Day),
    confidential: z.boolean(),
    relateTo: list(IssueIid),
    /** Where the item stands and is to point to its issue, whose iid is not known yet. */
    pointers: list(record({ iid: IssueIid, edit: PointerEdit })),
  }),
  {
    part: "agenda",
    sign: "+",
    plan: ({ title }) => `issue  ${title}`,
    done: ({ id }, iid) => numbered(iid, `issue of the item ${id}`),
    writes: ({ relateTo, pointers }) => 1 + relateTo.length + pointers.length,
  },
);
