import { createHash } from "node:crypto";
import { z } from "zod";
import { Wish } from "./urgency.ts";

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

const Failure = z.strictObject({
  name: z.string(),
  code: z.string().nullable(),
  status: z.int().nullable(),
  message: z.string(),
  remedy: z.string().nullable(),
});
/** Why a job was given up, for people. */
export type Failure = z.output<typeof Failure>;

export const ProjectName = z.string().min(1).max(1024).describe("Id or path, as configured");

export const ProjectJob = z.strictObject({
  project: ProjectName,
  reasons: z.array(JobReason).max(MAX_REASONS).describe("Newest first"),
  wish: Wish.describe("When and before whom, as the job was asked for"),
  tries: z.int().min(0).describe("Runs that ended in a passing error; waits that GitLab asked for do not count"),
  notBefore: z.int().nullable().describe("Epoch milliseconds: back-off, which no later event may shorten"),
  failure: Failure.nullable(),
});
export type ProjectJob = z.output<typeof ProjectJob>;

export const ProjectResult = z.strictObject({
  nextWakeAt: Instant.nullable().describe("When something changes by the passing of time alone"),
  actions: z.int().min(0),
  requests: z.int().min(0),
});
export type ProjectResult = z.output<typeof ProjectResult>;

/** What one event adds to a job that stands already. */
export const JobNote = z.strictObject({ id: z.string(), reason: JobReason, wish: Wish });
export type JobNote = z.output<typeof JobNote>;

const Payload = z.object({ json: z.string() }).readonly();
/** As the queue stores it. PostgreSQL's jsonb refuses NUL and lone surrogates and reorders keys; a string inside keeps all. */
export type Payload = z.output<typeof Payload>;

/** The stored form. Throws a ZodError when the job is not what the contract says. */
export function encodeJob(job: ProjectJob): Payload {
  return { json: JSON.stringify(ProjectJob.parse(job)) };
}

/** The job, or null when what is stored is none of ours (another version, a person's hand). */
export function decodeJob(payload: unknown): ProjectJob | null {
  const json = Payload.safeParse(payload);
  return json.success ? parseJson(json.data.json, ProjectJob) : null;
}

/** The notes among the lines beside a job, oldest first; lines of others are passed over. */
export function decodeNotes(lines: readonly string[]): JobNote[] {
  return lines.flatMap((line) => parseJson(line, JobNote) ?? []);
}

/** The newest reasons of a job and of its notes, each once, newest first. */
export function mergeReasons(job: Pick<ProjectJob, "reasons">, notes: readonly JobNote[]): JobReason[] {
  const all = [...job.reasons, ...notes.map((note) => note.reason)];
  const once = new Map(all.map((reason) => [`${reason.at} ${reason.kind} ${reason.event ?? ""}`, reason]));
  return [...once.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, MAX_REASONS);
}

/** A short name of a project that fits every store: no colon, no blank, always the same. */
export function projectKey(project: string): string {
  return createHash("sha256").update(project).digest("hex").slice(0, 32);
}

function parseJson<T>(json: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
