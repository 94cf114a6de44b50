import { instantNow } from "../../src/app/context.ts";
import type { ServeOptions } from "../../src/app/options.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import type { Checks } from "../../src/http/readiness.ts";
import type { Backend } from "../../src/queue/backend.ts";
import type { WorkerContext } from "../jobs/worker-context.ts";
import type { Stored } from "./stored.ts";
import type { SweepRhythm } from "./sweep-rhythm.ts";

/** Probes come often; GitLab is asked this seldom. */
const ASK_GITLAB_MS = MINUTE_MS;

export interface CheckedService {
  readonly backend: Backend;
  readonly rhythm: Pick<SweepRhythm, "heardAt" | "isLate">;
  /** The part of the service that this process is; null for all of it. */
  readonly only: ServeOptions["only"];
  readonly stored: Pick<Stored, "tryAgain">;
}

/** What must work for a process to be ready, and what it only tells. */
export function checksOf(workerContext: WorkerContext, { backend, rhythm, only, stored }: CheckedService): Checks {
  const { context } = workerContext;
  const now = (): string => instantNow(context);
  const gitlab = gitlabWatch(workerContext);
  return {
    /** Writes, as a webhook does: a full disk, a replica and a server without memory can still be read. */
    async queue() {
      await backend.ping();
      await stored.tryAgain();
      const isPaused = await workerContext.queue.isPaused();
      return { ok: !isPaused, state: isPaused ? "paused" : backend.kind, at: now(), isHint: isPaused };
    },
    async gitlab() {
      const { at, answer, state } = gitlab();
      // Webhooks can be kept without GitLab. Turned away they would be lost, and GitLab would disable the webhook.
      if (only !== "worker")
        return { ok: only === "receiver" || state() !== "unreachable", state: state(), at, isHint: true };
      await answer;
      return { ok: true, state: "reachable", at };
    },
    /** Another process would wait for the same sweep: it is told, and nobody is taken out of service for it. */
    async sweep() {
      const { isLate, heardAt } = rhythm;
      return {
        ok: !isLate,
        state: isLate ? "late" : heardAt === null ? "under way" : "done",
        at: heardAt,
        isHint: true,
      };
    },
  };
}

/** Asks GitLab now and then; `answer` rejects where it does not answer. */
function gitlabWatch(workerContext: WorkerContext) {
  const { context } = workerContext;
  let reached = "not known";
  let asked: { readonly at: string; readonly since: number; readonly answer: Promise<unknown> } | null = null;
  const ask = async (): Promise<void> => {
    try {
      await workerContext.gitlab.project("the fleet", "urgent").getCurrentUser();
      reached = "reachable";
    } catch (error) {
      reached = "unreachable";
      throw error;
    }
  };
  return () => {
    if (asked === null || performance.now() - asked.since > ASK_GITLAB_MS) {
      asked = { at: instantNow(context), since: performance.now(), answer: ask() };
      asked.answer.catch(() => {
        asked = null;
      });
    }
    return { ...asked, state: () => reached };
  };
}
