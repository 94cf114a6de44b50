import * as z from "zod/mini";
import { IssueIid } from "../../domain/ids.ts";
import { onIssue, partOfIssue } from "./define.ts";
import { list } from "./schema.ts";

export const closeDuplicateKind = onIssue(
  () => ({
    /** The one that stays. */
    stays: IssueIid,
    removeLabels: list(z.string()),
  }),
  {
    part: partOfIssue,
    sign: "~",
    plan: ({ iid, stays }) => `#${iid}  close, related to #${stays}`,
    done: ({ iid, stays }) => `#${iid} closed, #${stays} stays`,
    writes: () => 2,
  },
);
