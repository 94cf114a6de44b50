import { isPermanentError, isUnknownOutcomeError } from "../../domain/errors.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { type IssueMarker, parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import type { Instant } from "../../domain/time/types.ts";
import { HOUR_MS } from "../../domain/time/units.ts";
import type { GitLab, Issue, IssueDraft, User } from "../../gitlab/port.ts";
import { isEndedDuplicate } from "../model/recognise/recognise.ts";

/** Patience between a creation of unknown outcome and looking for it, in milliseconds. */
const SETTLE_MS: readonly number[] = [1_000, 4_000];
/** Clocks of GitLab's nodes may differ by this much. */
const CLOCK_SLACK_MS = HOUR_MS;
const TRIES = 2;

/** An issue that may exist only once. */
export interface Unique {
  readonly draft: IssueDraft;
  /** The label whose loss tells an ended duplicate, or null for issues that wear none. */
  readonly label: string | null;
  /** True for the marker of the issue that is wanted. */
  readonly is: (marker: IssueMarker) => boolean;
  /** True for an issue that people may have made in its place since the run looked: the next run tells. */
  readonly mayBeTheirs?: (issue: Issue) => boolean;
}

export interface CreateDependencies {
  readonly gitlab: GitLab;
  /** When the newest issue that the run has seen was made, or a while before the run where it saw none. */
  readonly seenUntil: Instant;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Ends a duplicate: the first stays. */
  readonly endDuplicate: (iid: IssueIid, stays: IssueIid) => Promise<void>;
}

function matching(unique: Unique, issues: readonly Issue[]): readonly Issue[] {
  return issues
    .filter((issue) => {
      if (unique.label !== null && isEndedDuplicate(issue, unique.label)) return false;
      const marker = parseIssueMarker(issue.description);
      return marker !== null && unique.is(marker);
    })
    .sort((a, b) => a.iid - b.iid);
}

/** After an unknown outcome: observe again, more than once, since GitLab may still be at it (law 1). */
async function findUnique(unique: Unique, deps: CreateDependencies): Promise<Issue | null> {
  for (const pause of SETTLE_MS) {
    await deps.sleep(pause);
    const [found] = matching(unique, await deps.gitlab.listIssues({ createdByMe: true }));
    if (found !== undefined) return found;
  }
  return null;
}

/** What is to be looked for before another try: GitLab may have made it, in this request or in one beside it (409). */
function isDoubtful(error: unknown): boolean {
  return isUnknownOutcomeError(error) || (isPermanentError(error) && error.code === "GITLAB_CONFLICT");
}

interface Created {
  readonly issue: Issue;
  /** It was made by the one request that was sent for it. */
  readonly isPlain: boolean;
}

async function create(unique: Unique, deps: CreateDependencies): Promise<Created> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { issue: await deps.gitlab.createIssue(unique.draft), isPlain: attempt === 1 };
    } catch (error) {
      if (!isDoubtful(error)) throw error;
      const found = await findUnique(unique, deps);
      if (found !== null) return { issue: found, isPlain: false };
      if (attempt === TRIES) throw error;
    }
  }
}

/** The bot's own among issues; who that is is asked only where one of them could be. */
async function ownAmong(issues: readonly Issue[], gitlab: GitLab): Promise<readonly Issue[]> {
  if (issues.length === 0) return [];
  const me: User = await gitlab.getCurrentUser();
  return issues.filter((issue) => issue.author.id === me.id);
}

/** What people may have made in its place since the run looked. */
function unseenAmong({ mayBeTheirs }: Unique, issues: readonly Issue[], { seenUntil }: CreateDependencies) {
  const isYounger = ({ createdAt }: Issue): boolean => Date.parse(createdAt) > Date.parse(seenUntil);
  return issues.filter((issue) => isYounger(issue) && mayBeTheirs?.(issue) === true);
}

/** What there is of an issue that may exist only once; `put-off` where a person may have made it. */
export interface Existing {
  readonly issue: Issue;
  readonly outcome: "done" | "already-done" | "put-off";
}

/**
 * Creates an issue unless it was made since the run looked, and looks whether somebody else did so at the same time: the lowest
 * iid stays, the others are closed with a relation to it. Whoever looks last sees both, so that exactly one stays open (law 1).
 *
 * The look just before costs no request more: GitLab counts the issues of a project, so one that comes right after the newest
 * seen there has no duplicate, and only others are looked for again.
 */
export async function createUnique(unique: Unique, deps: CreateDependencies): Promise<Existing> {
  const before = await deps.gitlab.listIssues({ createdAfter: deps.seenUntil, ofAnyType: true });
  const [there] = await ownAmong(matching(unique, before), deps.gitlab);
  if (there !== undefined) return { issue: there, outcome: "already-done" };
  const [theirs] = unseenAmong(unique, before, deps);
  if (theirs !== undefined) return { issue: theirs, outcome: "put-off" };
  const { issue: created, isPlain } = await create(unique, deps);
  const last = before.at(-1)?.iid;
  if (isPlain && last !== undefined && created.iid === last + 1) return { issue: created, outcome: "done" };
  return settle(unique, created, deps);
}

/** Of all that were made at the same time the lowest iid stays. */
async function settle(unique: Unique, created: Issue, deps: CreateDependencies): Promise<Existing> {
  const createdAfter = new Date(Date.parse(created.createdAt) - CLOCK_SLACK_MS).toISOString();
  const whose = unique.mayBeTheirs === undefined ? ({ createdByMe: true } as const) : {};
  const young = await deps.gitlab.listIssues({ ...whose, createdAfter });
  const duplicates = await ownAmong(matching(unique, young), deps.gitlab);
  const stays = duplicates[0] ?? created;
  for (const duplicate of duplicates.slice(1))
    if (duplicate.state === "opened") await deps.endDuplicate(duplicate.iid, stays.iid);
  if (stays.iid !== created.iid) return { issue: stays, outcome: "already-done" };
  const theirs = unseenAmong(unique, young, deps).find(
    ({ iid, dueDate }) => iid < created.iid && dueDate === unique.draft.dueDate,
  );
  if (theirs === undefined) return { issue: created, outcome: "done" };
  await deps.endDuplicate(created.iid, theirs.iid);
  return { issue: theirs, outcome: "put-off" };
}
