import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { reason } from "../../domain/reason.ts";
import { agendaOf } from "./follow-ups.ts";
import { promotedIssues } from "./promoted.ts";
import type { Action, ProjectState, SeriesState } from "./types.ts";

/** Labels that a duplicate loses when it ends. */
export interface DuplicateLabels {
  readonly agenda: readonly string[];
  readonly followUp: readonly string[];
}

/** An ended follow-up says nothing of open items any more: it loses the state labels with its own. */
export function duplicateLabels(configuration: ProjectConfiguration): DuplicateLabels {
  const states = Object.values(configuration.stateLabels).map((label) => label.name);
  return { agenda: [configuration.agendaLabel], followUp: [configuration.followUpLabel, ...states] };
}

/** Open duplicates of agendas and follow-ups, ended in favour of the older one. */
export function closeDuplicates(series: SeriesState, labels: DuplicateLabels): readonly Action[] {
  const id = series.meeting.id;
  const agendas = series.agendas.flatMap((duplicate): readonly Action[] => {
    if (duplicate.canonical || duplicate.issue.state === "closed" || !duplicate.byBot) return [];
    const stays = series.agendas.find((one) => one.canonical && one.occurrence === duplicate.occurrence);
    return stays === undefined ? [] : [closeDuplicate(id, duplicate.issue.iid, stays.issue.iid, labels.agenda)];
  });
  const followUps = series.followUps.flatMap((duplicate): readonly Action[] => {
    if (duplicate.canonical || duplicate.issue.state === "closed") return [];
    const stays = series.followUps.find(
      (one) =>
        one.canonical &&
        one.occurrence === duplicate.occurrence &&
        agendaOf(series, one.marker) === agendaOf(series, duplicate.marker),
    );
    return stays === undefined ? [] : [closeDuplicate(id, duplicate.issue.iid, stays.issue.iid, labels.followUp)];
  });
  return [...agendas, ...followUps];
}

/** Issues made twice for one item. */
export function closeDuplicateItemIssues(state: ProjectState): readonly Action[] {
  const stays = promotedIssues(state.snapshot.own);
  return state.snapshot.own.flatMap((issue): readonly Action[] => {
    const marker = parseIssueMarker(issue.description);
    if (marker?.kind !== "item" || issue.state === "closed") return [];
    const first = stays.get(marker.carried[0] ?? "");
    return first === undefined || first.iid === issue.iid
      ? []
      : [closeDuplicate(marker.series, issue.iid, first.iid, [])];
  });
}

/** The action that ends a duplicate: the one with the lower iid stays (law 1). */
function closeDuplicate(series: string, iid: IssueIid, stays: IssueIid, labels: readonly string[]): Action {
  const why = reason("twin", `#${iid} and #${stays} were made for the same; the older one stays`, { iid, stays });
  return { kind: "close-twin", series, iid, stays, removeLabels: labels, reason: why };
}
