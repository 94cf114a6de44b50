import { type CommandContext, dependencies, projectName } from "../../app/context.ts";
import { EXIT, type ExitCode } from "../../app/exit-codes.ts";
import type { ItemsOptions } from "../../app/options.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import { homeReason } from "../../reconcile/model/item-homes.ts";
import { itemsOf, livingIn } from "../../reconcile/model/items.ts";
import type { ProjectState, SeriesState } from "../../reconcile/model/types.ts";
import { type Planned, planOnly } from "../../reconcile/reconcile.ts";
import { itemsMarkdown } from "../output/items-markdown.ts";
import { type ItemsDocument, itemsLines, type SeriesRows } from "../output/items-text.ts";
import { forEachProject } from "./each-project.ts";
import { compareRows, toItemRows } from "./item-rows.ts";
import { seriesOf } from "./series-of.ts";

function rowsOf(series: SeriesState, state: ProjectState, items: SeriesItems, all: boolean): SeriesRows {
  const today = state.today;
  const timelines = livingIn(state, series, items);
  const rows = toItemRows(timelines, today, (timeline) => homeReason(state, series, timeline)).toSorted(compareRows);
  return { series: series.meeting.id, items: all ? rows : rows.filter((row) => row.state === "open") };
}

/** The series that were asked for; without such those of the file, and former ones that still have items to show. */
function rowsOfAll({ state, details }: Planned, { series: ids, all }: ItemsOptions): readonly SeriesRows[] {
  const rows = (some: readonly SeriesState[]): readonly SeriesRows[] =>
    some.map((series) => rowsOf(series, state, itemsOf(details.items, series), all));
  const formerOf = (id: string): SeriesState | undefined => state.former.find(({ meeting }) => meeting.id === id);
  if (ids.length > 0) return rows(ids.map((id) => formerOf(id) ?? seriesOf(state, id)));
  return [...rows(state.series), ...rows(state.former).filter((one) => one.items.length > 0)];
}

/** What is not confidential, and how much of it was left out. */
function publicRows(series: readonly SeriesRows[]): { readonly series: readonly SeriesRows[]; readonly left: number } {
  const kept = series.map((one) => ({ ...one, items: one.items.filter((row) => !row.confidential) }));
  const count = (some: readonly SeriesRows[]): number => some.reduce((sum, one) => sum + one.items.length, 0);
  return { series: kept, left: count(series) - count(kept) };
}

function print(items: ItemsDocument, options: ItemsOptions, { terminal }: CommandContext): void {
  if (options.json) return;
  if (!options.markdown) {
    terminal.out(itemsLines(items, terminal.paint, options.quiet).join("\n"));
    return;
  }
  // What comes from a confidential issue goes into a confidential issue only.
  const { series, left } = options.confidential ? { series: items.series, left: 0 } : publicRows(items.series);
  terminal.out(itemsMarkdown(series, options.all));
  if (left === 0) return;
  const count = left === 1 ? "1 item of a confidential issue is" : `${left} items of confidential issues are`;
  terminal.err(terminal.paint.yellow(`${count} left out; for a confidential issue add --confidential.`));
}

/** `cadence items`: the action items of a project by series, overdue ones first. Writes nothing. */
export async function itemsCommand(options: ItemsOptions, context: CommandContext): Promise<ExitCode> {
  return forEachProject(options, context, async (gitlab) => {
    const planned = await planOnly(dependencies(gitlab, options, context));
    const { state } = planned;
    const { configuration, own, labelled, at } = state.snapshot;
    const items: ItemsDocument = {
      project: await projectName(gitlab, [...own, ...labelled], context.environment),
      customer: configuration.customer,
      at,
      timeZone: configuration.timeZone,
      series: rowsOfAll(planned, options),
    };
    print(items, options, context);
    return { exitCode: EXIT.done, document: items };
  });
}
