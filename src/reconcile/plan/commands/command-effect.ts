import type { StateChange } from "../../../domain/action-items/timeline/history.ts";
import type { SeriesItems } from "../../../domain/action-items/timeline/timelines.ts";
import { type Reason, reason } from "../../../domain/reason.ts";
import type { Instant } from "../../../domain/time/types.ts";
import type { CommandRequest } from "../../model/requests.ts";
import type { Action, Comments, ProjectState, SeriesState } from "../../model/types.ts";

/** What a command is heard in. */
export interface AskedIn {
  readonly state: ProjectState;
  readonly series: SeriesState;
  readonly items: SeriesItems;
  readonly comments: Comments;
}

/** What becomes of one command. */
export interface CommandEffect {
  readonly actions: readonly Action[];
  readonly order: readonly [string, StateChange] | null;
  /** What is to be said, or null where a reaction is enough. */
  readonly answer: string | null;
  /** From when on it can be done, and answered; null for now. */
  readonly waits: Instant | null;
}

export const DONE: CommandEffect = { actions: [], order: null, answer: null, waits: null };

export function because(request: CommandRequest, what: string): Reason {
  const { note, iid } = request;
  const facts = { iid, comment: note.id, by: note.author.username };
  return reason("asked-by-comment", `@${note.author.username} asked for it in #${iid}: ${what}`, facts);
}
