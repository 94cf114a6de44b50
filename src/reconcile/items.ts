import type { ItemEvidence } from "../domain/action-items/fate.ts";
import { readLives, type SeriesItems } from "../domain/action-items/lives.ts";
import type { AgendaText, Appearance, ItemLife } from "../domain/action-items/types.ts";
import { parseNoteMarker } from "../domain/marker/note-marker.ts";
import type { Issue } from "../gitlab/port.ts";
import { botOf } from "./bot.ts";
import { followUpKey, isCounted } from "./follow-ups.ts";
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

function agendaText(agenda: SeriesAgenda, lateIds: readonly string[], itemIssues: ReadonlySet<number>): AgendaText {
  const { issue, date, byBot } = agenda;
  const text = {
    iid: issue.iid,
    itemIssues,
    confidential: issue.confidential,
    date,
    byBot,
    ...(lateIds.length === 0 ? {} : { lateIds }),
    ...(isCounted(agenda) ? {} : { leftAlone: true }),
  };
  return withTextOf(issue, text);
}

function followUpText(followUp: SeriesFollowUp, date: string, itemIssues: ReadonlySet<number>): AgendaText {
  const { issue } = followUp;
  const { iid, confidential } = issue;
  return withTextOf(issue, { iid, itemIssues, kind: "follow-up", confidential, date, byBot: true });
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

/**
 * Agendas and follow-ups of a series as the action-item engine reads them: oldest call first, a follow-up behind its
 * agenda.
 */
export function textsOf(
  { followUps, itemIssues }: Pick<SeriesState, "followUps" | "itemIssues">,
  agendas: readonly SeriesAgenda[],
  comments: Comments = NO_COMMENTS,
  botId: number | null = null,
): readonly AgendaText[] {
  return agendas.flatMap((agenda) => {
    const own = agenda.canonical
      ? followUps.filter((one) => one.canonical && one.occurrence === followUpKey(agenda))
      : [];
    const lateIds = agenda.byBot ? [] : lateIdsOf(agenda, comments, botId);
    return [agendaText(agenda, lateIds, itemIssues), ...own.map((one) => followUpText(one, agenda.date, itemIssues))];
  });
}

/** Every action item of a series with what became of it. */
export function itemsOf(
  series: SeriesState,
  evidence: ItemEvidence,
  comments: Comments = NO_COMMENTS,
  botId: number | null = null,
): SeriesItems {
  return readLives(textsOf(series, series.agendas, comments, botId), series.meeting.carry, evidence);
}

/** The action items of all series, by the id of the series. */
export function itemsOfAll(
  state: ProjectState,
  evidence: ItemEvidence,
  comments: Comments,
): ReadonlyMap<string, SeriesItems> {
  const bot = botOf(state)?.id ?? null;
  return new Map(state.series.map((series) => [series.meeting.id, itemsOf(series, evidence, comments, bot)]));
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
