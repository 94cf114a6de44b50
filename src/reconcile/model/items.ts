import type { ItemEvidence } from "../../domain/action-items/life/fate.ts";
import {
  followItems,
  type IdentifiedItems,
  identifyItems,
  type SeriesItems,
} from "../../domain/action-items/life/lives.ts";
import type { AgendaText, Appearance, ItemLife } from "../../domain/action-items/read/types.ts";
import { parseNoteMarker } from "../../domain/marker/note-marker.ts";
import type { Issue } from "../../gitlab/port.ts";
import { botOf } from "./bot.ts";
import { circleOf } from "./circles.ts";
import { agendaOf, isCounted } from "./follow-ups.ts";
import { everySeries } from "./former-series.ts";
import { seriesOfIssue } from "./series-homes.ts";
import type { Comments, ProjectState, SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

const NO_COMMENTS: Comments = new Map();

/** Ids that the bot added to an agenda which a person wrote, as its comments on it say. */
function lateIdsOf(agenda: SeriesAgenda, comments: Comments, botId: number | null): readonly string[] {
  const notes = (comments.get(agenda.issue.iid) ?? []).filter((note) => note.author.id === botId);
  return notes.flatMap((note) => {
    const marker = parseNoteMarker(note.body);
    return marker?.kind === "late-items" ? marker.items : [];
  });
}

/** What the texts of one series have in common. */
type OfSeries = Pick<AgendaText, "series" | "rules" | "itemIssues">;

function agendaText(agenda: SeriesAgenda, lateIds: readonly string[], common: OfSeries): AgendaText {
  const { issue, date, byBot } = agenda;
  const text = {
    iid: issue.iid,
    ...common,
    confidential: issue.confidential,
    date,
    byBot,
    ...(lateIds.length === 0 ? {} : { lateIds }),
    ...(isCounted(agenda) ? {} : { leftAlone: true }),
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

/** For each agenda of a series: itself and its follow-up. See `textsOf`. */
function textsOfEach(
  series: Pick<SeriesState, "meeting" | "followUps" | "itemIssues">,
  agendas: readonly SeriesAgenda[],
  comments: Comments,
  botId: number | null,
): readonly (readonly AgendaText[])[] {
  const { meeting, followUps, itemIssues } = series;
  const common = { series: meeting.id, rules: meeting.carry, itemIssues };
  const canonical = followUps
    .filter((one) => one.canonical)
    .map((one) => [one, agendaOf({ agendas }, one.marker)] as const);
  return agendas.map((agenda) => {
    const own = canonical.flatMap(([one, about]) => (about === agenda ? [one] : []));
    const lateIds = agenda.byBot ? [] : lateIdsOf(agenda, comments, botId);
    return [agendaText(agenda, lateIds, common), ...own.map((one) => followUpText(one, agenda.date, common))];
  });
}

/**
 * Agendas and follow-ups of a series as the action-item engine reads them: oldest call first, a follow-up behind its
 * agenda. Where a person and the bot both wrote an agenda for a day, their one follow-up comes behind the later of them.
 */
export function textsOf(
  series: Pick<SeriesState, "meeting" | "followUps" | "itemIssues">,
  agendas: readonly SeriesAgenda[],
  comments: Comments = NO_COMMENTS,
  botId: number | null = null,
): readonly AgendaText[] {
  return textsOfEach(series, agendas, comments, botId).flat();
}

/** Agendas of several series with their follow-ups, oldest call first; on one day in the order of the series. */
export function textsOfSeveral(
  state: ProjectState,
  agendas: readonly (readonly [SeriesState, readonly SeriesAgenda[]])[],
  comments: Comments = NO_COMMENTS,
): readonly AgendaText[] {
  const botId = botOf(state)?.id ?? null;
  const groups = agendas.flatMap(([series, own]) =>
    textsOfEach(series, own, comments, botId).map((texts, at) => ({ date: own[at]?.date ?? "", texts })),
  );
  return groups.sort((a, b) => a.date.localeCompare(b.date)).flatMap(({ texts }) => texts);
}

/** A look asks up to seven times, with more evidence each time; recognising items is the larger part of the work. */
const known = new WeakMap<readonly SeriesState[], WeakMap<Comments, IdentifiedItems>>();

function identified(state: ProjectState, circle: readonly SeriesState[], series: SeriesState, comments: Comments) {
  const ofCircle = known.get(circle) ?? new WeakMap<Comments, IdentifiedItems>();
  known.set(circle, ofCircle);
  const all = circle.map((one) => [one, one.agendas] as const);
  const items = ofCircle.get(comments) ?? identifyItems(textsOfSeveral(state, all, comments), series.meeting.carry);
  ofCircle.set(comments, items);
  return items;
}

/** By id of a series, former ones too: every action item of it and of those that it shares items with, and what became of each. */
export function itemsOfAll(
  state: ProjectState,
  evidence: ItemEvidence,
  comments: Comments = NO_COMMENTS,
): ReadonlyMap<string, SeriesItems> {
  const read = new Map<readonly SeriesState[], SeriesItems>();
  return new Map(
    everySeries(state).map((series) => {
      const circle = circleOf(state, series);
      const items = read.get(circle) ?? followItems(identified(state, circle, series, comments), evidence);
      read.set(circle, items);
      return [series.meeting.id, items] as const;
    }),
  );
}

/** The items of one series, see `itemsOfAll`. */
export function itemsOf(all: ReadonlyMap<string, SeriesItems>, { meeting }: SeriesState): SeriesItems {
  const items = all.get(meeting.id);
  if (items === undefined) throw new Error(`no items were read of ${JSON.stringify(meeting.id)}`);
  return items;
}

/** The items whose newest place is in an issue of a series: each of those that series share is one's only. */
export function livingIn(state: ProjectState, series: SeriesState, { lives }: SeriesItems): readonly ItemLife[] {
  return lives.filter(({ appearances }) => {
    const newest = appearances.at(-1);
    return newest !== undefined && seriesOfIssue(state, newest.agenda.iid) === series;
  });
}

/** The items that stand in some issue of a series. */
export function standingIn(state: ProjectState, series: SeriesState, { lives }: SeriesItems): readonly ItemLife[] {
  return lives.filter(({ appearances }) =>
    appearances.some(({ agenda }) => seriesOfIssue(state, agenda.iid) === series),
  );
}

const indexes = new WeakMap<SeriesItems, ReadonlyMap<number, readonly ItemLife[]>>();

function indexOf(items: SeriesItems): ReadonlyMap<number, readonly ItemLife[]> {
  const known = indexes.get(items);
  if (known !== undefined) return known;
  const places = new Map<number, { readonly life: ItemLife; readonly index: number }[]>();
  for (const life of items.lives) {
    const seen = new Set<number>();
    for (const { agenda, item } of life.appearances) {
      if (seen.has(agenda.iid)) continue;
      seen.add(agenda.iid);
      const here = places.get(agenda.iid);
      if (here === undefined) places.set(agenda.iid, [{ life, index: item.index }]);
      else here.push({ life, index: item.index });
    }
  }
  const ordered = [...places].map(
    ([iid, here]) => [iid, here.sort((a, b) => a.index - b.index).map(({ life }) => life)] as const,
  );
  const index = new Map(ordered);
  indexes.set(items, index);
  return index;
}

/** The items that stand in one issue, in the order written there. */
export function itemsIn(items: SeriesItems, iid: number): readonly ItemLife[] {
  return indexOf(items).get(iid) ?? [];
}

/** The newest copy that may be read to those who see an issue, confidential or not; null when there is none (law 5). */
export function newestFor(life: ItemLife, confidential: boolean): Appearance | null {
  return life.appearances.findLast((place) => confidential || !place.agenda.confidential) ?? null;
}

export function isOpen(life: ItemLife): boolean {
  return life.fate.kind === "open";
}
