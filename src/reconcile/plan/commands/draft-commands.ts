import { withoutMarkedPassages } from "../../../domain/follow-up/marked-passages.ts";
import { writeOutReferences } from "../../../domain/markdown/write-out.ts";
import { isDraft, participantsNoteIn } from "../../model/bot.ts";
import { agendaOf } from "../../model/follow-ups.ts";
import { itemsIn } from "../../model/items.ts";
import { quietFrom } from "../../model/quiet.ts";
import type { CommandRequest } from "../../model/requests.ts";
import type { SeriesAgenda } from "../../model/types.ts";
import { type AskedIn, type CommandEffect, DONE } from "./command-effect.ts";

/** Whether the guard keeps something of an agenda out of its follow-up. */
function leavesOut({ state, items }: AskedIn, { issue }: SeriesAgenda): boolean {
  const marked = withoutMarkedPassages(writeOutReferences(issue.description), [], state.guard);
  if (marked.passages + marked.looseActions > 0) return true;
  return itemsIn(items, issue.iid).some(({ appearances }) =>
    appearances.some(({ agenda, text }) => agenda.iid === issue.iid && state.guard(text).length > 0),
  );
}

/**
 * `include`: the draft is written anew with what was left out, by the part of the plan that looks after follow-ups; the comment
 * itself is what remembers it. Participants who were told, and people who edited the text, find it as it is.
 */
export function include(context: AskedIn, { iid }: CommandRequest): CommandEffect {
  const { state, series, comments } = context;
  const { commands } = state.texts;
  const followUp = series.followUps.find((one) => one.canonical && one.issue.iid === iid);
  const agenda = followUp === undefined ? null : agendaOf(series, followUp.marker);
  if (followUp === undefined || agenda === null) return { ...DONE, answer: commands.onDraft };
  const { iid: agendaIid } = agenda.issue;
  if (!leavesOut(context, agenda)) return { ...DONE, answer: commands.nothingLeftOut };
  if (!isDraft(followUp, comments, state.bot))
    return { ...DONE, answer: commands.includeAfterTelling({ agenda: agendaIid }) };
  if (!followUp.untouched) return { ...DONE, answer: commands.includeAfterEdit({ agenda: agendaIid }) };
  const until = quietFrom(followUp.issue);
  return { ...DONE, waits: Date.parse(until) > Date.parse(state.snapshot.at) ? until : null };
}

/** `send`: participants are told by the part of the plan that looks after follow-ups; the comment itself is what it goes by. */
export function sendNow({ state, series, comments }: AskedIn, { iid, note }: CommandRequest): CommandEffect {
  const followUp = series.followUps.find((one) => one.canonical && one.issue.iid === iid);
  if (followUp === undefined) return { ...DONE, answer: state.texts.commands.onDraft };
  const told = participantsNoteIn(comments.get(iid) ?? [], state.bot)?.note.createdAt ?? followUp.marker.told;
  const isOld = told !== null && Date.parse(told) < Date.parse(note.createdAt);
  return isOld ? { ...DONE, answer: state.texts.commands.toldAlready } : DONE;
}
