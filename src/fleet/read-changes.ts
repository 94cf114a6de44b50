import type { ServiceConfiguration } from "../config/service/types.ts";
import { isConfigError } from "../domain/errors.ts";
import type { Instant } from "../domain/time/types.ts";
import { DAY_MS, MINUTE_MS } from "../domain/time/units.ts";
import type { ChangedIssue, FleetGitLab } from "../gitlab/fleet-port.ts";
import { isInside, outermost } from "./read-sources.ts";
import { isAfter, later } from "./times.ts";
import type { FleetProblem, FleetState, SeenProject } from "./types.ts";

/** What changed since it was last asked. */
export interface Changes {
  readonly issues: readonly ChangedIssue[];
  /** By list: from when on it need not be asked again. */
  readonly listedAt: ReadonlyMap<string, Instant>;
  readonly problems: readonly FleetProblem[];
}

/** One list of changed issues. */
export interface ChangeList {
  readonly name: string;
  readonly group: string;
  readonly labels: readonly string[];
  /** The first of the looks at its projects: what was before needs no list. */
  readonly firstReconcileAt: Instant;
}

/**
 * Lists begin this long before the last one did: GitLab stamps a change before it can be read, and clocks differ. What comes
 * twice is recognised, since projects remember up to which change they were looked at.
 */
const OVERLAP_MS = 10 * MINUTE_MS;

/** So far clocks of machines may differ: the overlap covers it. */
const SLACK_MS = 5 * MINUTE_MS;

/** With more different labels one list of all issues is cheaper. */
const MOST_LABELS = 3;

/**
 * The lists that tell what changed in projects looked at before: by group, and by label as the last look at its projects found
 * it configured. Pure.
 */
export function changeLists(
  projects: Iterable<SeenProject>,
  reconciled: FleetState["reconciled"],
  service: ServiceConfiguration,
): readonly ChangeList[] {
  const groups = outermost(service.groups);
  const byGroup = new Map<string, { readonly labels: Set<string>; firstReconcileAt: Instant }>();
  for (const { id, path, inGroup, obstacle } of projects) {
    const last = reconciled.get(id);
    if (last === undefined || last.labels.length === 0 || obstacle !== null) continue;
    // For a project of a topic, or one named by itself, the group at the very top lists the issues too.
    const top = inGroup ? path.slice(0, path.indexOf("/")) : null;
    const group = groups.find((one) => isInside(path, one)) ?? top;
    if (group === null) continue;
    const list = byGroup.get(group) ?? { labels: new Set<string>(), firstReconcileAt: last.at };
    for (const label of last.labels) list.labels.add(label);
    if (isAfter(list.firstReconcileAt, last.at)) list.firstReconcileAt = last.at;
    byGroup.set(group, list);
  }
  return [...byGroup].flatMap(([group, { labels, firstReconcileAt }]) =>
    listsOf(group, [...labels].sort(), firstReconcileAt),
  );
}

function listsOf(group: string, labels: readonly string[], firstReconcileAt: Instant): readonly ChangeList[] {
  if (labels.length > MOST_LABELS) return [{ name: group, group, labels: [], firstReconcileAt }];
  return labels.map((label) => ({ name: `${group} ~${label}`, group, labels: [label], firstReconcileAt }));
}

/** What was noted by a clock that was ahead says nothing: then all is listed that the last day changed. */
function since(noted: Instant, at: Instant): Instant {
  return isAfter(noted, later(at, SLACK_MS)) ? later(at, -DAY_MS) : noted;
}

/** Reads the lists. One that cannot be read is asked for the same time again with the next sweep. */
export async function readChanges(
  gitlab: FleetGitLab,
  lists: readonly ChangeList[],
  before: FleetState["listedAt"],
  at: Instant,
): Promise<Changes> {
  const issues: ChangedIssue[] = [];
  const listedAt = new Map<string, Instant>();
  const problems: FleetProblem[] = [];
  for (const { name, group, labels, firstReconcileAt } of lists) {
    try {
      const updatedAfter = later(since(before.get(name) ?? firstReconcileAt, at), -OVERLAP_MS);
      for (const issue of await gitlab.listGroupIssues({ group, labels, updatedAfter })) issues.push(issue);
      listedAt.set(name, at);
    } catch (error) {
      if (!(error instanceof Error) || isConfigError(error)) throw error;
      problems.push({ source: `issues of ${name}`, error });
    }
  }
  return { issues, listedAt, problems };
}
