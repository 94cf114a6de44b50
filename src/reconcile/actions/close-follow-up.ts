import { IssueIid } from "../../domain/ids.ts";
import { onIssue } from "./define.ts";

export const closeFollowUpKind = onIssue(() => ({ agendaIid: IssueIid }), {
  part: "follow-up",
  sign: "~",
  plan: ({ iid, agendaIid }) => `#${iid}  close: follow-up of #${agendaIid}`,
  done: ({ iid, agendaIid }) => `#${iid} closed: follow-up of #${agendaIid}`,
});

export const settleFollowUpKind = onIssue(() => ({}), {
  part: "follow-up",
  sign: "~",
  plan: ({ iid }) => `#${iid}  close: everything in it is resolved`,
  done: ({ iid }) => `#${iid} closed: everything in it is resolved`,
});

export const reopenFollowUpKind = onIssue(() => ({}), {
  part: "follow-up",
  sign: "~",
  plan: ({ iid }) => `#${iid}  reopen`,
  done: ({ iid }) => `#${iid} reopened`,
});
