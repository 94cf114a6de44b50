import type { AgendaText, ItemTimeline } from "../read/types.ts";

/** Whether the last agenda of the series or what came after it knew of an item: older news was told before. */
export function sinceLastOf({
  agendas,
  series,
}: {
  readonly agendas: readonly AgendaText[];
  readonly series?: string;
}): (timeline: ItemTimeline) => boolean {
  const last = agendas.findLastIndex((agenda) => agenda.kind !== "follow-up" && (agenda.series ?? series) === series);
  const recentOnes = new Set(agendas.slice(Math.max(0, last)));
  return ({ appearances, carriedInto }) => {
    const newest = appearances.at(-1);
    const taker = carriedInto.at(-1);
    return (newest !== undefined && recentOnes.has(newest.agenda)) || (taker !== undefined && recentOnes.has(taker));
  };
}
