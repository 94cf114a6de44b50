import { parseProjectConfiguration } from "../../../src/config/parse-project-configuration.ts";
import { knownDocuments } from "../../../src/domain/markdown/known-documents.ts";
import { createHolidayCalendar } from "../../../src/domain/schedule/holidays.ts";

/** A pure function that works out each answer once: a scenario asks hundreds of times for the same. */
function once<Arguments extends readonly string[], Answer>(
  ask: (...asked: Arguments) => Answer,
): (...asked: Arguments) => Answer {
  const known = new Map<string, Answer>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const answer = known.get(key) ?? ask(...asked);
    known.set(key, answer);
    return answer;
  };
}

/** Frozen to its depths: what one run changed in it would be seen by all others. */
function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** The configuration that a file says. @throws ConfigError */
export const knownConfiguration = once((text: string, file: string) => frozen(parseProjectConfiguration(text, file)));

const calendarOf = once((...countries: string[]) => createHolidayCalendar(countries));

/** Reads a document. */
export const readKnown = knownDocuments();

/** The public holidays of countries. */
export const knownHolidays = (countries: readonly string[]) => calendarOf(...countries);
