import * as z from "zod/mini";
import { onIssue, partOfIssue } from "./define.ts";
import { list } from "./schema.ts";

export const assignKind = onIssue(() => ({ from: list(z.string()), to: z.string(), toId: z.int() }), {
  part: partOfIssue,
  sign: "~",
  plan: ({ iid, from, to }) => `#${iid}  assign to @${to} instead of @${from.join(", @")}`,
  done: ({ iid, to }) => `#${iid} assigned to @${to}`,
});
