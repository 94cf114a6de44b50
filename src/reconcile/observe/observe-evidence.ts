import { type Activity, type IssueHistory, parseActivity } from "../../domain/action-items/timeline/history.ts";
import {
  type ItemEvidence,
  isWorthAsking,
  type LinkedIssue,
  NO_EVIDENCE,
} from "../../domain/action-items/timeline/resolution.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { GitLab, Issue, Note, User } from "../../gitlab/port.ts";
import { linkedIssues, withEvidence } from "../model/items.ts";
import type { ProjectItems, ProjectState } from "../model/types.ts";
import { allIssues } from "./needs.ts";
import { readChildren } from "./observe-children.ts";
import { isQuiet, quietIssues } from "./quiet-issues.ts";
import { readAll } from "./read-all.ts";

function toLinked(issue: Issue, at: Instant, reopened: ReadonlyMap<IssueIid, boolean>): LinkedIssue {
  const { iid, state, createdAt, closedAt } = issue;
  return { iid, state, createdAt, closedAt, quiet: isQuiet(issue, at), reopened: reopened.get(iid) ?? false };
}

/**
 * Whether open issues were closed once, of those where that tells something: something happened to them of late, and every
 * box of an item that points to one is ticked.
 */
async function readReopened(
  gitlab: GitLab,
  issues: readonly Issue[],
  items: readonly SeriesItems[],
  at: Instant,
): Promise<Map<IssueIid, boolean>> {
  const ticked = items.flatMap(({ timelines }) =>
    timelines.flatMap(({ issue, appearances }) =>
      issue !== null && appearances.every(({ item }) => item.state === "done") ? [issue] : [],
    ),
  );
  const asked = issues.filter((issue) => issue.state === "opened" && !isQuiet(issue, at) && ticked.includes(issue.iid));
  return readAll(
    asked.map(({ iid }) => iid),
    async (iid) => (await gitlab.listStateEvents(iid)).some(({ state }) => state === "reopened"),
  );
}

/** State of the issues that items are all about; one request for those that were not read anyway. */
export async function readLinked(
  gitlab: GitLab,
  state: ProjectState,
  { bySeries }: ProjectItems,
): Promise<Map<IssueIid, LinkedIssue>> {
  const { at } = state.snapshot;
  const items = [...bySeries.values()];
  const known = allIssues(state);
  const bot = state.bot;
  const wanted = [...new Set(items.flatMap(linkedIssues))];
  const unknown = wanted.filter((iid) => !known.has(iid));
  const read = unknown.length === 0 ? [] : await gitlab.listIssues({ iids: unknown, ofAnyType: true });
  const all = new Map([...known.values(), ...read].map((issue) => [issue.iid, issue]));
  const found = wanted.flatMap((iid) => all.get(iid) ?? []);
  const reopened = await readReopened(gitlab, found, items, at);
  return new Map(
    found.flatMap((issue) => {
      // The bot closes an issue of its own only as a duplicate or when a run is undone: that says nothing of the item.
      const undone = issue.closedById === issue.author.id && issue.author.id === bot?.id;
      return issue.state === "closed" && undone ? [] : [[issue.iid, toLinked(issue, at, reopened)] as const];
    }),
  );
}

function historyOf(issue: Issue, notes: readonly Note[], bot: User | null): IssueHistory {
  const activity = notes.flatMap((note): readonly Activity[] => {
    const { body, createdAt, author } = note;
    const one = parseActivity({ body, createdAt, author: author.username, byBot: author.id === bot?.id });
    return one === null ? [] : [one];
  });
  return {
    iid: issue.iid,
    createdAt: issue.createdAt,
    author: issue.author.username,
    byBot: issue.author.id === bot?.id,
    activity,
  };
}

/** Who changed what in issues whose copies of an item disagree; nothing is asked as long as all agree. */
async function readHistories(
  gitlab: GitLab,
  state: ProjectState,
  items: Iterable<SeriesItems>,
  evidence: ItemEvidence,
): Promise<Map<IssueIid, IssueHistory>> {
  const known = allIssues(state);
  const contested = [...new Set(items)].flatMap((one) =>
    one.timelines.filter((timeline) => isWorthAsking(timeline, evidence)),
  );
  const iids = contested.flatMap((timeline) => timeline.appearances.map((place) => place.agenda.iid));
  return readAll(iids, async (iid) => {
    const issue = known.get(iid);
    if (issue === undefined) throw new Error(`issue #${iid} was not read`);
    return historyOf(issue, await gitlab.listNotes(iid, "activity"), state.bot);
  });
}

/** What became of items beyond their texts: which ones GitLab made child items of, then who changed what. */
export async function readEvidence(
  gitlab: GitLab,
  state: ProjectState,
  items: ProjectItems,
  linked: ReadonlyMap<IssueIid, LinkedIssue>,
): Promise<ItemEvidence> {
  const children = await readChildren(gitlab, state, items.bySeries.values(), linked);
  const below = [...children.of.values()].flat().map((child) => [child.iid, child] as const);
  const issues = new Map<IssueIid, LinkedIssue>([...below, ...linked]);
  const evidence = { ...NO_EVIDENCE, children, issues, quiet: quietIssues(state) };
  const now = below.length === 0 ? items : withEvidence(items, evidence);
  return { ...evidence, histories: await readHistories(gitlab, state, now.bySeries.values(), evidence) };
}
