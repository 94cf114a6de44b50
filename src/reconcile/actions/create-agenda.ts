import { IssueIid } from "../../domain/ids.ts";
import { action, numbered } from "./define.ts";
import { list } from "./schema.ts";

export const createAgendaKind = action(
  ({ Occurrence, Agenda, AssigneeIds, Template }) => ({
    occurrence: Occurrence,
    agenda: Agenda,
    assigneeIds: AssigneeIds,
    /** Issues to relate the new agenda to. */
    relateTo: list(IssueIid),
    template: Template,
  }),
  {
    part: "agenda",
    sign: "+",
    plan: ({ agenda }) => `agenda  ${agenda.title}`,
    done: ({ occurrence }, iid) => numbered(iid, `agenda of ${occurrence.date}`),
    writes: ({ relateTo }) => 1 + relateTo.length,
  },
);
