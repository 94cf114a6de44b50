import { plainWords } from "../markdown/shown-text.ts";
import { renderNoteMarker } from "../marker/note-marker.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import type { DueReminder, IssueReminder, ReminderItem } from "./types.ts";

const MAX_LENGTH = 200;

/**
 * The comment of the reminders of one issue, marker first: a head, a line per item, how to stop it, and where due the
 * proposal of an issue of its own (handbook E49). Only the people in `notifies` are mentioned; texts are inert, and only
 * references to `project` lead anywhere.
 *
 * `items` are those the decision was made from; one that is missing there throws a RangeError.
 */
export function reminderNote(
  reminder: IssueReminder,
  items: readonly ReminderItem[],
  botUsername: string,
  project: OwnProject | null,
  texts: Texts,
): string {
  const { reminders } = texts;
  const lines = reminder.items.map((due) => itemLine(due, find(items, due.id), project, texts));
  const old = reminder.items.some(({ proposeIssue }) => proposeIssue);
  return [
    renderNoteMarker({ kind: "reminder", items: reminder.items.map(({ id }) => id) }),
    reminders.stillOpen({ count: reminder.items.length }),
    "",
    ...lines,
    "",
    reminders.toStop({ bot: botUsername.replace(/^@/, "") }),
    ...(old ? [reminders.openForLong] : []),
  ].join("\n");
}

function itemLine(
  { step, mention, proposeIssue }: DueReminder,
  item: ReminderItem,
  project: OwnProject | null,
  { reminders, format }: Texts,
): string {
  const facts = {
    overdue: reminders.wasDue({ day: format.day(item.due ?? item.callDate) }),
    carried: reminders.carried({ count: item.carries }),
    old: reminders.openSince({ day: format.day(item.raised) }),
  };
  const since = proposeIssue && step !== "old" ? `, ${facts.old}` : "";
  const text = makeInlineInert(plainWords(item.text), { mentions: "quiet", project, maxLength: MAX_LENGTH });
  // Who is asked about another one's item must not look like its owner.
  const owner = item.owner === null || isSamePerson(item.owner, mention) ? "" : `\\@${item.owner}, `;
  return `- ${text} (${owner}${facts[step]}${since})${mention === null ? "" : ` @${mention}`}`;
}

function isSamePerson(owner: string, mention: string | null): boolean {
  return owner.toLowerCase() === mention?.toLowerCase();
}

function find(items: readonly ReminderItem[], id: string): ReminderItem {
  const item = items.find((one) => one.id === id);
  if (item === undefined) throw new RangeError(`expected the item ${id} of a reminder among the items decided on`);
  return item;
}
