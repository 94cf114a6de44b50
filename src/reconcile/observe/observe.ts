import type { ProjectConfiguration } from "../../config/resolve/types.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import type { HolidayCalendar, Instant } from "../../domain/time/types.ts";
import type { GitLab, Issue } from "../../gitlab/port.ts";
import { unnamedAmong, youngAmong } from "../model/recognise/aside.ts";
import type { Snapshot } from "../model/types.ts";
import { checkMeasure } from "./measure.ts";
import { readOldIssues } from "./old-issues.ts";

/** Where an observation gets what is not in the issues. */
export interface ObserveDependencies {
  readonly gitlab: GitLab;
  /** Reads and checks the configuration of the project. */
  readonly readConfiguration: (gitlab: GitLab) => Promise<ProjectConfiguration>;
  readonly holidays: (countries: readonly string[]) => Promise<HolidayCalendar>;
  readonly now: () => Instant;
  /** How many follow-ups that are held back are to be made, the newest ones; none by default. */
  readonly catchUp?: number | undefined;
}

/**
 * Reads what is in GitLab: the configuration and two lists of issues, each complete or an error (law 2).
 * @throws PermanentError where they hold more than can be looked at.
 */
export async function observe({
  gitlab,
  readConfiguration,
  holidays,
  now,
  catchUp,
}: ObserveDependencies): Promise<Snapshot> {
  const at = now();
  // The bot's own issues need no configuration to be asked for: one round trip less.
  const [configuration, mine] = await Promise.all([
    readConfiguration(gitlab),
    gitlab.listIssues({ createdByMe: true }),
  ]);
  const [calendar, wearing, { named, oldItems }] = await Promise.all([
    holidays(configuration.countries),
    gitlab.listIssues({ labels: [configuration.agendaLabel] }),
    readOldIssues(gitlab, configuration),
  ]);
  const known = new Set(wearing.map(({ iid }) => iid));
  const labelled = [...wearing, ...named.filter(({ iid }) => !known.has(iid))];
  checkMeasure([...mine, ...labelled]);
  return {
    at,
    configuration,
    calendar,
    ...(await sorted(gitlab, mine, labelled, { at, now })),
    instanceUrl: gitlab.url,
    catchUp,
    oldItems,
  };
}

/**
 * Whose an issue is, its author says, and never that one list has it and the other has not: they are read one after the other,
 * and another run may have made it in between.
 */
async function sorted(
  gitlab: GitLab,
  mine: readonly Issue[],
  labelled: readonly Issue[],
  { at, now }: { readonly at: Instant; readonly now: () => Instant },
): Promise<Pick<Snapshot, "own" | "labelled" | "aside">> {
  const isMarked = labelled.some(({ description }) => parseIssueMarker(description) !== null);
  const bot = mine[0]?.author ?? (isMarked ? await gitlab.getCurrentUser() : null);
  const isOwn = ({ author }: Issue): boolean => author.id === bot?.id;
  const own = new Map([...mine, ...labelled.filter(isOwn)].map((issue) => [issue.iid, issue]));
  const unnamed = await unnamedAmong(
    gitlab,
    labelled.filter((issue) => !isOwn(issue)),
  );
  const aside = [...unnamed, ...youngAmong([...labelled.filter((issue) => !isOwn(issue)), ...own.values()], at, now())];
  const left = new Set(aside.map(({ issue }) => issue.iid));
  const isRead = ({ iid }: Issue): boolean => !left.has(iid);
  return {
    own: [...own.values()].filter(isRead).sort((a, b) => a.iid - b.iid),
    labelled: labelled.filter(isRead),
    aside,
  };
}
