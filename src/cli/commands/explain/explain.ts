import { type CommandContext, dependencies, projectName, readWritten } from "../../../app/context.ts";
import { EXIT, type ExitCode } from "../../../app/exit-codes.ts";
import type { CommonOptions } from "../../../app/options.ts";
import { proposalsOf } from "../../../check/profile.ts";
import { doubtAbout } from "../../../domain/action-items/read/select.ts";
import { lapsedWord } from "../../../domain/action-items/read/state-words.ts";
import type { ItemTimeline } from "../../../domain/action-items/read/types.ts";
import { isContested } from "../../../domain/action-items/timeline/resolution.ts";
import type { SeriesItems } from "../../../domain/action-items/timeline/timelines.ts";
import type { Agenda } from "../../../domain/agenda/types.ts";
import { formatLeadTime, formatRhythm } from "../../../domain/schedule/format.ts";
import type { JudgedTopic, TopicChoice } from "../../../domain/topics/choose.ts";
import type { GitLab } from "../../../gitlab/port.ts";
import { agendasBefore, draftAgenda, nextToMake } from "../../../reconcile/model/draft.ts";
import { itemsOf, livingIn } from "../../../reconcile/model/items.ts";
import { boxesOf, goingElsewhere, leftOutOf } from "../../../reconcile/model/left-out.ts";
import { topicsOfCall } from "../../../reconcile/model/topics/topics-of-call.ts";
import type { NonAction, ProjectState, SeriesState } from "../../../reconcile/model/types.ts";
import { readTemplateFor } from "../../../reconcile/observe/templates.ts";
import { forecastRuns } from "../../../reconcile/plan/forecast.ts";
import { type Planned, planOnly, type ReconcileDependencies } from "../../../reconcile/reconcile.ts";
import { configurationLines } from "../../output/configuration-text.ts";
import { errorDocument } from "../../output/error-document.ts";
import { errorText } from "../../output/error-text.ts";
import {
  type ExplainedTopic,
  type Explanation,
  explainLines,
  type SeriesExplanation,
} from "../../output/explain-text.ts";
import { forEachProject } from "../each-project.ts";
import { toItemRows } from "../item-rows.ts";
import type { ExplainOptions } from "./explain-options.ts";

const RUNS_AHEAD = 3;

/** The agenda of the next call as it would be made now; null when the series has no next call. */
async function nextAgenda(
  series: SeriesState,
  { state, details }: Planned,
  { gitlab, shippedTemplate }: ReconcileDependencies,
): Promise<Agenda | null> {
  const next = nextToMake(series);
  if (next === null) return null;
  const { template } = series.meeting;
  const known = details.templates.get(template);
  const text = known ?? (await readTemplateFor(gitlab, state, series, template, shippedTemplate));
  return draftAgenda(state, series, next, text, details);
}

function ruleOf({ meeting, gone }: SeriesState): string {
  const { recurrences, timeZone, leadTime } = meeting.schedule;
  return gone ?? `${formatRhythm(recurrences)}, ${timeZone}, lead time ${formatLeadTime(leadTime)}`;
}

function explainSeries(
  series: SeriesState,
  { state, details }: Planned,
  items: SeriesItems,
  agenda: Agenda | null,
): SeriesExplanation {
  const next = nextToMake(series);
  const timelines = livingIn(state, series, items);
  const doubtful = [...items.doubtful].filter(([place]) => state.seriesOfIssue.get(place.agenda.iid) === series);
  const contested = timelines.filter((timeline) => isContested(timeline, details.evidence));
  return {
    series: series.meeting.id,
    rule: ruleOf(series),
    calls: series.decisions.decisions.map(({ occurrence, decision, reason }) => ({
      occurrence,
      decision,
      reason,
      iid: series.agendas.find((one) => one.canonical && one.occurrence === occurrence.id)?.issue.iid ?? null,
    })),
    nextAgenda:
      agenda === null || next === null
        ? null
        : {
            date: agenda.dueDate,
            items: agenda.carry.items,
            leftBehind: agenda.carry.leftBehind,
            topics: topicRows(topicsOfCall(state, series, next, agendasBefore(series, next))),
          },
    // The next agenda says it of what stays behind there.
    elsewhere: agenda === null ? goingElsewhere(state, series, items) : [],
    leftOut: leftOutOf(state, series, details),
    disagreeing: toItemRows(contested, state.today),
    doubtful: [
      ...doubtful.map(([{ agenda, text }, why]) => ({ iid: agenda.iid, text, why: `${why}; taken for new` })),
      ...timelines.flatMap(doubtfulItem),
    ],
    lapsed: timelines.flatMap(lapsed),
  };
}

/** What the call offers to talk about, then what it does not, each with its reason. */
function topicRows(choice: TopicChoice | null): readonly ExplainedTopic[] {
  const rows = (judged: readonly JudgedTopic[], as: ExplainedTopic["as"]) =>
    judged.map(({ topic, reason }) => ({ id: topic.id, as, reason }));
  if (choice === null) return [];
  return [
    ...rows(choice.suggested, "suggested"),
    ...rows(choice.raised, "action item"),
    ...rows(choice.resting, "not now"),
  ];
}

/** An open item that may be none. */
function doubtfulItem({ resolution }: ItemTimeline): SeriesExplanation["doubtful"] {
  if (resolution.kind !== "open") return [];
  const { agenda, document, text, item, marked } = resolution.newest;
  const doubt = marked ? null : doubtAbout(document, item);
  return doubt === null ? [] : [{ iid: agenda.iid, text, why: `${doubt}: it is taken for an action item` }];
}

/** An open item whose word counted in an earlier version. */
function lapsed({ resolution }: ItemTimeline): SeriesExplanation["lapsed"] {
  const word = resolution.kind === "open" ? lapsedWord(resolution.newest.text) : null;
  if (resolution.kind !== "open" || word === null) return [];
  const { agenda, text } = resolution.newest;
  return [
    { iid: agenda.iid, text, why: `${word} counts only as "${word}:", "${word} -" or "[${word}]": the item is open` },
  ];
}

/** Of what the configuration does not have any more only what is not settled. */
function isWorthTelling({ series, elsewhere, disagreeing, doubtful }: SeriesExplanation, state: ProjectState): boolean {
  const isFormer = state.former.some(({ meeting }) => meeting.id === series);
  return !isFormer || elsewhere.length + disagreeing.length + doubtful.length > 0;
}

/** What is left alone besides the calls and issues that are explained on their own. */
function leftAlone({ state, plan }: Planned): readonly NonAction[] {
  const told = new Set([...state.series.flatMap((series) => series.decisions.decisions.map((one) => one.reason))]);
  return plan.skipped.filter((one) => one.series !== "" && !told.has(one.reason));
}

async function explain(
  gitlab: GitLab,
  planned: Planned,
  deps: ReconcileDependencies,
  context: CommandContext,
): Promise<Explanation> {
  const { state, plan } = planned;
  const { configuration, own, labelled, at } = state.snapshot;
  const series: SeriesExplanation[] = [];
  for (const one of state.everySeries) {
    series.push(explainSeries(one, planned, itemsOf(planned.details.items, one), await nextAgenda(one, planned, deps)));
  }
  return {
    project: await projectName(gitlab, [...own, ...labelled], context.environment),
    customer: configuration.customer,
    at,
    timeZone: configuration.timeZone,
    series: series.filter((one) => isWorthTelling(one, state)),
    actions: plan.actions,
    leftAlone: leftAlone(planned),
    warnings: plan.warnings,
    unplaced: state.unplaced.map((one) => ({
      iid: one.issue.iid,
      title: one.issue.title,
      state: one.issue.state,
      reason: one.reason,
      remedy: one.remedy,
      boxes: state.seriesOfIssue.get(one.issue.iid) === undefined ? boxesOf(one) : [],
    })),
    nextRuns: forecastRuns(state, RUNS_AHEAD),
    proposals: proposalsOf(state, () => planned.details.items),
    problems: plan.problems.map(errorDocument),
  };
}

/** `cadence explain --config`: each value of the configuration, and where it is from. Reads the file alone. */
async function explainSources(options: CommonOptions, context: CommandContext): Promise<ExitCode> {
  const { terminal } = context;
  return forEachProject(options, context, async (gitlab) => {
    const [written, { configurationValues }] = await Promise.all([
      readWritten(gitlab, options.config),
      import("../../../config/sources/read-sources.ts"),
    ]);
    const values = configurationValues(written);
    if (!options.json) {
      terminal.out(terminal.paint.dim(`${gitlab.projectRef}, ${written.file}`));
      terminal.out(configurationLines(values, terminal.paint).join("\n"));
    }
    return { exitCode: EXIT.done, document: { project: gitlab.projectRef, file: written.file, values } };
  });
}

/** `cadence explain`: why each call and item is treated as it is, and what the next three runs would do. Writes nothing. */
export async function explainCommand(options: ExplainOptions, context: CommandContext): Promise<ExitCode> {
  if (options.sources) return explainSources(options, context);
  return forEachProject(options, context, async (gitlab) => {
    const { terminal } = context;
    const deps = dependencies(gitlab, options, context);
    const planned = await planOnly(deps);
    const explanation = await explain(gitlab, planned, deps, context);
    if (!options.json) terminal.out(explainLines(explanation, terminal.paint).join("\n"));
    const { problems } = planned.plan;
    for (const problem of problems) terminal.err(errorText(problem, terminal.paint, context.color));
    return { exitCode: problems.length === 0 ? EXIT.done : EXIT.usage, document: explanation };
  });
}
