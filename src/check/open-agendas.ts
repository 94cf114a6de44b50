import type { IssueIid } from "../domain/ids.ts";
import { longOpen } from "../reconcile/model/open-calls.ts";
import type { ProjectState } from "../reconcile/model/types.ts";
import { namedIssues } from "../reconcile/plan/named-issues.ts";
import { leftOpen } from "../reconcile/plan/open-agendas.ts";
import type { Finding } from "./project.ts";

/** Agendas that nobody closed after calls of long ago: one finding for all of them, and nothing in a plan. */
function longOpenFinding(iids: readonly IssueIid[]): Finding {
  return {
    status: "warning",
    subject: "open agendas",
    text: `${namedIssues(iids)}: open since calls more than two weeks ago`,
    remedy: "close what is done with: it gets no follow-up any more",
  };
}

/** Open agendas that the configuration left behind, each with what to do about it. */
export function checkOpenAgendas(state: ProjectState): readonly Finding[] {
  const old = state.series.flatMap((series) => longOpen(state, series).map(({ issue }) => issue.iid));
  const left = state.series.flatMap((series) => leftOpen(state, series));
  const unplaced = state.unplaced.filter(({ issue }) => issue.state === "opened");
  return [
    ...left.map(({ iid, text, remedy }): Finding => ({ status: "warning", subject: `agenda #${iid}`, text, remedy })),
    ...(old.length === 0 ? [] : [longOpenFinding(old)]),
    ...unplaced.map(
      ({ issue, reason, remedy }): Finding => ({
        status: "warning",
        subject: `agenda #${issue.iid}`,
        text: reason.text,
        remedy,
      }),
    ),
  ];
}
