import { csmOn, termCsmOn } from "../../config/resolve/csm.ts";
import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import type { Issue, User } from "../../gitlab/port.ts";
import type { ProjectState, SeriesState } from "./types.ts";

/** The user name that a configuration means, to be compared. */
export function userNameOf(person: string): string {
  return person.replace(/^@/, "").toLowerCase();
}

/** Open issues of the bot that a former CSM is still assigned to; whom a person assigned is left alone. */
function leftOver(issue: Issue, csm: string, former: ReadonlySet<string>): readonly User[] {
  const assigned = parseIssueMarker(issue.description)?.assigned?.toLowerCase();
  const own = issue.assignees.filter((user) => {
    const name = user.username.toLowerCase();
    return name !== userNameOf(csm) && (name === assigned || former.has(name));
  });
  return issue.state === "opened" ? own : [];
}

interface OfCsm {
  readonly issue: Issue;
  /** The day whose CSM it belongs to: that of the call, today for what follows a call. */
  readonly day: PlainDate;
}

/** The open issues of a series that belong to its CSM, and to whom by their day. */
export function openIssues(state: ProjectState, series: SeriesState): readonly OfCsm[] {
  const { today } = state;
  const { configuration } = state.snapshot;
  const byCsm = series.meeting.assignees === null;
  const agendas = byCsm ? series.agendas.filter((one) => one.byBot && one.stands) : [];
  // For the time that somebody covers what follows earlier calls stays with the CSM, who comes back to it.
  const isCovered = csmOn(configuration, today) !== termCsmOn(configuration, today);
  const followUps = isCovered ? [] : series.followUps.filter((one) => one.canonical);
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
  /** The day that is counted for. */
  readonly day: PlainDate;
  /** For whom the CSM of that day covers; null where the term is theirs. */
  readonly covered: string | null;
}

/** Open issues that change hands, by the configuration. */
export function issuesToHandOver(state: ProjectState, series: SeriesState): readonly HandOver[] {
  const { configuration } = state.snapshot;
  const terms = configuration.csm.map((term) => userNameOf(term.user));
  return openIssues(state, series).flatMap(({ issue, day }) => {
    const csm = csmOn(configuration, day);
    if (csm === null || !csm.startsWith("@")) return [];
    const before = new Set(terms.slice(0, Math.max(0, terms.indexOf(userNameOf(csm)))));
    const former = leftOver(issue, csm, before);
    return former.length === 0 ? [] : [{ issue, former, csm, day, covered: coveredOn(configuration, day) }];
  });
}

function coveredOn(configuration: ProjectConfiguration, day: PlainDate): string | null {
  const own = termCsmOn(configuration, day);
  return csmOn(configuration, day) === own ? null : own;
}
