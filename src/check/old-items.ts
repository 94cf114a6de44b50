import { whyLeftBefore } from "../domain/action-items/carry/too-old.ts";
import type { IssueIid } from "../domain/ids.ts";
import { OLD_ITEMS_PATH, parseOldItems } from "../domain/old-items/list.ts";
import { plural } from "../domain/text/plural.ts";
import { isOpen, itemsOf, livingIn, readItems } from "../reconcile/model/items.ts";
import type { ProjectState } from "../reconcile/model/types.ts";
import type { Finding } from "./project.ts";

/** Open items of agendas from before the bot that are too old to be carried, by the agenda they were last written in. */
export function checkOldItems(state: ProjectState): readonly Finding[] {
  if (state.neverWritten.size === 0) return [];
  const items = readItems(state);
  const left = new Map<IssueIid, string[]>();
  for (const series of state.everySeries) {
    for (const timeline of livingIn(state, series, itemsOf(items, series)).filter(isOpen)) {
      const newest = timeline.appearances.at(-1);
      const why = whyLeftBefore(timeline, series.meeting.carry);
      // Of what people decided to leave nobody has to be told again.
      if (newest === undefined || why === null || why.data["decision"] === "leave") continue;
      left.set(newest.agenda.iid, [...(left.get(newest.agenda.iid) ?? []), newest.text]);
    }
  }
  return [...left]
    .sort(([a], [b]) => a - b)
    .map(([iid, texts]) => ({
      status: "warning",
      subject: `agenda #${iid}`,
      text: `${plural(texts.length, "open item")} from before the bot, not carried: ${texts.map((text) => `"${text}"`).join(", ")}`,
      remedy:
        "tick what is done, write what still counts into the next agenda, or decide about all of them (cadence adopt)",
    }));
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
