import type { IssueIid } from "../../domain/ids.ts";
import type { Reason } from "../../domain/reason.ts";

/** The parts of a run that `--only` names. */
export const PARTS = ["agenda", "follow-up", "unresolved"] as const;
export type Part = (typeof PARTS)[number];

/** Carried by every action. */
export interface ActionBase {
  /** Id of the meeting series; empty where it concerns the project. */
  readonly series: string;
  readonly reason: Reason;
}

export interface OnIssue extends ActionBase {
  readonly iid: IssueIid;
}

/** Something new, or a change of what is there. */
export type Sign = "+" | "~";

/** What one kind of action carries, where it belongs and how it is told. No zod here: users see these types. */
export interface ActionKind<A> {
  /** Its keys in the JSON document, as a zod shape, made of the schemas of `documents.ts`. */
  readonly shape: (documents: never) => object;
  /**
   * The part of a run that it belongs to (`--only`). What people ask for in comments is followed and answered by `agenda`:
   * an answer without its effect would lose the request.
   */
  readonly part: Part | ((action: A, isFollowUp: (iid: IssueIid) => boolean) => Part);
  readonly sign: Sign;
  /** What is to be done. */
  readonly plan: (action: A) => string;
  /** What was done; `iid` is the issue that was made or changed. */
  readonly done: (action: A, iid: IssueIid | null) => string;
  /** Writes it takes at least; 1 where it is not given. */
  readonly writes?: (action: A) => number;
}
