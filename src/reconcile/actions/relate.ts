import * as z from "zod/mini";
import { onIssue, partOfIssue } from "./define.ts";

export const relateKind = onIssue(() => ({ to: z.int() }), {
  part: partOfIssue,
  sign: "~",
  plan: ({ iid, to }) => `#${iid}  relate to #${to}`,
  done: ({ iid, to }) => `#${iid} related to #${to}`,
});
