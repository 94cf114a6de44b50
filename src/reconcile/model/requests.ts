import { includesUser } from "../../domain/action-items/read/group.ts";
import { type ParsedCommand, parseCommands } from "../../domain/commands/parse-command.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { addDays } from "../../domain/time/dates.ts";
import type { Instant } from "../../domain/time/types.ts";
import { DAY_MS } from "../../domain/time/units.ts";
import type { Note, User } from "../../gitlab/port.ts";
import { botNotes, participantsNoteIn, peoplesNotes, wasSkipped } from "./bot.ts";
import { dayOf, sidesOn } from "./csm.ts";
import { agendaOf } from "./follow-ups.ts";
import type { Comments, ProjectState, SeriesAgenda, SeriesFollowUp, SeriesState } from "./types.ts";

/** A comment this old is no command any more, answered or not. */
const FRESH_DAYS = 14;

/** One comment that asks something of the bot. */
export interface CommandRequest {
  readonly iid: IssueIid;
  readonly note: Note;
  readonly commands: readonly ParsedCommand[];
  readonly allowed: boolean;
}

/** Whether somebody is of the account team. */
export function isTeam(state: ProjectState, user: User): boolean {
  const { accountTeam } = sidesOn(state.snapshot.configuration, state.today);
  return includesUser(accountTeam, user.username);
}

/** Comments of people on some issues that begin a line with the bot's name and a command, the recent ones only. */
export function requestsIn(
  state: ProjectState,
  iids: readonly IssueIid[],
  comments: Comments,
): readonly CommandRequest[] {
  const bot = state.bot;
  if (bot === null) return [];
  const today = state.today;
  const since = addDays(today, -FRESH_DAYS);
  return iids.flatMap((iid) =>
    peoplesNotes(comments.get(iid) ?? [], bot).flatMap((note) => {
      const written = dayOf(state, note.createdAt);
      if (note.system || written < since) return [];
      const commands = parseCommands(note.body, bot.username, written, state.texts);
      return commands.length === 0 ? [] : [{ iid, note, commands, allowed: isTeam(state, note.author) }];
    }),
  );
}

/**
 * Whether somebody of the account team asked for what was left out of a follow-up while it was a draft: the comment is what
 * remembers it, however old.
 */
export function isIncludeAsked(state: ProjectState, { issue, marker }: SeriesFollowUp, comments: Comments): boolean {
  const said = participantsNoteIn(comments.get(issue.iid) ?? [], state.bot)?.note.createdAt;
  const told = said ?? marker.told;
  return askedFor(state, issue.iid, comments, "include").some(
    ({ createdAt }) => told === null || Date.parse(createdAt) < Date.parse(told),
  );
}

/** When somebody of the account team asked to send a draft that is one since then; null where nobody did. */
export function sendAskedAt(state: ProjectState, iid: IssueIid, comments: Comments, since: Instant): Instant | null {
  const asked = askedFor(state, iid, comments, "send").map(({ createdAt }) => createdAt);
  return asked.find((at) => Date.parse(at) >= Date.parse(since)) ?? null;
}

/** Comments of the account team on an issue with a command, however old. */
function askedFor(
  state: ProjectState,
  iid: IssueIid,
  comments: Comments,
  kind: ParsedCommand["kind"],
): readonly Note[] {
  const { bot } = state;
  if (bot === null) return [];
  return peoplesNotes(comments.get(iid) ?? [], bot).filter(
    ({ body, author, system, createdAt }) =>
      !system &&
      isTeam(state, author) &&
      parseCommands(body, bot.username, dayOf(state, createdAt), state.texts).some((command) => command.kind === kind),
  );
}

/** True when the bot has answered by a comment; reactions are asked for one by one. */
export function isReplied(state: ProjectState, request: CommandRequest, comments: Comments): boolean {
  const replies = botNotes(comments.get(request.iid) ?? [], state.bot);
  return replies.some(({ marker }) => marker.kind === "reply" && marker.to === request.note.id);
}

/** A comment written shortly before or in a call is still a command after it began. */
const AFTER_CALL_MS = DAY_MS;

function isAround(state: ProjectState, agenda: SeriesAgenda): boolean {
  const { start } = agenda;
  if (start === null || !agenda.stands || agenda.beforeBot) return false;
  const upcoming = agenda.issue.state === "opened" || wasSkipped(state, agenda.issue);
  const since = Date.parse(state.snapshot.at) - Date.parse(start);
  return since < 0 ? upcoming : since < AFTER_CALL_MS;
}

/** Issues of a series on which people may ask: agendas until a day after the call began, and open follow-ups. */
export function askableIssues(state: ProjectState, series: SeriesState): readonly IssueIid[] {
  const agendas = series.agendas.filter((one) => isAround(state, one));
  const followUps = series.followUps.filter((one) => one.canonical && one.issue.state === "opened");
  const open = followUps.filter((one) => agendaOf(series, one.marker) !== null);
  return [...agendas, ...open].map((one) => one.issue.iid);
}
