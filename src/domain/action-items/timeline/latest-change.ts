import type { Instant } from "../../time/types.ts";
import { MINUTE_MS } from "../../time/units.ts";
import { boxNotes, lastWrite, type StateChange, silentSave } from "./history.ts";
import {
  canBeReopened,
  isInRunOf,
  isLater,
  isOpenPlace,
  type KnownCopy,
  leavesNoNote,
  type Touched,
  touchedSince,
  unnamedOf,
  wasNamed,
  wasPassedOver,
} from "./silent-changes.ts";

export interface LatestChange {
  /** The change that decides. */
  readonly winner: StateChange;
  /** The latest known change to the other side, or null. */
  readonly loser: StateChange | null;
  /** A note of GitLab names the box; else it was concluded from edits of the text. */
  readonly exact: boolean;
}

/** Notes of one write, and clocks, are not further apart. */
const SLACK_MS = 3 * MINUTE_MS;
/** A copy that the bot could not write because somebody was editing is reached by then, as far as saves of text go. */
const REACHED_MS = 15 * MINUTE_MS;
/** Clicks on other boxes are no sign of a change: only when the next run of the hour must have been does one count. */
const SURELY_REACHED_MS = 90 * MINUTE_MS;

/** Ascending; at the same instant the one that resolves wins, then the later issue. */
export function compareChanges(a: StateChange, b: StateChange): number {
  return (
    Date.parse(a.at) - Date.parse(b.at) || Number(b.state === "open") - Number(a.state === "open") || a.iid - b.iid
  );
}

/** The latest note of a person that names the box of a copy and says what it shows; what the bot put back stays theirs. */
function exactOf({ place, history }: KnownCopy, id: string): StateChange | null {
  const note = boxNotes(place, id, history).findLast((one) => !one.byBot);
  if (note === undefined || note.state !== place.state) return null;
  return { at: note.at, by: note.by, byBot: false, iid: history.iid, state: note.state };
}

/** Copies in issues that nobody touched since: they show what the bot left. */
function sureCopies(copies: readonly KnownCopy[], touched: readonly Touched[]): readonly KnownCopy[] {
  const issues = new Set(touched.map(({ history }) => history.iid));
  return copies.filter(({ history }) => !issues.has(history.iid));
}

/** What most of some copies show: open or not. A draw counts as resolved. */
function mostlyOpen(copies: readonly KnownCopy[]): boolean {
  return copies.filter(({ place }) => isOpenPlace(place)).length * 2 > copies.length;
}

function byExactNote(
  copies: readonly KnownCopy[],
  exact: readonly StateChange[],
  touched: readonly Touched[],
): LatestChange | null {
  const last = exact.at(-1);
  if (last === undefined) return null;
  // Where the copies nobody touched show the other side, the note itself is the news.
  const sure = sureCopies(copies, touched);
  const settled = sure.length === 0 || mostlyOpen(sure) === (last.state === "open");
  const unnamed = touched.filter(({ place, change }) => settled && leavesNoNote(place) && isLater(change.at, last.at));
  const changes = [...exact, ...unnamed.map(({ change }) => change)].sort(compareChanges);
  const winner = changes.at(-1) ?? last;
  const loser = changes.findLast((one) => (one.state === "open") !== (winner.state === "open")) ?? null;
  return { winner, loser, exact: exact.includes(winner) };
}

/** Whether the bot wrote into an issue after a change, and nobody since, and its copy shows the same: the change is no news. */
function wasSpread(change: StateChange, copies: readonly KnownCopy[], touched: readonly Touched[]): boolean {
  return sureCopies(copies, touched).some(({ place, history }) => {
    const write = lastWrite(history);
    return write !== null && isLater(write, change.at) && isOpenPlace(place) === (change.state === "open");
  });
}

function byNews(
  copies: readonly KnownCopy[],
  touched: readonly Touched[],
  id: string,
  last: Instant,
  reachedMs: number,
): LatestChange | null {
  const sure = sureCopies(copies, touched);
  if (sure.length === 0 || touched.length === 0) return null;
  const open = mostlyOpen(sure);
  // Taking a tick back leaves a note: only `[~]` and words can be taken back without one, also `[~]` that the bot spread.
  const silent = sure.every(({ place }) => isOpenPlace(place) || leavesNoNote(place));
  const spread = sure.some(({ place }) => place.state === "inapplicable");
  const news = touched.filter(
    (one) =>
      isOpenPlace(one.place) !== open &&
      !wasNamed(one, id) &&
      (open ||
        ((silent || (spread && isInRunOf(one.history, last)) || wasPassedOver(one, copies, id)) &&
          canBeReopened(one, copies, last, reachedMs))),
  );
  const winner = news
    .map(({ change }) => change)
    .sort(compareChanges)
    .at(-1);
  return winner === undefined ? null : { winner, loser: null, exact: false };
}

/** Whether what was concluded from a save is said later than a note, and the note was settled by the bot before. */
function isNews(
  { winner: news }: LatestChange,
  { winner: note }: LatestChange,
  copies: readonly KnownCopy[],
  touched: readonly Touched[],
): boolean {
  return isLater(news.at, note.at) && wasSpread(note, copies, touched);
}

/** Everything was edited: the last note that names a box, whoever changed it. */
function byLastNote(copies: readonly KnownCopy[], id: string): LatestChange | null {
  const notes = copies.flatMap(({ place, history }) =>
    boxNotes(place, id, history).map(({ at, by, byBot, state }) => ({ at, by, byBot, iid: history.iid, state })),
  );
  const winner = notes.sort(compareChanges).at(-1);
  return winner === undefined ? null : { winner, loser: null, exact: true };
}

/**
 * Which change decides where copies of an item disagree (design: the latest change by a person wins); null where the
 * activity does not tell. What happened before the bot's last write was settled by it: only what came later counts. A note
 * that names the box is certain. An edit of the text may have been about anything: it counts where copies in issues that
 * nobody touched since show what the bot had left, and the edited one shows the other. So may a click on another box, which
 * seldom is: it is asked last.
 */
export function decideChange(copies: readonly KnownCopy[], id: string): LatestChange | null {
  const writes = copies
    .flatMap(({ history }) => lastWrite(history) ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  const last = writes.at(-1) ?? null;
  const since = last === null ? null : new Date(Date.parse(last) - SLACK_MS).toISOString();
  const named = copies.flatMap((copy) => unnamedOf(copy, id, copies) ?? exactOf(copy, id) ?? []).sort(compareChanges);
  const exact = named.filter((change) => since === null || isLater(change.at, since));
  const touched = touchedSince(copies, id, since, "edits");
  const agreedAt = last ?? "1970-01-01T00:00:00Z";
  const note = byExactNote(copies, exact, touched);
  const news = byNews(copies, touched, id, agreedAt, REACHED_MS);
  const told =
    (news !== null && note !== null && isNews(news, note, copies, touched) ? news : note) ??
    news ??
    byNews(copies, touchedSince(copies, id, since, "any"), id, agreedAt, SURELY_REACHED_MS);
  if (told !== null) return { ...told, loser: told.loser ?? beatenBy(told.winner, copies, id) };
  // A run that was killed in the middle of spreading a change wrote later than the change itself.
  const winner = named.at(-1);
  if (winner !== undefined) return { winner, loser: beatenBy(winner, copies, id), exact: true };
  return touched.length === copies.length ? byLastNote(copies, id) : null;
}

/** The latest word of a person to the other side before a change, settled or not: it is named in the reason. */
function beatenBy(winner: StateChange, copies: readonly KnownCopy[], id: string): StateChange | null {
  const words = copies.flatMap(({ place, history }) =>
    boxNotes(place, id, history)
      .filter((one) => !one.byBot && (one.state === "open") !== (winner.state === "open"))
      .map(({ at, by, state }) => ({ at, by, byBot: false, iid: history.iid, state })),
  );
  return (
    words
      .filter((one) => !isLater(one.at, winner.at))
      .sort(compareChanges)
      .at(-1) ?? null
  );
}

/**
 * True when every copy was ticked by the bot alone: it did so because an issue was closed. Where it pointed to that issue in
 * the same write GitLab's activity names no box; then whoever wrote last did it.
 */
export function tickedByBot(copies: readonly KnownCopy[], id: string): boolean {
  return copies.every(({ place, history }) => {
    const notes = boxNotes(place, id, history);
    const last = lastWrite(history);
    if (notes.length === 0) return last !== null && silentSave({ place, history }, id, last, "edits") === null;
    return notes.at(-1)?.byBot === true && notes.every((one) => one.byBot || one.state === "open");
  });
}
