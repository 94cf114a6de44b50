import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { ConfigError } from "../../domain/errors.ts";
import type { GuardedFollowUp } from "../../domain/follow-up/build-guarded.ts";
import { gapNote, participantsNote } from "../../domain/follow-up/comments.ts";
import { approvalWords, leftOutWords } from "../../domain/follow-up/left-out.ts";
import type { FollowUp } from "../../domain/follow-up/types.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { renderNoteMarker } from "../../domain/marker/note-marker.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { formatOccurrence } from "../../domain/schedule/format.ts";
import { plural } from "../../domain/text/plural.ts";
import type { Texts } from "../../domain/texts/texts.ts";
import { addDays } from "../../domain/time/dates.ts";
import type { Instant, PlainDate } from "../../domain/time/types.ts";
import { addMinutes } from "../../domain/time/zoned-time.ts";
import { approvedAt } from "../model/approval.ts";
import { peopleAfter } from "../model/csm.ts";
import { followUpOf } from "../model/follow-ups.ts";
import { isOpen, itemsIn } from "../model/items.ts";
import { outAt } from "../model/kind-hours.ts";
import { ownProjectOf } from "../model/own-project.ts";
import { isIncludeAsked, sendAskedAt } from "../model/requests.ts";
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

/** The rule that names words which a customer should not read. */
export const GUARDED = "guarded";

export const NOTHING: FollowUpPlan = { actions: [], skipped: [], warnings: [], wakeAt: [], problems: [] };

/** A pipeline every hour comes a little early or late: a draft of an hour is told of by the next run. */
const PIPELINE_SLACK_MINUTES = 5;

/** How long until the next look at a draft that waits for approval, where no webhook tells of it. */
const LOOK_AGAIN_MINUTES = 60;

/**
 * When the participants of a follow-up that is a draft since then are told: at once where somebody asked for it, else after the
 * time to proofread it (handbook A77) or once it is approved, in kind hours. Null: not until somebody approves it.
 */
export function announceAt(
  { series, state, details }: FollowUpContext,
  since: Instant,
  iid: IssueIid | null,
): Instant | null {
  const asked = iid === null ? null : sendAskedAt(state, iid, details.comments, since);
  if (asked !== null) return asked;
  const { draftMinutes } = series.meeting.followUp;
  if (draftMinutes === null) {
    const approved = iid === null ? null : approvedAt(state, details.approvals?.get(iid) ?? [], since);
    return approved === null ? null : outAt(state, approved);
  }
  const slack = draftMinutes > 2 * PIPELINE_SLACK_MINUTES ? PIPELINE_SLACK_MINUTES : 0;
  return outAt(state, addMinutes(since, draftMinutes - slack));
}

/** When a draft is to be looked at next, that is told of at a moment to come or once it is approved. */
export function nextLookAt({ state }: FollowUpContext, at: Instant | null): Instant {
  return at ?? outAt(state, addMinutes(state.snapshot.at, LOOK_AGAIN_MINUTES));
}

/** Whether the moment that `announceAt` gives is there. */
export function isTime({ state }: FollowUpContext, at: Instant | null): at is Instant {
  return at !== null && Date.parse(at) <= Date.parse(state.snapshot.at);
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

/**
 * The follow-up as it would be written now, and what of it stays out; null where its template cannot be read.
 *
 * @param written the day that its text is of, today by default: a day alone makes no other text of a draft
 */
export function draft(
  context: FollowUpContext,
  agenda: SeriesAgenda,
  closedAt: Instant,
  written?: PlainDate,
): GuardedFollowUp | null {
  const { state, series, details, items } = context;
  const template = details.templates.get(series.meeting.followUp.template);
  if (template === undefined) return null;
  const followUp = followUpOf(series, agenda);
  const included = followUp !== null && isIncludeAsked(state, followUp, details.comments);
  return draftFollowUp(state, series, agenda, closedAt, template, items, {
    included,
    written,
    agendaTemplate: details.templates.get(series.meeting.template) ?? null,
  });
}

/** Which words keep what out of a follow-up: for `plan` and `explain`, which its customer does not see. */
export function guarded(
  context: FollowUpContext,
  agenda: SeriesAgenda,
  drafted: GuardedFollowUp,
): readonly NonAction[] {
  const { marked, words, followUp } = drafted;
  if (words.length === 0) return [];
  const { iid } = agenda.issue;
  const { passages, items } = marked;
  const what = [plural(passages, "passage"), plural(items, "action item")].filter((text) => !text.startsWith("0 "));
  const isIn = followUp.leftOut.passages + followUp.leftOut.items === 0;
  const quoted = words.map((word) => `“${word}”`).join(", ");
  const where = isIn ? "in its follow-up, since somebody asked for it" : "left out of its follow-up";
  const text = `${what.join(" and ")} of #${iid} with ${quoted}: ${where}`;
  return skip(context, agenda, iid, reason(GUARDED, text, { iid, words, passages, items, ids: drafted.ids })).skipped;
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

export function gapBody(
  context: FollowUpContext,
  followUp: FollowUp,
  agendaIid: IssueIid,
  until: Instant | null,
): string {
  const { texts, snapshot } = context.state;
  const { timeZone } = snapshot.configuration;
  const when = until === null ? texts.comments.itIsApproved : `${texts.format.instant(until, timeZone)} ${timeZone}`;
  const words = isTime(context, until) ? null : when;
  return gapText(context, followUp, agendaIid, words, texts);
}

/** What an agenda lacks, in words; the same whenever it is said but for the time. */
export function gapText(
  { state, series }: Pick<FollowUpContext, "state" | "series">,
  followUp: FollowUp,
  agendaIid: IssueIid,
  words: string | null,
  texts: Texts,
): string {
  const marker = renderNoteMarker({ kind: "gaps" });
  const bot = state.bot?.username ?? null;
  const isWaiting = series.meeting.followUp.draftMinutes === null;
  const left = leftOutWords(followUp.leftOut, bot, texts);
  const asks = [left, isWaiting ? approvalWords(bot, texts) : ""].filter((text) => text !== "");
  if (followUp.gaps.length === 0 && asks.length === 0)
    return `${marker}\n${texts.comments.nothingMissing({ agenda: agendaIid })}`;
  const head = [marker, ...asks].join("\n\n");
  return gapNote(head, followUp.gaps, agendaIid, words, ownProjectOf(state), texts);
}

/** Whether there is something to say of a draft before its participants are told. */
export function hasGaps({ series }: FollowUpContext, { gaps, leftOut }: FollowUp): boolean {
  return series.meeting.followUp.draftMinutes === null || gaps.length + leftOut.passages + leftOut.items > 0;
}

export function participantsBody(
  context: FollowUpContext,
  { followUp, ids }: GuardedFollowUp,
  agenda: SeriesAgenda,
): string {
  const { state, items } = context;
  const { texts } = state;
  const { configuration } = state.snapshot;
  const hidden = new Set(followUp.leftOut.items === 0 ? [] : ids);
  const open = itemsIn(items, agenda.issue.iid).filter(isOpen);
  const shown = open.filter(({ id }) => !hidden.has(id));
  const named = peopleAfter(state, context.series, agenda);
  const next = nextCall(state, context.series, agenda);
  const people = [...named.accountTeam, ...named.attendees].filter((person) => person.startsWith("@"));
  const { day } = texts.format;
  const facts = {
    people,
    mentions: configuration.mentions.followUp,
    agendaIid: agenda.issue.iid,
    nextUpdate: followUp.nextUpdate === null ? null : day(followUp.nextUpdate),
    openItems: open.length > 0 && shown.length === 0 ? null : shown.length,
    questions: followUp.openQuestions,
    nextCall: next === null ? null : formatOccurrence(next, configuration.timeZone, day).local,
  };
  return participantsNote(renderNoteMarker({ kind: "participants" }), facts, texts);
}
