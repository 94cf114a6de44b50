import { readLives } from "../../domain/action-items/lives.ts";
import type { Agenda } from "../../domain/agenda/types.ts";
import { formatLeadTime } from "../../domain/schedule/format.ts";
import { agendaText, draftAgenda, nextToMake } from "../../reconcile/draft.ts";
import { forecastRuns } from "../../reconcile/forecast.ts";
import { readTemplateFor } from "../../reconcile/observe.ts";
import { observeProject } from "../../reconcile/reconcile.ts";
import type { ProjectState, SeriesState } from "../../reconcile/types.ts";
import { type CommandContext, dependencies, projectName } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { CommonOptions } from "../options.ts";
import { type Explanation, explainLines, type SeriesExplanation } from "../output/explain-text.ts";
import { forEachProject } from "./each-project.ts";

const RUNS_AHEAD = 3;

function explainSeries(series: SeriesState, agenda: Agenda | null): SeriesExplanation {
  const { schedule } = series.meeting;
  const items = readLives(series.agendas.map(agendaText), series.meeting.carry);
  return {
    series: series.meeting.id,
    rule: `${schedule.recurrence.text}, ${schedule.timeZone}, lead time ${formatLeadTime(schedule.leadTime)}`,
    calls: series.decisions.decisions.map(({ occurrence, decision, reason }) => ({
      occurrence,
      decision,
      reason,
      iid: series.agendas.find((one) => one.canonical && one.occurrence === occurrence.id)?.issue.iid ?? null,
    })),
    nextAgenda:
      agenda === null ? null : { date: agenda.dueDate, items: agenda.carry.items, leftBehind: agenda.carry.leftBehind },
    doubtful: items.doubtful.map(({ agenda: { iid }, text }) => ({ iid, text })),
  };
}

/** `cadence explain`: why each call and item is treated as it is, and what the next three runs would do. */
export async function explainCommand(options: CommonOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  return forEachProject(options, context, async (gitlab) => {
    const deps = dependencies(gitlab, options, context);
    const state: ProjectState = await observeProject(deps);
    const { configuration, own, labelled, at } = state.snapshot;
    const series: SeriesExplanation[] = [];
    for (const one of state.series) {
      const next = nextToMake(one);
      const template = next === null ? null : await readTemplateFor(gitlab, state, one, deps.shippedTemplate);
      series.push(
        explainSeries(one, next === null || template === null ? null : draftAgenda(state, one, next, template)),
      );
    }
    const explanation: Explanation = {
      project: await projectName(gitlab, [...own, ...labelled], context.environment),
      customer: configuration.customer,
      at,
      timeZone: configuration.timeZone,
      series,
      unplaced: state.unplaced.map(({ issue, reason }) => ({ iid: issue.iid, title: issue.title, reason })),
      nextRuns: forecastRuns(state, RUNS_AHEAD),
    };
    if (!options.json) terminal.out(explainLines(explanation, terminal.paint).join("\n"));
    return { exitCode: EXIT.done, document: explanation };
  });
}
