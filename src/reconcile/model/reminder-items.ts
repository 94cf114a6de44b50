import { includesUser, ownerAmong } from "../../domain/action-items/read/group.ts";
import { wordsOf } from "../../domain/action-items/read/read.ts";
import type { ItemTimeline } from "../../domain/action-items/read/types.ts";
import { carriesOf, type SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { stepWindow } from "../../domain/reminders/steps.ts";
import type { ReminderItem } from "../../domain/reminders/types.ts";
import type { Instant, PlainDate } from "../../domain/time/types.ts";
import { toLocal } from "../../domain/time/zoned-time.ts";
import type { Note } from "../../gitlab/port.ts";
import { botNotes, participantsNoteIn } from "./bot.ts";
import { circleOf } from "./circles.ts";
import { sidesOn } from "./csm.ts";
import { TOO_LONG_AGO } from "./follow-up-cases.ts";
import { followUpOf } from "./follow-ups.ts";
import { isOpen, newestFor } from "./items.ts";
import type { Comments, ProjectState, SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

const EPOCH: Instant = "1970-01-01T00:00:00Z";

/** Where reminders of an item go as long as it lives: the follow-up of the call that first left it open. */
interface ReminderIssue {
  readonly iid: IssueIid;
  readonly callDate: PlainDate;
  readonly confidential: boolean;
  /** When its participants were told; null where that is not known, or there is no follow-up. */
  readonly toldAt: Instant | null;
}

function isTold(followUp: SeriesFollowUp, comments: Comments, state: ProjectState): boolean {
  const notes = comments.get(followUp.issue.iid);
  if (followUp.marker.told !== null || notes === undefined) return followUp.issue.commentCount > 0;
  return participantsNoteIn(notes, state.bot) !== undefined;
}

function toldAt({ marker, issue }: SeriesFollowUp, comments: Comments, state: ProjectState): Instant | null {
  return marker.told ?? participantsNoteIn(comments.get(issue.iid) ?? [], state.bot)?.note.createdAt ?? null;
}

/**
 * Agendas whose follow-up is to come, or is a draft: people hear of that first, none is reminded of what it will say. Nor of what
 * stands in agendas that were closed together, or long after their calls: whoever tidies up sets off no reminders.
 */
function notToldOf(state: ProjectState, series: SeriesState, comments: Comments): ReadonlySet<SeriesAgenda> {
  const pending = series.followUpCases.filter((one) => {
    if (one.kind === "wanted" || one.kind === "held-back") return true;
    if (one.kind === "none") return one.reason.rule === TOO_LONG_AGO;
    return one.kind === "open" && !isTold(one.followUp, comments, state);
  });
  return new Set(pending.map((one) => one.agenda));
}

function firstHeld(state: ProjectState, { appearances }: ItemTimeline): SeriesAgenda | undefined {
  for (const { agenda: text } of appearances) {
    const series = state.seriesOfIssue.get(text.iid);
    const agenda = series?.agendas.find(({ issue, canonical }) => issue.iid === text.iid && canonical);
    if (agenda === undefined || series === undefined) continue;
    // Nobody is reminded on an issue from before the bot, but on a follow-up that there is.
    const isReached = !agenda.beforeBot || followUpOf(series, agenda) !== null;
    if (isReached && (agenda.held || isFollowed(series, agenda))) return agenda;
  }
  return undefined;
}

/** Its call is over and has its follow-up, though nobody closed it. */
function isFollowed({ followUpCases }: SeriesState, agenda: SeriesAgenda): boolean {
  return agenda.issue.state === "opened" && followUpCases.some((one) => one.kind === "open" && one.agenda === agenda);
}

function reminderIssueOf(
  state: ProjectState,
  series: SeriesState,
  timeline: ItemTimeline,
  comments: Comments,
  notTold: ReadonlySet<SeriesAgenda>,
): ReminderIssue | null {
  const held = firstHeld(state, timeline);
  // Another series reminds of it, where it was left open first.
  if (held === undefined || !series.agendas.includes(held) || notTold.has(held)) return null;
  const followUp = followUpOf(series, held);
  const { iid, confidential } = (followUp ?? held).issue;
  return {
    iid,
    confidential,
    callDate: held.date,
    toldAt: followUp === null ? null : toldAt(followUp, comments, state),
  };
}

function sideOf(state: ProjectState, owner: string | null): ReminderItem["ownerSide"] {
  if (owner === null) return null;
  const { accountTeam, attendees } = sidesOn(state.snapshot.configuration, state.today);
  if (includesUser(accountTeam, owner)) return "account-team";
  return includesUser(attendees, owner) ? "customer" : "other";
}

function sentFor(state: ProjectState, id: string, notes: readonly Note[]): readonly { readonly at: Instant }[] {
  return botNotes(notes, state.bot)
    .filter(({ marker }) => marker.kind === "reminder" && marker.items.includes(id))
    .map(({ note }) => ({ at: note.createdAt }));
}

/** When the issues that an item stands in changed last. */
function touchedAt(changed: ChangedAt, { appearances }: ItemTimeline): Instant {
  const instants = appearances.map(({ agenda }) => changed.get(agenda.iid) ?? EPOCH);
  return instants.reduce((a, b) => (Date.parse(a) < Date.parse(b) ? b : a), EPOCH);
}

/** When each issue changed last. */
type ChangedAt = ReadonlyMap<IssueIid, Instant>;

function changedAt({ own, labelled }: ProjectState["snapshot"]): ChangedAt {
  return new Map([...own, ...labelled].map(({ iid, updatedAt }) => [iid, updatedAt]));
}

function toldOn(state: ProjectState, { toldAt }: ReminderIssue): PlainDate | null {
  return toldAt === null ? null : toLocal(toldAt, state.snapshot.configuration.timeZone).date;
}

/** The last day anybody asked for, as the markers of the bot's issues remember it. */
function snoozedUntil(state: ProjectState, series: SeriesState, id: string): PlainDate | null {
  const own = circleOf(state, series).flatMap((one) => [...one.followUps, ...one.agendas.filter(({ byBot }) => byBot)]);
  const days = own.flatMap((one) => {
    const snoozed = parseIssueMarker(one.issue.description)?.snoozed ?? [];
    return snoozed.filter((item) => item.id === id).map(({ until }) => until);
  });
  return days.sort().at(-1) ?? null;
}

function toReminderItem(
  state: ProjectState,
  series: SeriesState,
  timeline: ItemTimeline,
  comments: Comments,
  notTold: ReadonlySet<SeriesAgenda>,
  changed: ChangedAt,
): ReminderItem | null {
  const issue = reminderIssueOf(state, series, timeline, comments, notTold);
  const place = issue === null ? null : newestFor(timeline, issue.confidential);
  if (issue === null || place === null) return null;
  const { due } = place.details;
  const owner = ownerAmong(place.details.owner, sidesOn(state.snapshot.configuration, state.today));
  return {
    id: timeline.id,
    text: wordsOf(place).details.bare,
    owner,
    ownerSide: sideOf(state, owner),
    due,
    raised: timeline.originDate ?? issue.callDate,
    carries: carriesOf(timeline),
    callDate: issue.callDate,
    issueIid: issue.iid,
    sent: sentFor(state, timeline.id, comments.get(issue.iid) ?? []),
    touchedAt: touchedAt(changed, timeline),
    snoozedUntil: snoozedUntil(state, series, timeline.id),
    toldOn: toldOn(state, issue),
  };
}

/** The rules by which a step of a reminder is due in a series. */
export function stepRules(state: ProjectState, series: SeriesState) {
  const { configuration, calendar } = state.snapshot;
  const { flagAfter, flagAfterDays } = series.meeting.carry;
  return { rules: configuration.reminders, flagAfter, flagAfterDays, calendar };
}

/** The open items of a series that a reminder could be about, with what is known of reminders so far. */
export function reminderItems(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  comments: Comments,
): readonly ReminderItem[] {
  if (!state.snapshot.configuration.reminders.enabled) return [];
  const notTold = notToldOf(state, series, comments);
  const changed = changedAt(state.snapshot);
  return items.timelines
    .filter(isOpen)
    .flatMap((timeline) => toReminderItem(state, series, timeline, comments, notTold, changed) ?? []);
}

/** Issues whose comments tell how often was reminded, of items a reminder could be due for now. */
export function reminderIssues(state: ProjectState, series: SeriesState, items: SeriesItems): readonly IssueIid[] {
  const { at: now, configuration } = state.snapshot;
  const context = { ...stepRules(state, series), now, timeZone: configuration.timeZone };
  const possible = reminderItems(state, series, items, new Map()).filter((item) => stepWindow(item, context));
  return [...new Set(possible.map((item) => item.issueIid))];
}
