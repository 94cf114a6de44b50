import type { IssueIid } from "../../ids.ts";
import { type Reason, reason } from "../../reason.ts";
import type { Instant } from "../../time/types.ts";
import type { AgendaText, Appearance, ItemResolution, ItemTimeline } from "../read/types.ts";
import { type KnownChildren, NO_CHILDREN } from "./child-items.ts";
import type { IssueHistory, StateChange } from "./history.ts";
import { compareChanges, decideChange, type LatestChange, tickedByBot } from "./latest-change.ts";

/** The issue an item is all about or was given, as far as its state goes. */
export interface LinkedIssue {
  readonly iid: IssueIid;
  readonly state: "opened" | "closed";
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  /** Nothing happened to it for long: an open one was not reopened of late. */
  readonly quiet?: boolean;
  /** False for an open one that was never closed. Default: that is not known. */
  readonly reopened?: boolean;
}

/** What is known beyond the texts of the copies. */
export interface ItemEvidence {
  /** By issue iid: who changed what, of issues whose copies disagree. */
  readonly histories: ReadonlyMap<IssueIid, IssueHistory>;
  /** By iid: issues that items point to. */
  readonly issues: ReadonlyMap<IssueIid, LinkedIssue>;
  /** By item id: what a person said about it in a comment. */
  readonly orders: ReadonlyMap<string, StateChange>;
  /** Iids of issues to which nothing happened for long: what their copies say differently can't be made to agree. */
  readonly quiet: ReadonlySet<IssueIid>;
  /** Child items of agendas where an item is missing. */
  readonly children: KnownChildren;
}

export const NO_EVIDENCE: ItemEvidence = {
  histories: new Map(),
  issues: new Map(),
  orders: new Map(),
  quiet: new Set(),
  children: NO_CHILDREN,
};

/** The issue that the copies of an item point to: the newest pointer counts. */
export function issueOfTimeline(appearances: readonly Appearance[]): IssueIid | null {
  return appearances.findLast((appearance) => appearance.issue !== null)?.issue ?? null;
}

function stateOfIssue(issue: LinkedIssue): StateChange {
  const { iid, state, createdAt, closedAt } = issue;
  const closed = state === "closed";
  const at = closed ? (closedAt ?? createdAt) : createdAt;
  return { at, by: `#${iid}`, byBot: false, iid, state: closed ? "done" : "open" };
}

/** An open issue says something only where every box is ticked: it may have been closed, and reopened of late. */
function speaks(issue: LinkedIssue, appearances: readonly Appearance[]): boolean {
  if (issue.state === "closed") return true;
  return issue.quiet !== true && issue.reopened !== false && appearances.every(({ item }) => item.state === "done");
}

/** An item before it is known what became of it. */
export type TimelineSoFar = Omit<ItemTimeline, "resolution">;

function linkedIssue({ issue }: Pick<ItemTimeline, "issue">, evidence: ItemEvidence): LinkedIssue | undefined {
  return issue === null ? undefined : evidence.issues.get(issue);
}

/**
 * The copies that say what became of an item. Those from before the bot are not ticked as others are: beside copies since
 * then one of them tells by a tick of its own only, and only as long as it is known who set that.
 */
function speakingCopies(all: readonly Appearance[], { quiet }: ItemEvidence): readonly Appearance[] {
  // Nobody can tick a question without a box: that it has no answer there says nothing beside copies with one.
  const boxed = all.filter((one) => one.boxless !== true || one.state !== "open");
  const appearances = boxed.length === 0 ? all : boxed;
  const isOld = ({ agenda }: Appearance): boolean => agenda.began !== undefined;
  if (!appearances.some(isOld) || appearances.every(isOld)) return appearances;
  return appearances.filter((one) => !isOld(one) || (one.state !== "open" && !quiet.has(one.agenda.iid)));
}

/** True when the copies of an item, or a copy and the issue it points to, say different things. */
export function isContested(timeline: TimelineSoFar, evidence: ItemEvidence): boolean {
  const appearances = speakingCopies(timeline.appearances, evidence);
  const issue = linkedIssue(timeline, evidence);
  const open = appearances.map((appearance) => appearance.state === "open");
  if (issue !== undefined && speaks(issue, appearances)) open.push(issue.state === "opened");
  return new Set(open).size > 1;
}

/** True when it is worth asking who changed what: something happened of late to an issue where a copy stands. */
export function isWorthAsking(timeline: TimelineSoFar, evidence: ItemEvidence): boolean {
  if (!isContested(timeline, evidence)) return false;
  if (linkedIssue(timeline, evidence)?.quiet === false) return true;
  return timeline.appearances.some((place) => !evidence.quiet.has(place.agenda.iid));
}

const DID = { open: "left open", done: "ticked", inapplicable: "marked not applicable" } as const;

function who(change: StateChange): string {
  return change.by.startsWith("#") ? change.by : `@${change.by} in #${change.iid}`;
}

/** Why the last change wins, with the one it wins over. */
function conflictReason(winner: StateChange, loser: StateChange | undefined): Reason {
  const facts = { in: winner.iid, by: winner.by, at: winner.at };
  if (loser === undefined) return reason("latest-change", `${DID[winner.state]} by ${who(winner)}`, facts);
  const text = `${DID[winner.state]} by ${who(winner)}, later than ${DID[loser.state]} by ${who(loser)}`;
  return reason("latest-change", text, { ...facts, over: { in: loser.iid, by: loser.by, at: loser.at } });
}

function resolvedAs(where: Appearance, state: "done" | "inapplicable", why: Reason | null): ItemResolution {
  const { iid } = where.agenda;
  const simple =
    state === "done"
      ? reason("ticked", `ticked in #${iid}`, { in: iid })
      : reason("not-applicable", `marked not applicable in #${iid}`, { in: iid });
  return { kind: "resolved", where, state, reason: why ?? simple };
}

/** What GitLab's activity, a comment and the issue an item points to say; the later word counts, a vague one for less. */
function decide(timeline: TimelineSoFar, evidence: ItemEvidence): LatestChange | null {
  const { id, appearances } = timeline;
  const copies = appearances.flatMap((place) => {
    const history = evidence.histories.get(place.agenda.iid);
    return history === undefined ? [] : [{ place, history }];
  });
  const told = decideChange(copies, id);
  const order = evidence.orders.get(id);
  const issue = linkedIssue(timeline, evidence);
  // Ticked by a person, an item is done whatever its issue says; ticked because of the issue, it is open with it again.
  const counts =
    issue !== undefined && speaks(issue, appearances) && (issue.state === "closed" || tickedByBot(copies, id));
  const linked = issue !== undefined && counts ? [stateOfIssue(issue)] : [];
  const other = [...(order === undefined ? [] : [order]), ...linked].sort(compareChanges).at(-1);
  if (other === undefined) return told;
  // Somebody said it in words, or closed the issue: only what came later says otherwise, and of an edit only `[~]` and ticks.
  const newer = told !== null && compareChanges(told.winner, other) > 0;
  // No closed issue makes a box `[~]`: a person decided about that, and an edit that opens one again is news of it.
  const decided = other !== order && appearances.some(({ item }) => item.state === "inapplicable");
  if (told !== null && newer && (told.exact || told.winner.state !== "open" || decided))
    return { ...told, loser: told.loser ?? other };
  return { winner: other, loser: told?.winner ?? null, exact: true };
}

/** What the latest change makes of an item whose copies disagree; null when nobody is known to have changed it. */
function settle(timeline: TimelineSoFar, evidence: ItemEvidence): ItemResolution | null {
  const { appearances } = timeline;
  const latest = decide(timeline, evidence);
  const newest = appearances.at(-1);
  if (latest === null || newest === undefined) return agreed(appearances, evidence);
  const { winner } = latest;
  const { loser } = latest;
  const beaten = loser !== null && (loser.state === "open") !== (winner.state === "open") ? loser : undefined;
  if (winner.state === "open") {
    const opened = winner.by.startsWith("#") ? {} : { opened: winner.at };
    return { kind: "open", newest, reason: conflictReason(winner, beaten), ...opened };
  }
  const where = appearances.findLast((one) => one.agenda.iid === winner.iid) ?? newest;
  if (winner.by.startsWith("#")) {
    const facts = { issue: winner.iid, at: winner.at };
    return resolvedAs(where, winner.state, reason("issue-closed", `${winner.by} was closed`, facts));
  }
  return resolvedAs(where, winner.state, beaten === undefined ? null : conflictReason(winner, beaten));
}

/**
 * Nothing happened for long, and copies still disagree: boxes that the bot set agree, a word in some text does not. Then the
 * boxes are what was settled; those in quotes were left alone by earlier versions. Null where that does not tell.
 */
function agreed(appearances: readonly Appearance[], evidence: ItemEvidence): ItemResolution | null {
  const newest = appearances.at(-1);
  const quiet = appearances.every((place) => evidence.quiet.has(place.agenda.iid));
  const boxes = appearances.filter((place) => place.state === place.item.state && !place.item.quoted);
  const open = boxes.every((place) => place.state === "open");
  if (!quiet || !open || boxes.length === 0 || newest === undefined) return null;
  return { kind: "open", newest, reason: reason("settled-boxes", "every box that can be set is open", {}) };
}

function isRemoved(
  appearances: readonly Appearance[],
  lastTaker: AgendaText,
  order: ReadonlyMap<AgendaText, number>,
): boolean {
  const newest = appearances.findLast((one) => one.agenda.kind !== "follow-up");
  const at = (agenda: AgendaText): number => order.get(agenda) ?? -1;
  return newest === undefined || at(lastTaker) > at(newest.agenda);
}

/** Taken off the newest agenda made with it, unless GitLab made a child item of it there. */
function takenOff(
  { appearances, carriedInto, converted }: TimelineSoFar,
  order: ReadonlyMap<AgendaText, number>,
  { children }: ItemEvidence,
): ItemResolution | null {
  const from = carriedInto.at(-1);
  if (from === undefined || !isRemoved(appearances, from, order)) return null;
  const newest = appearances.at(-1);
  if (converted?.in !== from.iid || newest === undefined) return { kind: "removed", from, unasked: children.refused };
  const text = `GitLab made the child item #${converted.iid} of it in #${converted.in}`;
  return { kind: "open", newest, reason: reason("converted", text, { ...converted }) };
}

/**
 * What became of an item. Where copies disagree the latest change by a person decides, as far as it is known; else any
 * resolved copy resolves it.
 */
export function resolutionOf(
  whole: TimelineSoFar,
  order: ReadonlyMap<AgendaText, number>,
  evidence: ItemEvidence,
): ItemResolution | null {
  const timeline = { ...whole, appearances: speakingCopies(whole.appearances, evidence) };
  const { id, appearances } = timeline;
  const newest = appearances.at(-1);
  const contested = isContested(timeline, evidence) || evidence.orders.has(id);
  const settled = contested ? settle(timeline, evidence) : null;
  const resolved = appearances.find((appearance) => appearance.state !== "open");
  if (settled?.kind === "resolved") return settled;
  if (settled === null && resolved !== undefined) {
    return resolvedAs(resolved, resolved.state === "inapplicable" ? "inapplicable" : "done", null);
  }
  const off = takenOff(timeline, order, evidence);
  if (off?.kind === "removed") return off;
  return settled ?? off ?? (newest === undefined ? null : { kind: "open", newest, reason: null });
}
