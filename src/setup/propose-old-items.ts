import type { HistoryRules } from "../config/resolve/types.ts";
import { copyBeforeBot, whyLeftBefore } from "../domain/action-items/carry/too-old.ts";
import { type ListedItem, type OldItemDecision, parseOldItems } from "../domain/old-items/list.ts";
import { normaliseText } from "../domain/text/similarity.ts";
import type { Issue } from "../gitlab/port.ts";
import { isOpen, itemsOf, livingIn, readItems } from "../reconcile/model/items.ts";
import { projectState } from "../reconcile/model/state.ts";
import type { ProjectState } from "../reconcile/model/types.ts";

export interface ProposedItems {
  /** The oldest call first. */
  readonly items: readonly ListedItem[];
  /** Open items of confidential issues: a file that the whole project reads does not name them. */
  readonly confidential: number;
}

/** The state of a project as it is with other agendas from before the bot, and without decisions about their items. */
function withHistory({ snapshot, parse }: ProjectState, history: HistoryRules, found: readonly Issue[]): ProjectState {
  const known = new Set(snapshot.labelled.map(({ iid }) => iid));
  const labelled = [...snapshot.labelled, ...found.filter(({ iid }) => !known.has(iid))];
  const configuration = { ...snapshot.configuration, history };
  return projectState({ ...snapshot, configuration, labelled, oldItems: null }, undefined, parse);
}

/**
 * The open items of agendas from before the bot, each with what was decided about it, else a proposal: what is young enough
 * is kept, of older ones people are asked whose agenda is still open, the others are left. Pure.
 */
export function proposeOldItems(before: ProjectState, history: HistoryRules, found: readonly Issue[]): ProposedItems {
  const { decisions } = parseOldItems(before.snapshot.oldItems ?? "");
  const state = withHistory(before, history, found);
  const read = readItems(state);
  const issues = new Map(state.snapshot.labelled.map((issue) => [issue.iid, issue]));
  const items: ListedItem[] = [];
  let confidential = 0;
  for (const series of state.everySeries) {
    for (const timeline of livingIn(state, series, itemsOf(read, series)).filter(isOpen)) {
      const copy = copyBeforeBot(timeline);
      const issue = copy === null ? undefined : issues.get(copy.agenda.iid);
      if (copy === null || issue === undefined || normaliseText(copy.text) === "") continue;
      if (issue.confidential) {
        confidential += 1;
        continue;
      }
      const proposal: OldItemDecision =
        whyLeftBefore(timeline, series.meeting.carry) === null ? "keep" : issue.state === "opened" ? "ask" : "leave";
      const decision = decisions.get(issue.iid)?.get(normaliseText(copy.text)) ?? proposal;
      items.push({ iid: issue.iid, title: issue.title, date: copy.agenda.date, text: copy.text, decision });
    }
  }
  return { items: items.sort((a, b) => a.date.localeCompare(b.date) || a.iid - b.iid), confidential };
}
