import * as z from "zod/mini";
import { onIssue } from "./define.ts";

export const closeFollowUpKind = onIssue(() => ({ agendaIid: z.int() }), {
  part: "follow-up",
  sign: "~",
  plan: ({ iid, agendaIid }) => `#${iid}  close: follow-up of #${agendaIid}`,
  done: ({ iid, agendaIid }) => `#${iid} closed: follow-up of #${agendaIid}`,
});

export const reopenFollowUpKind = onIssue(() => ({}), {
  part: "follow-up",
  sign: "~",
  plan: ({ iid }) => `#${iid}  reopen`,
  done: ({ iid }) => `#${iid} reopened`,
});
