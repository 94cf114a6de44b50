import type { MeetingSeries } from "../../config/resolve/types.ts";
import { createGuard } from "../../domain/guard/guard.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { knownDocuments, type ParseMarkdown } from "../../domain/markdown/known-documents.ts";
import { parseOldItems } from "../../domain/old-items/list.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { decideAgendas } from "../../domain/schedule/decide.ts";
import { occurrenceOf, planOccurrences } from "../../domain/schedule/occurrences.ts";
import type { Occurrence, OccurrenceOverrides, SeriesSchedule } from "../../domain/schedule/types.ts";
import { textsIn } from "../../domain/texts/texts.ts";
import { addDays } from "../../domain/time/dates.ts";
import { toLocal } from "../../domain/time/zoned-time.ts";
import { authorOf } from "./bot.ts";
import { findCircles } from "./circles.ts";
import { dayOf } from "./csm.ts";
import { followUpCases } from "./follow-up-cases.ts";
import { releaseNewest } from "./follow-up-flood.ts";
import { recogniseFollowUps } from "./follow-ups.ts";
import { itemIssues } from "./promoted.ts";
import { dayBotBegan, findBeforeBot } from "./recognise/before-the-bot.ts";
import { withCalls } from "./recognise/call-start.ts";
import { formerSeries } from "./recognise/former-series.ts";
import type { DecideAgendas } from "./recognise/known-decisions.ts";
import type { PlannedBetween } from "./recognise/lost-calls.ts";
import { settleMissed } from "./recognise/missed-calls.ts";
import { recogniseAgendas } from "./recognise/recognise.ts";
import { renamedSeries, type SeriesOfMarker } from "./recognise/renamed.ts";
import { withTriggeredCalls } from "./recognise/triggered.ts";
import { homeOfSeries } from "./series-homes.ts";
import type { ProjectFacts, ProjectState, SeriesAgenda, SeriesState, Snapshot } from "./types.ts";

const NO_OVERRIDES: OccurrenceOverrides = { moved: new Map(), skipped: new Map() };

/** What people did to calls longer ago than this changes no decision any more. */
const MEMORY_DAYS = 60;

/** Occurrences of a series that take place on the days `from` to `to`, both included. */
function occurrencesOnDays(
  snapshot: Snapshot,
  schedule: SeriesSchedule,
  from: string,
  to: string,
): readonly Occurrence[] {
  // A day more on both sides covers every zone; the local date decides.
  const window = {
    from: `${addDays(from, -1)}T00:00:00Z`,
    to: `${addDays(to, 2)}T00:00:00Z`,
  };
  return planOccurrences(schedule, snapshot.calendar, NO_OVERRIDES, window).filter(
    ({ date }) => date >= from && date <= to,
  );
}

function movedBy(agenda: SeriesAgenda, usual: string | null): Reason | null {
  const { dueDate, iid } = agenda.issue;
  if (dueDate === null) return null;
  const expected = agenda.madeFor ?? usual;
  if (expected === null || dueDate === expected) return null;
  const text = `the due date of #${iid} was moved from ${expected} to ${dueDate}`;
  return reason("due-date-moved", text, { iid, from: expected, to: dueDate });
}

/**
 * What people did to calls in GitLab: a due date other than the bot's moves the call, closing the agenda before the
 * call begins skips it (design, identity).
 */
function overridesOf(
  agendas: readonly SeriesAgenda[],
  meeting: MeetingSeries,
  snapshot: Snapshot,
): OccurrenceOverrides {
  const moved = new Map<string, { readonly toDate: string; readonly reason: Reason }>();
  const skipped = new Map<string, Reason>();
  const since = addDays(toLocal(snapshot.at, snapshot.configuration.timeZone).date, -MEMORY_DAYS);
  for (const agenda of agendas) {
    const { issue, occurrence } = agenda;
    if (occurrence === null || !agenda.stands) continue;
    if (agenda.date < since && occurrence < since) continue;
    const usual = agenda.madeFor === null ? plannedDayOf(occurrence, meeting, snapshot) : null;
    const why = movedBy(agenda, usual);
    if (why !== null && issue.dueDate !== null) moved.set(occurrence, { toDate: issue.dueDate, reason: why });
    if (issue.state === "closed" && issue.closedAt !== null) {
      if (!agenda.held) {
        skipped.set(
          occurrence,
          reason("closed-before-call", `#${issue.iid} was closed before the call`, { iid: issue.iid }),
        );
      }
    }
  }
  return { moved, skipped };
}

function plannedDayOf(id: string, { schedule }: MeetingSeries, { calendar }: Snapshot): string | null {
  return occurrenceOf(schedule, calendar, NO_OVERRIDES, id)?.date ?? null;
}

function seriesState(
  meeting: MeetingSeries,
  agendas: readonly SeriesAgenda[],
  facts: ProjectFacts,
  made: ReadonlySet<IssueIid>,
  decide: DecideAgendas,
  seriesOf: SeriesOfMarker,
): SeriesState {
  const { snapshot, parse } = facts;
  const overrides = overridesOf(agendas, meeting, snapshot);
  const existing = new Set(
    agendas
      .filter((agenda) => agenda.stands)
      .flatMap((agenda) => (agenda.occurrence === null ? [] : [agenda.occurrence])),
  );
  const decided = decide(meeting.schedule, snapshot.calendar, overrides, existing, snapshot.at, facts.bot === null);
  const decisions = settleMissed(decided, agendas);
  const lost = { label: snapshot.configuration.followUpLabel, agendas, parse };
  const followUps = recogniseFollowUps(meeting.id, snapshot.own, lost, seriesOf);
  const series = { meeting, gone: null, agendas, followUps, itemIssues: made, overrides, decisions };
  return { ...series, followUpCases: followUpCases(facts, series) };
}

/** Reads a snapshot as series with their agendas and decisions. Pure. */
export function projectState(
  observed: Snapshot,
  decide: DecideAgendas = decideAgendas,
  parse: ParseMarkdown = knownDocuments(),
): ProjectState {
  const snapshot = withTriggeredCalls(observed);
  const { meetings } = snapshot.configuration;
  const today = dayOf({ snapshot }, snapshot.at);
  const facts = {
    snapshot,
    parse,
    guard: createGuard(snapshot.configuration.guard),
    texts: textsIn(snapshot.configuration.language),
    bot: authorOf(snapshot.own),
    today,
    began: dayBotBegan(snapshot, today),
    oldItems: snapshot.oldItems == null ? null : parseOldItems(snapshot.oldItems).decisions,
  };
  const isBeforeBot = findBeforeBot(facts);
  const seriesOf = renamedSeries(snapshot.own, meetings);
  const planned: PlannedBetween = (meeting, from, to) => occurrencesOnDays(snapshot, meeting.schedule, from, to);
  const { bySeries, former, unplaced } = recogniseAgendas(snapshot, planned, seriesOf);
  const made = itemIssues(snapshot.own);
  const planning = meetings.map((meeting) => {
    const agendas = withCalls(bySeries.get(meeting.id) ?? [], meeting, snapshot, isBeforeBot);
    return seriesState(meeting, agendas, facts, made, decide, seriesOf);
  });
  const series = releaseNewest(planning, snapshot.catchUp ?? 0);
  const gone = formerSeries(facts, former, made, seriesOf, isBeforeBot);
  const everySeries = [...series, ...gone];
  const seriesOfIssue = new Map(everySeries.flatMap(issuesOf));
  const homes = new Map(everySeries.map((one) => [one, homeOfSeries({ ...facts, series }, one)]));
  const circles = findCircles(everySeries, { seriesOfIssue, homes });
  const agendas = everySeries.flatMap((one) => one.agendas);
  const neverWritten = new Set(agendas.flatMap(({ beforeBot, issue }) => (beforeBot ? [issue.iid] : [])));
  return { ...facts, series, former: gone, everySeries, seriesOfIssue, homes, circles, unplaced, neverWritten };
}

function issuesOf(series: SeriesState): readonly (readonly [iid: IssueIid, SeriesState])[] {
  return [...series.agendas, ...series.followUps].map(({ issue }) => [issue.iid, series]);
}
