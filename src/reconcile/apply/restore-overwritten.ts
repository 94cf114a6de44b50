import { createHash } from "node:crypto";
import { isPermanentError, type PermanentError, TransientError } from "../../domain/errors.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import { joinCrossed } from "../../domain/merge/join-crossed.ts";
import { restoreOverwritten } from "../../domain/merge/overwritten.ts";
import { neutraliseQuickActions } from "../../domain/text-safety/index.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { GitLab } from "../../gitlab/port.ts";
import { crossingOf, tracesOf } from "./crossing.ts";
import { repairCrossing } from "./edit-description.ts";
import { withOverwrittenBoxes } from "./overwritten-boxes.ts";
import { updatesOf } from "./same-text.ts";

/** How often a text is merged anew because somebody saved meanwhile. */
const TRIES = 3;
const BUSY_AGAIN_MS = 10_000;
/** GitLab is not asked on and on when it does not answer. */
const MOST_FAILURES = 2;

/** What the webhook of the bot's own update of a description says. */
export interface OwnUpdate {
  readonly id: string;
  readonly iid: IssueIid;
  /** The text that stood there just before (`changes.description.previous`). */
  readonly previous: string;
  /** What the bot wrote (`changes.description.current`). */
  readonly written: string;
  /** When that was, as the webhook says. */
  readonly at: Instant;
  /** When a person saved what stood there, where that was shortly before: boxes may have been theirs. */
  readonly personAt?: Instant | undefined;
  /** When the webhook came. */
  readonly heardAt: Instant;
}

/** A write that put something back, by the hashes of what it was made from and of what GitLab then stored. */
export interface PutBack {
  readonly iid: IssueIid;
  /** Ids of the updates that it repaired. */
  readonly repaired: readonly string[];
  readonly base: string;
  readonly written: string;
}

export interface RepairOptions {
  readonly botId: number;
  /** Of one project, in any order. */
  readonly updates: readonly OwnUpdate[];
  /** Those of the last hours: their own webhooks tell of them as well. */
  readonly putBacks: readonly PutBack[];
  /** Milliseconds since 1970. Without it, no update waits for those that may follow it. */
  readonly now?: number | undefined;
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What came of repairs. */
export interface Repaired {
  /** Ids of the updates that are done with. */
  readonly settled: readonly string[];
  readonly putBacks: readonly PutBack[];
  /** What GitLab refuses for good: done with as well. */
  readonly refused: readonly { readonly iid: IssueIid; readonly error: PermanentError }[];
  /** Why the others are not done with; null where all are. */
  readonly failure: unknown;
}

/** GitLab sends the webhooks of a project one after the other, each within ten seconds. */
const FOLLOWED_WITHIN_MS = 120_000;

/** Refusals that end once somebody gives the token, or the audit file, what it lacks. */
const MAY_END: ReadonlySet<string> = new Set([
  "CADENCE_AUDIT",
  "GITLAB_FORBIDDEN",
  "GITLAB_PROJECT_NOT_FOUND",
  "GITLAB_ROLE",
  "GITLAB_SCOPE",
]);

/**
 * Repairs what the bot overwrote in issues of a project: GitLab has no lock, so a text that a person saved between the bot's
 * last read and its write is known only from the webhook of that write (law 3). Each person's text is put back by a three-way
 * merge into what stands there now, those of one issue with one write; what the bot changed rightly is planned anew by the
 * next run. An update that lost nothing costs no request.
 *
 * The webhook is not believed: a Maintainer of any project with a webhook can make GitLab sign a body of any content (custom
 * webhook templates), about other projects too. So GitLab itself must know of the crossing, the text must be that of
 * the issue, and what is put back can run no quick action (law 4).
 *
 * @throws what `signal` was aborted with; whatever else goes wrong is in the answer.
 */
export async function repairOverwrittenOf(gitlab: GitLab, options: RepairOptions): Promise<Repaired> {
  const { updates, signal } = options;
  const settled: string[] = [];
  const putBacks: PutBack[] = [];
  const refused: { iid: IssueIid; error: PermanentError }[] = [];
  const failures: unknown[] = [];
  for (const [iid, own] of byIssue(updates)) {
    signal?.throwIfAborted();
    if (failures.length >= MOST_FAILURES) break;
    try {
      const known = [...options.putBacks, ...putBacks];
      const { putBack, waiting } = await repairIssue(gitlab, iid, own, { ...options, putBacks: known });
      if (putBack !== null) putBacks.push(putBack);
      for (const update of own) if (!waiting.includes(update)) settled.push(update.id);
    } catch (error) {
      if (isPermanentError(error) && !MAY_END.has(error.code)) {
        refused.push({ iid, error });
        for (const { id } of own) settled.push(id);
      } else failures.push(error);
    }
  }
  return { settled, putBacks, refused, failure: failures[0] ?? null };
}

/** Oldest first within each issue. */
function byIssue(updates: readonly OwnUpdate[]): ReadonlyMap<IssueIid, readonly OwnUpdate[]> {
  const issues = new Map<IssueIid, OwnUpdate[]>();
  // What GitLab tells is to the second.
  const order = ({ at, heardAt }: OwnUpdate): string => `${at} ${heardAt}`;
  const sorted = [...updates].sort((one, other) => order(one).localeCompare(order(other)));
  for (const update of sorted) issues.set(update.iid, [...(issues.get(update.iid) ?? []), update]);
  return issues;
}

interface RepairedIssue {
  /** The write that put something back; null where nothing was lost, or is to be believed. */
  readonly putBack: PutBack | null;
  /** What may yet be known for an update of the issue. */
  readonly waiting: readonly OwnUpdate[];
}

const NOTHING: RepairedIssue = { putBack: null, waiting: [] };

/** Throws what GitLab throws. */
async function repairIssue(
  gitlab: GitLab,
  iid: IssueIid,
  updates: readonly OwnUpdate[],
  { botId, putBacks, now, log }: RepairOptions,
): Promise<RepairedIssue> {
  const losses = updates.flatMap((update, index) => lossOf(update, updates.slice(0, index), putBacks) ?? []);
  const boxes = updates.filter(({ personAt, id }) => personAt !== undefined && !isPutBack(id, putBacks));
  if (losses.length === 0 && boxes.length === 0) return NOTHING;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const issue = await gitlab.getIssue(iid);
    if (issue === null) return NOTHING;
    const { description } = issue;
    const ofIssue = updatesOf(updates, description);
    const known = losses.filter(({ update }) => ofIssue.has(update));
    const waiting = losses.map(({ update }) => update).filter((one) => !ofIssue.has(one) && isYoung(one, now));
    if (boxes.length === 0 && putInto(description, known) === description) return { putBack: null, waiting };
    const traces = tracesOf(await gitlab.listNotes(iid, "activity"), botId);
    const believed = known.filter(({ update }) => crossingOf(traces, update.at, update.heardAt) !== null);
    const text = putInto(description, believed);
    const restored = boxes.reduce((before, update) => withOverwrittenBoxes(before, update, traces), text);
    if (restored === description) return { putBack: null, waiting };
    const again = await gitlab.getIssue(iid);
    if (again === null) return NOTHING;
    if (again.description !== description) continue;
    const written = await gitlab.updateIssue(iid, { description: neutraliseQuickActions(restored) });
    log?.info({ iid }, `#${iid}: an edit that crossed the bot's own was put back`);
    await repairCrossing({ gitlab, botId, log }, again, written);
    const repaired = [...believed.map(({ update }) => update), ...boxes].map(({ id }) => id);
    return { putBack: { iid, repaired, base: hashOf(description), written: hashOf(written.description) }, waiting };
  }
  throw new TransientError(`#${iid}: an overwritten edit could not be put back, somebody is editing`, {
    code: "CADENCE_BUSY",
    status: null,
    retryAfterMs: BUSY_AGAIN_MS,
  });
}

/** Whether those that followed an update may still be on their way: together with them it may be known for one of the issue. */
function isYoung({ heardAt }: OwnUpdate, now: number | undefined): boolean {
  return now !== undefined && now - Date.parse(heardAt) < FOLLOWED_WITHIN_MS;
}

/** An update that overwrote something, and how that is put into a text; null for nothing to put there. */
interface Loss {
  readonly update: OwnUpdate;
  readonly putInto: (current: string) => string | null;
}

/** Null where an update lost nothing, as far as its two texts tell. */
function lossOf(update: OwnUpdate, earlier: readonly OwnUpdate[], putBacks: readonly PutBack[]): Loss | null {
  const { id, iid, previous, written } = update;
  // The same delivery again. What people did since with what was put back is theirs.
  if (isPutBack(id, putBacks)) return null;
  const own = putBacks.find((one) => one.iid === iid && one.written === hashOf(written));
  if (own !== undefined) {
    if (own.base === hashOf(previous)) return null;
    return { update, putInto: (current) => joinCrossed(previous, written, current) };
  }
  if (restoreOverwritten(previous, written, written) === null) return null;
  // A process that died right after it had put something back could not say so.
  const repeats = earlier.some((one) => sameText(restoreOverwritten(one.previous, one.written, previous), written));
  return repeats ? null : { update, putInto: (current) => restoreOverwritten(previous, written, current) };
}

function isPutBack(id: string, putBacks: readonly PutBack[]): boolean {
  return putBacks.some(({ repaired }) => repaired.includes(id));
}

function putInto(description: string, losses: readonly Loss[]): string {
  return losses.reduce((text, loss) => loss.putInto(text) ?? text, description);
}

function sameText(one: string | null, other: string): boolean {
  return one !== null && normal(neutraliseQuickActions(one)) === normal(other);
}

/** GitLab may end lines, and texts, in its own way. */
function normal(text: string): string {
  return text.replace(/\r\n?/g, "\n").trimEnd();
}

function hashOf(text: string): string {
  return createHash("sha256").update(normal(text)).digest("hex");
}
