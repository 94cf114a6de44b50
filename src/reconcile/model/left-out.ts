import { whyLeftBefore } from "../../domain/action-items/carry/too-old.ts";
import { allBoxes, leftOut } from "../../domain/action-items/read/left-out.ts";
import { tellApart } from "../../domain/action-items/read/stands-under.ts";
import type { LeftBehind } from "../../domain/action-items/read/types.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import { reason } from "../../domain/reason.ts";
import { homeReason } from "./item-homes.ts";
import { livingIn, textsOf } from "./items.ts";
import type { Details, ProjectState, SeriesState, Unplaced } from "./types.ts";

/** Of so many of the last agendas of a series, with their follow-ups, boxes are named: older ones were told before. */
const AGENDAS_NAMED = 3;

/**
 * The boxes that GitLab shows in the last agendas and follow-ups of a series and in the comments on them, as far as
 * those were read, that are no action items, each with the rule.
 */
export function leftOutOf(state: ProjectState, series: SeriesState, { comments }: Details): readonly LeftBehind[] {
  const bot = state.bot;
  const texts = textsOf(state, series, series.agendas.slice(-AGENDAS_NAMED), comments);
  return texts.flatMap((text) => {
    const notes = (comments.get(text.iid) ?? []).filter((note) => !note.system && note.author.id !== bot?.id);
    return [
      ...leftOut(text, series.meeting.carry),
      ...notes.flatMap((note) => {
        const why = `stands in a comment by @${note.author.username}: boxes in comments are nobody's action items`;
        return allBoxes(text.iid, note.body, reason("in-comment", why, { note: note.id }));
      }),
    ];
  });
}

/** The open items that stand in a series and go on elsewhere, or nowhere, each with the reason (law 2). */
export function goingElsewhere(state: ProjectState, series: SeriesState, items: SeriesItems): readonly LeftBehind[] {
  const timelines = livingIn(state, series, items);
  const going = timelines.flatMap((timeline) => {
    const why = whyLeftBefore(timeline, series.meeting.carry) ?? homeReason(state, series, timeline);
    if (timeline.resolution.kind !== "open" || why === null || !series.meeting.carry.enabled) return [];
    const { agenda, text } = timeline.resolution.newest;
    return [{ timeline, left: { iid: agenda.iid, text, reason: why } }];
  });
  return tellApart(going, timelines);
}

/** The boxes of an issue that could not be placed: nothing in it is read. */
export function boxesOf({ issue, reason: why }: Unplaced): readonly LeftBehind[] {
  return allBoxes(issue.iid, issue.description, why);
}
