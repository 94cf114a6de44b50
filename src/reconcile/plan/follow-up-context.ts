import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { ConfigError } from "../../domain/errors.ts";
import { gapNote, participantsNote } from "../../domain/follow-up/comments.ts";
import type { FollowUp } from "../../domain/follow-up/types.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { renderNoteMarker } from "../../domain/marker/note-marker.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { formatDay, formatInstant, formatOccurrence } from "../../domain/schedule/format.ts";
import type { OwnProject } from "../../domain/text-safety/index.ts";
import { addDays } from "../../domain/time/dates.ts";
import type { Instant } from "../../domain/time/types.ts";
import { addMinutes } from "../../domain/time/zoned-time.ts";
import { sidesOn } from "../model/csm.ts";
import { isOpen, itemsIn } from "../model/items.ts";
import { outAt } from "../model/kind-hours.ts";
import { ownProjectOf } from "../model/own-project.ts";
import type {
  Action,
  Details,
  NonAction,
  ProjectState,
  SeriesAgenda,
  SeriesFollowUp,
  SeriesState,
} from "../model/types.ts";
import { draftFollowUp, nextCall } from "./follow-up-draft.ts";

/** What is to be done about the follow-ups of one series. */
export interface FollowUpPlan {
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  readonly warnings: readonly string[];
  /** When one becomes due to be announced. */
  readonly wakeAt: readonly Instant[];
  readonly problems: readonly ConfigError[];
}

/** What the follow-ups of one series are planned from. */
export interface FollowUpContext {
  readonly state: ProjectState;
  readonly series: SeriesState;
  readonly details: Details;
  readonly items: SeriesItems;
}

export const NOTHING: FollowUpPlan = { actions: [], skipped: [], warnings: [], wakeAt: [], problems: [] };

/** A pipeline every hour comes a little early or late: a draft of an hour is told of by the next run. */
const PIPELINE_SLACK_MINUTES = 5;

/**
 * When the participants of a follow-up that is a draft since then are told: after the time to proofread it (handbook A77), in
 * kind hours.
 */
export function announceAt({ series, state }: FollowUpContext, since: Instant): Instant {
  const { draftMinutes } = series.meeting.followUp;
  const slack = draftMinutes > 2 * PIPELINE_SLACK_MINUTES ? PIPELINE_SLACK_MINUTES : 0;
  return outAt(state, addMinutes(since, draftMinutes - slack));
}

/** Since when a follow-up can be proofread: it was made, or its agenda was closed (anew) since. */
export function draftSince({ issue }: SeriesFollowUp, closedAt: Instant): Instant {
  return Date.parse(issue.createdAt) > Date.parse(closedAt) ? issue.createdAt : closedAt;
}

/** What was left alone about calls longer ago than this is no news. */
const NEWS_DAYS = 14;

export function skip(context: FollowUpContext, agenda: SeriesAgenda, iid: IssueIid, why: Reason): FollowUpPlan {
  if (agenda.date < addDays(context.state.today, -NEWS_DAYS)) return NOTHING;
  const one = { series: context.series.meeting.id, occurrence: agenda.occurrence, iid, reason: why };
  return { ...NOTHING, skipped: [one] };
}

export function draft(context: FollowUpContext, agenda: SeriesAgenda, closedAt: Instant): FollowUp | null {
  const { state, series, details, items } = context;
  const template = details.templates.get(series.meeting.followUp.template);
  return template === undefined ? null : draftFollowUp(state, series, agenda, closedAt, template, items);
}

/** Why a follow-up is made. */
export function whoClosed(context: FollowUpContext, agenda: SeriesAgenda): Reason {
  const { iid, closedAt } = agenda.issue;
  if (closedAt === null) return callIsOver(agenda);
  const closings = (context.details.stateEvents.get(iid) ?? []).filter((event) => event.state === "closed");
  const by = closings.at(-1)?.user?.username ?? null;
  const words = by === null ? `#${iid} was closed` : `#${iid} was closed by @${by}`;
  const often = closings.length > 1 ? `, for the ${closings.length}. time` : "";
  const text = `${words} after the call${often}`;
  return reason("agenda-closed", text, { iid, by, at: closedAt, times: Math.max(1, closings.length) });
}

/** What stands for the closing of an agenda that nobody has to close. */
export function callIsOver({ issue, date }: SeriesAgenda): Reason {
  return reason("call-over", `the call of #${issue.iid} is over`, { iid: issue.iid, date });
}

export function gapBody(context: FollowUpContext, followUp: FollowUp, agendaIid: IssueIid, until: Instant): string {
  const { timeZone } = context.state.snapshot.configuration;
  const still = Date.parse(until) > Date.parse(context.state.snapshot.at);
  const words = still ? `${formatInstant(until, timeZone)} ${timeZone}` : null;
  return gapText(followUp, agendaIid, words, ownProjectOf(context.state));
}

/** What an agenda lacks, in words; the same whenever it is said but for the time. */
export function gapText(
  followUp: FollowUp,
  agendaIid: IssueIid,
  words: string | null,
  project: OwnProject | null,
): string {
  const marker = renderNoteMarker({ kind: "gaps" });
  if (followUp.gaps.length === 0) return `${marker}\nNothing is missing in #${agendaIid} any more.`;
  return gapNote(marker, followUp.gaps, agendaIid, words, project);
}

export function participantsBody(context: FollowUpContext, followUp: FollowUp, agenda: SeriesAgenda): string {
  const { state, items } = context;
  const { configuration } = state.snapshot;
  const sides = sidesOn(configuration, state.today);
  const next = nextCall(state, context.series, agenda);
  const people = [...sides.accountTeam, ...sides.attendees].filter((person) => person.startsWith("@"));
  return participantsNote(renderNoteMarker({ kind: "participants" }), {
    people,
    mentions: configuration.mentions.followUp,
    agendaIid: agenda.issue.iid,
    nextUpdate: followUp.nextUpdate === null ? null : formatDay(followUp.nextUpdate),
    openItems: itemsIn(items, agenda.issue.iid).filter(isOpen).length,
    nextCall: next === null ? null : formatOccurrence(next, configuration.timeZone).local,
  });
}
