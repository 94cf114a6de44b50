import { csmOn } from "../../config/resolve/csm.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { reason } from "../../domain/reason.ts";
import type { User } from "../../gitlab/port.ts";
import { issuesToHandOver, openIssues, userNameOf } from "../model/hand-over.ts";
import type { Action, ProjectState, SeriesState } from "../model/types.ts";

/** Issues that were handed over by a run which could not note it any more. */
function unnoted(state: ProjectState, series: SeriesState): readonly Action[] {
  return openIssues(state, series).flatMap(({ issue, day }): readonly Action[] => {
    const csm = csmOn(state.snapshot.configuration, day);
    const assigned = parseIssueMarker(issue.description)?.assigned ?? null;
    const name = csm === null ? null : userNameOf(csm);
    const user = issue.assignees.find((one) => one.username.toLowerCase() === name);
    if (issue.state !== "opened" || assigned === null || user === undefined || assigned.toLowerCase() === name)
      return [];
    const { iid } = issue;
    const why = reason("csm-noted", `@${user.username} is assigned to #${iid} now`, { iid, from: assigned });
    return [{ kind: "take-up", series: series.meeting.id, iid, facts: { assigned: user.username }, reason: why }];
  });
}

/** A change of CSM in the configuration moves the assignee of the bot's open issues (handbook: CSM transition). */
export function planHandOver(
  state: ProjectState,
  series: SeriesState,
  users: ReadonlyMap<string, User>,
): { readonly actions: readonly Action[]; readonly warnings: readonly string[] } {
  const actions: Action[] = [];
  const warnings = new Set<string>();
  for (const { issue, former, csm } of issuesToHandOver(state, series)) {
    const next = users.get(userNameOf(csm));
    if (next === undefined) {
      warnings.add(`${csm} is not a member of the project: open issues stay with the CSM before`);
      continue;
    }
    const from = former.map((user) => user.username);
    const text = `the CSM is ${csm} now: #${issue.iid} goes from @${from.join(", @")}`;
    actions.push({
      kind: "assign",
      series: series.meeting.id,
      iid: issue.iid,
      from,
      to: next.username,
      toId: next.id,
      reason: reason("csm-changed", text, { iid: issue.iid, from, to: next.username }),
    });
  }
  return { actions: [...actions, ...unnoted(state, series)], warnings: [...warnings] };
}
