import * as z from "zod/mini";
import type { WantedEdit } from "../../domain/action-items/carry/edit.ts";
import { plain } from "../../domain/text/plain.ts";
import { plural } from "../../domain/text/plural.ts";
import { onIssue } from "./define.ts";
import { list } from "./schema.ts";

type Edit = Pick<WantedEdit, "text" | "to" | "point">;

/** Returns what happens to an item in one issue, `tick`. */
export function editVerb({ to, point }: Edit): string {
  const verbs = { open: "untick", done: "tick", inapplicable: "mark not applicable" } as const;
  if (to !== null) return verbs[to];
  return point === null ? "leave" : `point to #${point}`;
}

function editWords(edits: readonly Edit[], late: { readonly ids: readonly string[] } | null): string {
  const [first] = edits;
  if (first !== undefined && edits.length === 1 && late === null) return `${editVerb(first)}: ${plain(first.text)}`;
  const verbs = new Map<string, number>();
  for (const edit of edits) verbs.set(editVerb(edit), (verbs.get(editVerb(edit)) ?? 0) + 1);
  const added = late === null ? [] : [`add ${plural(late.ids.length, "item")} raised since`];
  return [...[...verbs].map(([verb, count]) => `${verb} ${plural(count, "item")}`), ...added].join(", ");
}

export const editItemsKind = onIssue(
  ({ ItemEdit, LateItems }) => ({ edits: list(ItemEdit), late: z.nullable(LateItems) }),
  {
    part: "agenda",
    sign: "~",
    plan: ({ iid, edits, late }) => `#${iid}  ${editWords(edits, late)}`,
    done: ({ iid, edits, late }) => `#${iid} ${plural(edits.length + (late?.ids.length ?? 0), "item")} changed`,
    writes: ({ edits, late }) => Number(edits.length > 0 || late !== null) + Number((late?.note ?? null) !== null),
  },
);
