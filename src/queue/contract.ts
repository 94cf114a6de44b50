import { hash } from "node:crypto";
import { z } from "zod";
import { asProjectId, type ProjectId } from "../domain/ids.ts";
import { SWEEP } from "./names.ts";
import { parseJson } from "./parse-json.ts";
import { Debounce, PRIORITY, type Priority } from "./priority.ts";

/** Most reasons that a run is told. What came before them is covered by the run all the same. */
export const MAX_REASONS = 20;

const Instant = z.iso.datetime().describe("A point in time, ISO 8601 in UTC");

export const JobReason = z.strictObject({
  kind: z.enum(["webhook", "sweep", "wake-up", "manual"]),
  event: z
    .string()
    .regex(/^[a-z][a-z0-9_ -]{0,39}$/i)
    .optional()
    .describe("One word or two on what happened, never text that people wrote"),
  at: Instant,
});
/** Why somebody should look at a project. It informs people; what is to be done is read from GitLab. */
export type JobReason = z.output<typeof JobReason>;

const Failure = z.object({
  name: z.string(),
  code: z.string().nullable(),
  status: z.int().nullable(),
  message: z.string(),
  remedy: z.string().nullable(),
});
/** Why a job was given up, for people. */
export type Failure = z.output<typeof Failure>;

/** What of a job is asked for: the rest has defaults, and what a newer version adds is passed over. */
const StoredJson = z.object({
  project: z
    .literal(SWEEP)
    .transform(() => null)
    .or(
      z
        .string()
        .regex(/^[1-9]\d{0,15}$/)
        .transform((id) => asProjectId(Number(id))),
    )
    .describe("Null for a sweep"),
  reasons: z
    .array(JobReason.nullable().catch(null))
    .catch([])
    .transform((all) => all.filter((reason) => reason !== null).slice(0, MAX_REASONS))
    .describe("Newest first, those that changed what the job is to be"),
  wish: z.object(Debounce.shape).nullable().catch(null).describe("Null where a version wrote none that can be read"),
  tries: z
    .int()
    .min(0)
    .catch(0)
    .describe("Runs that ended in a passing error; waits that GitLab asked for do not count"),
  notBefore: z.int().nullable().catch(null).describe("Epoch milliseconds: back-off, which no later event may shorten"),
  failure: Failure.nullable().catch(null),
});

export interface StoredWork extends Readonly<Omit<z.output<typeof StoredJson>, "wish" | "reasons">> {
  /** What the job is to be, with all that was coalesced with it. */
  readonly priority: Priority;
  readonly reasons: readonly JobReason[];
  /** When and before whom, as the job was asked for. */
  readonly debounce: Debounce | null;
}

/** What a look at a project came to. */
export interface ProjectResult {
  /** When something changes by the passing of time alone, an instant; null for never. */
  readonly nextWakeAt: string | null;
  readonly actions: number;
  readonly requests: number;
}

const VERSION = 2;

/**
 * As the queue stores it. PostgreSQL's jsonb refuses NUL and lone surrogates and reorders keys; a string inside keeps all.
 * Version 1 had no `v`, knows nothing of what stands beside `json`, and refuses keys in it that are not its own: what is new
 * stands beside it.
 */
export interface Payload {
  readonly v?: number;
  readonly priority?: Priority;
  readonly json: string;
}

const StoredPayload = z.object({
  priority: z.enum(Object.keys(PRIORITY) as Priority[]).catch("edit"),
  json: z.string(),
});

/** The stored form, without what does not come out of JSON as it went in. */
export function encodeJob({ project, priority, reasons, debounce, tries, notBefore, failure }: StoredWork): Payload {
  const named = project === null ? SWEEP : String(project);
  return {
    v: VERSION,
    priority,
    json: JSON.stringify({ project: named, reasons, wish: debounce, tries, notBefore, failure }),
  };
}

/** The job, or null when what is stored is none of ours, or of a version that says it in another way. */
export function decodeJob(payload: unknown): StoredWork | null {
  const stored = StoredPayload.safeParse(payload).data;
  const read = StoredJson.safeParse(parseJson(stored?.json ?? "")).data;
  if (stored === undefined || read === undefined) return null;
  const { wish, ...rest } = read;
  return { ...rest, debounce: wish, priority: stored.priority };
}

/** The newest reasons of both, each once, newest first. */
export function mergeReasons(newer: readonly JobReason[], older: readonly JobReason[]): readonly JobReason[] {
  const once = new Map(
    [...newer, ...older].map((reason) => [`${reason.at} ${reason.kind} ${reason.event ?? ""}`, reason]),
  );
  return [...once.values()].slice(0, MAX_REASONS);
}

/** What projects are told apart by in the store; other versions beside this one do the same. */
export function projectKey(project: ProjectId): string {
  return hash("sha256", String(project)).slice(0, 32);
}

/** The newest of the reasons, in a word or two. */
export function tellReasons([newest]: readonly JobReason[]): string {
  return `${newest?.kind ?? ""} ${newest?.event ?? ""}`.trim();
}
