import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { ConfigError } from "../../domain/errors.ts";
import type { FollowUp } from "../../domain/follow-up/types.ts";
import { contentHash } from "../../domain/marker/content-hash.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { formatInstant } from "../../domain/schedule/format.ts";
import type { Instant } from "../../domain/time/types.ts";
import { participantsNoteIn } from "../model/bot.ts";
import { TOO_LONG_AGO } from "../model/follow-up-cases.ts";
import { isToCome, waitsForHours } from "../model/kind-hours.ts";
import { sendAskedAt } from "../model/requests.ts";
import type { Action, Details, FollowUpCase, NonAction, ProjectState, SeriesState } from "../model/types.ts";
import { attempt } from "./attempt.ts";
import {
  announceAt,
  draft,
  draftSince,
  type FollowUpContext,
  type FollowUpPlan,
  gapBody,
  gapText,
  guarded,
  hasGaps,
  isTime,
  NOTHING,
  nextLookAt,
  skip,
} from "./follow-up-context.ts";
import { planCreation, telling } from "./follow-up-create.ts";
import { planTakeUp, refreshed, takeBack } from "./follow-up-reopened.ts";
import { dueActions, gapNotes, gapsGo, gapsLeftOver, late, lookAfter } from "./follow-up-sent.ts";
import { namedIssues } from "./named-issues.ts";
import { inOtherLanguages } from "./other-languages.ts";

type Open = Extract<FollowUpCase, { kind: "open" }>;

/** What the agenda of a draft lacks is said in one comment, and said anew where that changed. */
function gapActions(
  context: FollowUpContext,
  one: Extract<FollowUpCase, { kind: "open" | "taken-back" }>,
  fresh: FollowUp,
): readonly Action[] {
  const { agenda, followUp, closedAt } = one;
  const { iid } = followUp.issue;
  const series = context.series.meeting.id;
  const said = gapNotes(context, followUp).at(0);
  if (said === undefined && !hasGaps(context, fresh)) return [];
  const at = announceAt(context, draftSince(followUp, closedAt), iid);
  const body = gapBody(context, fresh, agenda.issue.iid, at);
  const kinds = fresh.gaps.map((gap) => gap.kind);
  const left = fresh.leftOut.passages + fresh.leftOut.items;
  const words = [...kinds, ...(left === 0 ? [] : ["what is left out"])].join(", ");
  const why = reason("gaps", `missing: ${words}`, { iid, gaps: kinds });
  if (said === undefined) return [{ kind: "comment", series, iid, body, what: "gaps", dueDate: null, reason: why }];
  // Another account's comment cannot be changed.
  if (said.note.author.former === true) return [];
  const isSaid = [context, ...inOtherLanguages(context)].some(({ state }) => {
    const same = gapText(context, fresh, agenda.issue.iid, null, state.texts);
    return said.note.body.trim().startsWith(same.trim());
  });
  if (isTime(context, at) || isSaid) return [];
  return [{ kind: "edit-comment", series, iid, noteId: said.note.id, body, what: "gaps", reason: why }];
}

/** A comment can be deleted or rewritten: that participants were told stands in the marker as well. */
function remember(
  context: FollowUpContext,
  one: Extract<FollowUpCase, { kind: "open" }>,
  told: Instant,
  why: Reason,
): FollowUpPlan {
  const { agenda, followUp } = one;
  const { iid } = followUp.issue;
  const left = skip(context, agenda, iid, why);
  // Without its first line there is nothing to write it into.
  if (followUp.marker.closed === null) return left;
  const series = context.series.meeting.id;
  const noted: Action = { kind: "take-up", series, iid, facts: { told }, reason: why };
  return { ...left, actions: [noted, ...dueActions(context, one), ...gapsGo(context, one)] };
}

function isSendAsked({ state, details }: FollowUpContext, { followUp, closedAt }: Open): boolean {
  return sendAskedAt(state, followUp.issue.iid, details.comments, draftSince(followUp, closedAt)) !== null;
}

function whenTold(context: FollowUpContext, at: Instant | null): string {
  if (at === null) return "once the account team approves it: a thumbs-up on it, or `send` in a comment";
  if (isTime(context, at)) return "once it is brought up to date";
  return `at ${formatInstant(at, context.state.snapshot.configuration.timeZone)}`;
}

/** Whether a draft says what it would say now: another language of the project alone rewrites nothing. */
function isUpToDate(context: FollowUpContext, { agenda, followUp, closedAt }: Open, fresh: FollowUp): boolean {
  const isBody = ({ description }: FollowUp): boolean => contentHash(description) === followUp.marker.body;
  if (isBody(fresh)) return true;
  return inOtherLanguages(context).some((other) => {
    const drafted = draft(other, agenda, closedAt, followUp.marker.written ?? undefined);
    return drafted !== null && isBody(drafted.followUp);
  });
}

function announce(context: FollowUpContext, one: Open): FollowUpPlan {
  const { agenda, followUp, closedAt } = one;
  const { iid } = followUp.issue;
  const comments = context.details.comments.get(iid);
  const said = participantsNoteIn(comments ?? [], context.state.bot);
  // Comments that were not read belong to an issue where nothing happened for long: it was told of then.
  const unread = comments === undefined && followUp.issue.commentCount > 0;
  const done = reason("follow-up-told", `#${iid} is its follow-up`, { iid });
  const off = context.series.meeting.followUp.when === "off";
  if (followUp.marker.told !== null) {
    const left = off ? skip(context, agenda, iid, done) : lookAfter(context, one, done);
    return { ...left, actions: [...left.actions, ...gapsLeftOver(context, one)] };
  }
  if (unread || off) return skip(context, agenda, iid, done);
  if (said !== undefined) return remember(context, one, said.note.createdAt, done);
  const drafted = draft(context, agenda, closedAt, followUp.marker.written ?? undefined);
  if (drafted === null) return NOTHING;
  const fresh = drafted.followUp;
  const at = announceAt(context, draftSince(followUp, closedAt), iid);
  const changed = followUp.untouched && !isUpToDate(context, one, fresh);
  const stale = reason("draft-stale", `what #${iid} is made from changed since it was written`, { iid });
  const update = changed ? refreshed(context, one, stale) : NOTHING;
  // Who asked for it means the text as it will be: it is brought up to date first.
  const isAsked = context.series.meeting.followUp.draftMinutes === null || isSendAsked(context, one);
  const isLate = isAsked && update.actions.length === 0 && update.wakeAt.length > 0;
  if (!isTime(context, at) || isLate) {
    const text = `participants of #${iid} are told ${whenTold(context, at)}`;
    const waiting = skip(context, agenda, iid, reason("draft", text, { iid, at }));
    const skipped = [...waiting.skipped, ...guarded(context, agenda, drafted), ...late(context, one)];
    return {
      ...waiting,
      skipped,
      actions: [...update.actions, ...gapActions(context, one, fresh)],
      wakeAt: [nextLookAt(context, isLate ? (update.wakeAt[0] ?? at) : at), ...update.wakeAt],
    };
  }
  const why = reason("participants", `participants are told of #${iid}`, { iid, closed: closedAt });
  const tell: Action = {
    kind: "comment",
    series: context.series.meeting.id,
    iid,
    ...telling(context, drafted, agenda),
    reason: why,
  };
  return { ...NOTHING, actions: [...update.actions, tell, ...gapsGo(context, one)], skipped: late(context, one) };
}

/** The agenda was made confidential after its follow-up was there: nothing of it goes on into the open (law 5). */
function staysBehind(context: FollowUpContext, one: FollowUpCase): FollowUpPlan | null {
  if (one.kind !== "open" && one.kind !== "taken-back") return null;
  const { agenda, followUp } = one;
  const { iid } = followUp.issue;
  if (!agenda.issue.confidential || followUp.issue.confidential) return null;
  const text = `#${agenda.issue.iid} is confidential and its follow-up #${iid} is not: nothing more is written there; make it confidential`;
  const why = reason("open-follow-up", text, { iid, agenda: agenda.issue.iid });
  return { ...skip(context, agenda, iid, why), warnings: [text] };
}

/** What is missing after the call as it ended now is said at once. */
function takenUpWithGaps(
  context: FollowUpContext,
  one: Extract<FollowUpCase, { kind: "open" | "taken-back" }>,
): FollowUpPlan {
  const plan = planTakeUp(context, one);
  const fresh = draft(context, one.agenda, one.closedAt)?.followUp ?? null;
  // Where the comments were not read it is not known what was said.
  const comments = context.details.comments.get(one.followUp.issue.iid);
  if (fresh === null || comments === undefined) return plan;
  // Once participants were told, the customer reads what was meant for the CSM.
  if (one.followUp.marker.told !== null || participantsNoteIn(comments, context.state.bot) !== undefined) return plan;
  return { ...plan, actions: [...plan.actions, ...gapActions(context, one, fresh)] };
}

function planCase(context: FollowUpContext, one: FollowUpCase): FollowUpPlan {
  const left = staysBehind(context, one);
  if (left !== null) return left;
  switch (one.kind) {
    case "wanted":
      return planCreation(context, one);
    case "open":
      return one.closedAgain ? takenUpWithGaps(context, one) : announce(context, one);
    case "taken-back":
      return takenUpWithGaps(context, one);
    case "reopened":
      return takeBack(context, one);
    case "to-come":
      return untilOver(context, one);
    case "held-back":
    case "none":
      return skip(context, one.agenda, one.agenda.issue.iid, one.reason);
  }
}

/** The draft that nobody clicks for: the run that makes it is woken. */
function untilOver(context: FollowUpContext, one: Extract<FollowUpCase, { kind: "to-come" }>): FollowUpPlan {
  const { agenda, end, at } = one;
  if (isToCome(context.state, end)) return { ...NOTHING, wakeAt: [at] };
  const { iid } = agenda.issue;
  return { ...skip(context, agenda, iid, waitsForHours(context.state, `the follow-up of #${iid}`, at)), wakeAt: [at] };
}

/** Old agendas that somebody closed: one line for all of them. */
function closedTooLate({ followUpCases, meeting }: SeriesState): readonly NonAction[] {
  const iids = followUpCases.flatMap((one) =>
    one.kind === "none" && one.reason.rule === TOO_LONG_AGO ? [one.agenda.issue.iid] : [],
  );
  if (iids.length === 0) return [];
  const text = `${namedIssues(iids)}: closed more than two weeks after the call, which gets no follow-up any more`;
  return [{ series: meeting.id, occurrence: null, iid: null, reason: reason(TOO_LONG_AGO, text, { iids }) }];
}

/** Plans what is to be done about the follow-ups of a series. Pure. */
export function planFollowUps(
  state: ProjectState,
  series: SeriesState,
  details: Details,
  items: SeriesItems,
): FollowUpPlan {
  const context = { state, series, details, items };
  const problems: ConfigError[] = [];
  const plans = series.followUpCases.map((one) => attempt(() => planCase(context, one), problems) ?? NOTHING);
  return {
    actions: plans.flatMap((plan) => plan.actions),
    skipped: [...plans.flatMap((plan) => plan.skipped), ...closedTooLate(series)],
    warnings: plans.flatMap((plan) => plan.warnings),
    wakeAt: plans.flatMap((plan) => plan.wakeAt),
    problems,
  };
}
