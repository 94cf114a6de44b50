import { csmOn } from "../../config/resolve/csm.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { reason } from "../../domain/reason.ts";
import type { PlainDate } from "../../domain/schedule/types.ts";
import type { Issue, User } from "../../gitlab/port.ts";
import type { Action, ProjectState, SeriesState } from "../model/types.ts";

function nameOf(person: string): string {
  return person.replace(/^@/, "").toLowerCase();
}

/** Open issues of the bot that a former CSM is still assigned to; whom a person assigned is left alone. */
function leftOver(issue: Issue, csm: string, former: ReadonlySet<string>): readonly User[] {
  const assigned = parseIssueMarker(issue.description)?.assigned?.toLowerCase();
  const own = issue.assignees.filter((user) => {
    const name = user.username.toLowerCase();
    return name !== nameOf(csm) && (name === assigned || former.has(name));
  });
  return issue.state === "opened" ? own : [];
}

interface Held {
  readonly issue: Issue;
  /** The day whose CSM it belongs to: that of the call, today for what follows a call. */
  readonly day: PlainDate;
}

function openIssues(state: ProjectState, series: SeriesState): readonly Held[] {
  const today = state.today;
  const byCsm = series.meeting.assignees === null;
  const agendas = byCsm ? series.agendas.filter((one) => one.byBot && one.stands) : [];
  const followUps = series.followUps.filter((one) => one.canonical);
  return [
    ...agendas.map(({ issue, date }) => ({ issue, day: date > today ? date : today })),
    ...followUps.map(({ issue }) => ({ issue, day: today })),
  ];
}

/** An open issue that changes hands. */
export interface HandOver {
  readonly issue: Issue;
  readonly former: readonly User[];
  /** `@jane` */
  readonly csm: string;
}

/** Open issues that change hands, by the configuration. */
export function issuesToHandOver(state: ProjectState, series: SeriesState): readonly HandOver[] {
  const { configuration } = state.snapshot;
  const terms = configuration.csm.map((term) => nameOf(term.user));
  return openIssues(state, series).flatMap(({ issue, day }) => {
    const csm = csmOn(configuration, day);
    if (csm === null || !csm.startsWith("@")) return [];
    const before = new Set(terms.slice(0, Math.max(0, terms.indexOf(nameOf(csm)))));
    const former = leftOver(issue, csm, before);
    return former.length === 0 ? [] : [{ issue, former, csm }];
  });
}

/** Issues that were handed over by a run which could not note it any more. */
function unnoted(state: ProjectState, series: SeriesState): readonly Action[] {
  return openIssues(state, series).flatMap(({ issue, day }): readonly Action[] => {
    const csm = csmOn(state.snapshot.configuration, day);
    const assigned = parseIssueMarker(issue.description)?.assigned ?? null;
    const name = csm === null ? null : nameOf(csm);
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
    const next = users.get(nameOf(csm));
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
