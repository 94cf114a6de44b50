import * as z from "zod/mini";
import { parseRepeat } from "../../domain/schedule/parse-repeat.ts";
import { WEEKDAY_CODES, WEEKDAYS } from "../../domain/schedule/repeat-vocabulary.ts";
import type { PlainTime } from "../../domain/time/types.ts";
import { described, leaf, type Read, readFurther } from "./leaf.ts";
import { type Rhythm, RhythmList } from "./rhythm.ts";
import { refusal } from "./texts.ts";

/** The id of the series that `calls` is short for. */
export const CADENCE_SERIES = "cadence-call";

/** A weekday and a time, without how often. */
export interface DayAndTime {
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  readonly time: PlainTime;
}

/** What `calls` says: when alone, or when and how often. */
export type CallsInput = { readonly when: DayAndTime } | { readonly rhythms: readonly Rhythm[] };

/** `calls`: the cadence series in short. */
export function CadenceCalls() {
  const about = {
    title: "day and time, or rhythm in words",
    description:
      "The cadence calls in short, the meeting `cadence-call`: a day and a time, and the handbook says how often for this `profile`; or a rhythm, or a list of rhythms, as `repeat` has them. What else is to be said of them stands under `meetings`, with the same id.",
    examples: ["tuesday at 10:00", "every 3 weeks on tuesday at 10:00"],
  };
  return described(
    about,
    z.union([
      leaf(about, readCalls),
      readFurther(RhythmList(), (rhythms): Read<CallsInput> => ({ ok: true, value: { rhythms } })),
    ]),
  );
}

function readCalls(text: string): Read<CallsInput> {
  const when = readDayAndTime(text);
  if (when !== null) return when;
  const result = parseRepeat(text);
  return result.ok ? { ok: true, value: { rhythms: [{ recurrence: result.recurrence }] } } : result;
}

/** `when`: the weekday and time of a series that no rhythm says. */
export function WeekdayAndTime() {
  const about = {
    title: "day and time",
    description: "With `contract` or `after`: the weekday and the time of the call. Default: those of `calls`.",
    examples: ["tuesday at 10:00"],
  };
  return leaf(about, (text): Read<DayAndTime> => {
    const read = readDayAndTime(text);
    if (read === null) return refusal("no weekday with a time", about.examples);
    return read.ok ? { ok: true, value: read.value.when } : read;
  });
}

/** Returns a weekday with a time; null for what begins otherwise than with a weekday. */
function readDayAndTime(text: string): Read<{ readonly when: DayAndTime }> | null {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, " ").replace(/^on /, "");
  const first = /^[a-z]+/.exec(words)?.[0] ?? "";
  if (!WEEKDAYS.has(first)) return null;
  const weekly = parseRepeat(`every week on ${words}`);
  if (!weekly.ok) return refusal(weekly.problem, ["tuesday at 10:00", "every 3 weeks on tuesday at 10:00"]);
  const { rrule, time } = weekly.recurrence;
  const code = /BYDAY=([A-Z,]+)/.exec(rrule)?.[1] ?? "";
  const weekday = WEEKDAY_CODES.findIndex((one) => one === code) + 1;
  if (weekday === 0) {
    const problem = "one day and time, where the profile says how often; several days want a rhythm";
    return refusal(problem, [`every week on ${words}`]);
  }
  return { ok: true, value: { when: { weekday, time } } };
}
