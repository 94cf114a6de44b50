import type { ProjectState } from "../reconcile/model/types.ts";
import { leftOpen } from "../reconcile/plan/open-agendas.ts";
import type { Finding } from "./project.ts";

/** Open agendas that the configuration left behind, each with what to do about it. */
export function checkOpenAgendas(state: ProjectState): readonly Finding[] {
  const left = state.series.flatMap((series) => leftOpen(state, series));
  const unplaced = state.unplaced.filter(({ issue }) => issue.state === "opened");
  return [
    ...left.map(({ iid, text, remedy }): Finding => ({ status: "warning", subject: `agenda #${iid}`, text, remedy })),
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
