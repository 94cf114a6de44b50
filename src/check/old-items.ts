import { whyLeftBefore } from "../domain/action-items/carry/too-old.ts";
import type { IssueIid } from "../domain/ids.ts";
import { OLD_ITEMS_PATH, parseOldItems } from "../domain/old-items/list.ts";
import { plural } from "../domain/text/plural.ts";
import type { PlainDate } from "../domain/time/types.ts";
import { isOpen, itemsOf, livingIn, readItems } from "../reconcile/model/items.ts";
import type { ProjectState } from "../reconcile/model/types.ts";
import type { Finding } from "./project.ts";

interface OldItem {
  readonly iid: IssueIid;
  readonly date: PlainDate;
}

/** Open items of agendas from before the bot that are too old to be carried, in one line: a project may have hundreds. */
export function checkOldItems(state: ProjectState): readonly Finding[] {
  if (state.neverWritten.size === 0) return [];
  const items = readItems(state);
  const left = state.everySeries.flatMap((series) =>
    livingIn(state, series, itemsOf(items, series))
      .filter(isOpen)
      .flatMap((timeline): readonly OldItem[] => {
        const newest = timeline.appearances.at(-1);
        const why = whyLeftBefore(timeline, series.meeting.carry);
        // Of what people decided to leave nobody has to be told again.
        if (newest === undefined || why === null || why.data["decision"] === "leave") return [];
        return [{ iid: newest.agenda.iid, date: newest.agenda.date }];
      }),
  );
  if (left.length === 0) return [];
  return [
    {
      status: "warning",
      subject: "agendas from before the bot",
      text: `${plural(left.length, "open item")} not carried: ${whereThey(left)}`,
      remedy: `${SHOW_ALL}; tick what is done, write what still counts into the next agenda, or decide about all of them with adopt`,
    },
  ];
}

const SHOW_ALL = "explain names all of them";

/** The agendas that items stand in, the oldest and the newest of them by name. */
function whereThey(items: readonly OldItem[]): string {
  const agendas = [...new Map(items.map((one) => [one.iid, one])).values()];
  const [oldest, ...later] = agendas.sort((a, b) => a.date.localeCompare(b.date) || a.iid - b.iid);
  const newest = later.at(-1);
  const named = (one: OldItem | undefined): string => (one === undefined ? "" : `#${one.iid} of ${one.date}`);
  if (newest === undefined) return `in ${named(oldest)}`;
  return `in ${agendas.length} agendas, from ${named(oldest)} to ${named(newest)}`;
}

/** Lines of the list of open items from before the bot that say nothing which can be understood. */
export function checkOldItemsList({ snapshot }: ProjectState): readonly Finding[] {
  const { unread } = parseOldItems(snapshot.oldItems ?? "");
  return unread.map((line) => ({
    status: "warning",
    subject: OLD_ITEMS_PATH,
    text: `line ${line} cannot be understood: its item is left`,
    remedy: "begin it with - keep:, - ask: or - leave:",
  }));
}
