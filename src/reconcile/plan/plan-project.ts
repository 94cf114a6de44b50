import type { CarriedItem, LeftBehind } from "../../domain/action-items/read/types.ts";
import type { ConfigError } from "../../domain/errors.ts";
import { reason } from "../../domain/reason.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import { earliestOf } from "../../domain/time/zoned-time.ts";
import { partOf } from "../actions/kinds.ts";
import { awaitingReplies } from "../model/awaiting.ts";
import { nextCsmChange } from "../model/csm.ts";
import { agendasBefore, draftAgenda, previousAgenda } from "../model/draft.ts";
import { closeDuplicateItemIssues, closeDuplicates, duplicateLabels } from "../model/duplicates.ts";
import { labelChanges, overdueWakes } from "../model/label-changes.ts";
import { notRead } from "../model/recognise/aside.ts";
import { missingLinks, missingRelations, relationTargets } from "../model/relations.ts";
import { SHIPPED } from "../model/template-source.ts";
import type {
  Action,
  CreateAgenda,
  Details,
  NonAction,
  Part,
  Plan,
  ProjectState,
  SeriesState,
} from "../model/types.ts";
import { PARTS } from "../model/types.ts";
import { followSchedule } from "./agendas.ts";
import { attempt, distinct } from "./attempt.ts";
import { planClosingNotes } from "./closing-notes.ts";
import type { CommandPlan } from "./commands/comment-commands.ts";
import { repeatedComments } from "./duplicate-comments.ts";
import { planFollowUps } from "./follow-ups.ts";
import { type Heard, hearAll } from "./hear.ts";
import { holdBack } from "./hold-back.ts";
import { planItems } from "./item-copies.ts";
import { planPromotions } from "./item-issues.ts";
import type { LeftOpen } from "./left-open.ts";
import { nonActions } from "./no-agenda.ts";
import { leftOpen } from "./open-agendas.ts";
import { planHandOver } from "./reassign.ts";
import { planReminders } from "./reminders.ts";
import { projectScheduleErrors } from "./schedule-errors.ts";
import { labelActions, missingLabels } from "./state-labels.ts";

function createAgenda(
  state: ProjectState,
  series: SeriesState,
  occurrence: Occurrence,
  details: Details,
): readonly [CreateAgenda, readonly string[]] | null {
  const template = details.templates.get(series.meeting.template);
  // That it cannot be read is among the problems.
  if (template === undefined) return null;
  const agenda = draftAgenda(state, series, occurrence, template, details);
  const warnings = [...agenda.warnings];
  const assigneeIds = agenda.assignees.flatMap((username) => {
    const user = details.users.get(username.toLowerCase());
    if (user === undefined) warnings.push(`@${username} is not a member of the project and was not assigned`);
    return user === undefined ? [] : [user.id];
  });
  const more = [...templateWarnings(state, template.source), ...doubts(agenda.carry.items)];
  for (const warning of more) warnings.push(warning);
  const decision = series.decisions.decisions.find((one) => one.occurrence.id === occurrence.id);
  const action: CreateAgenda = {
    kind: "create-agenda",
    series: series.meeting.id,
    occurrence,
    agenda,
    assigneeIds,
    relateTo: relationTargets(agenda.carry.sources, previousAgenda(agendasBefore(series, occurrence))),
    template: { name: template.name, source: template.source },
    reason: decision?.reason ?? reason("asked-for", "asked for"),
  };
  return [action, warnings];
}

function templateWarnings(state: ProjectState, source: string): readonly string[] {
  const { templateProject } = state.snapshot.configuration;
  if (templateProject === null || source !== SHIPPED) return [];
  return [
    `the template project ${templateProject} has no such template that says <!-- cadence:shared -->, or the token may not see it: the shipped one is used`,
  ];
}

function doubts(items: readonly CarriedItem[]): readonly string[] {
  return items.flatMap((item) => [
    ...(item.reason.rule === "doubtful" ? [`"${item.text.slice(0, 80)}" is ${item.reason.text}`] : []),
    ...doubts(item.children),
  ]);
}

/** Text and remedy stand in the reason. */
function toNonAction({ series, occurrence, iid, reason: why }: LeftOpen): NonAction {
  return { series, occurrence, iid, reason: why };
}

/** The part of a plan that one series takes. */
interface SeriesPlan {
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  readonly warnings: readonly string[];
  readonly wakeAt: readonly (string | null)[];
  readonly problems: readonly ConfigError[];
}

function planAgendas(
  state: ProjectState,
  series: SeriesState,
  details: Details,
  leftBehind: Map<string, readonly LeftBehind[]>,
): SeriesPlan {
  const actions: Action[] = [
    ...closeDuplicates(series, duplicateLabels(state.snapshot.configuration)),
    ...followSchedule(state, series),
    ...missingRelations(state, series, details),
  ];
  const warnings: string[] = [];
  const problems: ConfigError[] = [];
  for (const { decision, occurrence } of series.decisions.decisions) {
    if (decision !== "due") continue;
    const created = attempt(() => createAgenda(state, series, occurrence, details), problems);
    if (created === null) continue;
    const [action, more] = created;
    actions.push(action);
    for (const warning of more) warnings.push(warning);
    leftBehind.set(series.meeting.id, action.agenda.carry.leftBehind);
  }
  return {
    actions,
    warnings,
    skipped: [...nonActions(series), ...leftOpen(state, series).map(toNonAction)],
    wakeAt: [series.decisions.nextChangeAt],
    problems,
  };
}

/** An answer to a comment waits until what it asked for is done. */
function withoutEarlyAnswers(commands: CommandPlan, putOff: ReadonlySet<string>): readonly Action[] {
  const waiting = [...commands.orders.keys()].some((id) => putOff.has(id));
  return waiting ? commands.actions.filter((action) => action.kind !== "react") : commands.actions;
}

/** What happens to the items of one series: copies that agree, labels, reminders, answers. */
function planItemCare(state: ProjectState, { series, commands, details, items }: Heard, mailed: number): SeriesPlan {
  const { comments, labelEvents } = details;
  const copies = planItems(state, series, details, items);
  const awaiting = awaitingReplies(state, series, comments);
  const followUps = planFollowUps(state, series, details, items);
  const rewritten = new Map(
    followUps.actions.flatMap((one) =>
      one.kind === "refresh-follow-up" ? [[one.iid, new Set(one.followUp.ids)] as const] : [],
    ),
  );
  const changes = labelChanges(state, series, items, awaiting.waits, rewritten);
  const labels = labelActions(state, changes, labelEvents, state.bot);
  const reminders = planReminders(state, series, items, comments, mailed);
  const handOver = planHandOver(state, series, details.users);
  return {
    actions: [
      ...copies.actions,
      ...followUps.actions,
      ...handOver.actions,
      ...planPromotions(state, series, details, items),
      ...labels.actions,
      ...reminders.actions,
      ...withoutEarlyAnswers(commands, copies.putOff),
    ],
    skipped: [
      ...followUps.skipped,
      ...copies.skipped,
      ...labels.skipped,
      ...reminders.skipped,
      ...handOver.skipped,
      ...commands.skipped,
    ],
    warnings: [...followUps.warnings, ...handOver.warnings],
    problems: followUps.problems,
    wakeAt: [
      ...copies.wakeAt,
      ...followUps.wakeAt,
      ...commands.wakeAt,
      ...awaiting.wakeAt,
      ...labels.wakeAt,
      ...overdueWakes(state, series, items),
      ...reminders.wakeAt,
      ...handOver.wakeAt,
    ],
  };
}

/**
 * Plans what to do in one project from what was observed. Pure: the same state and details give the same plan, and a
 * state that needs nothing gives a plan without actions. `parts` narrows it to what `--only` names.
 */
export function planProject(state: ProjectState, details: Details, parts: readonly Part[] = PARTS): Plan {
  const leftBehind = new Map<string, readonly LeftBehind[]>();
  const closing = planClosingNotes(state, details);
  const plans = hearAll(state, details).flatMap((heard) => {
    const { series } = heard;
    const care = planItemCare(state, heard, closing.people);
    return series.gone === null ? [planAgendas(state, series, heard.details, leftBehind), care] : [care];
  });
  const followUps = new Set(state.everySeries.flatMap((series) => series.followUps.map(({ issue }) => issue.iid)));
  const planned = [
    ...closeDuplicateItemIssues(state),
    ...missingLinks(state, details),
    ...repeatedComments(details.comments, state.bot),
    ...plans.flatMap((plan) => plan.actions),
    ...closing.actions,
  ].filter((action) => parts.includes(partOf(action, (iid) => followUps.has(iid))));
  const { at, aside = [] } = state.snapshot;
  const { held, ...kept } = holdBack(planned, [...aside, ...(details.aside ?? [])], details.comments, state);
  const actions = [...missingLabels(state, kept.actions, details.labels), ...kept.actions];
  // A closed one asks nothing of anybody.
  const unplaced = state.unplaced
    .filter(({ issue }) => issue.state === "opened")
    .map(({ issue, reason: why, remedy }) => ({
      series: "",
      occurrence: null,
      iid: issue.iid,
      reason: { ...why, text: `${why.text}: ${remedy}` },
    }));
  const nextWakeAt = earliestOf([...plans.flatMap((plan) => plan.wakeAt), ...closing.wakeAt, nextCsmChange(state)]);
  return {
    at,
    actions,
    skipped: [
      ...plans.flatMap((plan) => plan.skipped),
      ...closing.skipped,
      ...held,
      ...unplaced,
      ...aside.map(notRead),
    ],
    leftBehind: parts.includes("agenda") ? leftBehind : new Map(),
    warnings: [...new Set([...kept.warnings, ...plans.flatMap((plan) => plan.warnings)])],
    problems: distinct([
      ...projectScheduleErrors(state),
      ...kept.problems,
      ...details.problems,
      ...plans.flatMap((plan) => plan.problems),
    ]),
    nextWakeAt,
  };
}
