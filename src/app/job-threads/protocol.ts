import type { Proxies } from "../../config/environment/environment-proxy.ts";
import type { ServiceConfiguration } from "../../config/service/types.ts";
import type { IssueIid, ProjectId } from "../../domain/ids.ts";
import type { ReconcileJobResult } from "../../fleet/reconcile-job.ts";
import type { FleetNews } from "../../fleet/state.ts";
import type { Discovered, Sweep } from "../../fleet/sweep.ts";
import type { FleetProblem, FleetState, ReconcileJob } from "../../fleet/types.ts";
import type { Urgency } from "../../gitlab/fleet-port.ts";
import type { AnswerFacts } from "../../gitlab/http/answer-facts.ts";
import type { GitLabRequest } from "../../gitlab/http/outcome.ts";
import type { Repaired, RepairOptions } from "../../reconcile/apply/restore-overwritten.ts";
import type { Part } from "../../reconcile/model/types.ts";
import type { HooksAt } from "../../webhooks/read-hooks.ts";
import type { PlainError } from "./plain-error.ts";

/** Where writes are noted: a run begun by whoever gives the order, or one of its own (`run: null`). */
export interface AuditOrder {
  readonly file: string;
  readonly run: string | null;
}

export interface ReconcileOrder {
  readonly job: ReconcileJob;
  readonly urgency: Urgency;
  readonly parts: readonly Part[] | null;
  /** What waits for business hours is done at once. */
  readonly atOnce: boolean;
  /** How many follow-ups that are held back are made, the newest ones. */
  readonly catchUp: number;
  readonly audit: AuditOrder | null;
  /** A line of the log for each action. */
  readonly logsActions: boolean;
}

export interface RepairOrder extends Pick<RepairOptions, "botId" | "updates" | "putBacks"> {
  readonly project: ProjectId;
  readonly audit: AuditOrder | null;
}

type Crossing<T extends { readonly problems: readonly FleetProblem[] }> = Omit<T, "problems"> & {
  readonly problems: readonly { readonly source: string; readonly error: PlainError }[];
};

/** Pieces of work that a thread does, each with what it is told and what it answers. Add one here and in `operations.ts`. */
export interface Work {
  readonly reconcile: {
    readonly order: ReconcileOrder;
    readonly answer: Omit<ReconcileJobResult, "errors"> & {
      readonly errors: readonly PlainError[];
      readonly agendasCreated: number;
    };
  };
  readonly repair: {
    readonly order: RepairOrder;
    readonly answer: Omit<Repaired, "refused" | "failure"> & {
      readonly refused: readonly { readonly iid: IssueIid; readonly error: PlainError }[];
      readonly failure: PlainError | null;
    };
  };
  readonly sweep: {
    readonly order: null;
    readonly answer: { readonly swept: Crossing<Sweep>; readonly requests: number };
  };
  readonly discover: { readonly order: { readonly known: FleetState["seen"] }; readonly answer: Crossing<Discovered> };
  readonly "read-hooks": { readonly order: null; readonly answer: readonly HooksAt[] };
}

export type WorkKind = keyof Work;

/** What threads work with; it may be another after each reload. */
export interface ThreadSettings {
  readonly url: string;
  readonly token: string;
  readonly proxies: Proxies;
  readonly service: ServiceConfiguration;
  /** See `GitLabOptions`: for whoever can have the work done again later. */
  readonly leaveAfterMs?: number;
}

/** What a thread has to ask. */
export type Ask =
  | {
      readonly what: "turn";
      readonly urgency: Urgency;
      readonly method: GitLabRequest["method"];
      readonly url: string;
    }
  | { readonly what: "read" }
  | { readonly what: "read-project"; readonly id: ProjectId }
  | { readonly what: "write"; readonly news: FleetNews };

/** What a thread only tells. */
export type Tell =
  | {
      readonly what: "log";
      readonly level: "debug" | "info" | "warn" | "error";
      readonly fields: object;
      readonly text: string;
    }
  | { readonly what: "answered"; readonly facts: AnswerFacts }
  | {
      readonly what: "learn";
      readonly urgency: Urgency;
      readonly method: GitLabRequest["method"];
      readonly url: string;
      readonly status: number;
      /** Of those that speak of limits. */
      readonly headers: readonly (readonly [string, string])[];
    }
  | { readonly what: "wrote" };

export type ToThread =
  | {
      readonly type: "order";
      readonly kind: WorkKind;
      readonly order: Work[WorkKind]["order"];
      /** null: as before. */
      readonly settings: ThreadSettings | null;
      /** Lines of debugging are wanted. */
      readonly debug: boolean;
      /** The clock of whoever gives the order, in milliseconds since 1970. */
      readonly now: number;
    }
  | { readonly type: "abort" }
  | { readonly type: "reply"; readonly id: number; readonly value: unknown }
  | { readonly type: "refusal"; readonly id: number; readonly error: PlainError };

export type FromThread =
  | { readonly type: "ask"; readonly id: number; readonly ask: Ask }
  | { readonly type: "tell"; readonly tell: Tell }
  | { readonly type: "done"; readonly answer: Work[WorkKind]["answer"] }
  | { readonly type: "failed"; readonly error: PlainError };

/** What a thread is started with. */
export interface JobsThreadData {
  readonly kind: "jobs";
  /** One 32-bit number: the issue that is being read, 0 for none. */
  readonly place: SharedArrayBuffer;
}

/** What the thread of a whole command is started with. */
export interface CommandData {
  readonly kind: "command";
  readonly place: SharedArrayBuffer;
  /** Whether the process's standard output and error are terminals: a thread cannot tell. */
  readonly isTTY: { readonly out: boolean; readonly err: boolean };
  /** The name that the command was called by, as `process.argv` has it. */
  readonly calledAs: string;
}

/** What a command begins with now; what it did before is over. null: it only waits for threads of its own, which it watches. */
export interface FromCommand {
  readonly about: string | null;
}
