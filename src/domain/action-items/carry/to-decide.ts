import type { CarryRules, ItemTimeline } from "../read/types.ts";
import { carriesOf, followUpsOf } from "../timeline/timelines.ts";
import { isAsked } from "./too-old.ts";

/**
 * Whether people are to decide about an item that is carried once more: by then it is carried too often or too old, it was in as
 * many follow-ups as one topic is to take (handbook E50), or somebody wants to be asked about it.
 */
export function isToDecide(timeline: ItemTimeline, ageDays: number, rules: CarryRules): boolean {
  const isOften = carriesOf(timeline) + 1 > rules.flagAfter || followUpsOf(timeline) >= rules.flagAfter;
  return isOften || ageDays > rules.flagAfterDays || isAsked(timeline);
}
