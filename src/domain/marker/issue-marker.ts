import { asIssueIid } from "../ids.ts";
import { isPlainDate } from "../time/dates.ts";
import type { Instant, PlainDate, PlainTime } from "../time/types.ts";
import { isItemId } from "./item-marker.ts";

/** What an issue of the bot is; `item` is the issue that an action item was given. */
export type IssueKind = "agenda" | "follow-up" | "item";

const KINDS: ReadonlySet<string> = new Set<IssueKind>(["agenda", "follow-up", "item"]);

/** What the marker on the first line of a description says. Believe it only on issues whose author is the bot (law 1). */
export interface IssueMarker {
  readonly kind: IssueKind;
  /** Id of the meeting series, `[a-z0-9][a-z0-9-]*`. */
  readonly series: string;
  /** Id of the occurrence: the day it was first planned for, `YYYY-MM-DD`. */
  readonly occurrence: string;
  /** The day of the call as the bot set it last, `YYYY-MM-DD`, or null: a due date that differs is a person's. */
  readonly date: string | null;
  /** Of an agenda: the call that title and text were written for; null where an earlier version wrote it. */
  readonly when: WrittenFor | null;
  /** Of a follow-up: iid of its agenda, which may share its day with another; null where an earlier version wrote it. */
  readonly about: number | null;
  /** Ids of the items the issue was made with, in order. */
  readonly carried: readonly string[];
  /** Of a follow-up: when its agenda was closed, as the bot last took it up, to the second; null elsewhere. */
  readonly closed: Instant | null;
  /** User name of the CSM the bot assigned it to, or null. */
  readonly assigned: string | null;
  /** Of a follow-up: hash of the text the bot wrote (`contentHash`), by which a person's edit shows; null elsewhere. */
  readonly body: string | null;
  /**
   * Of a follow-up: when its participants were told; of an agenda: when people were asked to close it. To the second; null
   * elsewhere and before.
   */
  readonly told: Instant | null;
  /** Of a follow-up: its due date as the bot set it last, `none` where it took it off; null where that is not known. */
  readonly due: PlainDate | "none" | null;
  /** Of a follow-up: the day that its text was written on, which what it counts is true of; null elsewhere and before. */
  readonly written: PlainDate | null;
  /** Of a follow-up: when the bot closed it since everything in it is resolved, to the second; null elsewhere. */
  readonly settled: Instant | null;
  /** The name by which the text calls the account team, where that is not `GitLab`; else null. */
  readonly team: string | null;
  /** Items that nobody is to be reminded of before a day, because somebody asked for that. */
  readonly snoozed: readonly Snoozed[];
  /** Of an agenda: ids of the topics it was made with, whatever people made of them. */
  readonly topics: readonly string[];
}

/** A wall-clock moment as a text names it. */
export interface WrittenFor {
  readonly date: PlainDate;
  readonly time: PlainTime;
  readonly timeZone: string;
}

/** No reminder of an item before a day, `YYYY-MM-DD`. */
export interface Snoozed {
  readonly id: string;
  readonly until: PlainDate;
}

/** What is to be rendered: the optional facts may be left out. */
export type IssueMarkerInput = Pick<IssueMarker, "kind" | "series" | "occurrence" | "carried"> &
  Partial<Omit<IssueMarker, "kind" | "series" | "occurrence" | "carried">>;

const SERIES = /^[a-z0-9][a-z0-9-]*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** RFC 9557, as Temporal writes it: `2026-12-01T10:00[Europe/Berlin]`. */
const WHEN = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)\[([A-Za-z][\w+/-]*)\]$/;
const USERNAME = /^[\w.-]+$/;
const MARKER =
  /^[\uFEFF \t]*<!--[ \t]*cadence:v\d+[ \t]+([a-z-]+)[ \t]+([a-z0-9-]+)\/([0-9-]+)((?:[ \t]+[^\s=>]+=[^\s>]*)*)[ \t]*-->[ \t]*$/;

function isKind(word: string): word is IssueKind {
  return KINDS.has(word);
}

/**
 * Renders the marker that makes an issue known to the bot, `<!-- cadence:v1 agenda cadence-call/2026-12-01 -->`; the
 * first line of a description. GitLab has no field for it and no idempotency key, so the text is the identity.
 *
 * Throws a `RangeError` for a series, day, instant or item id that could not be read back.
 */
export function renderIssueMarker(marker: IssueMarkerInput): string {
  const { kind, series, occurrence, date = null, carried, closed = null, assigned = null, body = null } = marker;
  const { snoozed = [], told = null, when = null, about = null, due = null } = marker;
  const { settled = null, team = null, written = null, topics = [] } = marker;
  if (!SERIES.test(series)) throw new RangeError(`a series id is [a-z0-9][a-z0-9-]*, not ${JSON.stringify(series)}`);
  for (const day of date === null ? [occurrence] : [occurrence, date]) {
    if (!DAY.test(day)) throw new RangeError(`a day is YYYY-MM-DD, not ${JSON.stringify(day)}`);
  }
  const stranger = carried.find((id) => !isItemId(id));
  const odd = topics.find((id) => !SERIES.test(id));
  if (odd !== undefined) throw new RangeError(`a topic's id is [a-z0-9][a-z0-9-]*, not ${JSON.stringify(odd)}`);
  if (stranger !== undefined) throw new RangeError(`an item id looks like 12-k3f, not ${JSON.stringify(stranger)}`);
  const words = [`cadence:v1 ${kind} ${series}/${occurrence}`];
  if (date !== null) words.push(`date=${date}`);
  if (when !== null) words.push(`when=${when.date}T${when.time}[${when.timeZone}]`);
  if (about !== null) words.push(`about=${about}`);
  if (closed !== null) words.push(`closed=${toSecond(closed)}`);
  if (assigned !== null && USERNAME.test(assigned)) words.push(`assigned=${assigned}`);
  if (body !== null) words.push(`body=${body}`);
  if (told !== null) words.push(`told=${toSecond(told)}`);
  if (due !== null) words.push(`due=${due}`);
  if (written !== null) words.push(`written=${written}`);
  if (settled !== null) words.push(`settled=${toSecond(settled)}`);
  if (team !== null) words.push(`team=${encodeURIComponent(team).replaceAll("-", "%2D")}`);
  if (snoozed.length > 0) words.push(`snoozed=${snoozed.map(({ id, until }) => `${id}:${until}`).join(",")}`);
  if (topics.length > 0) words.push(`topics=${topics.join(",")}`);
  if (carried.length > 0) words.push(`carried=${carried.join(",")}`);
  return `<!-- ${words.join(" ")} -->`;
}

function parseSnoozed(text: string): readonly Snoozed[] {
  return text.split(",").flatMap((pair) => {
    const [id = "", until = ""] = pair.split(":");
    return isItemId(id) && DAY.test(until) ? [{ id, until }] : [];
  });
}

function parseWhen(text: string): WrittenFor | null {
  const [, date = "", time = "", timeZone = ""] = WHEN.exec(text) ?? [];
  return isPlainDate(date) ? { date, time, timeZone } : null;
}

function toSecond(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** A name as `renderIssueMarker` writes it; null where it cannot be one. */
function parseName(written: string): string | null {
  try {
    return written === "" ? null : decodeURIComponent(written);
  } catch {
    return null;
  }
}

/** The first line with something on it, without copying a description of a megabyte. */
function firstLine(text: string): string {
  const start = text.search(/[^\s\uFEFF]/);
  if (start < 0) return "";
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? undefined : end).trimEnd();
}

/**
 * Reads the issue marker from the first line that is not blank; null when that line is something else. Unknown keys are
 * ignored. A newer version counts as well: versions may add keys, never change kind, series and occurrence, since an old
 * bot that took a newer bot's agenda for nothing would make a second one (law 1).
 */
export function parseIssueMarker(description: string): IssueMarker | null {
  const match = MARKER.exec(firstLine(description));
  if (match === null) return null;
  const [, kind = "", series = "", occurrence = "", rest = ""] = match;
  if (!isKind(kind) || !SERIES.test(series) || !DAY.test(occurrence)) return null;
  const keys = new Map(
    rest
      .trim()
      .split(/[ \t]+/)
      .map((pair): [string, string] => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  const date = keys.get("date") ?? "";
  const carried = (keys.get("carried") ?? "").split(",").filter(isItemId);
  const [closed = "", assigned = "", body = "", told = "", due = "", settled = "", written = ""] = [
    "closed",
    "assigned",
    "body",
    "told",
    "due",
    "settled",
    "written",
  ].map((key) => keys.get(key) ?? "");
  return {
    kind,
    series,
    occurrence,
    date: DAY.test(date) ? date : null,
    when: parseWhen(keys.get("when") ?? ""),
    about: /^[1-9]\d{0,8}$/.test(keys.get("about") ?? "") ? asIssueIid(Number(keys.get("about"))) : null,
    carried,
    closed: Number.isNaN(Date.parse(closed)) ? null : closed,
    assigned: USERNAME.test(assigned) ? assigned : null,
    body: /^[0-9a-z]+$/.test(body) ? body : null,
    told: Number.isNaN(Date.parse(told)) ? null : told,
    due: due === "none" || DAY.test(due) ? due : null,
    written: DAY.test(written) ? written : null,
    settled: Number.isNaN(Date.parse(settled)) ? null : settled,
    team: parseName(keys.get("team") ?? ""),
    snoozed: parseSnoozed(keys.get("snoozed") ?? ""),
    topics: (keys.get("topics") ?? "").split(",").filter((id) => SERIES.test(id)),
  };
}

/** Puts other facts into the issue marker of a description; one without a marker stays as it is. */
export function withMarker(description: string, change: Partial<IssueMarker>): string {
  const marker = parseIssueMarker(description);
  if (marker === null) return description;
  // Nothing but blanks stands before it, and no other comment ends inside it.
  const start = description.indexOf("<!--");
  const end = description.indexOf("-->", start) + "-->".length;
  const text = renderIssueMarker({ ...marker, ...change });
  return description.slice(0, start) + text + description.slice(end);
}
