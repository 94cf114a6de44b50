import { formatDay } from "../../domain/schedule/format.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import { TEXT_LANGUAGES } from "../../domain/texts/language.ts";
import { textsIn } from "../../domain/texts/texts.ts";
import { placeOfZone } from "../../domain/time/time-zone-names.ts";
import type { SeriesAgenda, SeriesState } from "../model/types.ts";

/** Which of two words stands first decides: people who put a text right leave the old word behind the new one at most. */
function says(text: string, old: readonly string[], now: readonly string[]): boolean {
  const first = (words: readonly string[]): number =>
    Math.min(...words.map((word) => text.indexOf(word)).map((at) => (at < 0 ? Number.POSITIVE_INFINITY : at)));
  return first(old) < first(now);
}

/** Title and text as people see them, without the marker of the bot, which names days too. */
function shown({ title, description }: SeriesAgenda["issue"]): string {
  return `${title}\n${description.slice(description.indexOf("-->") + 1)}`;
}

/** As a zone stands in the text; earlier versions wrote its whole name. */
function zoneWords(timeZone: string): readonly string[] {
  return [timeZone, placeOfZone(timeZone)];
}

/**
 * What title or text of an agenda still say of its call though the configuration says otherwise by now; null where they are
 * right, were put right, or nothing is known of what they were written for. A day that a person chose is theirs to write.
 */
export function staleWords(series: SeriesState, agenda: SeriesAgenda, call: Occurrence): string | null {
  const { writtenFor } = agenda;
  if (writtenFor === null) return null;
  const text = shown(agenda.issue);
  const { timeZone } = series.meeting.schedule;
  const old: string[] = [];
  const isPersons = series.overrides.moved.has(call.id);
  // In any language: an agenda stays in that which it was made in.
  const days = (day: string): readonly string[] => [day, ...TEXT_LANGUAGES.map((one) => textsIn(one).format.day(day))];
  if (writtenFor.date !== call.date && !isPersons && says(text, days(writtenFor.date), days(call.date)))
    old.push(formatDay(writtenFor.date));
  if (writtenFor.time !== call.time && says(text, [writtenFor.time], [call.time])) old.push(writtenFor.time);
  if (writtenFor.timeZone !== timeZone && says(text, zoneWords(writtenFor.timeZone), zoneWords(timeZone)))
    old.push(writtenFor.timeZone);
  if (old.length === 0) return null;
  return `says ${old.join(", ")}, and the call is at ${call.time} ${timeZone} on ${formatDay(call.date)}`;
}
