import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FailedJob, ProjectQueue } from "../queue/types.ts";
import { addDoor } from "./admin-door.ts";
import type { Strangers } from "./strangers.ts";

export interface QueueDesk {
  /** Passwords that let people in, several while one is replaced by another; asked for each request. */
  readonly passwords: () => readonly string[];
  readonly queue: Pick<ProjectQueue, "counts" | "failed" | "retry">;
  /** What people call a project of the queue; null where that is not known. */
  readonly pathOf: (project: string) => string | null;
}

/**
 * `GET /admin/queues`: how full the queue is, and the jobs that were given up. `POST /admin/queues/retry/:id`: looks at the
 * project of such a job again. Both for whoever knows the password (HTTP basic authentication, user `admin`).
 *
 * No Bull Board: its buttons use BullMQ's own retry, promote and add, which put a second job of a project beside one that is
 * there, and the two would run at once.
 */
export function addQueueRoutes(
  app: FastifyInstance,
  { passwords, queue, pathOf }: QueueDesk,
  strangers: Strangers,
): void {
  addDoor(app, passwords, strangers);
  app.setErrorHandler((error: Error, request, reply) => {
    request.log.error({ error: `${error.name}: ${error.message}` }, `the admin page cannot tell: ${error.message}`);
    return reply.code(503).send({ error: "unavailable" });
  });
  app.get("/admin/queues", async () => {
    const [counts, failed] = await Promise.all([queue.counts(), queue.failed()]);
    return { counts, failed: failed.map((job) => present(job, pathOf)) };
  });
  app.post("/admin/queues/retry/:id", (request, reply) => retry(request, reply, queue));
}

async function retry(request: FastifyRequest, reply: FastifyReply, queue: QueueDesk["queue"]): Promise<unknown> {
  const { "sec-fetch-site": site = "none" } = request.headers;
  // A browser sends the password along whichever page asks.
  if (site !== "none" && site !== "same-origin") return reply.code(403).send({ error: "another site asks" });
  const { id } = request.params as { readonly id: string };
  if (!(await queue.retry(id))) return reply.code(404).send({ error: "no such failed job" });
  request.log.info({ job: id }, `job ${id} is tried again, as the admin asked`);
  return { retried: id };
}

function present({ jobId, project, failure, tries, failedAt }: FailedJob, pathOf: QueueDesk["pathOf"]) {
  const { code, status, message, remedy } = failure;
  const path = project === null ? null : pathOf(project);
  return { job: jobId, project, path, code, status, message, remedy, tries, failedAt };
}
