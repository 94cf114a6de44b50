import { readDayAndMonth } from "../due-date/day-in-words.ts";
import { nearestYear } from "../due-date/numbers.ts";
import { addDays, isPlainDate } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";

function words(list: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${list})(?![\\p{L}\\p{N}])`, "u");
}

/** What is still to be decided. */
const STILL_OPEN = words(
  [
    "needed|needs?|required|requests?|requested|pending|open|outstanding|unresolved|upcoming|missing|deferred|postponed",
    "proposed|proposals?|possible|points?|candidates?|awaiting|awaited|waiting|due|tbd|to (?:be )?(?:made|make|taken?|discuss(?:ed)?|come|revisit|confirm(?:ed)?|ratify|finali[sz]e)",
    "backlog|up for (?:vote|discussion|decision)|we need|for (?:the )?next|for (?:decision|approval)|future",
    "offen|offene[nrs]?|ausstehende[nrs]?|anstehende[nrs]?|nötige[nrs]?|notwendige[nrs]?|benötigte[nrs]?|vorgeschlagene[nrs]?|vertagte[nrs]?|künftige[nrs]?|zu treffen(?:de)?|vorschläge",
    "à prendre|à venir|en attente|en suspens|attendues?|requises?|nécessaires?|proposées?|reportées?",
    "pendientes?|por tomar|necesarias?|propuestas?|aplazadas?|pendentes?|a tomar|necessárias?|propostas?|adiadas?",
    "openstaande|te nemen|nodig|voorgestelde?|uitgestelde|da prendere|in sospeso|proposte",
  ].join("|"),
);
const STILL_OPEN_UNSPACED = /未決|保留|検討中|決定待ち/;

/** What was agreed at other calls is no news of this one. */
const EARLIER = words(
  [
    "last|previous|previously|prior|earlier|past|old|older|former|existing|history|archive|so far|to date|already|(?:from|made) before|yesterday|yesterday's|recurring",
    "letzte[nrms]?|vorige[nrms]?|vorherige[nrms]?|frühere[nrms]?|bisherige[nrms]?|alte[nrms]?|vergangene[nrms]?|zuletzt|bisher|gestern",
    "derni(?:er|ère)s?|précédent(?:e|es|s)?|antérieur(?:e|es|s)?|passée?s?|anciennes?|hier",
    "anterior(?:es)?|últim[ao]s?|pasad[ao]s?|previ[ao]s?|passad[ao]s?|prévi[ao]s?|antig[au]s?",
    "laatste|vorige|eerdere|afgelopen|precedent[ei]|scors[aoei]|ultim[aoei]|passat[aoei]",
  ].join("|"),
);
const EARLIER_UNSPACED = /前回|先週|先月|過去の|以前の|これまでの|上次|지난/;
/** What people look at again was decided before. */
const LOOKED_AT =
  /^(?:(?:review|status|follow[- ]?up|check|stand|rückschau|suivi|revisión|revisão) (?:of|on|der|des|de las|das|de)(?: the| our)? (?:decision|entscheidung|beschl|décision|decision|decis)|(?:decisions?|entscheidungen) (?:review|status|from #|of #|history|carried|we made (?:in|at|on)))/u;
const SINCE = words("since|seit|depuis|desde|sinds|dal");
const TODAY = words("today|today's|this|heute|aujourd['’]hui|hoy|hoje|vandaag|oggi|current|new");
const MINUTES = words("minutes|notes|protokoll|notizen|acta|ata|notulen|議事録");
/** Only another call is named. */
const OTHER_CALL =
  /^(?:the |from |from the )?(?:last|previous|prior|letzter?|voriger?|dernier|précédente?|última|anterior|vorige) (?:call|meeting|session|sync|time|week|termin|besprechung|appel|réunion|reunión|reunião|vergadering)$/u;
const DECIDED_BEFORE =
  /(?<![\p{L}\p{N}])(?:decided|agreed|entschieden|beschlossen|vereinbart|décidé|decidido|acordado|besloten)(?![\p{L}\p{N}])/u;

/** Whether a heading or the words before a line's colon say that something is still to be decided; `key` in small letters. */
export function isStillOpen(key: string): boolean {
  return STILL_OPEN.test(key) || STILL_OPEN_UNSPACED.test(key);
}

/** Whether words tell of another call than this one; `key` in small letters. */
export function namesEarlier(key: string): boolean {
  return (EARLIER.test(key) || EARLIER_UNSPACED.test(key)) && !SINCE.test(key) && !TODAY.test(key);
}

/** Whether a heading is that of what was said at earlier calls; `tells`: it is one of a recap or of decisions. */
export function isOfEarlierCall(key: string, tells: boolean): boolean {
  if (OTHER_CALL.test(key) || LOOKED_AT.test(key)) return true;
  return (tells || MINUTES.test(key) || DECIDED_BEFORE.test(key)) && namesEarlier(key);
}

const DAY =
  /(?<![\p{L}\d.])(?:\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}\.\d{1,2}\.(?!\d{1,3}(?!\d))|\d{1,2}(?:st|nd|rd|th|er|\.)? (?:de |of |d['’])?\p{L}{3,12}(?: \d{4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6}\.? \d{1,2})/gu;
/** A call that was held a day or two beside its date is the same one. */
const DAYS_BESIDE = 3;

function dayIn(found: string, callDate: PlainDate): PlainDate | null {
  if (isPlainDate(found)) return found;
  const [, day, month] = /^(\d{1,2})\.(\d{1,2})\./.exec(found) ?? [];
  const reading = { callDate, dayOrder: "day-first" } as const;
  if (day !== undefined && month !== undefined) return nearestYear(month, day, reading);
  return readDayAndMonth(found, reading)?.date ?? null;
}

/** Whether a heading names a day well before that of the call and none beside it: `Recap (10 Nov)`. */
export function isOfOtherDay(key: string, callDate: PlainDate): boolean {
  const days = [...key.matchAll(DAY)].flatMap((match) => dayIn(match[0], callDate) ?? []);
  return days.length > 0 && days.every((day) => day < addDays(callDate, -DAYS_BESIDE));
}
