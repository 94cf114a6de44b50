import { formatDay } from "../schedule/format.ts";
import type { PlainDate } from "../time/types.ts";
import type { FollowUpItem } from "./types.ts";

/** What an item's status is told from. */
export interface StatusFacts {
  /** Day of the call. */
  readonly callDate: PlainDate;
  /** Day the follow-up is made. */
  readonly today: PlainDate;
}

/** `3 Nov`, with the year where it is another one. */
function shortDay(date: PlainDate, today: PlainDate): string {
  const year = date.slice(0, 4) !== today.slice(0, 4);
  return formatDay(date, { year }).replace(/^\S+ /, "");
}

function carriedWords(carries: number): string {
  return carries === 1 ? "carried once" : `carried ${carries} times`;
}

function openWords({ raised, carries, due }: FollowUpItem, { callDate, today }: StatusFacts): string {
  const carried = carries === 0 ? "" : ` (${carriedWords(carries)})`;
  if (due !== null && due < today) return `overdue since ${shortDay(due, today)}${carried}`;
  if (carries === 0 && (raised === null || raised >= callDate)) return "new";
  return raised === null ? `open${carried}` : `open since ${shortDay(raised, today)}${carried}`;
}

/**
 * How an action item stands, in words that stay true when nobody writes them anew (handbook A71): `new`,
 * `open since 3 Nov (carried 2 times)`, `overdue since 20 Nov`, `issue #45`, `done`, `not applicable`.
 */
export function statusWords(item: FollowUpItem, facts: StatusFacts): string {
  if (item.state === "done") return "done";
  if (item.state === "inapplicable") return "not applicable";
  const words = openWords(item, facts);
  if (item.issue === null) return words;
  return words === "new" ? `issue #${item.issue}` : `issue #${item.issue}, ${words}`;
}
