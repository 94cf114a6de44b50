import type { ItemTimeline } from "../../domain/action-items/read/types.ts";
import { takenBackNote, updatedNote } from "../../domain/follow-up/comments.ts";
import { renderNoteMarker } from "../../domain/marker/note-marker.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { botNotes, participantsNoteIn, peoplesNotes } from "../model/bot.ts";
import { isOpen, itemsIn, newestFor } from "../model/items.ts";
import { isToCome, outAt, waitsForHours } from "../model/kind-hours.ts";
import { ownProjectOf } from "../model/own-project.ts";
import { quietFrom } from "../model/quiet.ts";
import type { Action, FollowUpCase } from "../model/types.ts";
import {
  announceAt,
  callIsOver,
  draft,
  draftSince,
  type FollowUpContext,
  type FollowUpPlan,
  isTime,
  NOTHING,
  nextLookAt,
  skip,
} from "./follow-up-context.ts";

/** Writes an untouched follow-up anew. */
function refresh(
  context: FollowUpContext,
  one: Extract<FollowUpCase, { kind: "open" | "taken-back" }>,
  why: Reason,
): readonly Action[] {
  const { agenda, followUp, closedAt } = one;
  const fresh = draft(context, agenda, closedAt)?.followUp ?? null;
  if (fresh === null) return [];
  const { issue, marker } = followUp;
  const isOurs = marker.told === null && marker.due !== null && issue.dueDate === marker.due;
  return [
    {
      kind: "refresh-follow-up",
      series: context.series.meeting.id,
      iid: issue.iid,
      followUp: fresh,
      expected: issue.description,
      reopen: issue.state === "closed",
      dueDate: isOurs && fresh.dueDate !== issue.dueDate ? fresh.dueDate : null,
      reason: why,
    },
  ];
}

/** The same as a plan: put off while somebody may be editing (law 3). */
export function refreshed(
  context: FollowUpContext,
  one: Extract<FollowUpCase, { kind: "open" | "taken-back" }>,
  why: Reason,
): FollowUpPlan {
  const { issue } = one.followUp;
  const until = quietFrom(issue);
  if (Date.parse(until) <= Date.parse(context.state.snapshot.at))
    return { ...NOTHING, actions: refresh(context, one, why) };
  return { ...NOTHING, wakeAt: [until] };
}

/** The agenda was closed anew: the follow-up is brought up to date, or told of what is new where people edited it. */
export function planTakeUp(
  context: FollowUpContext,
  one: Extract<FollowUpCase, { kind: "open" | "taken-back" }>,
): FollowUpPlan {
  const { agenda, followUp, closedAt } = one;
  const { iid } = followUp.issue;
  const facts = { iid: agenda.issue.iid, at: closedAt };
  const why =
    agenda.issue.state === "opened"
      ? callIsOver(agenda)
      : reason("closed-again", `#${agenda.issue.iid} was closed since`, facts);
  const at = announceAt(context, draftSince(followUp, closedAt), iid);
  const wakeAt = isTime(context, at) ? [] : [nextLookAt(context, at)];
  if (followUp.untouched) return { ...refreshed(context, one, why), wakeAt };
  const notes = botNotes(context.details.comments.get(iid) ?? [], context.state.bot);
  const marker = renderNoteMarker({ kind: "updated", closed: closedAt });
  const said = notes.some(({ note }) => note.body.startsWith(marker));
  const series = context.series.meeting.id;
  const known = new Set(followUp.marker.carried);
  const textOf = (timeline: ItemTimeline): string => newestFor(timeline, followUp.issue.confidential)?.text ?? "";
  const news = itemsIn(context.items, agenda.issue.iid).filter(
    (timeline) => isOpen(timeline) && !known.has(timeline.id) && context.state.guard(textOf(timeline)).length === 0,
  );
  const { state } = context;
  const body = updatedNote(marker, agenda.issue.iid, news.map(textOf), ownProjectOf(state), state.texts);
  const comment: Action = { kind: "comment", series, iid, body, what: "updated", dueDate: null, reason: why };
  const out = followUp.marker.told === null ? null : outAt(context.state, closedAt);
  if (out !== null && !said && news.length > 0 && isToCome(context.state, out)) {
    const waits = waitsForHours(context.state, `what is new in #${agenda.issue.iid}`, out);
    return { ...skip(context, agenda, iid, waits), wakeAt: [out] };
  }
  const reopen: readonly Action[] =
    followUp.issue.state === "closed" ? [{ kind: "reopen-follow-up", series, iid, reason: why }] : [];
  return {
    ...NOTHING,
    wakeAt,
    actions: [
      ...reopen,
      ...(said || news.length === 0 ? [] : [comment]),
      { kind: "take-up", series, iid, facts: { closed: closedAt }, reason: why },
    ],
  };
}

/** Reopened within the grace time: an untouched follow-up is taken back, closed with a reason and never deleted. */
export function takeBack(context: FollowUpContext, one: Extract<FollowUpCase, { kind: "reopened" }>): FollowUpPlan {
  const { agenda, followUp } = one;
  const { iid } = followUp.issue;
  const series = context.series.meeting.id;
  const comments = context.details.comments.get(iid) ?? [];
  const bot = context.state.bot;
  const touched = !followUp.untouched || peoplesNotes(comments, bot).length > 0;
  const told = followUp.marker.told !== null || participantsNoteIn(comments, bot) !== undefined;
  const facts = { iid, agenda: agenda.issue.iid };
  if (touched || told) {
    const text = `#${agenda.issue.iid} was reopened; #${iid} stays, ${told ? "its participants were told" : "it was edited"}`;
    return skip(context, agenda, iid, reason("follow-up-stays", text, facts));
  }
  const why = reason("agenda-reopened", `#${agenda.issue.iid} was reopened before participants were told`, facts);
  const marker = renderNoteMarker({ kind: "taken-back", closed: followUp.marker.closed });
  const said = botNotes(comments, bot).some(({ note }) => note.body.startsWith(marker));
  const body = takenBackNote(marker, agenda.issue.iid, context.state.texts);
  const comment: Action = { kind: "comment", series, iid, body, what: "taken-back", dueDate: null, reason: why };
  return {
    ...NOTHING,
    actions: [
      ...(said ? [] : [comment]),
      { kind: "close-follow-up", series, iid, agendaIid: agenda.issue.iid, reason: why },
    ],
  };
}
