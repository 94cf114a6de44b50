import * as z from "zod/mini";
import { IssueIid, NoteId } from "../domain/ids.ts";
import type { JsonValue } from "../domain/reason.ts";

/**
 * What a write can change of an issue, as GitLab told it; keys that a write leaves alone are absent. A new one does not
 * compile until `facts.ts` says how it is read and `judge-step.ts`, `plan-undo.ts` and `apply-undo.ts` how it is taken back.
 */
const ISSUE_FACTS = {
  description: z.exactOptional(z.string()),
  /** All of them. */
  labels: z.exactOptional(z.readonly(z.array(z.string()))),
  state: z.exactOptional(z.enum(["opened", "closed"])),
  dueDate: z.exactOptional(z.nullable(z.string())),
  assigneeIds: z.exactOptional(z.readonly(z.array(z.int()))),
};

/** Facts of an issue, or the text of a comment. */
const WriteFacts = z.object({
  iid: z.exactOptional(IssueIid),
  updatedAt: z.exactOptional(z.string()),
  noteId: z.exactOptional(NoteId),
  body: z.exactOptional(z.string()),
  ...ISSUE_FACTS,
});

export type WriteFacts = Readonly<z.infer<typeof WriteFacts>>;
export type FactKey = keyof typeof ISSUE_FACTS;
export type IssueFacts = Pick<WriteFacts, FactKey>;
export type FactValue<K extends FactKey> = Required<IssueFacts>[K];

/** In the order in which they are taken back, last first. */
export const FACT_KEYS = Object.keys(ISSUE_FACTS) as readonly FactKey[];

/** One line of the audit trail: a write with what it takes to undo it, and on whose account it was done. */
export const RunRecord = z.object({
  run: z.string(),
  at: z.string(),
  /** As the client was told, id or path. */
  project: z.string(),
  /** As the configuration names the customer, or null where that was not read. */
  customer: z.nullable(z.string()),
  /** Kind of the action, or `undo`. */
  action: z.string(),
  // What was read from JSON is JSON.
  reason: z.object({
    rule: z.string(),
    text: z.string(),
    data: z.record(z.string(), z.unknown() as z.ZodMiniType<JsonValue>),
  }),
  method: z.enum([
    "createIssue",
    "updateIssue",
    "relateIssues",
    "createNote",
    "updateNote",
    "deleteNote",
    "react",
    "createLabel",
  ]),
  /** The arguments by their names in the port: `{ iid, change }`, `{ iid, noteId, body }`, `{ draft }`. */
  request: z.record(z.string(), z.unknown()),
  /** null where no issue is concerned, or none that is known. */
  iid: z.nullable(IssueIid.check(z.positive())),
  noteId: z.nullable(NoteId.check(z.positive())),
  /** What was last read of the things changed; null where nothing was, or nothing is to be undone. */
  before: z.nullable(WriteFacts),
  /** The same keys as GitLab answered; null unless the write is done. */
  after: z.nullable(WriteFacts),
  /** `unknown`: it may have happened. */
  outcome: z.enum(["done", "unknown", "failed"]),
  /** The message of what went wrong, else null. */
  error: z.nullable(z.string()),
});

export type RunRecord = Readonly<z.infer<typeof RunRecord>>;

/** What the client knows of a write; whoever notes it adds the account. */
export type WriteRecord = Omit<RunRecord, "run" | "customer" | "action" | "reason">;
export type WriteMethod = WriteRecord["method"];
