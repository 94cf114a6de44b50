import * as z from "zod/mini";
import type { PlainDate } from "../../domain/time/types.ts";
import { DATE_PATTERN, readDate } from "./dates.ts";
import { described, leaf, type Read, readFurther } from "./leaf.ts";
import { Person } from "./people.ts";

interface Term {
  readonly user: string;
  readonly until: PlainDate | null;
}

/** `csm:` who leads; always read as terms. How they follow each other is up to `check-csm.ts`. */
export function Csm() {
  const about = {
    description:
      "Who leads on your side: @username or a name, or a list of terms where it changes; a term ends with the day under `until`, the last one has no end. Default: the first of `account_team`.",
    examples: ["@jane", [{ user: "@jane", until: "2026-06-30" }, { user: "@ann" }]],
  };
  const one = readFurther(Person(), (user): Read<readonly Term[]> => ({ ok: true, value: [{ user, until: null }] }));
  const terms = readFurther(
    described({ title: "list of terms" }, z.array(CsmTerm())),
    (list): Read<readonly Term[]> => {
      return { ok: true, value: list.map(({ user, until = null }) => ({ user, until })) };
    },
  );
  return described(about, z.union([one, terms]));
}

function CsmTerm() {
  const last = "The last day of the term, in the project's time zone. Every term but the last has one.";
  const about = { title: "date", description: last, examples: ["2026-06-30"], pattern: DATE_PATTERN };
  const map = z.strictObject({
    user: Person("Who leads: @username, or a name."),
    until: z.optional(leaf(about, readDate)),
  });
  return described({ examples: [{ user: "@jane", until: "2026-06-30" }] }, map);
}
