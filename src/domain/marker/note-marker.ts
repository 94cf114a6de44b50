import { asNoteId, type NoteId } from "../ids.ts";
import type { Instant } from "../time/types.ts";
import { isItemId } from "./item-marker.ts";

/** What a comment of the bot is. */
export const NOTE_KINDS = [
  "gaps",
  "participants",
  "taken-back",
  "updated",
  "reminder",
  "answer",
  "late-items",
  "reply",
  "not-closed",
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

const KINDS: ReadonlySet<string> = new Set(NOTE_KINDS);

/** What the marker on the first line of a comment says. Believe it only on comments whose author is the bot (law 1). */
export interface NoteMarker {
  readonly kind: NoteKind;
  /** Ids of the items it is about, in order. */
  readonly items: readonly string[];
  /** Id of the comment it answers, or null. */
  readonly to: NoteId | null;
  /** When the agenda it speaks of was closed, to the second, or null. */
  readonly closed: Instant | null;
}

const NOTE_ID = /^[1-9]\d{0,14}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const MARKER =
  /^\s*<!--[ \t]*cadence:v\d+[ \t]+note[ \t]+([a-z-]+)((?:[ \t]+[^\s=>]+=[^\s>]*)*)[ \t]*-->[ \t]*(?:[\r\n]|$)/;

function isKind(word: string): word is NoteKind {
  return KINDS.has(word);
}

/**
 * Renders the marker by which the bot knows its comments again, `<!-- cadence:v1 note reminder items=12-k3f -->`; the
 * first line of a comment. A comment has no idempotency key either, so this is its identity (law 1).
 *
 * Throws a `RangeError` for an item id, comment id or instant that could not be read back.
 */
export function renderNoteMarker(marker: Pick<NoteMarker, "kind"> & Partial<NoteMarker>): string {
  const { kind, items = [], to = null, closed = null } = marker;
  const stranger = items.find((id) => !isItemId(id));
  if (stranger !== undefined) throw new RangeError(`an item id looks like 12-k3f, not ${JSON.stringify(stranger)}`);
  if (to !== null && !NOTE_ID.test(String(to))) throw new RangeError(`a comment id is a positive number, not ${to}`);
  const words = [`cadence:v1 note ${kind}`];
  if (to !== null) words.push(`to=${to}`);
  if (closed !== null) words.push(`closed=${new Date(closed).toISOString().slice(0, 19)}Z`);
  if (items.length > 0) words.push(`items=${items.join(",")}`);
  return `<!-- ${words.join(" ")} -->`;
}

/**
 * Reads the marker of a comment from the first line that is not blank; null when that line is something else. To be
 * believed only on comments whose author is the bot: people can write the same. Unknown keys are ignored and newer
 * versions count, as in `parseIssueMarker`.
 */
export function parseNoteMarker(body: string): NoteMarker | null {
  const [, kind = "", rest = ""] = MARKER.exec(body) ?? [];
  if (!isKind(kind)) return null;
  const keys = new Map(
    rest
      .trim()
      .split(/[ \t]+/)
      .map((pair): [string, string] => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  const [items = "", to = "", closed = ""] = ["items", "to", "closed"].map((key) => keys.get(key) ?? "");
  return {
    kind,
    items: items.split(",").filter(isItemId),
    to: NOTE_ID.test(to) ? asNoteId(Number(to)) : null,
    closed: INSTANT.test(closed) && !Number.isNaN(Date.parse(closed)) ? closed : null,
  };
}
