import { type KnownChild, type KnownChildren, NO_CHILDREN } from "../../domain/action-items/timeline/child-items.ts";
import { isWorthAsking, type LinkedIssue, NO_EVIDENCE } from "../../domain/action-items/timeline/resolution.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { ChildItem, GitLab } from "../../gitlab/port.ts";
import type { ProjectState } from "../model/types.ts";
import { isQuiet, quietIssues } from "./quiet-issues.ts";

/** The path of the project, as GitLab writes it in references; null where no issue has one. */
function projectPath({ snapshot }: ProjectState): string | null {
  const [reference] = [...snapshot.own, ...snapshot.labelled].flatMap((issue) => issue.reference ?? []);
  return reference?.replace(/#\d+$/, "") ?? null;
}

/**
 * Agendas in which GitLab may have made a child item of a line, because an item is missing there: one that seems taken off,
 * one of which no copy says what issue it became, or one whose issue may be open again. What is resolved otherwise needs no
 * asking, and of agendas to which nothing happened for long only the newest of a series does. Where copies disagree it is
 * known only later whether the item is open: it would then seem taken off.
 */
function agendasToAsk(
  state: ProjectState,
  items: Iterable<SeriesItems>,
  linked: ReadonlyMap<IssueIid, LinkedIssue>,
): readonly IssueIid[] {
  const quiet = quietIssues(state);
  const evidence = { ...NO_EVIDENCE, issues: linked, quiet };
  const newest = new Set(state.series.flatMap((series) => series.agendas.at(-1)?.issue.iid ?? []));
  const asked = [...new Set(items)].flatMap(({ timelines }) =>
    timelines.flatMap((timeline) => {
      const { resolution, issue } = timeline;
      const iids = timeline.missing.map(({ iid }) => iid);
      if (isWorthAsking(timeline, evidence)) return iids;
      const recent = iids.filter((iid) => !quiet.has(iid) || newest.has(iid));
      if (resolution.kind === "removed") return recent;
      if (issue !== null) return recent.filter((iid) => newest.has(iid));
      return resolution.kind === "open" ? recent : [];
    }),
  );
  return [...new Set(asked)].sort((a, b) => a - b);
}

/** The child items of agendas where an item is missing; one request, and none where nothing is missing. */
export async function readChildren(
  gitlab: GitLab,
  state: ProjectState,
  items: Iterable<SeriesItems>,
  linked: ReadonlyMap<IssueIid, LinkedIssue>,
): Promise<KnownChildren> {
  const iids = agendasToAsk(state, items, linked);
  if (iids.length === 0) return NO_CHILDREN;
  const path = projectPath(state);
  if (path === null) return { of: new Map(), refused: "GitLab does not say what the project's path is" };
  const found = await gitlab.listChildItems(path, iids);
  if ("refused" in found) return { of: new Map(), refused: found.refused };
  const toChild = (child: ChildItem): KnownChild => ({ ...child, quiet: isQuiet(child, state.snapshot.at) });
  return { of: new Map([...found.children].map(([iid, below]) => [iid, below.map(toChild)])), refused: null };
}
