import type { Instant } from "../../time/types.ts";
import { MINUTE_MS } from "../../time/units.ts";
import { earliestOf } from "../../time/zoned-time.ts";
import type { Appearance } from "../read/types.ts";
import { botEditAfter, boxNotes, type IssueHistory, lastWrite, type StateChange, silentSave } from "./history.ts";

/** A copy with what is known of the edits of its issue. */
export interface KnownCopy {
  readonly place: Appearance;
  readonly history: IssueHistory;
}

/** Writes of one run are not further apart. */
const ONE_RUN_MS = 10 * MINUTE_MS;

export function isOpenPlace(place: Appearance): boolean {
  return place.state === "open";
}

/** GitLab names a box that is ticked; of `[~]` and of words before the text it only says that the text was edited. */
export function leavesNoNote(place: Appearance): boolean {
  return place.state === "inapplicable" || (!isOpenPlace(place) && place.item.state === "open");
}

export function isLater(a: Instant, b: Instant): boolean {
  return Date.parse(a) > Date.parse(b);
}

/**
 * What a person did to a box without a note of it: the last note about it, whoever's, says something else than the copy
 * shows, so a save since then changed it too; one before the bot gave other copies the same state. Null where nothing tells.
 */
export function unnamedOf(copy: KnownCopy, id: string, copies: readonly KnownCopy[]): StateChange | null {
  const { place, history } = copy;
  const note = boxNotes(place, id, history).at(-1);
  if (note === undefined || note.state === place.item.state || !isSure(place)) return null;
  // Where the bot points to an issue it may tick the box in the same write; it takes no tick back so.
  if (place.item.state !== "open" && botEditAfter(history, note.at) !== null) return null;
  const spread = copies
    .flatMap((other) => boxNotes(other.place, id, other.history))
    .filter((one) => one.byBot && one.state === (isOpenPlace(place) ? "open" : "done") && isLater(one.at, note.at));
  const save = silentSave(copy, id, note.at, "any", earliestOf(spread.map(({ at }) => at)) ?? undefined);
  return save === null ? null : { at: save.at, by: save.by, byBot: false, iid: history.iid, state: place.state };
}

/** Whether notes about the words of a copy are about it: it is marked, or no other line of its issue has them. */
function isSure({ marked, document, item }: Appearance): boolean {
  return marked || document.items.every((one) => one.index === item.index || one.text !== item.text);
}

/** A copy in whose issue a person saved something after the copies last agreed that may have changed its box. */
export interface Touched extends KnownCopy {
  readonly change: StateChange;
}

export function touchedSince(
  copies: readonly KnownCopy[],
  id: string,
  since: Instant | null,
  which: "edits" | "any",
): readonly Touched[] {
  return copies.flatMap((copy) => {
    const save = silentSave(copy, id, since ?? "1970-01-01T00:00:00Z", which);
    if (save === null) return [];
    const { iid } = copy.history;
    return [{ ...copy, change: { at: save.at, by: save.by, byBot: false, iid, state: copy.place.state } }];
  });
}

/** Whether GitLab named the state that a copy shows: a tick at any time, a box opened after a save. The save is no news of it. */
export function wasNamed({ place, history, change }: Touched, id: string): boolean {
  const last = boxNotes(place, id, history).at(-1);
  if (last === undefined || leavesNoNote(place) || last.state !== place.item.state) return false;
  return last.state === "done" || isLater(last.at, change.at);
}

/** Whether the bot wrote into an issue in the run of a write of its own. */
export function isInRunOf(history: IssueHistory, write: Instant): boolean {
  const own = lastWrite(history);
  return own !== null && Date.parse(own) >= Date.parse(write) - ONE_RUN_MS;
}

/** When the bot left a resolved copy as it is now: nothing happened to its issue since. Null for never. */
function leftResolvedAt({ place, history }: KnownCopy): Instant | null {
  const last = history.activity.at(-1);
  return isOpenPlace(place) || last?.byBot !== true ? null : last.at;
}

/**
 * An open copy is news only where it is known to have been resolved: the bot wrote into its issue in the run that spread
 * the other state, or some time ago (into any, or so that a resolved copy stands as it left it), or every other copy got
 * that state from the bot, so that it began here.
 */
export function canBeReopened(copy: Touched, copies: readonly KnownCopy[], last: Instant, reachedMs: number): boolean {
  const inLastRun = (history: IssueHistory): boolean => isInRunOf(history, last);
  const times = [last, ...copies.flatMap((one) => leftResolvedAt(one) ?? [])].map((at) => Date.parse(at));
  if (inLastRun(copy.history) || Date.parse(copy.change.at) > Math.min(...times) + reachedMs) return true;
  return copies.every(({ place, history }) => isOpenPlace(place) || inLastRun(history));
}

/**
 * Whether the bot let a copy stand when others had been ticked: it was resolved then, by a `[~]` or by words, and may be
 * open again without a note. One run that died in between tells nothing: the bot must have written in two since the tick.
 */
export function wasPassedOver(touched: Touched, copies: readonly KnownCopy[], id: string): boolean {
  const { place, history, change } = touched;
  const ticks = copies.flatMap((one) => boxNotes(one.place, id, one.history).filter(({ state }) => state === "done"));
  const ticked = ticks
    .map(({ at }) => Date.parse(at))
    .sort((a, b) => a - b)
    .at(-1);
  if (ticked === undefined || Date.parse(history.createdAt) > ticked) return false;
  if (place.agenda.leftAlone === true || !isSure(place)) return false;
  if (boxNotes(place, id, history).some(({ at }) => Date.parse(at) >= ticked - ONE_RUN_MS)) return false;
  const writes = copies
    .flatMap((one) => one.history.activity.filter(({ byBot, at }) => byBot && isLater(change.at, at)))
    .map(({ at }) => Date.parse(at))
    .filter((at) => at >= ticked)
    .sort((a, b) => a - b);
  const [first, last] = [writes[0], writes.at(-1)];
  return first !== undefined && last !== undefined && last > first + ONE_RUN_MS;
}
