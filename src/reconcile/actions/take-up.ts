import * as z from "zod/mini";
import { onIssue, partOfIssue } from "./define.ts";
import { record } from "./schema.ts";

type Facts = { readonly closed: string } | { readonly told: string } | { readonly assigned: string };

function takenUp(facts: Facts): string {
  if ("assigned" in facts) return `@${facts.assigned} is assigned`;
  return "told" in facts ? "its participants were told" : "its agenda was closed again";
}

export const takeUpKind = onIssue(
  ({ Instant }) => ({
    /** What the marker is to say from now on: when the agenda was closed, participants were told, or who is assigned. */
    facts: z.union([record({ closed: Instant }), record({ told: Instant }), record({ assigned: z.string() })]),
  }),
  {
    part: partOfIssue,
    sign: "~",
    plan: ({ iid, facts }) => `#${iid}  note that ${takenUp(facts)}`,
    done: ({ iid, facts }) => `#${iid} notes that ${takenUp(facts)}`,
  },
);
