import { type BoxEdit, editItems } from "../../domain/action-items/carry/edit.ts";
import { markersOf } from "../../domain/action-items/read/markers-of.ts";
import { type Activity, itemNamed } from "../../domain/action-items/timeline/history.ts";
import { parseMarkdown } from "../../domain/markdown/parse.ts";
import type { Instant } from "../../domain/time/types.ts";
import { crossingOf } from "./crossing.ts";

/** Box changes of people that came between the last read and the write, and were overwritten by it: of each box the last. */
export function crossedBoxes(activity: readonly Activity[], description: string): readonly BoxEdit[] {
  const document = parseMarkdown(description);
  const edits = new Map<number, BoxEdit>();
  for (const one of activity) {
    if (one.kind !== "box") continue;
    const item = itemNamed(one, document);
    if (item === null) continue;
    const { index, text, state: from } = item;
    const [id] = markersOf(document, item);
    edits.set(index, { id: id ?? "", text, index, marked: id !== undefined, from, to: one.state, point: null });
  }
  return [...edits.values()].filter(({ from, to }) => from !== to);
}

/**
 * A text with the boxes as people set them just before a write of the bot at `at`, where that write set them otherwise and
 * nobody has set them since: the process that wrote was killed before it could compare (`repairCrossing`).
 */
export function withOverwrittenBoxes(
  description: string,
  { at, heardAt }: { readonly at: Instant; readonly heardAt: Instant },
  traces: readonly Activity[],
): string {
  const crossing = crossingOf(traces, at, heardAt);
  if (crossing === null) return description;
  const document = parseMarkdown(description);
  const indexOf = (one: Activity): number | null =>
    one.kind === "box" ? (itemNamed(one, document)?.index ?? null) : null;
  const setSince = new Set(crossing.after.map(indexOf));
  const lost = crossing.before.filter((one) => !setSince.has(indexOf(one)));
  return editItems(description, crossedBoxes(lost, description), null).text;
}
