import type { DoneItem } from "../action-items/carry/done-since.ts";
import type { Texts } from "../texts/texts.ts";
import type { PlainDate } from "../time/types.ts";
import { ownList } from "./own-list.ts";

/** How many are done, by what was done, and which; the empty string for none. A count holds for its day only, so that is said. */
export function renderDone(items: readonly DoneItem[], today: PlainDate, texts: Texts): string {
  const { agenda, format } = texts;
  const count = (how: DoneItem["how"]): number => items.filter((item) => item.how === how).length;
  const [ticked, closed, answered] = [count("ticked"), count("issue-closed"), count("answered")];
  const counts = [
    ...(ticked === 0 ? [] : [agenda.itemsDone({ count: ticked })]),
    ...(closed === 0 ? [] : [agenda.issuesClosed({ count: closed })]),
    ...(answered === 0 ? [] : [agenda.questionsAnswered({ count: answered })]),
  ];
  if (counts.length === 0) return "";
  const said = agenda.asOf({ day: format.day(today), counts: counts.join(", ") });
  return `${said}\n\n${ownList(
    items.map(({ text }) => text),
    texts,
  )}`;
}
