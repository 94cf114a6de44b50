import { csmOn } from "../../config/resolve/csm.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { reason } from "../../domain/reason.ts";
import { formatDay } from "../../domain/schedule/format.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { User } from "../../gitlab/port.ts";
import { lastCsmChange } from "../model/csm.ts";
import { issuesToHandOver, openIssues, userNameOf } from "../model/hand-over.ts";
import { isToCome, outAt, waitsForHours } from "../model/kind-hours.ts";
import type { Action, NonAction, ProjectState, SeriesState } from "../model/types.ts";

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
): {
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  readonly warnings: readonly string[];
  readonly wakeAt: readonly Instant[];
} {
  const actions: Action[] = [];
  const skipped: NonAction[] = [];
  // Both are mailed.
  const out = outAt(state, lastCsmChange(state) ?? state.snapshot.at);
  const warnings = new Set<string>();
  for (const { issue, former, csm, day, covered } of issuesToHandOver(state, series)) {
    const next = users.get(userNameOf(csm));
    if (next === undefined) {
      warnings.add(`${csm} is not a member of the project: open issues stay with the CSM before`);
      continue;
    }
    if (isToCome(state, out)) {
      const held = waitsForHours(state, `#${issue.iid} goes to ${csm}, which`, out);
      skipped.push({ series: series.meeting.id, occurrence: null, iid: issue.iid, reason: held });
      continue;
    }
    const from = former.map((user) => user.username);
    const who = covered === null ? `the CSM is ${csm} now` : `${csm} covers for ${covered} on ${formatDay(day)}`;
    const text = `${who}: #${issue.iid} goes from @${from.join(", @")}`;
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
  return {
    actions: [...actions, ...unnoted(state, series)],
    skipped,
    warnings: [...warnings],
    wakeAt: skipped.length === 0 ? [] : [out],
  };
}
