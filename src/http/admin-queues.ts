import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { IssueIid, ProjectId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/types.ts";
import type { FailedJob, PendingJob, ProjectQueue } from "../queue/types.ts";
import { addDoor } from "./admin-door.ts";
import type { Strangers } from "./strangers.ts";

export interface QueueAdministration {
  /** Passwords that let people in, several while one is replaced by another; asked for each request. */
  readonly passwords: () => readonly string[];
  readonly queue: Pick<ProjectQueue, "counts" | "failed" | "retry" | "pending" | "enqueue">;
  /** What people call a project of the queue; null where that is not known. */
  readonly pathOf: (project: ProjectId) => string | null;
  /** How many projects are to be looked at on a day to come. */
  readonly wakeUps: () => number;
  /** A project by id or path; null for one that is not served. */
  readonly find: (project: string) => NamedProject | null;
  readonly aside: AsideList;
}

/** A project as the queue and as people call it. */
export interface NamedProject {
  readonly id: ProjectId;
  readonly path: string;
}

/** Projects that nobody looks at for now. */
export interface AsideList {
  readonly list: () => readonly Aside[];
  exclude(project: ProjectId, path: string): Promise<void>;
  /** False where it was not put aside. */
  include(project: ProjectId): Promise<boolean>;
}

export interface Aside {
  readonly project: ProjectId;
  readonly path: string;
  /** Looks that had to be ended, and the issue whose text was read last then; 0 and null where a person put it aside. */
  readonly ended: number;
  readonly iid: IssueIid | null;
  readonly since: string;
  /** Null until somebody includes it. */
  readonly until: string | null;
}

/**
 * `GET /admin/queues`: how full the queue is, what runs, waits, is delayed and was given up, and the projects that are put aside.
 * `POST /admin/queues/retry/:id`: looks at the project of a job that was given up again; `run/:project` at any project now,
 * `exclude/:project` puts one aside, `include/:project` takes it back. All for whoever knows the password (HTTP basic authentication, user `admin`).
 *
 * No Bull Board: its buttons use BullMQ's own retry, promote and add, which put a second job of a project beside one that is
 * there, and the two would run at once.
 */
export function addQueueRoutes(
  app: FastifyInstance,
  administration: QueueAdministration,
  strangers: Strangers,
  now: () => Instant,
): void {
  const { passwords, queue, pathOf, aside } = administration;
  addDoor(app, passwords, strangers);
  app.addHook("onRequest", async (request, reply) => {
    const { "sec-fetch-site": site = "none" } = request.headers;
    if (request.method !== "POST" || site === "none" || site === "same-origin") return;
    // A browser sends the password along whichever page asks.
    return reply.code(403).send({ error: "another site asks" });
  });
  app.setErrorHandler((error: Error, request, reply) => {
    request.log.error({ error: `${error.name}: ${error.message}` }, `the admin page cannot tell: ${error.message}`);
    return reply.code(503).send({ error: "unavailable" });
  });
  app.get("/admin/queues", async () => {
    const [{ oldestWaitingMs, ...jobs }, failed, pending] = await Promise.all([
      queue.counts(),
      queue.failed(),
      queue.pending(),
    ]);
    const name = ({ project, ...job }: PendingJob) => ({ ...job, ...named(project, pathOf) });
    return {
      counts: { ...jobs, wakeUps: administration.wakeUps(), oldestWaitingMs },
      failed: failed.map((job) => present(job, pathOf)),
      pending: pending.map(name),
      aside: aside
        .list()
        .map(({ project, path, ended, iid, since, until }) => ({ project, path, ended, iid, since, until })),
    };
  });
  app.post("/admin/queues/retry/:id", (request, reply) => retry(request, reply, queue));
  const forProject = (verb: string, act: (project: NamedProject) => Promise<boolean>): void => {
    app.post(`/admin/queues/${verb}/:project`, async (request, reply) => {
      const found = administration.find((request.params as { readonly project: string }).project);
      if (found === null) return reply.code(404).send({ error: "no such project is served" });
      const isDone = await act(found);
      if (isDone) request.log.info({ project: found.path }, `${found.path}: ${verb}, as the admin asked`);
      return { ...found, isDone };
    });
  };
  const reconcileNow = ({ id }: NamedProject): Promise<unknown> => {
    const reason = { kind: "manual", event: "run", at: now() } as const;
    return queue.enqueue({ project: id, reason, priority: "close", delayMs: 0 });
  };
  forProject("run", async (project) => {
    if (aside.list().some((one) => one.project === project.id)) return false;
    await reconcileNow(project);
    return true;
  });
  forProject("exclude", async ({ id, path }) => {
    await aside.exclude(id, path);
    return true;
  });
  forProject("include", async (project) => {
    const wasAside = await aside.include(project.id);
    if (wasAside) await reconcileNow(project);
    return wasAside;
  });
}

async function retry(
  request: FastifyRequest,
  reply: FastifyReply,
  queue: QueueAdministration["queue"],
): Promise<unknown> {
  const { id } = request.params as { readonly id: string };
  if (!(await queue.retry(id))) return reply.code(404).send({ error: "no such failed job" });
  request.log.info({ job: id }, `job ${id} is tried again, as the admin asked`);
  return { retried: id };
}

function present({ jobId, project, failure, tries, failedAt }: FailedJob, pathOf: QueueAdministration["pathOf"]) {
  const { code, status, message, remedy } = failure;
  return { job: jobId, ...named(project, pathOf), code, status, message, remedy, tries, failedAt };
}

/** Ids of projects have always been text here. */
function named(project: ProjectId | null, pathOf: QueueAdministration["pathOf"]) {
  return project === null ? { project, path: null } : { project: String(project), path: pathOf(project) };
}
