import { asIssueIid, asProjectId, type IssueIid, type ProjectId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/types.ts";
import { Refusal } from "./refusal.ts";

/** What GitLab reported, as far as it is looked at. GitLab's snake_case ends here. */
export type WebhookEvent = IssueEvent | NoteEvent | ReactionEvent | OtherEvent;

interface EventOfProject {
  /** Kind and action, `issue close`; for people. */
  readonly name: string;
  readonly project: { readonly id: ProjectId; readonly path: string };
  /** Who did it; null where GitLab does not say. */
  readonly actorId: number | null;
  /** When it happened; null where GitLab does not say. */
  readonly at: Instant | null;
  /** The issue, or null where GitLab does not say. */
  readonly iid: IssueIid | null;
  /** Labels the issue has now; null where GitLab does not say. */
  readonly labels: readonly string[] | null;
  /** Description of the issue now; null where GitLab does not say. */
  readonly description: string | null;
}

/**
 * Something happened to a work item: an issue, a task, or what else there is. GitLab's `type` is a name, which people may
 * choose, and an issue edited through work items comes as `work_item`: neither says what an item is to us.
 */
export interface IssueEvent extends EventOfProject {
  readonly kind: "issue";
  /** `open`, `close`, `reopen`, `update`; empty where GitLab does not say. */
  readonly action: string;
  /** GitLab's names of what changed. */
  readonly changed: readonly string[];
  /** Labels it had before a change of labels; null where that cannot be read, none where they did not change. */
  readonly formerLabels: readonly string[] | null;
  /** The change of the description, null where there was none. */
  readonly edit: { readonly previous: string; readonly current: string } | null;
  /** Who had saved the text last before another user did now, and when; null where it was the same user, or nobody. */
  readonly formerEditor: { readonly id: number; readonly at: Instant } | null;
}

/** Somebody commented. */
export interface NoteEvent extends EventOfProject {
  readonly kind: "note";
  /** `Issue`, `MergeRequest` and so on. */
  readonly on: string;
  readonly system: boolean;
  readonly internal: boolean;
}

/** Somebody reacted with an emoji, or took that back. */
export interface ReactionEvent extends EventOfProject {
  readonly kind: "emoji";
  /** `Issue`, `Note` and so on. */
  readonly on: string;
  /** Name of the emoji. */
  readonly emoji: string;
}

/** An event of a kind that is not looked at, such as a push. */
export interface OtherEvent {
  readonly kind: "other";
  readonly name: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** What goes into the name of an event; the queue keeps names short and plain. */
const ACTION = /^[a-z_]{1,24}$/;
const KINDS: ReadonlySet<string> = new Set(["issue", "work_item", "note", "emoji"]);

/**
 * Reads a payload of GitLab (docs: Webhook events), by hand: a schema takes longer than all else that a webhook asks for. The
 * project must be there; whatever else cannot be read counts as not said, which errs towards looking.
 * @throws Refusal where it has no kind or, of a kind that is looked at, no project.
 */
export function readEvent(payload: unknown): WebhookEvent {
  const fields = fieldsOf(payload);
  const kind = textOf(fields["object_kind"]);
  if (kind === null) throw new Refusal("not-understood");
  if (!KINDS.has(kind)) return { kind: "other", name: kind.slice(0, 64) };
  if (kind === "emoji") return readReaction(kind, fields);
  return kind === "note" ? readNote(kind, fields) : readIssue(kind, fields);
}

const KIND_IN_HEAD = /^\uFEFF?\s*\{\s*"object_kind"\s*:\s*"([a-z_]{1,64})"/;

/** The event of a payload that is too much to read, by its first letters: GitLab begins with the kind. Null for a kind that is looked at. */
export function readOtherKind(head: string): OtherEvent | null {
  const kind = KIND_IN_HEAD.exec(head)?.[1];
  return kind === undefined || KINDS.has(kind) ? null : { kind: "other", name: kind };
}

function readIssue(kind: string, payload: Fields): IssueEvent {
  const attributes = fieldsOf(payload["object_attributes"]);
  const changes = fieldsOf(payload["changes"]);
  const { labels } = changes;
  return {
    kind: "issue",
    ...commonFacts(kind, payload, attributes),
    labels: titlesOf(attributes["labels"]) ?? titlesOf(payload["labels"]),
    action: textOf(attributes["action"]) ?? "",
    changed: Object.keys(changes),
    formerLabels: labels === undefined ? [] : titlesOf(fieldsOf(labels)["previous"]),
    edit: readEdit(fieldsOf(changes["description"])),
    formerEditor: readFormerEditor(changes),
  };
}

function readNote(kind: string, payload: Fields): NoteEvent {
  const attributes = fieldsOf(payload["object_attributes"]);
  return {
    kind: "note",
    ...commonFacts(kind, payload, fieldsOf(payload["issue"])),
    at: readInstant(attributes["updated_at"]),
    on: textOf(attributes["noteable_type"]) ?? "",
    system: attributes["system"] === true,
    internal: attributes["internal"] === true,
  };
}

function readReaction(kind: string, payload: Fields): ReactionEvent {
  const attributes = fieldsOf(payload["object_attributes"]);
  return {
    kind: "emoji",
    ...commonFacts(kind, payload, fieldsOf(payload["issue"])),
    at: readInstant(attributes["updated_at"]),
    on: textOf(attributes["awardable_type"]) ?? "",
    emoji: (textOf(attributes["name"]) ?? "").slice(0, 64),
  };
}

function commonFacts(kind: string, payload: Fields, issue: Fields): EventOfProject {
  const { description } = issue;
  const iid = countOf(issue["iid"]);
  const action = textOf(fieldsOf(payload["object_attributes"])["action"]) ?? "";
  return {
    name: ACTION.test(action) ? `${kind} ${action}` : kind,
    project: readProject(fieldsOf(payload["project"])),
    actorId: countOf(fieldsOf(payload["user"])["id"]),
    at: readInstant(issue["updated_at"]),
    iid: iid === null ? null : asIssueIid(iid),
    labels: titlesOf(issue["labels"]),
    // GitLab writes an empty description as null.
    description: description === null ? "" : textOf(description),
  };
}

const LONGEST_PATH = 1024;

function readProject(project: Fields): EventOfProject["project"] {
  const id = countOf(project["id"]);
  const path = textOf(project["path_with_namespace"]);
  if (id === null || path === null || path === "" || path.length > LONGEST_PATH) throw new Refusal("not-understood");
  return { id: asProjectId(id), path };
}

function readEdit({ previous, current }: Fields): IssueEvent["edit"] {
  const texts = [previous, current].map((text) => (text === null ? "" : textOf(text)));
  const [before = null, after = null] = texts;
  return before === null || after === null ? null : { previous: before, current: after };
}

function readFormerEditor(changes: Fields): IssueEvent["formerEditor"] {
  const id = countOf(fieldsOf(changes["last_edited_by_id"])["previous"]);
  const at = readInstant(fieldsOf(changes["last_edited_at"])["previous"]);
  return id === null || at === null ? null : { id, at };
}

const NOTHING: Fields = {};

/** The keys of a map; none of what is no map. */
function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : NOTHING;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** A whole number from 0 up. */
function countOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

/** The titles of labels; null unless each has one. */
function titlesOf(labels: unknown): readonly string[] | null {
  if (!Array.isArray(labels)) return null;
  const titles = labels.map((label) => textOf(fieldsOf(label)["title"]));
  return titles.every((title) => title !== null) ? titles : null;
}

const LONGEST_INSTANT = 40;

/** GitLab writes `2026-11-24 10:00:00 UTC` and ISO 8601, both in one payload. */
function readInstant(text: unknown): Instant | null {
  const at = Date.parse((textOf(text) ?? "").slice(0, LONGEST_INSTANT).replace(/^(\S+) (\S+) UTC$/, "$1T$2Z"));
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
