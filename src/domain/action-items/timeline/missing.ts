import { asIssueIid, type IssueIid } from "../../ids.ts";
import { originOfItem } from "../../marker/item-marker.ts";
import { normaliseText } from "../../text/similarity.ts";
import type { AgendaText, Appearance, ItemTimeline } from "../read/types.ts";
import { convertedItems, type KnownChild } from "./child-items.ts";
import { issueOfTimeline } from "./resolution.ts";

/** The places of each item by its id, oldest agenda first. */
type Places = Map<string, Appearance[]>;

function textsOf(places: Places, id: string): readonly string[] {
  return (places.get(id) ?? []).map(({ text }) => text);
}

/** Looks for words among the items of an agenda; each agenda is read when it is first asked about. */
function createWords(places: Places): (agenda: AgendaText, text: string) => boolean {
  const known = new Map<AgendaText, Set<string>>();
  const read = (agenda: AgendaText): Set<string> => {
    const here = [...places.values()].flat().filter((place) => place.agenda === agenda);
    return new Set(here.map(({ text }) => normaliseText(text)));
  };
  return (agenda, text) => {
    const words = known.get(agenda) ?? read(agenda);
    known.set(agenda, words);
    return words.has(normaliseText(text));
  };
}

/** By follow-up: its agenda, where a person wrote that: the bot's comment on what it was given is not read any more later. */
function handWrittenBefore(agendas: readonly AgendaText[]): ReadonlyMap<AgendaText, AgendaText> {
  const before = new Map<AgendaText, AgendaText>();
  let agenda: AgendaText | null = null;
  for (const one of agendas) {
    if (one.kind !== "follow-up") agenda = one;
    else if (agenda !== null && !agenda.byBot) before.set(one, agenda);
  }
  return before;
}

/**
 * By item: the agendas it stood in, because it was raised there, they were made with it, or their follow-up was, where it
 * does not stand any more. Where its words still stand it is not missing: a template may bring them, or somebody took off the marker.
 */
export function missingPlaces(
  places: Places,
  agendas: readonly AgendaText[],
  takers: ReadonlyMap<string, readonly AgendaText[]>,
): ReadonlyMap<string, readonly AgendaText[]> {
  const stands = createWords(places);
  const byIid = new Map(
    agendas.flatMap((agenda) => (agenda.kind === "follow-up" ? [] : [[agenda.iid, agenda] as const])),
  );
  const handWritten = handWrittenBefore(agendas);
  return new Map(
    [...places].flatMap(([id, own]) => {
      const origin = byIid.get(originOfItem(id));
      const followed = own.flatMap(({ agenda }) =>
        agenda.iid === originOfItem(id) ? [] : (handWritten.get(agenda) ?? []),
      );
      const stood = new Set([...(origin === undefined ? [] : [origin]), ...(takers.get(id) ?? []), ...followed]);
      for (const { agenda } of own) stood.delete(agenda);
      const missing = [...stood].filter((agenda) => !own.some(({ text }) => stands(agenda, text)));
      return missing.length === 0 ? [] : [[id, missing] as const];
    }),
  );
}

/** By item: the child item that GitLab made of it, as far as the child items of agendas are known; the newest agenda counts. */
export function conversions(
  places: Places,
  missing: ReadonlyMap<string, readonly AgendaText[]>,
  children: ReadonlyMap<IssueIid, readonly KnownChild[]>,
): ReadonlyMap<string, NonNullable<ItemTimeline["converted"]>> {
  const found = new Map<string, NonNullable<ItemTimeline["converted"]>>();
  for (const [iid, below] of [...children].sort(([a], [b]) => a - b)) {
    if (below.length === 0) continue;
    const gone = [...missing].filter(([, agendas]) => agendas.some((agenda) => agenda.iid === iid)).map(([id]) => id);
    const standing = [...places].filter(([, own]) => own.some(({ agenda }) => agenda.iid === iid)).map(([id]) => id);
    const items = [...new Set([...gone, ...standing])].map((id) => ({ id, texts: textsOf(places, id) }));
    for (const [id, child] of convertedItems(below, items)) found.set(id, { iid: child.iid, in: iid });
  }
  return found;
}

/**
 * Older GitLab leaves a reference to the child where the line stood: what is all about the child of an item is that item.
 * Returns which id stands for which.
 */
export function joinReferences(
  places: Places,
  converted: ReadonlyMap<string, NonNullable<ItemTimeline["converted"]>>,
  order: ReadonlyMap<AgendaText, number>,
): ReadonlyMap<string, string> {
  const ofChild = new Map([...converted].map(([id, { iid }]) => [iid, id]));
  const joined = new Map<string, string>();
  for (const [id, own] of places) {
    const to = ofChild.get(issueOfTimeline(own) ?? asIssueIid(0));
    if (to === undefined || to === id || own.some(({ marked }) => marked)) continue;
    const all = [...(places.get(to) ?? []), ...own];
    places.set(
      to,
      all.sort((a, b) => (order.get(a.agenda) ?? 0) - (order.get(b.agenda) ?? 0) || a.item.index - b.item.index),
    );
    places.delete(id);
    joined.set(id, to);
  }
  return joined;
}
