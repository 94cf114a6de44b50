import type { IssueIid } from "../../ids.ts";
import type { BoxState, MarkdownDocument, TaskItem } from "../../markdown/types.ts";
import type { Instant } from "../../time/types.ts";
import { markersOf } from "../read/markers-of.ts";
import { itemsQuoted } from "../read/quoted-text.ts";
import type { Appearance } from "../read/types.ts";

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
  readonly iid: IssueIid;
  readonly createdAt: Instant;
  /** Who wrote the issue. */
  readonly author: string;
  readonly byBot: boolean;
  /** Oldest first. */
  readonly activity: readonly Activity[];
}

/** Who brought an item into a state, and when. */
export interface StateChange {
  readonly at: Instant;
  readonly by: string;
  readonly byBot: boolean;
  readonly iid: IssueIid;
  readonly state: BoxState;
}

export type BoxActivity = Extract<Activity, { kind: "box" }>;

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
    const text = (box[1] ?? "").replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("&#10;", "\n");
    return { kind: "box", at, by, byBot, state: box[2] === "completed" ? "done" : "open", text };
  }
  return EDIT.test(note.body) ? { kind: "edit", at, by, byBot } : null;
}

/** Ids of items that a note about a box names; none where the box wears no marker. */
function idsIn({ text }: BoxActivity): readonly string[] {
  return [...text.matchAll(/(?:^|\s|<!--|\))c:([1-9]\d*-[0-9a-z]{3,8})(?=\s|-->|$)/g)].flatMap(([, id]) => id ?? []);
}

function isAbout(note: BoxActivity, { document, item }: Appearance, id: string): boolean {
  const ids = idsIn(note);
  return ids.length > 0 ? ids.includes(id) : itemsQuoted(document, note.text).has(item.index);
}

/** The item of a text that a note about a box is about; null where there is none, or where its words stand in several. */
export function itemNamed(note: BoxActivity, document: MarkdownDocument): TaskItem | null {
  const ids = idsIn(note);
  if (ids.length > 0) return document.items.find((item) => ids.includes(markersOf(document, item)[0] ?? "")) ?? null;
  const [index, ...others] = itemsQuoted(document, note.text);
  return index === undefined || others.length > 0 ? null : (document.items[index] ?? null);
}

/** The notes that name the box of a copy, oldest first. */
export function boxNotes(appearance: Appearance, id: string, history: IssueHistory): readonly BoxActivity[] {
  return history.activity.flatMap((one) => (one.kind === "box" && isAbout(one, appearance, id) ? [one] : []));
}

/** Notes of one save are not further apart. */
const ONE_SAVE_MS = 2_000;

/**
 * The last save of a person after an instant (and up to another one) that may have changed the box of a copy without saying so; null for none.
 * GitLab names the boxes that a save ticked at their place, and then nothing else of it: neither `[~]`, nor a line that
 * moved or was reworded. With `edits` only saves count that name no box at all, with `any` those too that name others.
 */
export function silentSave(
  { place, history }: { readonly place: Appearance; readonly history: IssueHistory },
  id: string,
  since: Instant,
  which: "edits" | "any",
  until?: Instant,
): Activity | null {
  const [from, to] = [Date.parse(since), until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until)];
  const named = boxNotes(place, id, history);
  const isNamed = (save: Activity): boolean =>
    named.some((note) => note.by === save.by && Math.abs(Date.parse(note.at) - Date.parse(save.at)) <= ONE_SAVE_MS);
  return (
    history.activity.findLast(
      (one) =>
        !one.byBot &&
        Date.parse(one.at) > from &&
        Date.parse(one.at) <= to &&
        (one.kind === "edit" || (which === "any" && !isNamed(one))),
    ) ?? null
  );
}

/** The last edit by the bot of more than boxes after an instant; null for none. */
export function botEditAfter(history: IssueHistory, since: Instant): Activity | null {
  const time = Date.parse(since);
  return history.activity.findLast((one) => one.kind === "edit" && one.byBot && Date.parse(one.at) > time) ?? null;
}

/** When the bot last wrote into the text of an issue, its creation included; null for never. */
export function lastWrite(history: IssueHistory): Instant | null {
  const write = history.activity.findLast((one) => one.byBot);
  return write?.at ?? (history.byBot ? history.createdAt : null);
}
