import { normaliseText } from "../markdown/similarity.ts";
import type { BoxState } from "../markdown/types.ts";
import type { Instant } from "../schedule/types.ts";
import { stripTrailer } from "./trailer.ts";
import type { Appearance } from "./types.ts";

/** One line of an issue's activity, as GitLab's system notes tell it. */
export type Activity =
  | {
      readonly kind: "box";
      readonly at: Instant;
      readonly by: string;
      readonly byBot: boolean;
      readonly state: "open" | "done";
      /** The rest of the item's line as GitLab quotes it, unescaped: hidden ids included. */
      readonly text: string;
    }
  | { readonly kind: "edit"; readonly at: Instant; readonly by: string; readonly byBot: boolean };

/** What is known of the edits of one issue. */
export interface IssueHistory {
  readonly iid: number;
  readonly createdAt: Instant;
  /** Who wrote the issue. */
  readonly author: string;
  readonly byBot: boolean;
  /** Oldest first. */
  readonly activity: readonly Activity[];
}

/** Who brought a copy of an item into the state it shows, and when. */
export interface StateChange {
  readonly at: Instant;
  readonly by: string;
  readonly byBot: boolean;
  readonly iid: number;
  readonly state: BoxState;
  /** True for a note that names the box; an edit of the text is only a likely moment. */
  readonly exact?: boolean;
}

const BOX = /^marked the checklist item \*\*([^]*)\*\* as (completed|incomplete)$/;
const EDIT = /^changed the description/;

/** Reads a system note; null for one about something else. Source of the words: GitLab's issuable system notes. */
export function parseActivity(note: {
  readonly body: string;
  readonly createdAt: Instant;
  readonly author: string;
  readonly byBot: boolean;
}): Activity | null {
  const { createdAt: at, author: by, byBot } = note;
  const box = BOX.exec(note.body.trim());
  if (box !== null) {
    const text = (box[1] ?? "").replace(/\\([\\`*_{}[\]()#+\-.!=|~<>])/g, "$1");
    return { kind: "box", at, by, byBot, state: box[2] === "completed" ? "done" : "open", text };
  }
  return EDIT.test(note.body) ? { kind: "edit", at, by, byBot } : null;
}

/** A line as people wrote it: pointers that the bot added since are no part of it. */
function plainLine(line: string): string {
  return normaliseText(stripTrailer(line.trim()));
}

function concerns(activity: Extract<Activity, { kind: "box" }>, appearance: Appearance, id: string): boolean {
  const ids = [...activity.text.matchAll(/(?:^|\s)c:([1-9]\d*-[0-9a-z]{3,8})(?=\s|$)/g)].map((match) => match[1]);
  if (ids.length > 0) return ids.includes(id);
  const [line = ""] = appearance.item.text.split("\n");
  return plainLine(activity.text) === plainLine(line);
}

function boxNotes(appearance: Appearance, id: string, history: IssueHistory) {
  return history.activity.flatMap((one) => (one.kind === "box" && concerns(one, appearance, id) ? [one] : []));
}

/** The first edit by a person since an instant: a later one may be about anything. */
function firstEdit(history: IssueHistory, since: Instant | undefined): Activity | undefined {
  return history.activity.find((one) => one.kind === "edit" && !one.byBot && (since === undefined || one.at >= since));
}

function lastEdit(history: IssueHistory, since: Instant | undefined, byBot: boolean): Activity | undefined {
  return history.activity.findLast(
    (one) => one.kind === "edit" && one.byBot === byBot && (since === undefined || one.at >= since),
  );
}

/**
 * Who brought an item to the state its copy shows (design: the latest change by a person wins); null where nobody is
 * known to have done so. GitLab tells of ticked boxes item by item; `[~]` and edits of several things at once leave only
 * "changed the description": then the first edit since counts, and leaving a box open is no act.
 */
export function lastChange(appearance: Appearance, id: string, history: IssueHistory): StateChange | null {
  const { state } = appearance;
  const { iid } = history;
  const boxes = boxNotes(appearance, id, history);
  const last = boxes.at(-1);
  if (last !== undefined && last.state === state) {
    // What the bot only put back, having crossed it, stays the person's word.
    const person = boxes.findLast((one) => !one.byBot);
    const { at, by, byBot } = last.byBot && person?.state === state ? person : last;
    return { at, by, byBot, iid, state, exact: true };
  }
  if (last === undefined && state === "open") return null;
  const own = lastEdit(history, last?.at, true);
  const edit = firstEdit(history, own?.at ?? last?.at);
  if (edit !== undefined) return { at: edit.at, by: edit.by, byBot: false, iid, state };
  if (own !== undefined) return { at: own.at, by: own.by, byBot: true, iid, state };
  const { createdAt, author, byBot } = history;
  return last === undefined ? { at: createdAt, by: author, byBot, iid, state } : null;
}

/** Writes of one run are not further apart. */
const ONE_RUN_MS = 10 * 60_000;

/**
 * The edit by which a person took `[~]` back, which leaves no note of the box: the copy is open although the bot had
 * written the other state into it, or into all other copies, before that edit. Null where nothing says so: typing in an
 * issue that the bot could not reach yet takes nothing back.
 */
export function reopening(
  appearance: Appearance,
  id: string,
  history: IssueHistory,
  resolved: readonly StateChange[],
): StateChange | null {
  if (appearance.state !== "open" || boxNotes(appearance, id, history).length > 0) return null;
  const since = knownResolvedAt(history, resolved);
  const edit = since === null ? undefined : lastEdit(history, since, false);
  return edit === undefined ? null : { at: edit.at, by: edit.by, byBot: false, iid: history.iid, state: "open" };
}

/** When the copy of an issue is known to have shown that the item is resolved; null when it may never have. */
function knownResolvedAt(history: IssueHistory, resolved: readonly StateChange[]): Instant | null {
  const people = times(resolved.filter((change) => !change.byBot));
  const bots = times(resolved.filter((change) => change.byBot));
  const own = lastEdit(history, undefined, true)?.at ?? null;
  const spread = bots[0];
  if (spread !== undefined) {
    if (own !== null && Date.parse(own) >= Date.parse(spread) - ONE_RUN_MS) return own;
    return people.length === 0 ? (bots.at(-1) ?? null) : null;
  }
  const made = own ?? (history.byBot ? history.createdAt : null);
  const last = people.at(-1);
  return made !== null && last !== undefined && Date.parse(made) > Date.parse(last) ? made : null;
}

/** Instants of changes, ascending. */
function times(changes: readonly StateChange[]): readonly Instant[] {
  return changes.map((change) => change.at).sort((a, b) => Date.parse(a) - Date.parse(b));
}
