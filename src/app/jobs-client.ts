import * as z from "zod/mini";
import { parseServiceEnvironment } from "../config/environment/environment-service.ts";
import { PermanentError } from "../domain/errors.ts";
import { IssueIid, ProjectId } from "../domain/ids.ts";
import { type CommandContext, readText } from "./context.ts";
import { usageError } from "./options.ts";

export interface JobsOptions {
  /** Where the service listens. */
  readonly url: string;
  readonly json: boolean;
}

const FailedJob = z.object({
  job: z.string(),
  project: z.nullable(z.string()),
  path: z.nullable(z.string()),
  code: z.nullable(z.string()),
  message: z.string(),
  remedy: z.nullable(z.string()),
  tries: z.int(),
  failedAt: z.string(),
});

const PendingJob = z.object({
  jobId: z.string(),
  state: z.string(),
  project: z.nullable(z.string()),
  path: z.nullable(z.string()),
  dueAt: z.nullable(z.string()),
  reason: z.string(),
  tries: z.int(),
});

const Aside = z.object({
  project: ProjectId,
  path: z.string(),
  ended: z.int(),
  iid: z.nullable(IssueIid),
  since: z.string(),
  until: z.nullable(z.string()),
});

const Queues = z.object({
  counts: z.record(z.string(), z.nullable(z.number())),
  failed: z.array(FailedJob),
  pending: z.array(PendingJob),
  aside: z.array(Aside),
});

/** What the service says of a project that something was asked for. */
export const ProjectAnswer = z.object({ id: ProjectId, path: z.string(), isDone: z.boolean() });

/** The queue as the service tells of it. */
export type Queues = z.output<typeof Queues>;

const ANSWER_MS = 10_000;

/** Asks the service; the queue in a directory belongs to its process alone. Throws what the answer means. */
export async function askService(
  method: "GET" | "POST",
  path: string,
  { url }: JobsOptions,
  context: CommandContext,
): Promise<Response> {
  const start = `start ${context.commandName} serve`;
  const [password] = parseServiceEnvironment(context.environment, readText).adminPasswords;
  if (password === undefined) {
    const allowed = ["CADENCE_ADMIN_PASSWORD", "CADENCE_ADMIN_PASSWORD_FILE"];
    throw usageError("CADENCE_ADMIN_PASSWORD", null, "there is no password to ask the service with", allowed);
  }
  if (!URL.canParse(path, url)) throw usageError("--url", url, "is not an address", ["http://127.0.0.1:8080"]);
  const authorization = `Basic ${Buffer.from(`admin:${password.reveal()}`).toString("base64")}`;
  const signal = AbortSignal.timeout(ANSWER_MS);
  const answer = await fetch(new URL(path, url), { method, headers: { authorization }, signal }).catch(
    (error: unknown) => {
      throw refused(null, `no service answers at ${url}`, `${start}, or name its address with --url`, error);
    },
  );
  if (answer.status === 401) throw refused(401, "the service has another password", "compare CADENCE_ADMIN_PASSWORD");
  if (answer.status === 429) {
    const remedy = `wait ${answer.headers.get("retry-after") ?? "some"} seconds`;
    throw refused(429, "the service was asked with wrong passwords too often", remedy);
  }
  if (answer.status === 503)
    throw refused(503, "the service cannot reach its queue", "its /readyz and its log say more");
  return answer;
}

function refused(status: number | null, message: string, remedy: string, cause?: unknown): PermanentError {
  return new PermanentError(message, { code: "CADENCE_JOBS", status, remedy }, { cause });
}

/** Reads the queue of a service; throws what keeps it from telling. */
export async function readQueues(options: JobsOptions, context: CommandContext): Promise<Queues> {
  const answer = await askService("GET", "/admin/queues", options, context);
  const queues = answer.ok ? z.safeParse(Queues, await answer.json()) : null;
  if (queues?.success === true) return queues.data;
  const remedy = `start ${context.commandName} serve with CADENCE_ADMIN_PASSWORD, and name its address with --url`;
  throw refused(answer.status, `${options.url} shows no queue (${answer.status})`, remedy);
}
