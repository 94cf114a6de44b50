import { parseIssueMarker } from "../marker/issue-marker.ts";
import { originOfItem } from "../marker/item-marker.ts";
import { type Identified, identifyEntries, type KnownItem } from "./identify.ts";
import { readEntries } from "./read.ts";
import type { AgendaText, Appearance, CarryRules, ItemFate, ItemLife } from "./types.ts";

/** Every action item of a series with its life, and how each place was recognised. */
export interface SeriesItems {
  /** In order of their first place: oldest agenda first, then as written. */
  readonly lives: readonly ItemLife[];
  /** By agenda iid, then item index: the id of the item that stands there. */
  readonly idAt: ReadonlyMap<string, string>;
  /** Items taken for new although copies of some item of the same issue could not be matched. */
  readonly doubtful: readonly Appearance[];
}

/** Key of `SeriesItems.idAt`. */
export function placeKey(iid: number, itemIndex: number): string {
  return `${iid}/${itemIndex}`;
}

function fateOf(
  appearances: readonly Appearance[],
  carriedInto: readonly AgendaText[],
  order: ReadonlyMap<AgendaText, number>,
): ItemFate | null {
  const resolved = appearances.find((appearance) => appearance.item.state !== "open");
  if (resolved !== undefined) return { kind: "resolved", where: resolved };
  const newest = appearances.at(-1);
  const lastTaker = carriedInto.at(-1);
  if (
    lastTaker !== undefined &&
    (newest === undefined || position(order, lastTaker) > position(order, newest.agenda))
  ) {
    return { kind: "removed", from: lastTaker };
  }
  return newest === undefined ? null : { kind: "open", newest };
}

function position(order: ReadonlyMap<AgendaText, number>, agenda: AgendaText): number {
  return order.get(agenda) ?? -1;
}

function identifyAll(agendas: readonly AgendaText[], rules: CarryRules): readonly Identified[] {
  const entries = agendas.map((agenda) => readEntries(agenda, rules));
  const textsOf = new Map<string, string[]>();
  for (const ids of agendas.map(ledgerOf)) for (const id of ids) textsOf.set(id, []);
  for (const entry of entries.flat()) {
    if (entry.claimed !== null) textsOf.set(entry.claimed, [...(textsOf.get(entry.claimed) ?? []), entry.text]);
  }
  const known: readonly KnownItem[] = [...textsOf].map(([id, texts]) => ({ id, texts }));
  const taken = new Set(textsOf.keys());
  return agendas.flatMap((agenda, index) =>
    identifyEntries(
      entries[index] ?? [],
      known.filter((item) => originOfItem(item.id) === agenda.iid),
      taken,
    ),
  );
}

/** Ids an agenda was made with, from its marker; empty where the marker is missing or not believed. */
function ledgerOf(agenda: AgendaText): readonly string[] {
  return agenda.byBot ? (parseIssueMarker(agenda.description)?.carried ?? []) : [];
}

/**
 * Follows every action item through the agendas of a series (oldest first). An item is resolved when any copy is ticked
 * or not applicable; it is removed when the newest agenda made with it no longer shows it: a person took it off.
 */
export function readLives(agendas: readonly AgendaText[], rules: CarryRules): SeriesItems {
  const order = new Map(agendas.map((agenda, index) => [agenda, index]));
  const identified = identifyAll(agendas, rules);
  const appearances = new Map<string, Appearance[]>();
  const idAt = new Map<string, string>();
  const doubtful: Appearance[] = [];
  for (const { entry, id, how } of identified) {
    const appearance = { agenda: entry.agenda, item: entry.item, text: entry.text, marked: how === "marker" };
    idAt.set(placeKey(entry.agenda.iid, entry.item.index), id);
    appearances.set(id, [...(appearances.get(id) ?? []), appearance]);
    if (how === "doubtful") doubtful.push(appearance);
  }
  const takers = new Map<string, AgendaText[]>();
  for (const agenda of agendas) {
    const marked = identified.filter((one) => one.entry.agenda === agenda && one.how === "marker").map((one) => one.id);
    for (const id of new Set([...ledgerOf(agenda), ...marked])) takers.set(id, [...(takers.get(id) ?? []), agenda]);
  }
  const dateOf = new Map(agendas.map((agenda) => [agenda.iid, agenda.date]));
  const lives = [...appearances].flatMap(([id, places]): ItemLife[] => {
    const carriedInto = takers.get(id) ?? [];
    const fate = fateOf(places, carriedInto, order);
    const origin = originOfItem(id);
    return fate === null
      ? []
      : [{ id, origin, originDate: dateOf.get(origin) ?? null, appearances: places, carriedInto, fate }];
  });
  return { lives, idAt, doubtful };
}
