import { planCarry } from "../domain/action-items/carry.ts";
import type { CarriedItem, LeftBehind } from "../domain/action-items/types.ts";
import { reason } from "../domain/reason.ts";
import { unmatchedMoves } from "../domain/schedule/check-schedule.ts";
import type { Occurrence } from "../domain/schedule/types.ts";
import { agendasBefore, carryInput, draftAgenda, previousAgenda } from "./draft.ts";
import { missingRelations, relationTargets, upcomingAgendas } from "./relations.ts";
import { SHIPPED } from "./template-source.ts";
import type { Action, Details, NonAction, Plan, ProjectState, SeriesState } from "./types.ts";

type CreateAgenda = Extract<Action, { kind: "create-agenda" }>;

function createAgenda(
  state: ProjectState,
  series: SeriesState,
  occurrence: Occurrence,
  details: Details,
): readonly [CreateAgenda, readonly string[]] {
  const template = details.templates.get(series.meeting.template);
  if (template === undefined) throw new Error(`the template "${series.meeting.template}" was not read`);
  const agenda = draftAgenda(state, series, occurrence, template);
  const warnings = [...agenda.warnings];
  const assigneeIds = agenda.assignees.flatMap((username) => {
    const user = details.users.get(username.toLowerCase());
    if (user === undefined) warnings.push(`@${username} is not a member of the project and was not assigned`);
    return user === undefined ? [] : [user.id];
  });
  warnings.push(...templateWarnings(state, template.source), ...doubts(agenda.carry.items));
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
    `the template project ${templateProject} has no such template, or the token may not see it: the shipped one is used`,
  ];
}

function doubts(items: readonly CarriedItem[]): readonly string[] {
  return items.flatMap((item) => [
    ...(item.reason.rule === "doubtful" ? [`"${item.text.slice(0, 80)}" is ${item.reason.text}`] : []),
    ...doubts(item.children),
  ]);
}

/** Moves to come of days that the rule does not plan: most likely a slip, and nothing is moved. */
function idleMoves(state: ProjectState, series: SeriesState): readonly string[] {
  const today = state.snapshot.at.slice(0, 10);
  return unmatchedMoves(series.meeting.schedule)
    .filter((move) => move.date >= today)
    .map(
      (move) =>
        `meetings.${series.meeting.id}.move: no call is planned on ${move.date}, so none was moved to ${move.toDate}`,
    );
}

function closeTwins(series: SeriesState, agendaLabel: string): readonly Action[] {
  return series.agendas.flatMap((twin): readonly Action[] => {
    if (twin.canonical || twin.issue.state === "closed" || !twin.byBot) return [];
    const stays = series.agendas.find((one) => one.canonical && one.occurrence === twin.occurrence);
    if (stays === undefined) return [];
    return [closeTwin(series.meeting.id, twin.issue.iid, stays.issue.iid, agendaLabel)];
  });
}

/** The action that ends a twin: the agenda with the lower iid stays (law 1). */
export function closeTwin(series: string, iid: number, stays: number, agendaLabel: string): Action {
  const why = reason("twin", `#${iid} and #${stays} are agendas of the same call; the older one stays`, { iid, stays });
  return { kind: "close-twin", series, iid, stays, removeLabels: [agendaLabel], reason: why };
}

function followSchedule(series: SeriesState): readonly Action[] {
  return upcomingAgendas(series).flatMap((agenda): readonly Action[] => {
    const planned = series.decisions.decisions.find((one) => one.occurrence.id === agenda.occurrence)?.occurrence;
    const { iid, dueDate } = agenda.issue;
    if (planned === undefined || agenda.madeFor === null || dueDate !== agenda.madeFor || planned.date === dueDate)
      return [];
    const text = `the configuration moved the call from ${dueDate} to ${planned.date}; title and text of #${iid} are yours to change`;
    const why = reason("call-moved", text, { iid, from: dueDate, to: planned.date });
    return [
      { kind: "set-due-date", series: series.meeting.id, iid, dueDate: planned.date, previous: dueDate, reason: why },
    ];
  });
}

/** Open items that an agenda written by hand does not hold are told, so that nobody misses them (law 2). */
function handWritten(state: ProjectState, series: SeriesState): readonly NonAction[] {
  const upcoming = series.decisions.decisions.filter((one) => one.decision === "exists").map((one) => one.occurrence);
  return upcoming.flatMap((occurrence): readonly NonAction[] => {
    const agenda = series.agendas.find((one) => one.occurrence === occurrence.id && one.canonical && !one.byBot);
    if (agenda === undefined) return [];
    const { iid, confidential } = agenda.issue;
    const { ids } = planCarry(carryInput(state, series, occurrence, confidential));
    if (ids.length === 0) return [];
    const items = ids.length === 1 ? "1 open item" : `${ids.length} open items`;
    const text = `#${iid} was written by hand: ${items} of earlier agendas ${ids.length === 1 ? "goes" : "go"} to the agenda after it`;
    const why = reason("hand-written-agenda", text, { iid, items: ids.length });
    return [{ series: series.meeting.id, occurrence: occurrence.id, iid, reason: why }];
  });
}

function nonActions(series: SeriesState): readonly NonAction[] {
  const { id, schedule } = series.meeting;
  if (series.decisions.next === null) {
    const ended = schedule.until === null ? "no call is planned any more" : `the series ended on ${schedule.until}`;
    const why = reason("no-more-calls", ended, { until: schedule.until });
    return [...decided(series), { series: id, occurrence: null, iid: null, reason: why }];
  }
  return decided(series);
}

function decided(series: SeriesState): readonly NonAction[] {
  return series.decisions.decisions
    .filter((one) => one.decision !== "due")
    .map((one) => {
      const agenda = series.agendas.find((each) => each.occurrence === one.occurrence.id && each.canonical);
      return {
        series: series.meeting.id,
        occurrence: one.occurrence.id,
        iid: agenda?.issue.iid ?? null,
        reason: one.reason,
      };
    });
}

function earliest(instants: readonly (string | null)[]): string | null {
  const known = instants.filter((instant) => instant !== null);
  return known.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/**
 * Plans what to do in one project from what was observed. Pure: the same state and details give the same plan, and a
 * state that needs nothing gives a plan without actions.
 */
export function planProject(state: ProjectState, details: Details): Plan {
  const { agendaLabel } = state.snapshot.configuration;
  const actions: Action[] = [];
  const warnings: string[] = [];
  const leftBehind = new Map<string, readonly LeftBehind[]>();
  for (const series of state.series) {
    actions.push(...closeTwins(series, agendaLabel), ...followSchedule(series));
    actions.push(...missingRelations(series, details));
    warnings.push(...idleMoves(state, series));
    for (const { decision, occurrence } of series.decisions.decisions) {
      if (decision !== "due") continue;
      const [action, more] = createAgenda(state, series, occurrence, details);
      actions.push(action);
      warnings.push(...more);
      leftBehind.set(series.meeting.id, action.agenda.carry.leftBehind);
    }
  }
  const skipped = [
    ...state.series.flatMap((series) => [...nonActions(series), ...handWritten(state, series)]),
    ...state.unplaced.map((one) => ({ series: "", occurrence: null, iid: one.issue.iid, reason: one.reason })),
  ];
  const nextWakeAt = earliest(state.series.map((series) => series.decisions.nextChangeAt));
  return { at: state.snapshot.at, actions, skipped, leftBehind, warnings, nextWakeAt };
}
