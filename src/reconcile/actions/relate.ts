import { IssueIid } from "../../domain/ids.ts";
import { onIssue, partOfIssue } from "./define.ts";

export const relateKind = onIssue(() => ({ to: IssueIid }), {
  part: partOfIssue,
  sign: "~",
  plan: ({ iid, to }) => `#${iid}  relate to #${to}`,
  done: ({ iid, to }) => `#${iid} related to #${to}`,
});
