import { OLD_ITEMS_PATH } from "../../old-items/list.ts";
import { type Reason, reason } from "../../reason.ts";
import { formatDay } from "../../schedule/format.ts";
import { normaliseText } from "../../text/similarity.ts";
import { addDays } from "../../time/dates.ts";
import type { Appearance, CarryRules, ItemTimeline } from "../read/types.ts";

/** Whether the bot carries an item already, or made an issue of it: such a one is never cut off. */
function isKnownToBot({ appearances, carriedInto, issue }: ItemTimeline): boolean {
  if (carriedInto.length > 0 || appearances.some(({ marked }) => marked)) return true;
  return issue !== null && appearances.some(({ agenda }) => agenda.itemIssues?.has(issue) === true);
}

/** The newest copy of an item that stands in agendas from before the bot only; null of one that the bot knows. */
export function copyBeforeBot(timeline: ItemTimeline): Appearance | null {
  if (isKnownToBot(timeline) || timeline.appearances.some(({ agenda }) => agenda.began === undefined)) return null;
  return timeline.appearances.at(-1) ?? null;
}

/** Whether people want to be asked in the next agenda about an item from before the bot. */
export function isAsked(timeline: ItemTimeline): boolean {
  const copy = copyBeforeBot(timeline);
  return copy?.agenda.decided?.get(normaliseText(copy.text)) === "ask";
}

/**
 * Why an open item from before the bot is not carried, or null where it is or is none. Where people made a list of these
 * items, it decides; else one is too old that was last written for a call more than `horizonDays` before the bot began.
 * The age is told from the day the bot began and not from today, so that an item which waits for the next call of its series
 * does not grow too old meanwhile. `rules` hold where the series of the item has none of its own.
 */
export function whyLeftBefore(timeline: ItemTimeline, rules: CarryRules): Reason | null {
  const copy = copyBeforeBot(timeline);
  if (copy === null) return null;
  const { began, date, iid, decided, rules: { horizonDays } = rules } = copy.agenda;
  if (began === undefined) return null;
  if (decided !== undefined) {
    const decision = decided.get(normaliseText(copy.text)) ?? null;
    if (decision === "keep" || decision === "ask") return null;
    const text = decision === null ? `is not in ${OLD_ITEMS_PATH}` : `is left, as ${OLD_ITEMS_PATH} says`;
    return reason("left-by-list", text, { from: iid, date, decision });
  }
  if (date >= addDays(began, -horizonDays)) return null;
  const text = `was last written for the call of ${formatDay(date, { year: true })}, more than ${inWords(horizonDays)} before the bot began here (carry.horizon)`;
  return reason("beyond-horizon", text, { from: iid, date, began, horizonDays });
}

function inWords(days: number): string {
  const [count, unit] = days % 7 === 0 ? [days / 7, "week"] : [days, "day"];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
