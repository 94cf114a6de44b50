import type { ItemTimeline } from "../../domain/action-items/read/types.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import type { Issue } from "../../gitlab/port.ts";
import { isOpen, livingIn } from "./items.ts";
import type { ProjectState, SeriesState } from "./types.ts";

/** Iids of all issues that the bot made for items, duplicates included. */
export function itemIssues(own: readonly Issue[]): ReadonlySet<IssueIid> {
  return new Set(own.filter(({ description }) => parseIssueMarker(description)?.kind === "item").map(({ iid }) => iid));
}

/** Issues that items were given, by item id (handbook B20). */
export function promotedIssues(own: readonly Issue[]): ReadonlyMap<string, Issue> {
  const oldestFirst = [...own].sort((a, b) => b.iid - a.iid);
  return new Map(
    oldestFirst.flatMap((issue) => {
      const marker = parseIssueMarker(issue.description);
      return marker?.kind === "item" ? marker.carried.map((id): [string, Issue] => [id, issue]) : [];
    }),
  );
}

function wanted(timelines: readonly ItemTimeline[], promoted: ReadonlyMap<string, unknown>): readonly ItemTimeline[] {
  return timelines.filter(
    (timeline) =>
      isOpen(timeline) &&
      !promoted.has(timeline.id) &&
      // One that points to an issue, or is one, has what is asked for, even when somebody deleted that.
      timeline.issue === null &&
      // What was asked for before the bot, nobody asked it for.
      timeline.appearances.some((place) => place.promote && place.agenda.began === undefined),
  );
}

/** Items that people want an issue of their own for, and that have none yet. */
export function itemsToPromote(state: ProjectState, series: SeriesState, items: SeriesItems): readonly ItemTimeline[] {
  return wanted(livingIn(state, series, items), promotedIssues(state.snapshot.own));
}
