import type { IssueIid } from "../domain/ids.ts";
import type { OccurrenceDecision } from "../domain/schedule/types.ts";
import { addDays } from "../domain/time/dates.ts";
import { startOfDay } from "../domain/time/kind-hours.ts";
import type { Instant, PlainDate } from "../domain/time/types.ts";
import type { Applied } from "../reconcile/apply/applied.ts";
import { isDraft } from "../reconcile/model/bot.ts";
import { sendBy } from "../reconcile/model/follow-up-due.ts";
import { isOpen, itemsOf, livingIn } from "../reconcile/model/items.ts";
import { openCalls } from "../reconcile/model/open-calls.ts";
import type { Details, ProjectState, SeriesState } from "../reconcile/model/types.ts";
import type { Reconciled } from "../reconcile/reconcile.ts";

/** One call that is not over, and whether it has its agenda. */
export interface CallFigures {
  readonly series: string;
  /** Id of the occurrence. */
  readonly occurrence: PlainDate;
  /** From then on there should be an agenda. */
  readonly dueFrom: Instant;
  /** The end of the call. */
  readonly until: Instant;
  readonly made: boolean;
}

/** What is counted of a project, without a text of it. */
export interface ProjectFigures {
  /** How many open action items were raised on each day (of the call where they first stood). */
  readonly openItems: Readonly<Record<PlainDate, number>>;
  /** Running calls and those ahead, also such as are due only weeks from now: nobody may look by then. */
  readonly calls: readonly CallFigures[];
  /** Of each follow-up whose participants are not told yet: the instant from which it is late. Missing where nobody counted. */
  readonly unsent?: readonly Instant[] | undefined;
  /** Open agendas of calls that take place, the oldest first; missing for none. */
  readonly open?: readonly OpenFigures[] | undefined;
  /** Follow-ups that are not made since too many are wanted together, and when the agenda of each was closed; missing for none. */
  readonly heldBack?: readonly HeldBackFigures[] | undefined;
}

/** An agenda that somebody is to close. */
export interface OpenFigures {
  readonly series: string;
  readonly iid: IssueIid;
  /** The day of the call. */
  readonly date: PlainDate;
  /** It should be closed by then. */
  readonly lateFrom: Instant;
  /** From then on it is too long ago to ask for it. */
  readonly until: Instant;
}

export interface HeldBackFigures {
  readonly series: string;
  readonly since: Instant;
}

/** Counts what a reconcile of a project found and left behind. Pure. */
export function projectFigures({ state, details, applied }: Omit<Reconciled, "plan">): ProjectFigures {
  const openItems: Record<PlainDate, number> = {};
  for (const series of state.everySeries) {
    for (const timeline of livingIn(state, series, itemsOf(details.items, series))) {
      const raised = timeline.originDate ?? timeline.appearances[0]?.agenda.date;
      if (isOpen(timeline) && raised !== undefined) openItems[raised] = (openItems[raised] ?? 0) + 1;
    }
  }
  const heldBack = state.series.flatMap(({ meeting, followUpCases }) =>
    followUpCases.flatMap((one) => (one.kind === "held-back" ? [{ series: meeting.id, since: one.closedAt }] : [])),
  );
  const open = state.series.flatMap((series) => openOf(state, series, applied));
  return {
    openItems,
    calls: state.series.flatMap((series) => callsOf(series, state.snapshot.at, applied)),
    unsent: state.everySeries.flatMap((series) => unsentOf(state, series, details, applied)),
    ...(open.length === 0 ? {} : { open }),
    ...(heldBack.length === 0 ? {} : { heldBack }),
  };
}

/** Open agendas, but for those that this run has closed since somebody asked it to skip the call. */
function openOf(state: ProjectState, series: SeriesState, applied: readonly Applied[]): readonly OpenFigures[] {
  const closed = new Set(
    applied.flatMap(({ action, outcome }) => (action.kind === "skip-call" && outcome !== "failed" ? [action.iid] : [])),
  );
  const open = openCalls(state, series).filter(({ agenda }) => !closed.has(agenda.issue.iid));
  return open.map(({ agenda, lateFrom, until }) => {
    return { series: series.meeting.id, iid: agenda.issue.iid, date: agenda.date, lateFrom, until };
  });
}

/** Drafts that were there or were made, but for those whose participants this run has told. */
function unsentOf(
  state: ProjectState,
  series: SeriesState,
  { comments }: Details,
  applied: readonly Applied[],
): readonly Instant[] {
  const { timeZone } = state.snapshot.configuration;
  const done = applied.filter(({ outcome }) => outcome === "done" || outcome === "already-done");
  const isTelling = ({ what }: { readonly what: string }): boolean => what === "participants";
  const told = new Set(
    done.flatMap(({ action }) => (action.kind === "comment" && isTelling(action) ? [action.iid] : [])),
  );
  const made = new Set(
    done.flatMap(({ action }) =>
      action.kind === "create-follow-up" && !action.comments.some(isTelling) ? [action.agendaIid] : [],
    ),
  );
  return series.followUpCases.flatMap((one): readonly Instant[] => {
    const isUnsent =
      one.kind === "open"
        ? isDraft(one.followUp, comments, state.bot) && !told.has(one.followUp.issue.iid)
        : one.kind === "wanted" && made.has(one.agenda.issue.iid);
    return isUnsent ? [startOfDay(addDays(sendBy(state, series, one.agenda), 1), timeZone)] : [];
  });
}

function callsOf(
  { meeting, decisions }: SeriesState,
  at: Instant,
  applied: readonly Applied[],
): readonly CallFigures[] {
  const created = new Set(
    applied.flatMap(({ action, outcome }) => {
      const isMade = outcome === "done" || outcome === "already-done";
      return isMade && action.kind === "create-agenda" && action.series === meeting.id ? [action.occurrence.id] : [];
    }),
  );
  return decisions.decisions
    .filter(({ decision, occurrence }) => decision !== "skipped" && Date.parse(occurrence.end) > Date.parse(at))
    .map((one) => ({
      series: meeting.id,
      occurrence: one.occurrence.id,
      dueFrom: dueFromOf(one),
      until: one.occurrence.end,
      made: one.decision === "exists" || created.has(one.occurrence.id),
    }));
}

/** A call whose lead time begins before an earlier one has ended waits for that end: its reason says until when. */
function dueFromOf({ occurrence, reason }: OccurrenceDecision): Instant {
  const { makeAt } = reason.data;
  return typeof makeAt === "string" ? makeAt : occurrence.agendaDueAt;
}
