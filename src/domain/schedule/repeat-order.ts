import { listOf, monthDays, withoutThe } from "./repeat-days.ts";
import { MONTHS } from "./repeat-vocabulary.ts";

const NTH = /^(?:first|second|third|fourth|fifth|last|\d{1,2}(?:st|nd|rd|th))\b/;

/** Turns the orders of words that people also use into "every … on …". */
export function reorder(plain: string): string {
  const weekday = /^(?:on )?(mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays)\b(.*)$/.exec(
    plain,
  );
  if (weekday !== null) return `every week on ${weekday[1]}${weekday[2]}`;
  const days = withoutThe(plain.replace(/^on /, "").replace(/^(?:every|each) /, ""));
  return (NTH.test(days) ? nthFirst(days) : monthsFirst(days)) ?? plain;
}

/** "last friday of every quarter", "first tuesday of january and july", "first and third tuesday". */
function nthFirst(words: string): string | null {
  const cut = Math.max(words.lastIndexOf(" of "), words.lastIndexOf(" in "));
  if (cut < 0) {
    const days = monthDays(words, "");
    return days.ok && days.parts.startsWith("BYDAY") ? `every month on the ${words}` : null;
  }
  const [days, period] = [words.slice(0, cut), words.slice(cut + 4)];
  if (/^(?:each|every) (?:\S+ )?months?$/.test(period)) return `${period} on the ${days}`;
  if (/^(?:the|a) month$/.test(period)) return `every month on the ${days}`;
  if (/^(?:(?:each|every|the|a) )?(?:calendar )?quarter$/.test(period)) return `every quarter on the ${days}`;
  return areMonths(period) ? `every year on the ${days} of ${period}` : null;
}

/** "january and july on the first tuesday". */
function monthsFirst(words: string): string | null {
  const cut = words.indexOf(" on ");
  const [months, days] = [words.slice(0, cut).replace(/^in /, ""), withoutThe(words.slice(cut + 4))];
  return cut > 0 && areMonths(months) ? `every year on the ${days} of ${months}` : null;
}

function areMonths(words: string): boolean {
  return listOf(words).every((word) => MONTHS.has(word));
}
