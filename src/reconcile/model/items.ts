import type { AgendaText, Appearance, ItemTimeline } from "../../domain/action-items/read/types.ts";
import { type ItemEvidence, NO_EVIDENCE } from "../../domain/action-items/timeline/resolution.ts";
import { followItems, identifyItems, type SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { Issue, User } from "../../gitlab/port.ts";
import { botNotes } from "./bot.ts";
import { circleOf } from "./circles.ts";
import { agendaOf, isCounted } from "./follow-ups.ts";
import { ownProjectOf } from "./own-project.ts";
import type { Comments, ProjectItems, ProjectState, SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

const NO_COMMENTS: Comments = new Map();
const NOTHING_DECIDED: NonNullable<AgendaText["decided"]> = new Map();

/** Ids that the bot added to an agenda which a person wrote, as its comments on it say. */
function lateIdsOf(agenda: SeriesAgenda, comments: Comments, bot: User | null): readonly string[] {
  const notes = botNotes(comments.get(agenda.issue.iid) ?? [], bot);
  return notes.flatMap(({ marker }) => (marker.kind === "late-items" ? marker.items : []));
}

/** What the texts of one series have in common. */
type OfSeries = Pick<AgendaText, "series" | "rules" | "itemIssues" | "parse" | "questions">;

function agendaText(
  agenda: SeriesAgenda,
  lateIds: readonly string[],
  common: OfSeries,
  { began, oldItems }: Pick<ProjectState, "began" | "oldItems">,
): AgendaText {
  const { issue, date, byBot, beforeBot } = agenda;
  // A file that the whole project reads names nothing of a confidential issue (law 5).
  const isDecided = beforeBot && oldItems !== null && !issue.confidential;
  const text = {
    iid: issue.iid,
    ...common,
    confidential: issue.confidential,
    date,
    byBot,
    ...(lateIds.length === 0 ? {} : { lateIds }),
    ...(isCounted(agenda) && !beforeBot ? {} : { leftAlone: true }),
    ...(beforeBot ? { began } : {}),
    ...(isDecided ? { decided: oldItems.get(issue.iid) ?? NOTHING_DECIDED } : {}),
  };
  return withTextOf(issue, text);
}

function followUpText(followUp: SeriesFollowUp, date: string, common: OfSeries): AgendaText {
  const { issue } = followUp;
  const { iid, confidential } = issue;
  return withTextOf(issue, { iid, ...common, kind: "follow-up", confidential, date, byBot: true });
}

/** The text is the issue's, read when it is needed: whoever watches what is read sees which issue work is at. */
function withTextOf(issue: Issue, text: Omit<AgendaText, "description">): AgendaText {
  return {
    ...text,
    get description() {
      return issue.description;
    },
  };
}

/** A series as far as the texts of its items go. */
type SeriesTexts = Pick<SeriesState, "meeting" | "agendas" | "followUps" | "followUpCases" | "itemIssues">;

/** Which questions of an agenda are items: as soon as its call was held, where no follow-up is made that would ask them. */
function questionsOf(
  state: ProjectState,
  { meeting, agendas, followUpCases }: SeriesTexts,
  agenda: SeriesAgenda,
  isFollowed: boolean,
): Pick<AgendaText, "questions"> {
  if (!agenda.held || agenda.beforeBot || !isCounted(agenda)) return {};
  const project = ownProjectOf(state);
  if (isFollowed) return { questions: { count: "followed", project } };
  const stands = followUpCases.find((one) => one.agenda === agenda)?.kind ?? "none";
  if (meeting.followUp.when !== "off" && stands !== "none" && stands !== "held-back") return {};
  const isLast = agendas.findLast((one) => one.held && isCounted(one)) === agenda;
  return { questions: { count: isLast ? "asked" : "carried", project } };
}

/** For each agenda of a series: itself and its follow-up. See `textsOf`. */
function textsOfEach(
  state: ProjectState,
  series: SeriesTexts,
  agendas: readonly SeriesAgenda[],
  comments: Comments,
): readonly (readonly AgendaText[])[] {
  const { bot, parse } = state;
  const { meeting, followUps, itemIssues } = series;
  const common = { series: meeting.id, rules: meeting.carry, itemIssues, parse };
  const canonical = followUps
    .filter((one) => one.canonical)
    .map((one) => [one, agendaOf({ agendas }, one.marker)] as const);
  return agendas.map((agenda) => {
    const own = canonical.flatMap(([one, about]) => (about === agenda ? [one] : []));
    const lateIds = agenda.byBot ? [] : lateIdsOf(agenda, comments, bot);
    const asked = questionsOf(state, series, agenda, own.length > 0);
    return [
      agendaText(agenda, lateIds, { ...common, ...asked }, state),
      ...own.map((one) => followUpText(one, agenda.date, common)),
    ];
  });
}

/**
 * Agendas and follow-ups of a series as the action-item engine reads them: oldest call first, a follow-up behind its
 * agenda. Where a person and the bot both wrote an agenda for a day, their one follow-up comes behind the later of them.
 */
export function textsOf(
  state: ProjectState,
  series: SeriesTexts,
  agendas: readonly SeriesAgenda[],
  comments: Comments,
): readonly AgendaText[] {
  return textsOfEach(state, series, agendas, comments).flat();
}

/** Agendas of several series with their follow-ups, oldest call first; on one day in the order of the series. */
export function textsOfSeveral(
  state: ProjectState,
  agendas: readonly (readonly [SeriesState, readonly SeriesAgenda[]])[],
  comments: Comments = NO_COMMENTS,
): readonly AgendaText[] {
  const groups = agendas.flatMap(([series, own]) =>
    textsOfEach(state, series, own, comments).map((texts, at) => ({ date: own[at]?.date ?? "", texts })),
  );
  return groups.sort((a, b) => a.date.localeCompare(b.date)).flatMap(({ texts }) => texts);
}

/** Recognises the items of every series, former ones too; nothing is known yet beyond texts and comments. */
export function readItems(state: ProjectState, comments: Comments = NO_COMMENTS): ProjectItems {
  const circles = new Set(state.everySeries.map((series) => circleOf(state, series)));
  const identified = new Map(
    [...circles].map((circle) => {
      const agendas = circle.map((one) => [one, one.agendas] as const);
      const rules = (circle[0] as SeriesState).meeting.carry;
      return [circle, identifyItems(textsOfSeveral(state, agendas, comments), rules)] as const;
    }),
  );
  return withEvidence({ identified }, NO_EVIDENCE);
}

/** The same items, as far as evidence tells what became of them. */
export function withEvidence({ identified }: Pick<ProjectItems, "identified">, evidence: ItemEvidence): ProjectItems {
  const bySeries = [...identified].flatMap(([circle, ofCircle]) => {
    const items = followItems(ofCircle, evidence);
    return circle.map(({ meeting }) => [meeting.id, items] as const);
  });
  return { identified, bySeries: new Map(bySeries) };
}

/** The items of one series. */
export function itemsOf({ bySeries }: ProjectItems, { meeting }: SeriesState): SeriesItems {
  const items = bySeries.get(meeting.id);
  if (items === undefined) throw new Error(`no items were read of ${JSON.stringify(meeting.id)}`);
  return items;
}

/** The items whose newest place is in an issue of a series: each of those that series share is one's only. */
export function livingIn(
  state: ProjectState,
  series: SeriesState,
  { timelines }: SeriesItems,
): readonly ItemTimeline[] {
  return timelines.filter(({ appearances }) => {
    const newest = appearances.at(-1);
    return newest !== undefined && state.seriesOfIssue.get(newest.agenda.iid) === series;
  });
}

/** The items that stand in some issue of a series. */
export function standingIn(
  state: ProjectState,
  series: SeriesState,
  { timelines }: SeriesItems,
): readonly ItemTimeline[] {
  return timelines.filter(({ appearances }) =>
    appearances.some(({ agenda }) => state.seriesOfIssue.get(agenda.iid) === series),
  );
}

/** The items that stand in one issue, in the order written there. */
export function itemsIn({ byIssue }: SeriesItems, iid: IssueIid): readonly ItemTimeline[] {
  return byIssue.get(iid) ?? [];
}

/** The newest copy that may be read to those who see an issue, confidential or not; null when there is none (law 5). */
export function newestFor(timeline: ItemTimeline, confidential: boolean): Appearance | null {
  return timeline.appearances.findLast((place) => confidential || !place.agenda.confidential) ?? null;
}

export function isOpen(timeline: ItemTimeline): boolean {
  return timeline.resolution.kind === "open";
}

/** Iids of issues that items are all about, which are neither the bot's own nor known already. */
export function linkedIssues(items: SeriesItems): readonly IssueIid[] {
  const iids = items.timelines.flatMap((timeline) => timeline.issue ?? []);
  return [...new Set(iids)].sort((a, b) => a - b);
}
