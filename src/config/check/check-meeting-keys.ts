import { parseRepeat } from "../../domain/schedule/parse-repeat.ts";
import { parseRrule } from "../../domain/schedule/parse-rrule.ts";
import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { CADENCE_SERIES } from "../schema/calls.ts";
import { readDate, readRange, readTime } from "../schema/dates.ts";
import type { Path } from "../yaml/places.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

const REPEAT = "repeat: every 2 weeks on tuesday at 10:00";
const RRULE = "rrule: FREQ=MONTHLY;BYDAY=2TU,4TU with at: 10:00";

/**
 * What no key of a meeting shows by itself: keys that exclude, need or contradict each other. `calls` is the file's: it
 * stands for when the cadence series meets.
 */
export function checkMeetingKeys(meeting: RawMap, path: Path, calls?: unknown): readonly Complaint[] {
  const isInShort = calls !== undefined && path.at(-1) === CADENCE_SERIES;
  return [
    ...(isInShort ? checkBesideCalls(meeting, path) : checkWhen(meeting, path)),
    ...checkRule(meeting, path),
    ...checkDays(meeting, path),
    ...checkMoves(meeting, path),
  ];
}

/** Of the series that `calls` is short for, the entry says everything but when. */
function checkBesideCalls(meeting: RawMap, path: Path): readonly Complaint[] {
  return ["repeat", "rrule", "at", "contract", "after", "in", "when"].flatMap((key) => {
    if (meeting[key] === undefined) return [];
    const problem = `calls at the top of the file says when ${CADENCE_SERIES} meets`;
    return [complaintOf([...path, key], problem, ["one of both"], "key")];
  });
}

/** `contract` and `after` take the place of a rhythm and of `from` (`check-triggers.ts`). */
function checkWhen(meeting: RawMap, path: Path): readonly Complaint[] {
  if (meeting["contract"] !== undefined || meeting["after"] !== undefined) return [];
  return [...checkRhythm(meeting, path), ...checkFrom(meeting, path)];
}

function checkRhythm(meeting: RawMap, path: Path): readonly Complaint[] {
  const { repeat, rrule, at } = meeting;
  if (repeat !== undefined && rrule !== undefined) {
    return [complaintOf([...path, "rrule"], "repeat and rrule both say when the series meets", [REPEAT, RRULE], "key")];
  }
  if (repeat === undefined && rrule === undefined) {
    return [
      complaintOf(
        [...path, "repeat"],
        "repeat is missing: how often and when the series meets",
        [REPEAT, RRULE],
        "missing",
      ),
    ];
  }
  if (Array.isArray(repeat) && repeat.length === 0)
    return [complaintOf([...path, "repeat"], "the list is empty: no call would be planned", [REPEAT])];
  if (repeat !== undefined && at !== undefined) {
    return [
      complaintOf([...path, "at"], "at goes with rrule; with repeat the time stands in its words", [REPEAT], "key"),
    ];
  }
  if (rrule !== undefined && at === undefined) {
    return [
      complaintOf([...path, "at"], "at is missing: an rrule says the days, at says the time", ["at: 10:00"], "missing"),
    ];
  }
  return [];
}

/** A series of single days needs no first one. */
function checkFrom(meeting: RawMap, path: Path): readonly Complaint[] {
  const { from, repeat } = meeting;
  const rhythms = Array.isArray(repeat) ? repeat : [repeat];
  if (from !== undefined || (rhythms.length > 0 && rhythms.every(isOnce))) return [];
  return [
    complaintOf([...path, "from"], "from is missing: the first day the series may meet", ["2026-01-13"], "missing"),
  ];
}

function isOnce(rhythm: unknown): boolean {
  const words = textOf(isMap(rhythm) ? rhythm["repeat"] : rhythm);
  if (words === null) return false;
  const result = parseRepeat(words);
  // What is wrong with "once on" something is said in its own place.
  return result.ok ? result.recurrence.countedFrom !== undefined : words.trim().toLowerCase().startsWith("once on ");
}

/** Reads the rule here, since a rule may repeat the time that `at` gives. */
function checkRule(meeting: RawMap, path: Path): readonly Complaint[] {
  const rule = textOf(meeting["rrule"]);
  const time = readTime(textOf(meeting["at"]) ?? "");
  if (rule === null || (!time.ok && /BY(HOUR|MINUTE|SECOND)/i.test(rule))) return [];
  const result = parseRrule(rule, time.ok ? time.value : "10:00");
  return result.ok ? [] : [complaintOf([...path, "rrule"], result.problem, result.allowed)];
}

function checkDays(meeting: RawMap, path: Path): readonly Complaint[] {
  const [from, until] = [dayInFile(meeting["from"]), dayInFile(meeting["until"])];
  if (from === null || until === null || until >= from) return [];
  return [complaintOf([...path, "until"], `the series ends before it begins (from: ${from})`, [`${from} or later`])];
}

function checkMoves(meeting: RawMap, path: Path): readonly Complaint[] {
  const { move } = meeting;
  if (!isMap(move)) return [];
  return Object.keys(move).flatMap((key): readonly Complaint[] => {
    const at: Path = [...path, "move", key];
    const date = readDate(key);
    if (!date.ok)
      return [
        {
          path: at,
          about: "key",
          problem: date.problem,
          allowed: ["the day the rhythm planned, 2026-12-01"],
          nearest: date.nearest ?? null,
        },
      ];
    return checkMovedDay(date.value, meeting, at);
  });
}

function checkMovedDay(date: string, meeting: RawMap, at: Path): readonly Complaint[] {
  const [from, until] = [dayInFile(meeting["from"]), dayInFile(meeting["until"])];
  if (from !== null && date < from)
    return [complaintOf(at, `the call lies before the series begins (from: ${from})`, [`${from} or later`], "key")];
  if (until !== null && date > until)
    return [complaintOf(at, `the call lies after the series ends (until: ${until})`, [`${until} or earlier`], "key")];
  if (!singleSkips(meeting["skip"]).includes(date)) return [];
  return [complaintOf(at, "the same call is moved here and left out under skip", ["one of both"], "key")];
}

function singleSkips(skip: unknown): readonly string[] {
  const entries = Array.isArray(skip) ? skip : [skip];
  return entries.flatMap((entry) => {
    const text = isMap(entry) ? (textOf(entry["date"]) ?? `${entry["from"]}..${entry["to"]}`) : textOf(entry);
    const range = readRange(text ?? "", false);
    return range.ok && range.value.from === range.value.to ? range.value.from : [];
  });
}

/** Returns a day of the file, else null. */
export function dayInFile(value: unknown): string | null {
  const date = readDate(textOf(value) ?? "");
  return date.ok ? date.value : null;
}
