import { botOf } from "../../reconcile/bot.ts";
import { todayOf } from "../../reconcile/csm.ts";
import { itemsOf } from "../../reconcile/items.ts";
import { type Planned, planOnly } from "../../reconcile/reconcile.ts";
import type { SeriesState } from "../../reconcile/types.ts";
import { type CommandContext, dependencies, projectName } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { compareRows, toItemRow } from "../item-rows.ts";
import type { ItemsOptions } from "../options.ts";
import { itemsMarkdown } from "../output/items-markdown.ts";
import { itemsLines, type ProjectItems, type SeriesRows } from "../output/items-text.ts";
import { seriesOf } from "../series-of.ts";
import { forEachProject } from "./each-project.ts";

function rowsOf(series: SeriesState, { state, details }: Planned, all: boolean): SeriesRows {
  const { lives } = itemsOf(series, details.evidence, details.comments, botOf(state)?.id ?? null);
  const today = todayOf(state);
  const rows = lives.map((life) => toItemRow(life, today)).sort(compareRows);
  return { series: series.meeting.id, items: all ? rows : rows.filter((row) => row.state === "open") };
}

/** What is not confidential, and how much of it was left out. */
function publicRows(series: readonly SeriesRows[]): { readonly series: readonly SeriesRows[]; readonly left: number } {
  const kept = series.map((one) => ({ ...one, items: one.items.filter((row) => !row.confidential) }));
  const count = (some: readonly SeriesRows[]): number => some.reduce((sum, one) => sum + one.items.length, 0);
  return { series: kept, left: count(series) - count(kept) };
}

function print(items: ProjectItems, options: ItemsOptions, { terminal }: CommandContext): void {
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
    const wanted = options.series.length === 0 ? state.series : options.series.map((id) => seriesOf(state, id));
    const items: ProjectItems = {
      project: await projectName(gitlab, [...own, ...labelled], context.environment),
      customer: configuration.customer,
      at,
      timeZone: configuration.timeZone,
      series: wanted.map((series) => rowsOf(series, planned, options.all)),
    };
    print(items, options, context);
    return { exitCode: EXIT.done, document: items };
  });
}
