import { partKindOf } from "../../minutes/part-names.ts";
import { nearestDivider } from "../read/group.ts";
import { readQuestions } from "../read/question-entries.ts";
import type { ItemEntry } from "../read/read.ts";
import type { AgendaText, CarryRules } from "../read/types.ts";
import { type Identified, identifyEntries, type KnownItem } from "./identify.ts";

/**
 * Gives the questions of an agenda that have no box there their identity: those that a later agenda took over theirs, open ones
 * that no follow-up asks a new one. `items` are those with a box there, `known` what may stand there.
 */
export function identifyQuestions(
  { questions }: AgendaText,
  entries: readonly ItemEntry[],
  items: readonly Identified[],
  known: readonly KnownItem[],
  taken: ReadonlySet<string>,
): readonly Identified[] {
  if (questions === undefined || questions.count === "followed" || entries.length === 0) return [];
  const used = new Set(items.map(({ id }) => id));
  const left = known.filter(({ id }) => !used.has(id));
  const raises = ({ state }: ItemEntry): boolean => questions.count === "asked" && state === "open";
  return identifyEntries(entries, left, new Set([...taken, ...used])).flatMap((one) =>
    one.how === "new" && !raises(one.entry) ? [] : [{ ...one, doubt: null }],
  );
}

function isQuestion({ entry }: Identified): boolean {
  if (entry.agenda.kind !== "follow-up" || entry.claimed !== null) return false;
  const divider = nearestDivider(entry.document, entry.item);
  return divider !== null && partKindOf(divider.text) === "questions";
}

/**
 * The questions of an agenda that its follow-up gave a box, where people answered them in the agenda since; `followUp` is what
 * stands in that, and an agenda is read for them only where it has one.
 */
export function answeredSince(
  agenda: AgendaText | undefined,
  entries: readonly ItemEntry[],
  followUp: readonly Identified[],
  rules: CarryRules,
): readonly Identified[] {
  if (agenda?.questions?.count !== "followed") return [];
  const asked = followUp.filter(isQuestion);
  if (asked.length === 0) return [];
  const known = asked.map(({ id, entry }) => ({ id, texts: [entry.text] }));
  const found = identifyEntries(readQuestions(agenda, entries, rules), known, new Set());
  return found.flatMap((one) => (one.how === "new" ? [] : [{ ...one, doubt: null }]));
}
