import { editItems } from "../../domain/action-items/carry/edit.ts";
import { type Activity, parseActivity } from "../../domain/action-items/timeline/history.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import { contentHash } from "../../domain/marker/content-hash.ts";
import { parseIssueMarker, withMarker } from "../../domain/marker/issue-marker.ts";
import { MINUTE_MS } from "../../domain/time/units.ts";
import type { GitLab, Issue, IssueChange, Note } from "../../gitlab/port.ts";
import { crossedBoxes } from "./overwritten-boxes.ts";

/** How often an edit is begun anew because somebody saved meanwhile. */
const TRIES = 3;

export interface EditOutcome {
  /** `busy`: people kept saving; the next run tries again. */
  readonly outcome: "done" | "nothing" | "busy";
  readonly issue: Issue | null;
}

/** What the bot writes into a text that nobody edited leaves it unedited: the hash in its marker follows. */
export function keepHash(before: string, after: string): string {
  const marker = parseIssueMarker(before);
  if (marker === null || marker.body === null || marker.body !== contentHash(before)) return after;
  return withMarker(after, { body: contentHash(after) });
}

function normal(text: string): string {
  return text.replace(/\r\n?/g, "\n").trimEnd();
}

/** What an edit depends on. */
export interface EditDependencies {
  readonly gitlab: GitLab;
  /** Id of the bot's user; null where it is not known yet. */
  readonly botId: number | null;
  /** Issues as they were when the changes were decided. */
  readonly decidedOn?: ReadonlyMap<IssueIid, Issue> | undefined;
  readonly log?: Log | undefined;
}

/** GitLab writes an edit's note within this time after the edit, which `updatedAt` tells. In milliseconds. */
const NOTE_LAG_MS = 2_000;
/** Longest time between our last read and our write but for waits that GitLab asks for. */
const READ_TO_WRITE_MS = MINUTE_MS;

function isAfter({ createdAt }: Note, { updatedAt }: Issue): boolean {
  return Date.parse(createdAt) > Date.parse(updatedAt);
}

/** Whether a note tells of the edit that was read last, and of none that came between that read and our own. */
function isOfRead(note: Note, read: Issue, own: Note | undefined): boolean {
  const at = Date.parse(note.createdAt);
  const isLater = at > Date.parse(read.updatedAt) + NOTE_LAG_MS;
  return own !== undefined && !isLater && at < Date.parse(own.createdAt) - READ_TO_WRITE_MS;
}

/**
 * GitLab has no lock: what a person saved between our last read and our write is gone from the text, but its trace is in
 * the activity. Boxes are set again from it; of other text only the webhook knows the words (`repairOverwrite`). So are boxes
 * that somebody has set and set back since the change was decided: they look as they did then.
 */
export async function repairCrossing(
  deps: EditDependencies,
  read: Issue,
  written: Issue,
  tries = TRIES,
): Promise<Issue> {
  const { gitlab, log, decidedOn } = deps;
  const { iid } = read;
  const botId = deps.botId ?? (await gitlab.getCurrentUser()).id;
  const notes = await gitlab.listNotes(iid, "activity");
  const own = notes.findLast((note) => note.author.id === botId && isAfter(note, read));
  const isNews = (note: Note, known: Issue): boolean => isAfter(note, known) && !isOfRead(note, known, own);
  const crossed = notes
    .filter((note) => note.author.id !== botId && (own === undefined || note.id < own.id))
    .flatMap((note): readonly Activity[] => {
      const { body, createdAt, author } = note;
      const one = parseActivity({ body, createdAt, author: author.username, byBot: false });
      const known = one?.kind === "box" ? (decidedOn?.get(iid) ?? read) : read;
      return one !== null && isNews(note, known) ? [one] : [];
    });
  if (crossed.length === 0) return written;
  if (crossed.some((one) => one.kind === "edit")) {
    log?.warn({ iid }, `#${iid}: a person's edit crossed the bot's own; look at the history of the description`);
  }
  const now = (await gitlab.getIssue(iid)) ?? written;
  const { text } = editItems(now.description, crossedBoxes(crossed, now.description), null);
  if (text === now.description || tries === 0) return now;
  // Somebody may have crossed this write as well.
  return repairCrossing({ ...deps, botId }, now, await gitlab.updateIssue(iid, { description: text }), tries - 1);
}

/**
 * Changes a description as law 3 asks: a splice on a fresh read, compared again just before the write, read back after
 * it. `edit` gives the new text, or null when there is nothing to do in what stands there now. What `along` gives for that
 * is written with it.
 */
export async function editDescription(
  deps: EditDependencies,
  iid: IssueIid,
  edit: (issue: Issue) => string | null,
  along: (issue: Issue) => Pick<IssueChange, "dueDate" | "state"> = () => ({}),
): Promise<EditOutcome> {
  const { gitlab, log } = deps;
  let issue = await gitlab.getIssue(iid);
  for (let attempt = 1; attempt <= TRIES && issue !== null; attempt += 1) {
    const text = edit(issue);
    if (text === null || text === issue.description) return { outcome: "nothing", issue };
    const again = await gitlab.getIssue(iid);
    if (again === null || again.description !== issue.description || again.dueDate !== issue.dueDate) {
      issue = again;
      continue;
    }
    const written = await gitlab.updateIssue(iid, { description: text, ...along(again) });
    if (normal(written.description) !== normal(text)) {
      log?.warn({ iid }, `#${iid}: GitLab stored the description differently from what was sent`);
    }
    return { outcome: "done", issue: await repairCrossing(deps, again, written) };
  }
  return { outcome: issue === null ? "nothing" : "busy", issue };
}
