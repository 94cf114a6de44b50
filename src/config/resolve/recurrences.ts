import { parseRrule } from "../../domain/schedule/parse-rrule.ts";
import type { Recurrence } from "../../domain/schedule/types.ts";
import { addDays } from "../../domain/time/dates.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import type { MeetingInput } from "../schema/meeting-file.ts";
import type { Rhythm } from "../schema/rhythm.ts";

/** Returns when a meeting takes place, as its file says: one rhythm, several, or a rule. */
export function recurrencesOf(meeting: Pick<MeetingInput, "repeat" | "rrule" | "at">): readonly Recurrence[] {
  if (meeting.repeat !== undefined) return oneAfterTheOther(meeting.repeat);
  const result = parseRrule(meeting.rrule ?? "", meeting.at ?? "");
  if (!result.ok) throw new TypeError(`the rule was checked before: ${result.problem}`);
  return [result.recurrence];
}

/** A rhythm that does not say when it begins follows on those before it that end. */
function oneAfterTheOther(rhythms: readonly Rhythm[]): readonly Recurrence[] {
  let ended: PlainDate | null = null;
  return rhythms.map(({ recurrence, from, until }) => {
    const once = recurrence.countedFrom !== undefined;
    const firstDay = from ?? (once || ended === null ? undefined : addDays(ended, 1));
    if (until !== undefined && (ended === null || until > ended)) ended = until;
    return {
      ...recurrence,
      ...(once || from === undefined ? {} : { countedFrom: from }),
      ...(firstDay === undefined ? {} : { firstDay }),
      ...(until === undefined ? {} : { lastDay: until }),
    };
  });
}

/** Returns the first of single days: where `from` may be missing every rhythm is one. */
export function firstOf(recurrences: readonly Recurrence[]): PlainDate {
  return recurrences.map(({ countedFrom = "" }) => countedFrom).sort()[0] ?? "";
}
