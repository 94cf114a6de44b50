import * as z from "zod/mini";
import { parseRepeat } from "../../domain/schedule/parse-repeat.ts";
import type { Recurrence } from "../../domain/schedule/types.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import { DATE_PATTERN, readDate } from "./dates.ts";
import { type About, leaf, type Read, readFurther } from "./leaf.ts";

/** A rhythm of a list and the days between which it holds, as far as they are said. */
export interface Rhythm {
  readonly recurrence: Recurrence;
  readonly from?: PlainDate | undefined;
  readonly until?: PlainDate | undefined;
}

/** A rhythm in words. */
export function RhythmWords(about: About) {
  return leaf(about, (text): Read<Recurrence> => {
    const result = parseRepeat(text);
    return result.ok ? { ok: true, value: result.recurrence } : result;
  });
}

/** A list of rhythms, in words or as maps with their days. */
export function RhythmList() {
  const inList = readFurther(RhythmWords({ title: "rhythm in words" }), (recurrence): Read<Rhythm> => {
    return { ok: true, value: { recurrence } };
  });
  return z.array(z.union([inList, readFurther(RhythmEntry(), readEntry)]));
}

function RhythmEntry() {
  const description = "How often and when, in the words of `repeat`.";
  const example = "every 4 weeks on tuesday at 19:00";
  return z.strictObject({
    repeat: RhythmWords({ title: "rhythm in words", description, examples: [example] }),
    from: z.optional(
      CalendarDay(
        "The first day of this rhythm, from whose week it is counted. Default: the day after those before it have ended; counted from the series' `from`.",
        "2026-01-27",
      ),
    ),
    until: z.optional(CalendarDay("The last day of this rhythm.", "2026-02-28")),
  });
}

function readEntry({ repeat, from, until }: z.output<ReturnType<typeof RhythmEntry>>): Read<Rhythm> {
  return { ok: true, value: { recurrence: repeat, from, until } };
}

/** A day of the calendar. */
export function CalendarDay(description: string, example: string) {
  return leaf({ title: "date", description, examples: [example], pattern: DATE_PATTERN }, readDate);
}
