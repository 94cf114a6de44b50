import * as z from "zod/mini";
import { IssueIid, ProjectId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/types.ts";
import { Refusal } from "./refusal.ts";

/** What GitLab reported, as far as it is looked at. GitLab's snake_case ends here. */
export type WebhookEvent = IssueEvent | NoteEvent | OtherEvent;

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
}

/** Somebody commented. */
export interface NoteEvent extends EventOfProject {
  readonly kind: "note";
  /** `Issue`, `MergeRequest` and so on. */
  readonly on: string;
  readonly system: boolean;
  readonly internal: boolean;
}

/** An event of a kind that is not looked at, such as a push. */
export interface OtherEvent {
  readonly kind: "other";
  readonly name: string;
}

const Count = z.number().check(z.int(), z.nonnegative());
const OptionalText = known(z.string());
const Labels = known(z.array(z.object({ title: z.string() })));
const Edit = z.object({ previous: z.nullable(z.string()), current: z.nullable(z.string()) });
const LabelChange = z.object({ previous: z.array(z.object({ title: z.string() })) });

const IssueAttributes = known(
  z.object({
    iid: known(IssueIid.check(z.nonnegative())),
    action: OptionalText,
    description: known(z.nullable(z.string())),
    labels: Labels,
    updated_at: OptionalText,
    note: OptionalText,
    noteable_type: OptionalText,
    system: known(z.boolean()),
    internal: known(z.boolean()),
  }),
);

const Kind = z.object({ object_kind: z.string() });

/** The project must be there; whatever else cannot be read counts as not said, which errs towards looking. */
const Payload = z.object({
  object_kind: z.string(),
  user: known(z.object({ id: Count })),
  project: z.object({
    id: ProjectId.check(z.nonnegative()),
    path_with_namespace: z.string().check(z.minLength(1), z.maxLength(1024)),
  }),
  object_attributes: IssueAttributes,
  issue: IssueAttributes,
  labels: Labels,
  // Not as a record: zod takes its time over each key.
  changes: known(z.custom<Readonly<Record<string, unknown>>>(isMap)),
});
type Payload = z.infer<typeof Payload>;
type Attributes = NonNullable<z.infer<typeof IssueAttributes>>;

/** What goes into the name of an event; the queue keeps names short and plain. */
const ACTION = /^[a-z_]{1,24}$/;
const KINDS: ReadonlySet<string> = new Set(["issue", "work_item", "note"]);

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Absent, null and unreadable are all the same: GitLab does not say. */
function known<T extends z.ZodMiniType>(schema: T) {
  const { catch: orElse } = z;
  return orElse(z.optional(schema), undefined);
}

/**
 * Reads a payload of GitLab (docs: Webhook events); unknown keys, kinds and values break nothing.
 * @throws Refusal where it has no kind or, of a kind that is looked at, no project.
 */
export function readEvent(payload: unknown): WebhookEvent {
  const kind = z.safeParse(Kind, payload);
  if (!kind.success) throw new Refusal("not-understood");
  if (!KINDS.has(kind.data.object_kind)) return { kind: "other", name: kind.data.object_kind.slice(0, 64) };
  const parsed = z.safeParse(Payload, payload);
  if (!parsed.success) throw new Refusal("not-understood");
  return kind.data.object_kind === "note" ? readNote(parsed.data) : readIssue(parsed.data);
}

const KIND_IN_HEAD = /^\uFEFF?\s*\{\s*"object_kind"\s*:\s*"([a-z_]{1,64})"/;

/** The event of a payload that is too much to read, by its first letters: GitLab begins with the kind. Null for a kind that is looked at. */
export function readOtherKind(head: string): OtherEvent | null {
  const kind = KIND_IN_HEAD.exec(head)?.[1];
  return kind === undefined || KINDS.has(kind) ? null : { kind: "other", name: kind };
}

function readIssue(payload: Payload): IssueEvent {
  const attributes = payload.object_attributes ?? {};
  const changes = payload.changes ?? {};
  const labels = attributes.labels ?? payload.labels;
  return {
    kind: "issue",
    ...commonFacts(payload, { ...attributes, labels }),
    action: attributes.action ?? "",
    changed: Object.keys(changes),
    formerLabels: readFormerLabels(changes["labels"]),
    edit: readEdit(changes["description"]),
  };
}

function readNote(payload: Payload): NoteEvent {
  const attributes = payload.object_attributes ?? {};
  return {
    kind: "note",
    ...commonFacts(payload, payload.issue ?? {}),
    at: readInstant(attributes.updated_at),
    on: attributes.noteable_type ?? "",
    system: attributes.system ?? false,
    internal: attributes.internal ?? false,
  };
}

function commonFacts(payload: Payload, issue: Attributes): EventOfProject {
  const { action = "" } = payload.object_attributes ?? {};
  return {
    name: ACTION.test(action) ? `${payload.object_kind} ${action}` : payload.object_kind,
    project: { id: payload.project.id, path: payload.project.path_with_namespace },
    actorId: payload.user?.id ?? null,
    at: readInstant(issue.updated_at),
    iid: issue.iid ?? null,
    labels: issue.labels?.map(({ title }) => title) ?? null,
    // GitLab writes an empty description as null.
    description: issue.description === undefined ? null : (issue.description ?? ""),
  };
}

function readFormerLabels(change: unknown): readonly string[] | null {
  if (change === undefined) return [];
  const parsed = z.safeParse(LabelChange, change);
  return parsed.success ? parsed.data.previous.map(({ title }) => title) : null;
}

function readEdit(change: unknown): IssueEvent["edit"] {
  const parsed = z.safeParse(Edit, change);
  return parsed.success ? { previous: parsed.data.previous ?? "", current: parsed.data.current ?? "" } : null;
}

const LONGEST_INSTANT = 40;

/** GitLab writes `2026-11-24 10:00:00 UTC` and ISO 8601, both in one payload. */
function readInstant(text: string | undefined): Instant | null {
  const at = Date.parse((text ?? "").slice(0, LONGEST_INSTANT).replace(/^(\S+) (\S+) UTC$/, "$1T$2Z"));
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
