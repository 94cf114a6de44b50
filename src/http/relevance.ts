import type { IssueIid, ProjectId } from "../domain/ids.ts";
import { parseIssueMarker } from "../domain/marker/issue-marker.ts";
import type { Instant } from "../domain/time/types.ts";
import { MINUTE_MS } from "../domain/time/units.ts";
import { DEBOUNCE_MS, type Priority } from "../queue/priority.ts";
import type { IssueEvent, NoteEvent, ReactionEvent, WebhookEvent } from "./payload.ts";

/** Names of the labels that issues of a project are known by. */
export interface ProjectLabels {
  readonly agenda: string;
  /** Those of follow-ups and those that say how an issue stands. */
  readonly others: readonly string[];
}

/** What an event is judged by. */
export interface RelevanceRules {
  readonly isServed: (projectId: ProjectId, path: string) => boolean;
  /** Whether a user is the bot. */
  readonly isBot: (userId: number) => boolean;
  /** The labels of a project; null where its configuration is not known, and then every issue may be one of ours. */
  readonly labelsOf: (projectId: ProjectId, path: string) => ProjectLabels | null;
}

/** What is to be done about an event, and a word why. */
export type EventDecision =
  | { readonly kind: "read"; readonly why: ReadWord; readonly priority: Priority; readonly delayMs: number }
  | OwnEditFound
  | { readonly kind: "ignore"; readonly why: IgnoreWord };

/** The bot edited a description: what stood there before, what it wrote. */
export interface OwnEditFound {
  readonly kind: "repair";
  readonly why: "own-edit";
  readonly iid: IssueIid;
  readonly previous: string;
  readonly written: string;
  /** When a person had saved the text within a minute before, where one had. */
  readonly personAt?: Instant;
}

export type ReadWord =
  | "agenda-closed"
  | "issue-closed"
  | "issue-changed"
  | "commented"
  | "reacted"
  | "may-be-linked"
  | "cannot-tell"
  | "labels-not-known";

export type IgnoreWord =
  | "other-kind"
  | "not-served"
  | "own"
  | "not-ours"
  | "nothing-read-changed"
  | "not-on-an-issue"
  | "never-read";

/** What a run never reads of an issue (GitLab's names in `changes`). */
const NEVER_READ: ReadonlySet<string> = new Set([
  "updated_at",
  "updated_by_id",
  "last_edited_at",
  "last_edited_by_id",
  "relative_position",
  "time_estimate",
  "total_time_spent",
  "time_change",
  "discussion_locked",
  "milestone_id",
  "severity",
]);

/** What decides about an action item that is all about an issue, whatever that issue is. */
const MAY_END_AN_ITEM: readonly string[] = ["state_id", "closed_at", "moved_to_id", "duplicated_to_id"];

/** A marker stands on the first line: of a text of megabytes no more is looked at here. */
const HEAD_LETTERS = 64 * 1024;
const MARKER_START = /^[\s\uFEFF]*<!--[ \t]*cadence:/;

/**
 * Whether an event can change what a run would do. A look that finds nothing costs a few requests, one left out costs
 * an hour until the sweep: whatever cannot be told counts as a reason to look. The bot's own events set off nothing
 * (law 6), except that an edit of its own shows what it may have overwritten (law 3).
 */
export function decideRelevance(event: WebhookEvent, rules: RelevanceRules): EventDecision {
  if (event.kind === "other") return ignore("other-kind");
  const { id, path } = event.project;
  if (!rules.isServed(id, path)) return ignore("not-served");
  if (event.actorId !== null && rules.isBot(event.actorId)) return decideOwn(event);
  const labels = rules.labelsOf(id, path);
  if (event.kind === "emoji") return decideReaction(event, labels);
  return event.kind === "note" ? decideNote(event, labels) : decideIssue(event, labels);
}

/** A person's save can have come between the bot's read and its write if it was no longer before. GitLab tells it to the second. */
const NEAR_MS = MINUTE_MS;

function decideOwn(event: IssueEvent | NoteEvent | ReactionEvent): EventDecision {
  if (event.kind !== "issue" || event.action !== "update" || event.iid === null) return ignore("own");
  const { previous, current } = event.edit ?? { previous: "", current: "" };
  if (previous === current) return ignore("own");
  const found = { kind: "repair", why: "own-edit", iid: event.iid, previous, written: current } as const;
  const { formerEditor, at } = event;
  const isNear = formerEditor !== null && at !== null && Date.parse(at) - Date.parse(formerEditor.at) <= NEAR_MS;
  return isNear ? { ...found, personAt: formerEditor.at } : found;
}

function decideNote(event: NoteEvent, labels: ProjectLabels | null): EventDecision {
  if (event.on !== "Issue" && event.on !== "WorkItem") return ignore("not-on-an-issue");
  // Internal notes are never read into anything (law 5).
  if (event.system || event.internal) return ignore("never-read");
  const ours = isOurs(event, [], labels);
  if (ours === "no") return ignore("not-ours");
  return read(ours === "yes" ? "commented" : ours, "edit", 0);
}

/** A thumbs-up approves a draft; other reactions, and those on comments, are nobody's word. */
function decideReaction(event: ReactionEvent, labels: ProjectLabels | null): EventDecision {
  if (event.on !== "Issue" && event.on !== "WorkItem") return ignore("not-on-an-issue");
  if (!/^(?:thumbsup|\+1)/.test(event.emoji)) return ignore("never-read");
  const ours = isOurs(event, [], labels);
  if (ours === "no") return ignore("not-ours");
  return read(ours === "yes" ? "reacted" : ours, "edit", 0);
}

function decideIssue(event: IssueEvent, labels: ProjectLabels | null): EventDecision {
  const ours = isOurs(event, event.formerLabels, labels);
  const closes = event.action === "close";
  if (ours === "no") {
    const ends = closes || event.action === "reopen" || event.changed.some((key) => MAY_END_AN_ITEM.includes(key));
    return ends ? read("may-be-linked", "edit", DEBOUNCE_MS.quiet) : ignore("not-ours");
  }
  if (closes && isAgenda(event, labels)) return read("agenda-closed", "close", 0);
  if (ours !== "yes") return read(ours, "edit", closes ? 0 : DEBOUNCE_MS.quiet);
  if (closes) return read("issue-closed", "edit", 0);
  const idle =
    event.action === "update" && event.changed.length > 0 && event.changed.every((key) => NEVER_READ.has(key));
  return idle ? ignore("nothing-read-changed") : read("issue-changed", "edit", DEBOUNCE_MS.quiet);
}

/** Whether the bot has to do with an issue, by its labels now and before and by its description now and before. */
function isOurs(
  event: IssueEvent | NoteEvent | ReactionEvent,
  formerLabels: readonly string[] | null,
  labels: ProjectLabels | null,
): "yes" | "no" | "labels-not-known" | "cannot-tell" {
  const texts = [event.description, event.kind === "issue" ? event.edit?.previous : null];
  if (texts.some((text) => MARKER_START.test((text ?? "").slice(0, HEAD_LETTERS)))) return "yes";
  if (labels === null) return "labels-not-known";
  const known = new Set([labels.agenda, ...labels.others]);
  if ([...(event.labels ?? []), ...(formerLabels ?? [])].some((label) => known.has(label))) return "yes";
  return event.labels === null || formerLabels === null || event.description === null ? "cannot-tell" : "no";
}

function isAgenda(event: IssueEvent, labels: ProjectLabels | null): boolean {
  if (parseIssueMarker((event.description ?? "").slice(0, HEAD_LETTERS))?.kind === "agenda") return true;
  return labels !== null && (event.labels ?? []).includes(labels.agenda);
}

function read(why: ReadWord, priority: Priority, delayMs: number): EventDecision {
  return { kind: "read", why, priority, delayMs };
}

function ignore(why: IgnoreWord): EventDecision {
  return { kind: "ignore", why };
}
