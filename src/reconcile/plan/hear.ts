import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import { itemsOf, withEvidence } from "../model/items.ts";
import type { Details, ProjectState, SeriesState } from "../model/types.ts";
import { type CommandPlan, planCommands } from "./commands/comment-commands.ts";

/** The items of a series once people's comments are taken into account, with what these ask for. */
export interface Heard {
  readonly series: SeriesState;
  readonly commands: CommandPlan;
  readonly details: Details;
  readonly items: SeriesItems;
}

/** Hears all series before anything is planned: what is asked for in one of them is about copies in others as well. */
export function hearAll(state: ProjectState, details: Details): readonly Heard[] {
  const { comments, answered, evidence, items: before } = details;
  const heard = state.everySeries.map((series) => {
    return { series, commands: planCommands(state, series, itemsOf(before, series), comments, answered) };
  });
  const orders = new Map(heard.flatMap(({ commands }) => [...commands.orders]));
  const withOrders = orders.size === 0 ? details : { ...details, evidence: { ...evidence, orders } };
  const items = orders.size === 0 ? before : withEvidence(before, withOrders.evidence);
  return heard.map((one) => ({ ...one, details: withOrders, items: itemsOf(items, one.series) }));
}
