import { includesUser } from "../../domain/action-items/read/group.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { formatDay } from "../../domain/schedule/format.ts";
import { addBusinessDays } from "../../domain/time/business-days.ts";
import { addDays } from "../../domain/time/dates.ts";
import { startOfDay } from "../../domain/time/kind-hours.ts";
import type { Instant } from "../../domain/time/types.ts";
import { DAY_MS } from "../../domain/time/units.ts";
import { earliestOf } from "../../domain/time/zoned-time.ts";
import { botNotes } from "../model/bot.ts";
import { dayOf, sidesOn } from "../model/csm.ts";
import { sendBy, wantedDue } from "../model/follow-up-due.ts";
import { isOpen, itemsIn } from "../model/items.ts";
import { isToCome, outAt, waitsForHours } from "../model/kind-hours.ts";
import type { Action, FollowUpCase, NonAction, SeriesFollowUp } from "../model/types.ts";
import { type FollowUpContext, type FollowUpPlan, NOTHING, skip } from "./follow-up-context.ts";

type Open = Extract<FollowUpCase, { kind: "open" }>;

/** Calls that were closed longer ago than this close no follow-up any more: a project that begins late is not flooded. */
const RECENT_DAYS = 14;
/** A customer's comment keeps a follow-up open for so long. */
const COMMENT_DAYS = 5;

/** Says that a follow-up should have been sent by now: to the team's side only, never by a label or comment. */
export function late({ state, series }: FollowUpContext, { agenda, followUp }: Open): readonly NonAction[] {
  const { iid } = followUp.issue;
  const day = sendBy(state, series, agenda);
  if (day >= state.today) return [];
  const text = `#${iid} is late: its participants were to be told by ${formatDay(day)}`;
  const why = reason("follow-up-late", text, { iid, sendBy: day });
  return [{ series: series.meeting.id, occurrence: agenda.occurrence, iid, reason: why }];
}

/** What becomes of a follow-up whose participants were told: its due date follows its items, and it ends when they do. */
export function lookAfter(context: FollowUpContext, one: Open, done: Reason): FollowUpPlan {
  const { agenda, followUp } = one;
  const left = skip(context, agenda, followUp.issue.iid, done);
  const end = settle(context, one);
  if (end !== null) return end.actions.length > 0 ? end : { ...end, skipped: [...left.skipped, ...end.skipped] };
  return { ...left, actions: dueActions(context, one) };
}

/** Moves the due date to the earliest one of an open item of the account team, or takes it off; a person's stays. */
export function dueActions({ state, series, items }: FollowUpContext, { followUp }: Open): readonly Action[] {
  const { issue } = followUp;
  const wanted = wantedDue(state, followUp, items);
  if (wanted === undefined || wanted === issue.dueDate) return [];
  const { iid, dueDate: previous } = issue;
  const text =
    wanted === null ? "no open item of the account team has a date" : "an open item of the account team is due then";
  return [
    {
      kind: "set-due-date",
      series: series.meeting.id,
      iid,
      dueDate: wanted,
      previous,
      marker: { due: wanted ?? "none" },
      reason: reason("follow-up-due", text, { iid, from: previous, to: wanted }),
    },
  ];
}

/** When the first call after that of a follow-up was held, and its agenda closed or followed up without that; or null. */
function nextHeld({ series }: FollowUpContext, { agenda }: Open): Instant | null {
  const later = series.agendas.filter((other) => other.stands && other.held && other.date > agenda.date);
  const followed = series.followUpCases.flatMap((one) =>
    one.kind === "open" && one.agenda.issue.state === "opened" && one.agenda.date > agenda.date ? [one.closedAt] : [],
  );
  return earliestOf([...later.flatMap(({ issue }) => issue.closedAt ?? []), ...followed]);
}

/** Whether a customer wrote in the last business days, as far as comments tell: those of quiet issues are not read. */
function isSpokenOn({ state, details }: FollowUpContext, { followUp }: Open): boolean {
  const { configuration, calendar } = state.snapshot;
  const since = addBusinessDays(state.today, -COMMENT_DAYS, calendar);
  const { attendees } = sidesOn(configuration, state.today);
  const notes = details.comments.get(followUp.issue.iid) ?? [];
  return notes.some((note) => includesUser(attendees, note.author.username) && dayOf(state, note.createdAt) > since);
}

/** Who was told of a follow-up is not told on the same day that it is closed. */
function notOnTheDayOfTelling({ state }: FollowUpContext, { followUp }: Open, since: Instant): Instant {
  const { told } = followUp.marker;
  if (told === null) return since;
  const dayAfter = startOfDay(addDays(dayOf(state, told), 1), state.snapshot.configuration.timeZone);
  return Date.parse(dayAfter) > Date.parse(since) ? dayAfter : since;
}

/** Closes a follow-up in which everything is resolved, once the next call was held; null where it stays. */
function settle(context: FollowUpContext, one: Open): FollowUpPlan | null {
  const { state, series, items } = context;
  const { issue, marker } = one.followUp;
  const { stateLabels } = state.snapshot.configuration;
  const held = nextHeld(context, one);
  if (series.meeting.followUp.close === "never" || held === null || marker.settled !== null) return null;
  if (dayOf(state, held) < addDays(state.today, -RECENT_DAYS) || itemsIn(items, issue.iid).some(isOpen)) return null;
  if (issue.labels.includes(stateLabels.awaitingReply.name) || isSpokenOn(context, one)) return null;
  const { iid } = issue;
  const out = outAt(state, notOnTheDayOfTelling(context, one, held));
  const why = reason("everything-resolved", `everything in #${iid} is resolved and the next call was held`, { iid });
  if (!isToCome(state, out))
    return { ...NOTHING, actions: [{ kind: "settle-follow-up", series: series.meeting.id, iid, reason: why }] };
  const waits = waitsForHours(state, `the closing of #${iid}`, out);
  return { ...skip(context, one.agenda, iid, waits), wakeAt: [out] };
}

/** What the bot said of what an agenda lacks. */
export function gapNotes({ details, state }: FollowUpContext, { issue }: SeriesFollowUp) {
  return botNotes(details.comments.get(issue.iid) ?? [], state.bot).filter(({ marker }) => marker.kind === "gaps");
}

/** The comment on what is missing goes when participants are told: from then on the customer reads it. */
export function gapsGo(context: FollowUpContext, { followUp }: Open): readonly Action[] {
  const { iid } = followUp.issue;
  // Another account's comment cannot be deleted.
  const own = gapNotes(context, followUp).filter(({ note }) => note.author.former !== true);
  return own.map(({ note }): Action => {
    const text = `participants of #${iid} are told, so what was said for the CSM alone goes`;
    const why = reason("gaps-told", text, { iid, comment: note.id });
    return {
      kind: "delete-comment",
      series: context.series.meeting.id,
      iid,
      noteId: note.id,
      what: "gaps",
      reason: why,
    };
  });
}

/** A run was killed between telling and deleting; comments of follow-ups that were told of before stay. */
export function gapsLeftOver(context: FollowUpContext, one: Open): readonly Action[] {
  const { told } = one.followUp.marker;
  const isFresh = told !== null && Date.parse(told) > Date.parse(context.state.snapshot.at) - DAY_MS;
  return isFresh ? gapsGo(context, one) : [];
}
