import { csmOn } from "../../config/resolve/csm.ts";
import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import { reason } from "../../domain/reason.ts";
import { decideReminders } from "../../domain/reminders/decide.ts";
import { reminderNote } from "../../domain/reminders/note.ts";
import type { IssueReminder, ReminderItem } from "../../domain/reminders/types.ts";
import type { Instant } from "../../domain/time/types.ts";
import { botNotes } from "../model/bot.ts";
import { ownProjectOf } from "../model/own-project.ts";
import { reminderItems, stepRules } from "../model/reminder-items.ts";
import type { Action, Comments, NonAction, ProjectState, SeriesState } from "../model/types.ts";
import { sentToday } from "./sent-today.ts";

export interface RemindersPlan {
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  readonly wakeAt: readonly Instant[];
}

const NONE: RemindersPlan = { actions: [], skipped: [], wakeAt: [] };

/** When people were reminded last, as far as the comments that were read tell. */
function lastSentAt({ bot }: ProjectState, comments: Comments): Instant | null {
  const sent = [...comments.values()].flatMap((notes) =>
    botNotes(notes, bot).flatMap(({ marker, note }) => (marker.kind === "reminder" ? [note.createdAt] : [])),
  );
  return sent.reduce<Instant | null>((a, b) => (a === null || Date.parse(a) < Date.parse(b) ? b : a), null);
}

function toAction(
  state: ProjectState,
  series: SeriesState,
  reminder: IssueReminder,
  items: readonly ReminderItem[],
): Action {
  const ids = reminder.items.map((item) => item.id);
  const facts = { iid: reminder.issueIid, items: ids, notifies: reminder.notifies };
  const count = ids.length === 1 ? "1 item needs" : `${ids.length} items need`;
  return {
    kind: "comment",
    series: series.meeting.id,
    iid: reminder.issueIid,
    body: reminderNote(reminder, items, state.bot?.username ?? "", ownProjectOf(state), state.texts),
    what: "reminder",
    dueDate: null,
    reason: reason(
      "reminder",
      `${count} attention: ${[...new Set(reminder.items.map((item) => item.step))].join(", ")}`,
      facts,
    ),
  };
}

/**
 * Plans the reminders that are due (handbook B22, E49, E50). `mailed`: how many people other comments of today go to, which
 * count as well. Pure.
 */
export function planReminders(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  comments: Comments,
  mailed: number,
): RemindersPlan {
  const { configuration, at } = state.snapshot;
  // As long as the bot wrote no issue it does not know its own comments: it would remind in every run.
  if (state.bot === null) return NONE;
  const due = reminderItems(state, series, items, comments);
  if (due.length === 0) return NONE;
  const csm = csmOn(configuration, state.today);
  const decision = decideReminders({
    ...stepRules(state, series),
    items: due,
    noise: configuration.noise,
    mentionsCustomer: configuration.mentions.customer,
    csm: csm?.startsWith("@") === true ? csm.slice(1) : null,
    sentToday: sentToday(state, comments) + mailed,
    lastSentAt: lastSentAt(state, comments),
    now: at,
    timeZone: configuration.timeZone,
  });
  // A comment quotes nothing that its customer should not read.
  const { unnamed } = state.texts.reminders;
  const quotable = due.map((item) => (state.guard(item.text).length === 0 ? item : { ...item, text: unnamed }));
  return {
    actions: decision.reminders.map((reminder) => toAction(state, series, reminder, quotable)),
    skipped: decision.postponed.map((one) => ({
      series: series.meeting.id,
      occurrence: null,
      iid: due.find((item) => item.id === one.id)?.issueIid ?? null,
      reason: one.reason,
    })),
    wakeAt: decision.nextAt === null ? [] : [decision.nextAt],
  };
}
