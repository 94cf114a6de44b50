import { LANGUAGES, type Language } from "./types.ts";

/** Months in all languages, January first; short forms are written with a dot or without. */
const MONTHS = [
  "january jan januar jänner janvier janv enero ene janeiro januari",
  "february feb februar février fevrier févr fév febrero fevereiro fev februari",
  "march mar märz maerz mrz mars marzo março marco maart mrt",
  "april apr avril avr abril abr",
  "may mai mayo maio mei",
  "june jun juni juin junio junho",
  "july jul juli juillet juil julio julho",
  "august aug août aout agosto ago augustus",
  "september sept sep septembre septiembre setembro set",
  "october oct oktober okt octobre octubre outubro out",
  "november nov novembre noviembre novembro",
  "december dec dezember dez décembre decembre déc diciembre dic dezembro",
];

/** Days of the week in full and short, Monday first. */
const WEEKDAYS: Readonly<Record<Language, readonly [full: string, short: string]>> = {
  en: ["monday tuesday wednesday thursday friday saturday sunday", "mon tue|tues wed thu|thur|thurs fri sat sun"],
  de: ["montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag", "mo di mi do fr sa so"],
  fr: ["lundi mardi mercredi jeudi vendredi samedi dimanche", "lun mar mer jeu ven sam dim"],
  es: ["lunes martes miércoles|miercoles jueves viernes sábado|sabado domingo", "lun mar mié jue vie sáb dom"],
  pt: ["segunda terça|terca quarta quinta sexta sábado|sabado domingo", "seg ter qua qui sex sáb dom"],
  nl: ["maandag dinsdag woensdag donderdag vrijdag zaterdag zondag", "ma di wo do vr za zo"],
};

/** Days by their distance from the call. */
const NEAR_DAYS: Readonly<Record<Language, readonly string[]>> = {
  en: ["today|tonight", "tomorrow|tmrw"],
  de: ["heute", "morgen", "übermorgen"],
  fr: ["aujourd'hui", "demain", "après-demain"],
  es: ["hoy", "mañana", "pasado mañana"],
  pt: ["hoje", "amanhã", "depois de amanhã"],
  nl: ["vandaag", "morgen", "overmorgen"],
};

type NameSpan = "week" | "month" | "year";

/** Whose end people mean. */
const SPANS: readonly (readonly [span: NameSpan, words: string])[] = [
  ["week", "week woche semaine semana"],
  ["month", "month monat monats mois mes mês maand"],
  ["year", "year jahres année año ano jaar"],
];

function numbered(names: readonly string[], separator: string, first: number): readonly [string, number][] {
  return names.flatMap((forms, index) => forms.split(separator).map((form): [string, number] => [form, index + first]));
}

function byLanguage<T>(make: (language: Language) => T): Readonly<Record<Language, T>> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as Record<Language, T>;
}

const MONTH_OF: ReadonlyMap<string, number> = new Map(numbered(MONTHS, " ", 1));
const WEEKDAY_OF = byLanguage((language) => new Map(numbered(WEEKDAYS[language][0].split(" "), "|", 1)));
const SHORT_WEEKDAY_OF = byLanguage((language) => new Map(numbered(WEEKDAYS[language][1].split(" "), "|", 1)));
const NEAR_DAY_OF = byLanguage((language) => new Map(numbered(NEAR_DAYS[language], "|", 0)));
const SPAN_OF: ReadonlyMap<string, NameSpan> = new Map(
  SPANS.flatMap(([span, words]) => words.split(" ").map((word): [string, NameSpan] => [word, span])),
);

/** Names of months that are other words as well; in small letters they need to be the last word. */
const OTHER_WORDS = /^(?:march|may|mars|mar|set|out|ago)$/;

/** The month of a name, 1 to 12, or null. `after` is the text behind it. */
export function monthOf(name: string, after: string): number | null {
  if (OTHER_WORDS.test(name) && /^ \p{Ll}/u.test(after)) return null;
  return MONTH_OF.get(name.toLowerCase()) ?? null;
}

/**
 * The day of the week of a name in a language, 1 Monday to 7 Sunday, or null. Short names are names of people and other
 * words as well ("by Sam", "so", "avant mer"), and in Portuguese full ones are ordinals ("até segunda ordem").
 */
export function weekdayNamed(name: string, after: string, language: Language): number | null {
  const full = WEEKDAY_OF[language].get(name.toLowerCase());
  if (full !== undefined)
    return language === "pt" &&
      full < 6 &&
      /^ (?!(?:feira|ao?|às|à|e|ou|com|para|pela|pelo|na|no|sem|se)(?!\p{L})|de manhã)[\p{L}\d]/u.test(after)
      ? null
      : full;
  const short = SHORT_WEEKDAY_OF[language].get(name.toLowerCase());
  return short !== undefined && isMeant(name, after, language) ? short : null;
}

/** The days of the week that a name alone means in any language, in full or short; most mean one. */
export function weekdaysNamed(name: string): readonly number[] {
  const word = name.toLowerCase();
  const days = LANGUAGES.flatMap((language) => [WEEKDAY_OF[language].get(word), SHORT_WEEKDAY_OF[language].get(word)]);
  return days.filter((day) => day !== undefined);
}

function isMeant(name: string, after: string, language: Language): boolean {
  const isCapital = /^\p{Lu}/u.test(name);
  if (language === "de") return isCapital;
  if (language !== "en") return !isCapital && after.startsWith(".");
  return (isCapital || !/^(?:wed|sat|sun)$/.test(name)) && !/^ (?![A-Z][a-z]{2,8}\.? \d)\p{Lu}\p{Ll}/u.test(after);
}

/** The longest name of a near day that a text begins with, and its distance from the call; null for none. */
export function nearDayIn(text: string, language: Language): { readonly length: number; readonly days: number } | null {
  const start = text.slice(0, 20).toLowerCase().replace("’", "'");
  const names = [...NEAR_DAY_OF[language]].filter(
    ([name]) => start.startsWith(name) && !/^[\p{L}\d]/u.test(start.slice(name.length)),
  );
  const [name, days] = names.sort(([a], [b]) => b.length - a.length)[0] ?? [];
  return name === undefined || days === undefined ? null : { length: name.length, days };
}

/** Whether a word is a week, a month or a year; null for others. */
export function spanOf(word: string): NameSpan | null {
  return SPAN_OF.get(word.toLowerCase()) ?? null;
}
