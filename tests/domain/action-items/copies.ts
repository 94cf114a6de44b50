import type { AgendaText } from "../../../src/domain/action-items/read/types.ts";
import { type Activity, type IssueHistory, parseActivity } from "../../../src/domain/action-items/timeline/history.ts";
import { NO_EVIDENCE } from "../../../src/domain/action-items/timeline/resolution.ts";
import type { KnownCopy } from "../../../src/domain/action-items/timeline/silent-changes.ts";
import { readTimelines } from "../../../src/domain/action-items/timeline/timelines.ts";
import { asIssueIid } from "../../../src/domain/ids.ts";
import { byBot, byHand, RULES } from "../../support/state/agendas.ts";

/** The item of these tests: raised in #12, carried into #13 and #14. */
export const ID = "12-k3f";

/** A line of activity as GitLab's system notes have it; the bot is called `bot`. */
export function said(body: string, at = "2026-11-20T10:00:00Z", by = "bob"): Activity | null {
  return parseActivity({ body, createdAt: at, author: by, byBot: by === "bot" });
}

export function history(iid: number, activity: readonly (Activity | null)[], author = "bot"): IssueHistory {
  return {
    iid: asIssueIid(iid),
    createdAt: "2026-11-01T00:00:00Z",
    author,
    byBot: author === "bot",
    activity: activity.filter((one) => one !== null),
  };
}

export function box(
  state: "completed" | "incomplete",
  at: string,
  by: string,
  text = `upload c:${ID}`,
): Activity | null {
  return said(`marked the checklist item **${text}** as ${state}`, at, by);
}

/** One item that stands in #12 (by hand), #13 and #14 (by the bot), in these boxes; `head` goes before its words in #12. */
export function agendasOf(boxes: readonly string[], head = ""): readonly AgendaText[] {
  const [first = " ", second = " ", third = " "] = boxes;
  return [
    byHand(12, "2026-11-03", `- [${first}] ${head}upload`),
    byBot(13, "2026-11-17", [ID], `- [${second}] upload (from #12) <!--c:${ID}-->`),
    byBot(14, "2026-12-01", [ID], `- [${third}] upload (from #12, carried 2 times) <!--c:${ID}-->`),
  ];
}

/** The copies of that item with what is known of their issues. */
export function copiesOf(agendas: readonly AgendaText[], histories: readonly IssueHistory[]): readonly KnownCopy[] {
  const timeline = readTimelines(agendas, RULES, NO_EVIDENCE).timelines.find(({ id }) => id === ID);
  return (timeline?.appearances ?? []).flatMap((place) => {
    const known = histories.find(({ iid }) => iid === place.agenda.iid);
    return known === undefined ? [] : [{ place, history: known }];
  });
}
