import type { CommandContext } from "../../src/app/context.ts";
import { messageOf } from "../../src/domain/errors.ts";
import type { ProjectId } from "../../src/domain/ids.ts";
import type { Log } from "../../src/domain/log.ts";
import { createThrottle } from "../../src/domain/throttle.ts";
import type { Instant } from "../../src/domain/time/types.ts";
import { MINUTE_MS } from "../../src/domain/time/units.ts";
import type { JobReason } from "../../src/queue/contract.ts";
import type { ProjectQueue } from "../../src/queue/types.ts";
import type { ServiceMemory } from "../memory/memory.ts";
import type { Quarantine } from "./quarantine.ts";

export interface WakeUps {
  /** What a look has found out about its project; null for nothing. */
  note(project: ProjectId, at: Instant | null): void;
  /** Asks for looks at what is due. Never throws. */
  tick(): Promise<void>;
  /** Does so again and again. Returns how to end it. */
  start(): () => void;
  /** How many projects are to be looked at later. */
  count(): number;
}

interface WakeUpParts {
  readonly memory: Pick<ServiceMemory, "state" | "read">;
  readonly queue: Pick<ProjectQueue, "enqueue">;
  readonly quarantine: Pick<Quarantine, "list">;
  readonly context: Pick<CommandContext, "clock">;
  readonly log: Log;
}

const TICK_MS = 1_000;
const SAID_EVERY_MS = MINUTE_MS;
/** A look that this process asked for itself, before what is remembered of the project comes due. */
const AGAIN = "again";

/**
 * Looks at projects when something changes in them by the passing of time alone. When that is stands in what all processes
 * remember of them, so no timer stands anywhere that could be lost; each process asks once for what is due. What is sooner
 * (the next step of a look that did something) only this process knows: where it ends first, the sweep finds it.
 */
export function createWakeUps({ memory, queue, quarantine, context, log }: WakeUpParts): WakeUps {
  const sooner = new Map<ProjectId, Instant>();
  /** For which time a look was asked for; of projects that are remembered. */
  const asked = new Map<ProjectId, Instant>();
  const throttle = createThrottle(SAID_EVERY_MS);
  const isDue = (at: Instant): boolean => Date.parse(at) <= context.clock();
  const knownDue = (): ReadonlyMap<ProjectId, Instant> => {
    const { reconciled, seen } = memory.state;
    const due = new Map<ProjectId, Instant>();
    const aside = new Set(quarantine.list().map(({ project }) => project));
    for (const { id, nextWakeAt } of reconciled.values()) {
      if (nextWakeAt === null || asked.get(id) === nextWakeAt || aside.has(id) || !isDue(nextWakeAt)) continue;
      if (seen.get(id)?.obstacle === null) due.set(id, nextWakeAt);
    }
    return due;
  };
  const ask = async (project: ProjectId, at: Instant, event: Pick<JobReason, "event">): Promise<void> => {
    await queue.enqueue({ project, reason: { kind: "wake-up", ...event, at }, priority: "wake-up" });
  };
  const tick = async (): Promise<void> => {
    for (const [project, at] of sooner) {
      if (!isDue(at)) continue;
      await ask(project, at, { event: AGAIN });
      sooner.delete(project);
    }
    if (knownDue().size === 0) return;
    // Others may have looked meanwhile.
    await memory.read();
    for (const [project, at] of knownDue()) {
      await ask(project, at, {});
      asked.set(project, at);
    }
    for (const project of asked.keys()) if (!memory.state.reconciled.has(project)) asked.delete(project);
  };
  const forgiving = async (): Promise<void> => {
    try {
      await tick();
    } catch (error) {
      // Tried again with the next tick: what is due is due.
      if (throttle("asking", performance.now()) === null) return;
      log.warn({ error: String(error) }, `a look is due and could not be asked for: ${messageOf(error)}`);
    }
  };
  return {
    note(project, at) {
      if (at === null || at === memory.state.reconciled.get(project)?.nextWakeAt) sooner.delete(project);
      else sooner.set(project, at);
    },
    tick: forgiving,
    start() {
      let isBusy = false;
      const timer = setInterval(() => {
        if (isBusy) return;
        isBusy = true;
        void forgiving().finally(() => {
          isBusy = false;
        });
      }, TICK_MS);
      return () => clearInterval(timer);
    },
    count() {
      const later = [...memory.state.reconciled.values()].filter(
        ({ nextWakeAt }) => nextWakeAt !== null && !isDue(nextWakeAt),
      );
      return new Set([...sooner.keys(), ...later.map(({ id }) => id)]).size;
    },
  };
}

/** Whether a job asks for what several processes may have asked for: another one's look may have done it since. */
export function isForOthersToo(reasons: readonly JobReason[]): boolean {
  return reasons.length > 0 && reasons.every(({ kind, event }) => kind === "wake-up" && event !== AGAIN);
}
