import * as z from "zod/mini";
import { onIssue } from "./define.ts";
import { list } from "./schema.ts";

function labelWords(add: readonly string[], remove: readonly string[]): string {
  const parts = [
    ...(add.length === 0 ? [] : [`label ${add.join(", ")}`]),
    ...(remove.length === 0 ? [] : [`take off ${remove.join(", ")}`]),
  ];
  return parts.join("; ");
}

export const setLabelsKind = onIssue(() => ({ add: list(z.string()), remove: list(z.string()) }), {
  part: "unresolved",
  sign: "~",
  plan: ({ iid, add, remove }) => `#${iid}  ${labelWords(add, remove)}`,
  done: ({ iid, add, remove }) => `#${iid} ${labelWords(add, remove)}`,
});
