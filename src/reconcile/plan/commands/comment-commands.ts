import type { ItemTimeline } from "../../../domain/action-items/read/types.ts";
import type { StateChange } from "../../../domain/action-items/timeline/history.ts";
import type { SeriesItems } from "../../../domain/action-items/timeline/timelines.ts";
import { answerText, type CommandAnswer } from "../../../domain/commands/answer-text.ts";
import { findItem, type NamedItem } from "../../../domain/commands/find-item.ts";
import type { ParsedCommand } from "../../../domain/commands/parse-command.ts";
import type { IssueIid, NoteId } from "../../../domain/ids.ts";
import { renderNoteMarker } from "../../../domain/marker/note-marker.ts";
import { reason } from "../../../domain/reason.ts";
import type { Instant, PlainDate } from "../../../domain/time/types.ts";
import { addMinutes } from "../../../domain/time/zoned-time.ts";
import { wasSkipped } from "../../model/bot.ts";
import { isOpen, newestFor, standingIn } from "../../model/items.ts";
import { ownProjectOf } from "../../model/own-project.ts";
import { askableIssues, type CommandRequest, isReplied, requestsIn } from "../../model/requests.ts";
import type { Action, Comments, NonAction, ProjectState, SeriesAgenda, SeriesState } from "../../model/types.ts";
import { askForBoxes } from "./box-command.ts";
import { type AskedIn, because, type CommandEffect, DONE } from "./command-effect.ts";
import { include, sendNow } from "./draft-commands.ts";

/** After so long an edit of the bot is no reason to wait any more. */
const FOLLOW_MINUTES = 3;

const YES = "white_check_mark";
const NOT_ALLOWED = "lock";

/** What the comments of a series ask for. */
export interface CommandPlan {
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  /** By item id: items that somebody dropped. */
  readonly orders: ReadonlyMap<string, StateChange>;
  /** When something that waits can be done. */
  readonly wakeAt: readonly Instant[];
}

/** The upcoming agenda that a comment speaks of: the one it stands on. */
function upcomingAgenda({ state, series }: AskedIn, iid: IssueIid): SeriesAgenda | null {
  const agenda = series.agendas.find((one) => one.issue.iid === iid && one.canonical);
  if (agenda === undefined || (agenda.issue.state !== "opened" && !wasSkipped(state, agenda.issue))) return null;
  const { start } = agenda;
  return start !== null && Date.parse(start) > Date.parse(state.snapshot.at) ? agenda : null;
}

function changeCall(
  context: AskedIn,
  request: CommandRequest,
  command: Extract<ParsedCommand, { kind: "skip" | "move" }>,
): CommandEffect {
  const { iid } = request;
  const { commands } = context.state.texts;
  const agenda = upcomingAgenda(context, iid);
  const series = context.series.meeting.id;
  if (agenda === null || agenda.occurrence === null) return { ...DONE, answer: commands.onCallToCome };
  if (command.kind === "skip") {
    const skip: Action = {
      kind: "skip-call",
      series,
      iid,
      occurrence: agenda.occurrence,
      reason: because(request, "skip"),
    };
    return { ...DONE, actions: agenda.issue.state === "closed" ? [] : [skip] };
  }
  if (command.date < context.state.today) return { ...DONE, answer: commands.isOver({ day: command.date }) };
  const previous = agenda.issue.dueDate;
  const why = because(request, `move to ${command.date}`);
  const move: Action = {
    kind: "set-due-date",
    series,
    iid,
    dueDate: command.date,
    previous,
    marker: null,
    reason: why,
  };
  return { ...DONE, actions: previous === command.date ? [] : [move] };
}

/** Items that may be named on an issue: one that stands in confidential issues only is known in those only (law 5). */
function sayable(context: AskedIn, iid: IssueIid, timelines: readonly ItemTimeline[]): readonly NamedItem[] {
  const { own, labelled } = context.state.snapshot;
  const secret = [...own, ...labelled].some((issue) => issue.iid === iid && issue.confidential);
  return timelines.flatMap((timeline) => {
    const place = newestFor(timeline, secret);
    return place === null ? [] : [{ id: timeline.id, text: place.text }];
  });
}

function answering({ state }: AskedIn, answer: CommandAnswer): CommandEffect {
  return { ...DONE, answer: answerText(answer, state.bot?.username ?? "", ownProjectOf(state), state.texts) };
}

/** What an answer may repeat: none of what a customer should not read. */
function quotable({ state }: AskedIn, text: string): string {
  return state.guard(text).length === 0 ? text : "…";
}

function aboutItem(
  context: AskedIn,
  request: CommandRequest,
  command: Extract<ParsedCommand, { kind: "snooze" | "drop" }>,
): CommandEffect {
  const timelines = standingIn(context.state, context.series, context.items);
  const named = (some: readonly ItemTimeline[]) => findItem(command.item, sayable(context, request.iid, some));
  const found = named(timelines.filter(isOpen));
  // Resolved meanwhile, or by a run that was killed before it could answer.
  if (found.kind === "none" && named(timelines).kind === "one") return DONE;
  const words = quotable(context, command.item);
  if (found.kind === "none") return answering(context, { kind: "none", words });
  if (found.kind === "several") {
    const texts = found.texts.map((text) => quotable(context, text));
    return answering(context, { kind: "several", texts, words });
  }
  if (command.kind === "snooze") return snooze(context, request, found.id, command.until);
  const { note, iid } = request;
  const change: StateChange = {
    at: note.createdAt,
    by: note.author.username,
    byBot: false,
    iid,
    state: "inapplicable",
  };
  return { ...DONE, order: [found.id, change] };
}

/** A snooze is remembered in the marker of an issue of the bot that holds the item (law 3). */
function snooze(context: AskedIn, request: CommandRequest, id: string, until: PlainDate): CommandEffect {
  const { series, items } = context;
  const iids = new Set(
    items.timelines.find((timeline) => timeline.id === id)?.appearances.map((place) => place.agenda.iid),
  );
  const own = [...series.followUps, ...series.agendas.filter((one) => one.byBot)].filter(({ issue }) =>
    iids.has(issue.iid),
  );
  const place = own.toSorted((a, b) => a.issue.iid - b.issue.iid).at(-1);
  if (place === undefined) return { ...DONE, answer: context.state.texts.commands.inOwnIssues };
  const { iid } = place.issue;
  const why = because(request, `snooze until ${until}`);
  return { ...DONE, actions: [{ kind: "snooze", series: series.meeting.id, iid, id, until, reason: why }] };
}

function effectOf(context: AskedIn, request: CommandRequest, command: ParsedCommand): CommandEffect {
  switch (command.kind) {
    case "skip":
    case "move":
      return changeCall(context, request, command);
    case "snooze":
    case "drop":
      return aboutItem(context, request, command);
    case "boxes":
      return askForBoxes(context, request);
    case "include":
      return include(context, request);
    case "send":
      return sendNow(context, request);
    case "refresh":
      return DONE;
    case "help":
      return answering(context, command);
    case "unknown": {
      const { notKnown } = context.state.texts.commands;
      const isQuotable = context.state.guard(`${command.text}\n${command.problem}`).length === 0;
      const said = isQuotable ? command : { ...command, text: "…", problem: notKnown };
      return answering(context, said);
    }
  }
}

function answerTo(
  context: AskedIn,
  request: CommandRequest,
  answers: readonly string[],
  items: readonly string[],
): Action {
  const { iid, note } = request;
  const series = context.series.meeting.id;
  const why = because(request, request.commands.map((command) => command.kind).join(", "));
  if (!request.allowed)
    return { kind: "react", series, iid, noteId: note.id, name: NOT_ALLOWED, items: [], reason: why };
  if (answers.length === 0) return { kind: "react", series, iid, noteId: note.id, name: YES, items, reason: why };
  const body = `${renderNoteMarker({ kind: "reply", to: note.id })}\n${answers.join("\n\n")}`;
  return { kind: "comment", series, iid, body, what: "reply", dueDate: null, reason: why };
}

/**
 * Plans what people ask for in comments (`@bot skip`): effects first, the answer last, since the answer is what the bot
 * knows an answered comment by. Only the account team may ask. `answered`: by comment id, whether it has a reaction.
 */
export function planCommands(
  state: ProjectState,
  series: SeriesState,
  items: SeriesItems,
  comments: Comments,
  answered: ReadonlyMap<NoteId, boolean>,
): CommandPlan {
  const context = { state, series, items, comments };
  const actions: Action[] = [];
  const skipped: NonAction[] = [];
  const orders = new Map<string, StateChange>();
  const wakeAt: Instant[] = [];
  for (const request of requestsIn(state, askableIssues(state, series), comments)) {
    const done = answered.get(request.note.id) === true || isReplied(state, request, comments);
    if (done) continue;
    const effects = request.allowed ? request.commands.map((command) => effectOf(context, request, command)) : [];
    const waiting = effects.flatMap(({ waits }) => waits ?? []);
    for (const until of waiting) wakeAt.push(until);
    if (waiting.length > 0) continue;
    const ordered = effects.flatMap(({ order }) => (order === null ? [] : [order]));
    for (const order of ordered) orders.set(...order);
    const answers = effects.flatMap(({ answer }) => answer ?? []);
    const ids = ordered.map(([id]) => id);
    for (const action of effects.flatMap((effect) => effect.actions)) {
      actions.push(action);
      // The bot's own edit sets off nothing: the draft and labels follow with a look of their own.
      if (action.kind === "add-boxes") wakeAt.push(addMinutes(state.snapshot.at, FOLLOW_MINUTES));
    }
    actions.push(answerTo(context, request, answers, ids));
    if (!request.allowed) {
      const text = `@${request.note.author.username} is not of the account team: the command in #${request.iid} was not followed`;
      const why = reason("not-allowed", text, { iid: request.iid, comment: request.note.id });
      skipped.push({ series: series.meeting.id, occurrence: null, iid: request.iid, reason: why });
    }
  }
  return { actions, skipped, orders, wakeAt };
}
