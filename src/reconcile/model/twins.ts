import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { reason } from "../../domain/reason.ts";
import { agendaOf } from "./follow-ups.ts";
import { promotedIssues } from "./promoted.ts";
import type { Action, ProjectState, SeriesState } from "./types.ts";

/** Labels that a twin loses when it ends. */
export interface TwinLabels {
  readonly agenda: readonly string[];
  readonly followUp: readonly string[];
}

/** An ended follow-up says nothing of open items any more: it loses the state labels with its own. */
export function twinLabels(configuration: ProjectConfiguration): TwinLabels {
  const states = Object.values(configuration.stateLabels).map((label) => label.name);
  return { agenda: [configuration.agendaLabel], followUp: [configuration.followUpLabel, ...states] };
}

/** Open twins of agendas and follow-ups, ended in favour of the older one. */
export function closeTwins(series: SeriesState, labels: TwinLabels): readonly Action[] {
  const id = series.meeting.id;
  const agendas = series.agendas.flatMap((twin): readonly Action[] => {
    if (twin.canonical || twin.issue.state === "closed" || !twin.byBot) return [];
    const stays = series.agendas.find((one) => one.canonical && one.occurrence === twin.occurrence);
    return stays === undefined ? [] : [closeTwin(id, twin.issue.iid, stays.issue.iid, labels.agenda)];
  });
  const followUps = series.followUps.flatMap((twin): readonly Action[] => {
    if (twin.canonical || twin.issue.state === "closed") return [];
    const stays = series.followUps.find(
      (one) =>
        one.canonical &&
        one.occurrence === twin.occurrence &&
        agendaOf(series, one.marker) === agendaOf(series, twin.marker),
    );
    return stays === undefined ? [] : [closeTwin(id, twin.issue.iid, stays.issue.iid, labels.followUp)];
  });
  return [...agendas, ...followUps];
}

/** Issues made twice for one item. */
export function closeItemTwins(state: ProjectState): readonly Action[] {
  const stays = promotedIssues(state.snapshot.own);
  return state.snapshot.own.flatMap((issue): readonly Action[] => {
    const marker = parseIssueMarker(issue.description);
    if (marker?.kind !== "item" || issue.state === "closed") return [];
    const first = stays.get(marker.carried[0] ?? "");
    return first === undefined || first.iid === issue.iid ? [] : [closeTwin(marker.series, issue.iid, first.iid, [])];
  });
}

/** The action that ends a twin: the one with the lower iid stays (law 1). */
function closeTwin(series: string, iid: number, stays: number, labels: readonly string[]): Action {
  const why = reason("twin", `#${iid} and #${stays} were made for the same; the older one stays`, { iid, stays });
  return { kind: "close-twin", series, iid, stays, removeLabels: labels, reason: why };
}
