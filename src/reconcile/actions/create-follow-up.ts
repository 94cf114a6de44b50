import * as z from "zod/mini";
import { IssueIid } from "../../domain/ids.ts";
import { writesOfComment } from "./comment.ts";
import { action, numbered } from "./define.ts";
import { about, list, record } from "./schema.ts";

export const createFollowUpKind = action(
  ({ FollowUp, AssigneeIds, NewDue, NoteKind, Template }) => ({
    occurrence: about("Id of the call, or the day of an agenda off the schedule", z.iso.date()),
    /** iid of the agenda. */
    agendaIid: IssueIid,
    followUp: FollowUp,
    assigneeIds: AssigneeIds,
    /** Said on it right after its creation. */
    comments: list(record({ what: NoteKind, body: z.string(), dueDate: NewDue })),
    template: Template,
  }),
  {
    part: "follow-up",
    sign: "+",
    plan: ({ followUp }) => `follow-up  ${followUp.title}`,
    done: ({ agendaIid }, iid) => numbered(iid, `follow-up of #${agendaIid}`),
    writes: ({ comments }) => 2 + comments.reduce((sum, comment) => sum + writesOfComment(comment), 0),
  },
);
