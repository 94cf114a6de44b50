import { type Activity, parseActivity } from "../../domain/action-items/timeline/history.ts";
import type { Instant } from "../../domain/time/types.ts";
import { DAY_MS, MINUTE_MS } from "../../domain/time/units.ts";
import type { Note } from "../../gitlab/port.ts";

/**
 * A person's edit that was saved so long before the bot's write at most can have been overwritten by it. One that set a box
 * leaves a line about the box alone, whatever else it changed.
 */
const CROSSING_MS = MINUTE_MS;
/** GitLab's webhook tells when the issue was changed, to the second; the line of activity is written in the same request. */
const SAME_WRITE_MS = 15_000;
/** GitLab tells of a write within minutes, of one that was re-sent within days. */
const TOLD_WITHIN_MS = DAY_MS;

/** What GitLab's activity tells of the text of an issue, oldest first. */
export function tracesOf(notes: readonly Note[], botId: number): readonly Activity[] {
  return notes.flatMap(({ body, createdAt, author }) => {
    const one = parseActivity({ body, createdAt, author: author.username, byBot: author.id === botId });
    return one === null ? [] : [one];
  });
}

/** What people and the bot did around a write that can have overwritten something. */
export interface CrossedWrite {
  /** What people changed between the bot's last write and this one, shortly before it. */
  readonly before: readonly Activity[];
  /** What came after the notes of this write. */
  readonly after: readonly Activity[];
}

/**
 * The write that a webhook tells of (`at`, heard of at `heardAt`), where it can have overwritten something: a person changed
 * the text between it and whatever the bot wrote before, shortly before it. Null of any other: of later writes and edits
 * nothing follows.
 */
export function crossingOf(traces: readonly Activity[], at: Instant, heardAt: Instant): CrossedWrite | null {
  if (Date.parse(heardAt) - Date.parse(at) > TOLD_WITHIN_MS) return null;
  for (const [index, write] of traces.entries()) {
    if (!write.byBot || !isFirstOfWrite(traces, index)) continue;
    if (Math.abs(Date.parse(write.at) - Date.parse(at)) > SAME_WRITE_MS) continue;
    const since = traces.findLastIndex((one, other) => other < index && one.byBot);
    const before = traces
      .slice(since + 1, index)
      .filter((one) => Date.parse(write.at) - Date.parse(one.at) < CROSSING_MS);
    if (before.length > 0) return { before, after: traces.slice(endOfWrite(traces, index)) };
  }
  return null;
}

/** The index behind the last note of a write. */
function endOfWrite(traces: readonly Activity[], first: number): number {
  const next = traces.findIndex((one, index) => index > first && !(one.byBot && !isFirstOfWrite(traces, index)));
  return next < 0 ? traces.length : next;
}

/** One write leaves either one note about the text or one for each box. */
function isFirstOfWrite(traces: readonly Activity[], index: number): boolean {
  const before = traces[index - 1];
  return !(before?.byBot === true && before.kind === "box" && traces[index]?.kind === "box");
}
