import type { IssueIid } from "../../ids.ts";
import { parseIssueMarker } from "../../marker/issue-marker.ts";
import { originOfItem } from "../../marker/item-marker.ts";
import { readQuestions } from "../read/question-entries.ts";
import { type ItemEntry, readEntries } from "../read/read.ts";
import type { AgendaText, Appearance, CarryRules, ItemTimeline } from "../read/types.ts";
import { type Identified, identifyEntries, type KnownItem } from "./identify.ts";
import { answeredSince, identifyQuestions } from "./identify-questions.ts";
import { conversions, joinReferences, missingPlaces } from "./missing.ts";
import { type ItemEvidence, issueOfTimeline, NO_EVIDENCE, resolutionOf } from "./resolution.ts";

/** Every action item of a series with its life, and how each place was recognised. */
export interface SeriesItems {
  /** In order of their first place: oldest agenda first, then as written. */
  readonly timelines: readonly ItemTimeline[];
  /** By agenda iid, then item index: the id of the item that stands there. */
  readonly idAt: ReadonlyMap<string, string>;
  /** By agenda iid: the items that have a box there, in the order written. */
  readonly byIssue: ReadonlyMap<IssueIid, readonly ItemTimeline[]>;
  /** Items taken for new that may be known ones, each with the reason to doubt. */
  readonly doubtful: ReadonlyMap<Appearance, string>;
}

/** Key of `SeriesItems.idAt`. */
export function placeKey(iid: IssueIid, itemIndex: number): string {
  return `${iid}/${itemIndex}`;
}

/** Texts of every known item by id: those of marked copies, and of each place as it is recognised. */
type KnownTexts = Map<string, string[]>;

function note(texts: KnownTexts, id: string, text: string): void {
  const known = texts.get(id);
  if (known === undefined) texts.set(id, [text]);
  else known.push(text);
}

/** Items that may stand unmarked in an agenda: raised there, or carried there and their marker deleted by a person. */
function mayStandIn(agenda: AgendaText, entries: readonly ItemEntry[], texts: KnownTexts): readonly KnownItem[] {
  const marked = new Set(entries.map((entry) => entry.claimed));
  const lost = ledgerOf(agenda).filter((id) => !marked.has(id) && originOfItem(id) !== agenda.iid);
  const raised = [...texts.keys()].filter((id) => originOfItem(id) === agenda.iid && !marked.has(id));
  const hinted = entries.flatMap(({ hinted }) => (hinted !== null && texts.has(hinted) ? [hinted] : []));
  return [...new Set([...raised, ...lost, ...hinted])].map((id) => ({ id, texts: texts.get(id) ?? [] }));
}

/** What stands in the agendas and follow-ups of a series, each place recognised as an item. */
export interface IdentifiedItems {
  readonly agendas: readonly AgendaText[];
  readonly identified: readonly Identified[];
}

/** Recognises each item of agendas and follow-ups (oldest call first, a follow-up after its agenda) by marker or words. */
export function identifyItems(agendas: readonly AgendaText[], rules: CarryRules): IdentifiedItems {
  const entries = agendas.map((agenda) => readEntries(agenda, rules));
  const texts: KnownTexts = new Map();
  for (const ids of agendas.map(ledgerOf)) for (const id of ids) if (!texts.has(id)) texts.set(id, []);
  for (const { claimed, text } of entries.flat()) if (claimed !== null) note(texts, claimed, text);
  const taken = new Set(texts.keys());
  const found = agendas.map((agenda, index) => {
    const here = entries[index] ?? [];
    const known = mayStandIn(agenda, here, texts);
    const items = identifyEntries(here, known, taken);
    for (const { entry, id } of items) if (entry.claimed === null) note(texts, id, entry.text);
    return [...items, ...identifyQuestions(agenda, readQuestions(agenda, here, rules), items, known, taken)];
  });
  const identified = found.flatMap((here, index) => [
    ...here,
    ...answeredSince(agendas[index], entries[index] ?? [], found[index + 1] ?? [], rules),
  ]);
  return { agendas, identified };
}

/** Ids an agenda was made with or given later, as the bot wrote them down; empty where that is missing or not believed. */
export function ledgerOf(agenda: AgendaText): readonly string[] {
  if (!agenda.byBot) return agenda.lateIds ?? [];
  return parseIssueMarker(agenda.description)?.carried ?? [];
}

/**
 * Follows every action item through the agendas and follow-ups of a series (oldest call first, a follow-up after its
 * agenda). An item is resolved when any copy is ticked or not applicable and `evidence` does not know better; it is
 * removed when the newest agenda made with it no longer shows it: a person took it off.
 */
export function readTimelines(
  agendas: readonly AgendaText[],
  rules: CarryRules,
  evidence: ItemEvidence = NO_EVIDENCE,
): SeriesItems {
  return followItems(identifyItems(agendas, rules), evidence);
}

/** See `readLives`, of what is identified already: evidence changes what became of an item, never which one it is. */
export function followItems({ agendas, identified }: IdentifiedItems, evidence: ItemEvidence): SeriesItems {
  const order = new Map(agendas.map((agenda, index) => [agenda, index]));
  const appearances = new Map<string, Appearance[]>();
  const idAt = new Map<string, string>();
  const doubtful = new Map<Appearance, string>();
  for (const { entry, id, how, doubt } of identified) {
    const appearance = {
      agenda: entry.agenda,
      document: entry.document,
      item: entry.item,
      state: entry.state,
      text: entry.text,
      details: entry.details,
      reading: entry.reading,
      issue: entry.issue,
      promote: entry.promote,
      marked: how === "marker",
      ...(entry.boxless === true ? { boxless: true as const } : {}),
    };
    idAt.set(placeKey(entry.agenda.iid, entry.item.index), id);
    appearances.set(id, [...(appearances.get(id) ?? []), appearance]);
    if (doubt !== null) doubtful.set(appearance, doubt);
  }
  const takers = new Map<string, AgendaText[]>();
  for (const agenda of agendas) {
    if (agenda.kind === "follow-up") continue;
    const marked = identified.filter((one) => one.entry.agenda === agenda && one.how === "marker").map((one) => one.id);
    for (const id of new Set([...ledgerOf(agenda), ...marked])) takers.set(id, [...(takers.get(id) ?? []), agenda]);
  }
  const missing = missingPlaces(appearances, agendas, takers);
  const converted = conversions(appearances, missing, evidence.children.of);
  const joined = joinReferences(appearances, converted, order);
  for (const [place, id] of idAt) idAt.set(place, joined.get(id) ?? id);
  const dateOf = new Map(agendas.map((agenda) => [agenda.iid, agenda.date]));
  const timelines = [...appearances].flatMap(([id, places]): ItemTimeline[] => {
    const origin = originOfItem(id);
    const made = converted.get(id) ?? null;
    const timeline = {
      id,
      origin,
      originDate: dateOf.get(origin) ?? null,
      appearances: places,
      carriedInto: takers.get(id) ?? [],
      missing: (missing.get(id) ?? []).filter((agenda) => !places.some((place) => place.agenda === agenda)),
      converted: made,
      issue: issueOfTimeline(places) ?? made?.iid ?? null,
    };
    const resolution = resolutionOf(timeline, order, evidence);
    return resolution === null ? [] : [{ ...timeline, resolution }];
  });
  return { timelines, idAt, byIssue: placesOf(timelines), doubtful };
}

function placesOf(timelines: readonly ItemTimeline[]): SeriesItems["byIssue"] {
  const places = new Map<IssueIid, Map<ItemTimeline, number>>();
  for (const timeline of timelines) {
    for (const { agenda, item, boxless } of timeline.appearances) {
      if (boxless === true) continue;
      const here = places.get(agenda.iid) ?? new Map<ItemTimeline, number>();
      if (!here.has(timeline)) places.set(agenda.iid, here.set(timeline, item.index));
    }
  }
  const inOrder = (here: ReadonlyMap<ItemTimeline, number>) =>
    [...here].sort(([, a], [, b]) => a - b).map(([timeline]) => timeline);
  return new Map([...places].map(([iid, here]) => [iid, inOrder(here)]));
}

/** In how many follow-ups an item stands: one topic is to take three at most (handbook E50). */
export function followUpsOf({ appearances }: ItemTimeline): number {
  const followUps = appearances.filter(({ agenda }) => agenda.kind === "follow-up");
  return new Set(followUps.map(({ agenda }) => agenda.iid)).size;
}

/** How often an item was carried so far: agendas made with it, without the one it was raised in. */
export function carriesOf(timeline: ItemTimeline): number {
  return timeline.carriedInto.filter((agenda) => agenda.iid !== timeline.origin).length;
}
