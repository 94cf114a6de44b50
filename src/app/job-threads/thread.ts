import type { MessagePort } from "node:worker_threads";
import type { FleetMemory } from "../../fleet/state.ts";
import { createFleetGitLab } from "../../gitlab/fleet/fleet-client.ts";
import type { FleetGitLab, Urgency } from "../../gitlab/fleet-port.ts";
import { laneOf } from "../../gitlab/http/lanes.ts";
import type { RequestTurns, Turn } from "../../gitlab/http/request-turns.ts";
import type { GitLab } from "../../gitlab/port.ts";
import { notingPlaces, placeIn } from "./place.ts";
import { fromPlainError, toPlainError } from "./plain-error.ts";
import type { Ask, FromThread, JobsThreadData, Tell, ThreadSettings, ToThread, Work, WorkKind } from "./protocol.ts";
import type { ThreadLog } from "./thread-log.ts";

/** What a piece of work in a thread works with. */
export interface Tools {
  readonly settings: ThreadSettings;
  readonly gitlab: FleetGitLab;
  readonly memory: FleetMemory;
  /** Milliseconds since 1970, by the clock of whoever gave the order. */
  readonly clock: () => number;
  readonly log: ThreadLog;
  /** Aborted when nothing more is to begin. */
  readonly signal: AbortSignal;
  /** To be called with each write that was noted. */
  readonly onWrote: () => void;
}

export type Operations = {
  readonly [K in WorkKind]: (order: Work[K]["order"], tools: Tools) => Promise<Work[K]["answer"]>;
};

/** What an answer says of limits; the rest of its head is nobody else's business. */
const ABOUT_LIMITS = ["date", "retry-after", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"];

/**
 * Does what the other side of `port` orders, one piece of work after the other. `wrap` stands between the work and the
 * project's GitLab: tests put a loop without end there.
 */
export function serveOrders(
  port: MessagePort,
  { place }: JobsThreadData,
  operations: Operations,
  wrap: (gitlab: GitLab) => GitLab = (gitlab) => gitlab,
): void {
  const line = createLine(port);
  const note = placeIn(place);
  let settings: ThreadSettings | null = null;
  let fleet: FleetGitLab | null = null;
  let stop = new AbortController();
  const work: UnderWay = { kind: "reconcile", hasBegun: false };
  const begin = async (message: ToThread & { readonly type: "order" }): Promise<Work[WorkKind]["answer"]> => {
    if (message.settings !== null) [settings, fleet] = [message.settings, null];
    if (settings === null) throw new Error("an order came before the settings");
    stop = new AbortController();
    const log = logTo(line, message.debug);
    [work.kind, work.hasBegun] = [message.kind, false];
    fleet ??= openFleet(settings, line, work);
    const gitlab = fleet;
    const ahead = message.now - Date.now();
    const tools: Tools = {
      settings,
      gitlab: Object.create(gitlab, {
        project: {
          value: (...args: Parameters<FleetGitLab["project"]>) => wrap(notingPlaces(gitlab.project(...args), note)),
        },
      }),
      memory: memoryOver(line),
      clock: () => Date.now() + ahead,
      log,
      signal: stop.signal,
      onWrote: () => line.tell({ what: "wrote" }),
    };
    note(0);
    // The kind and the order of a message belong together.
    const operation = operations[message.kind] as (order: unknown, tools: Tools) => Promise<Work[WorkKind]["answer"]>;
    return operation(message.order, tools);
  };
  port.on("message", (message: ToThread) => {
    if (message.type === "abort") stop.abort(new Error("the process has to stop"));
    else if (message.type !== "order") line.take(message);
    else
      begin(message).then(
        (answer) => line.send({ type: "done", answer }),
        (error: unknown) => line.send({ type: "failed", error: toPlainError(error) }),
      );
  });
}

type ThreadLine = ReturnType<typeof createLine>;

function createLine(port: MessagePort) {
  const pending = new Map<
    number,
    { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void }
  >();
  let last = 0;
  const send = (message: FromThread): void => port.postMessage(message);
  return {
    send,
    tell: (tell: Tell): void => send({ type: "tell", tell }),
    ask<T>(ask: Ask): Promise<T> {
      const id = ++last;
      return new Promise<T>((resolve, reject) => {
        pending.set(id, { resolve, reject });
        send({ type: "ask", id, ask });
      });
    },
    take(message: ToThread & { readonly type: "reply" | "refusal" }): void {
      const asked = pending.get(message.id);
      pending.delete(message.id);
      if (message.type === "reply") asked?.resolve(message.value as never);
      else asked?.reject(fromPlainError(message.error));
    },
  };
}

interface UnderWay {
  kind: WorkKind;
  /** More than the configuration was read. */
  hasBegun: boolean;
}

/** A look that holds a thread and may not go on would keep urgent ones waiting, for which there is a reserve. */
const LONGEST_HOLD_MS = 10_000;

function openFleet({ service: _, ...access }: ThreadSettings, line: ThreadLine, work: UnderWay): FleetGitLab {
  const turnsAs = (urgency: Urgency): RequestTurns => ({
    async take({ method, url: to }) {
      const ask = (as: Urgency): Promise<Turn> => line.ask({ what: "turn", urgency: as, method, url: to.href });
      const turn = await ask(urgency);
      if (turn.waitMs === 0) work.hasBegun ||= laneOf({ method, url: to }).throttle === "api";
      const isHeldUp = urgency === "sweep" && work.kind === "reconcile" && turn.waitMs > LONGEST_HOLD_MS;
      if (!isHeldUp || access.leaveAfterMs === undefined) return turn;
      // What has begun takes what it needs of the reserve: at most one look for each thread. The others have lost next to nothing.
      return work.hasBegun ? ask("urgent") : { ...turn, canLeave: true };
    },
    async learn({ method, url: to }, outcome) {
      if (outcome.kind !== "answer") return;
      const { status } = outcome;
      const headers = ABOUT_LIMITS.flatMap((name): readonly (readonly [string, string])[] => {
        const value = outcome.headers.get(name);
        return value === null ? [] : [[name, value]];
      });
      if (status < 400 && headers.every(([name]) => name === "date")) return;
      line.tell({ what: "learn", urgency, method, url: to.href, status, headers });
    },
  });
  return createFleetGitLab({
    ...access,
    log: logTo(line, false),
    budget: { as: turnsAs },
    onAnswer: (facts) => line.tell({ what: "answered", facts }),
  });
}

function memoryOver(line: ThreadLine): FleetMemory {
  return {
    read: () => line.ask({ what: "read" }),
    readProject: (id) => line.ask({ what: "read-project", id }),
    write: (news) => line.ask({ what: "write", news }),
  };
}

function logTo(line: ThreadLine, debug: boolean): ThreadLog {
  const at =
    (level: "debug" | "info" | "warn" | "error") =>
    (fields: object, text: string): void =>
      line.tell({ what: "log", level, fields, text });
  return { debug: debug ? at("debug") : () => undefined, info: at("info"), warn: at("warn"), error: at("error") };
}
