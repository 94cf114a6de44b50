import { STAND_IN } from "../agenda/place.ts";
import type { Guard } from "../guard/types.ts";
import { writeOutReferences } from "../markdown/write-out.ts";
import { findGaps, itemTexts } from "./agenda-gaps.ts";
import { buildFollowUp } from "./build.ts";
import type { LeftOut } from "./left-out.ts";
import { withoutMarkedItems } from "./marked-items.ts";
import { withoutMarkedPassages } from "./marked-passages.ts";
import type { FollowUp, FollowUpInput, Gap } from "./types.ts";

/** A follow-up, and what was left out of it or would be. */
export interface GuardedFollowUp {
  readonly followUp: FollowUp;
  /** What the guard marks in the agenda, whether it is in the follow-up or not. */
  readonly marked: LeftOut;
  /** By what, as it stands in the list. For the account team's eyes: these words go into nothing that the bot makes. */
  readonly words: readonly string[];
  /** Ids of the action items among it. */
  readonly ids: readonly string[];
}

const NOTHING_LEFT_OUT: LeftOut = { passages: 0, items: 0 };

/** A title is read by everybody who sees the list of issues. */
function neutralTitle({ agenda, texts }: FollowUpInput, guard: Guard): string {
  const { title, date } = agenda;
  return guard(title).length === 0 ? title : texts.titles.ourCall({ date });
}

/** What was left out is not missing. */
function gapsBeside(gaps: readonly Gap[], { passages, items }: LeftOut): readonly Gap[] {
  return gaps.filter(
    ({ kind }) => !(kind === "empty-recap" && passages > 0) && !(kind === "no-action-items" && items > 0),
  );
}

/**
 * Builds the follow-up of an agenda without what its customer should not read, or with it where somebody asked for that
 * (`included`). Comments quote none of it either way, so it is in no gap; titles stay neutral.
 *
 * Throws as `buildFollowUp` does.
 */
export function buildGuardedFollowUp(given: FollowUpInput, guard: Guard, included: boolean): GuardedFollowUp {
  const agenda = { ...given.agenda, title: neutralTitle(given, guard) };
  const source = writeOutReferences(agenda.description.replaceAll(STAND_IN, ""));
  const passages = withoutMarkedPassages(source, itemTexts(given.items), guard);
  const items = withoutMarkedItems(given.items, given.sides, guard);
  const marked = { passages: passages.passages, items: items.ids.length + passages.looseActions };
  const words = [...new Set([...passages.words, ...items.words])];
  const kept: FollowUpInput = {
    ...given,
    agenda: { ...agenda, description: passages.kept },
    items: items.kept,
    itemsElsewhere: marked.items > 0,
    issueTitles: new Map([...given.issueTitles].filter(([, title]) => guard(title).length === 0)),
  };
  const built = buildFollowUp(included ? { ...given, agenda } : kept);
  const gaps = gapsBeside(included ? findGaps(kept) : built.gaps, marked);
  const followUp = { ...built, gaps, leftOut: included ? NOTHING_LEFT_OUT : marked };
  return { followUp, marked, words, ids: items.ids };
}
