import type { DoneItem } from "../action-items/carry/done-since.ts";
import { formatDay } from "../schedule/format.ts";
import { plural } from "../text/plural.ts";
import type { PlainDate } from "../time/types.ts";

/** The rest is counted. */
const MOST_NAMED = 10;

/** How many are done, by what was done, and which; the empty string for none. A count holds for its day only, so that is said. */
export function renderDone(items: readonly DoneItem[], today: PlainDate): string {
  const count = (how: DoneItem["how"]): number => items.filter((item) => item.how === how).length;
  const [ticked, closed, answered] = [count("ticked"), count("issue-closed"), count("answered")];
  const counts = [
    ...(ticked === 0 ? [] : [`${plural(ticked, "action item")} done`]),
    ...(closed === 0 ? [] : [`${plural(closed, "issue")} closed`]),
    ...(answered === 0 ? [] : [`${plural(answered, "question")} answered`]),
  ];
  if (counts.length === 0) return "";
  const named = items.slice(0, MOST_NAMED).map(({ text }) => `- ${text}`);
  const more = items.length - named.length;
  const lines = more > 0 ? [...named, `- … and ${more} more`] : named;
  return `As of ${formatDay(today)}: ${counts.join(", ")}.\n\n${lines.join("\n")}`;
}
