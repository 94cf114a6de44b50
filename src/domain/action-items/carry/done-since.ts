import { endsAsQuestion } from "../../minutes/minutes-lines.ts";
import { makeItemInert } from "../../text-safety/index.ts";
import { wordsOf } from "../read/read.ts";
import type { ItemTimeline } from "../read/types.ts";
import { readTimelines } from "../timeline/timelines.ts";
import type { CarryInput } from "./carry.ts";
import { sinceLastOf } from "./since-last.ts";

/** What stood in the last agenda or its follow-up and is done by now. */
export interface DoneItem {
  readonly how: "ticked" | "issue-closed" | "answered";
  /** Inert Markdown on one line. */
  readonly text: string;
}

function isShownIn(timeline: ItemTimeline, input: CarryInput): boolean {
  return input.belongs?.(timeline).here ?? true;
}

/** The items that were done since the last agenda was made, as far as the new one may tell (handbook C9, law 5). */
export function doneSince(input: CarryInput): readonly DoneItem[] {
  if (!input.rules.enabled) return [];
  const isRecent = sinceLastOf(input);
  return readTimelines(input.agendas, input.rules, input.evidence).timelines.flatMap(
    (timeline): readonly DoneItem[] => {
      const { resolution } = timeline;
      const place = timeline.appearances.findLast((one) => input.confidential || !one.agenda.confidential);
      if (resolution.kind !== "resolved" || resolution.state !== "done" || place === undefined) return [];
      if (!isRecent(timeline) || !isShownIn(timeline, input)) return [];
      const { bare } = wordsOf(place).details;
      const isClosed = resolution.reason.rule === "issue-closed";
      const how = isClosed ? "issue-closed" : endsAsQuestion(bare) ? "answered" : "ticked";
      return [{ how, text: makeItemInert(bare, { mentions: "quiet", project: input.project ?? null }).trim() }];
    },
  );
}
