import { instantNow } from "../src/cli/context.ts";
import type { Checks } from "../src/http/readiness.ts";
import type { Backend } from "../src/queue/backend.ts";
import { sweepGraceMs } from "../src/reconcile/fleet/concerns.ts";
import type { Desk } from "./desk.ts";

/** Probes come often; GitLab is asked this seldom. */
const ASK_GITLAB_MS = 60_000;

export interface Duties {
  /** It is this process that sweeps. */
  readonly sweeps: boolean;
  /** It looks at projects; a receiver alone does not. */
  readonly works: boolean;
}

/** What must work for a process to be ready. */
export function checksOf(desk: Desk, backend: Backend, { sweeps, works }: Duties): Checks {
  const { context, memory } = desk;
  const now = (): string => instantNow(context);
  const startedAt = now();
  let reached = "not known";
  let asked: { readonly at: string; readonly answer: Promise<unknown> } | null = null;
  const ask = async (): Promise<void> => {
    try {
      await desk.gitlab.project("the fleet", "urgent").getCurrentUser();
      reached = "reachable";
    } catch (error) {
      reached = "unreachable";
      throw error;
    }
  };
  return {
    async queue() {
      await backend.ping();
      return { ok: true, state: backend.kind, at: now() };
    },
    async gitlab() {
      if (asked === null || context.clock() - Date.parse(asked.at) > ASK_GITLAB_MS) {
        asked = { at: now(), answer: ask() };
        asked.answer.catch(() => {
          asked = null;
        });
      }
      const { at, answer } = asked;
      // Webhooks can be kept without GitLab. Turned away they would be lost, and GitLab would disable the webhook.
      if (!works) return { ok: true, state: reached, at };
      await answer;
      return { ok: true, state: "reachable", at };
    },
    async sweep() {
      const { lastSweepAt } = memory;
      if (!sweeps) return { ok: true, state: "by whichever worker is free", at: lastSweepAt };
      const late = sweepGraceMs(desk.service.sweep.everyMinutes);
      const ok = context.clock() - Date.parse(lastSweepAt ?? startedAt) < late;
      return { ok, state: lastSweepAt === null ? "under way" : ok ? "done" : "late", at: lastSweepAt };
    },
  };
}
