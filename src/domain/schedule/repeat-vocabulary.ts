import { nearestWord } from "../text/nearest-word.ts";

// Maps, not objects: people may write "constructor" or "valueOf".

/** Spellings of a weekday and its name in RFC 5545. */
export const WEEKDAYS: ReadonlyMap<string, string> = new Map([
  ...spellings("MO", "monday mondays mon"),
  ...spellings("TU", "tuesday tuesdays tues tue"),
  ...spellings("WE", "wednesday wednesdays weds wed"),
  ...spellings("TH", "thursday thursdays thurs thur thu"),
  ...spellings("FR", "friday fridays fri"),
  ...spellings("SA", "saturday saturdays sat"),
  ...spellings("SU", "sunday sundays sun"),
]);

/** Spellings of a month and its number. */
export const MONTHS: ReadonlyMap<string, string> = new Map([
  ...spellings("1", "january jan"),
  ...spellings("2", "february feb"),
  ...spellings("3", "march mar"),
  ...spellings("4", "april apr"),
  ...spellings("5", "may"),
  ...spellings("6", "june jun"),
  ...spellings("7", "july jul"),
  ...spellings("8", "august aug"),
  ...spellings("9", "september sept sep"),
  ...spellings("10", "october oct"),
  ...spellings("11", "november nov"),
  ...spellings("12", "december dec"),
]);

/** Spellings of "which one in the month", as RFC 5545 counts; a fifth weekday is not in every month. */
export const ORDINALS: ReadonlyMap<string, string> = new Map([
  ...spellings("1", "first 1st"),
  ...spellings("2", "second 2nd"),
  ...spellings("3", "third 3rd"),
  ...spellings("4", "fourth 4th"),
  ...spellings("-1", "last"),
]);

/** Number words, for `every two weeks` and `two business days`. */
export const NUMBERS: ReadonlyMap<string, number> = new Map([
  ["a", 1],
  ["an", 1],
  ["one", 1],
  ["two", 2],
  ["three", 3],
  ["four", 4],
  ["five", 5],
  ["six", 6],
  ["seven", 7],
  ["eight", 8],
  ["nine", 9],
  ["ten", 10],
  ["eleven", 11],
  ["twelve", 12],
]);

/** Names of the days on which people work. */
export const WORKING_DAYS = /^(weekdays?|(business|working) ?days?|workdays?)$/;
/** The days of the week in RFC 5545, Monday first. */
export const WEEKDAY_CODES: readonly string[] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** Those on which people work. */
export const WORKING_WEEK = "MO,TU,WE,TH,FR";

/** Days of each month at its longest, January first. */
export const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** "; did you mean tuesday?", or nothing when no word is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = nearestWord(word, candidates);
  return nearest === null ? "" : `; did you mean ${nearest}?`;
}

function spellings(value: string, words: string): readonly (readonly [string, string])[] {
  return words.split(" ").map((word) => [word, value]);
}
