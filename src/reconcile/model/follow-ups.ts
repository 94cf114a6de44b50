import { markersOf } from "../../domain/action-items/read/markers-of.ts";
import type { ParseMarkdown } from "../../domain/markdown/known-documents.ts";
import { parseMarkdown } from "../../domain/markdown/parse.ts";
import { contentHash } from "../../domain/marker/content-hash.ts";
import { type IssueMarker, parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { originOfItem } from "../../domain/marker/item-marker.ts";
import type { Issue } from "../../gitlab/port.ts";
import type { SeriesOfMarker } from "./recognise/renamed.ts";
import type { SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

/**
 * Finds the follow-ups of a series among the bot's own issues (law 1: a marker counts on those only). Of several for one
 * agenda the lowest iid stands.
 */
export function recogniseFollowUps(
  series: string,
  own: readonly Issue[],
  lost: Lost = { label: "", agendas: [], parse: parseMarkdown },
  seriesOf: SeriesOfMarker = (marker) => marker.series,
): readonly SeriesFollowUp[] {
  const marked = own.flatMap((issue) => {
    const marker = parseIssueMarker(issue.description);
    return marker?.kind === "follow-up" && seriesOf(marker) === series ? [{ issue, marker }] : [];
  });
  const taken = new Set(marked.map(({ marker }) => marker.occurrence));
  const unmarked = own.filter(
    (issue) => issue.labels.includes(lost.label) && parseIssueMarker(issue.description) === null,
  );
  const found = [...marked, ...unmarked.flatMap((issue) => knownByItems(series, issue, lost, taken) ?? [])];
  const lowest = new Map<string, number>();
  const subject = (marker: IssueMarker): string => `${marker.occurrence} ${agendaOf(lost, marker)?.issue.iid}`;
  for (const { issue, marker } of found) {
    lowest.set(subject(marker), Math.min(lowest.get(subject(marker)) ?? issue.iid, issue.iid));
  }
  return found
    .map(({ issue, marker }) => ({
      issue,
      marker,
      occurrence: marker.occurrence,
      canonical: lowest.get(subject(marker)) === issue.iid,
      untouched: contentHash(issue.description) === marker.body,
    }))
    .sort((a, b) => a.occurrence.localeCompare(b.occurrence) || Number(b.canonical) - Number(a.canonical));
}

/** Where a follow-up is looked for whose marker a person deleted. */
interface Lost {
  readonly label: string;
  readonly agendas: readonly SeriesAgenda[];
  readonly parse: ParseMarkdown;
}

/** A follow-up that lost its first line is known by its label and title, and by the items it still shows. */
function knownByItems(series: string, issue: Issue, { agendas, parse }: Lost, taken: ReadonlySet<string>) {
  const shown = parse(issue.description);
  const ids = shown.items.flatMap((item) => markersOf(shown, item));
  const agenda = agendas.findLast((one) => {
    if (!one.canonical || taken.has(followUpKey(one)) || one.issue.iid > issue.iid) return false;
    const shares = ids.some((id) => originOfItem(id) === one.issue.iid || one.issue.description.includes(`c:${id}-->`));
    return shares || issue.title.endsWith(one.issue.title);
  });
  if (agenda === undefined) return null;
  const occurrence = followUpKey(agenda);
  const facts = {
    about: agenda.issue.iid,
    when: null,
    closed: null,
    assigned: null,
    body: null,
    told: null,
    due: null,
    written: null,
    settled: null,
    team: null,
    snoozed: [],
    topics: [],
  };
  const marker: IssueMarker = { kind: "follow-up", series, occurrence, date: agenda.date, carried: ids, ...facts };
  return { issue, marker };
}

/** Whether an agenda counts: it stands for its occurrence, or belongs to none; duplicates do not. */
export function isCounted(agenda: SeriesAgenda): boolean {
  return agenda.canonical && (agenda.stands || agenda.occurrence === null);
}

/** What the follow-up of an agenda is known by: its occurrence, or its day where it belongs to none. */
export function followUpKey(agenda: SeriesAgenda): string {
  return agenda.occurrence ?? agenda.date;
}

/**
 * The agendas that a follow-up may be about: those of its key. A call that was moved away from a day and a meeting that people
 * wrote for that day share one and are two: of such the one that was on the follow-up's day when it was written.
 */
function agendasOf({ agendas }: Pick<SeriesState, "agendas">, marker: IssueMarker): readonly SeriesAgenda[] {
  const ofKey = agendas.filter((one) => one.canonical && followUpKey(one) === marker.occurrence);
  const ofDay = ofKey.filter(({ date }) => date === marker.date);
  return ofDay.length === 0 ? ofKey : ofDay;
}

/** The follow-up that stands for an agenda, or null; a call and what people wrote for its very day have one. */
export function followUpOf(
  series: Pick<SeriesState, "agendas" | "followUps">,
  agenda: SeriesAgenda,
): SeriesFollowUp | null {
  const key = followUpKey(agenda);
  const found = series.followUps.find(
    (one) => one.canonical && one.occurrence === key && agendasOf(series, one.marker).includes(agenda),
  );
  return found ?? null;
}

/** The agenda that the marker of a follow-up means, or null when it is gone. */
export function agendaOf(series: Pick<SeriesState, "agendas">, marker: IssueMarker): SeriesAgenda | null {
  const agendas = agendasOf(series, marker);
  return agendas.find(({ issue }) => issue.iid === marker.about) ?? agendas.at(-1) ?? null;
}
