import * as z from "zod/mini";
import { onIssue } from "./define.ts";

export const skipCallKind = onIssue(() => ({ occurrence: z.string() }), {
  part: "agenda",
  sign: "~",
  plan: ({ iid, occurrence }) => `#${iid}  close: the call of ${occurrence} is skipped`,
  done: ({ iid, occurrence }) => `#${iid} closed: the call of ${occurrence} is skipped`,
});
