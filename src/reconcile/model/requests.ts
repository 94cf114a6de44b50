import { includesUser } from "../../domain/action-items/read/group.ts";
import { type ParsedCommand, parseCommands } from "../../domain/commands/parse-command.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { addDays } from "../../domain/time/dates.ts";
import { DAY_MS } from "../../domain/time/units.ts";
import type { Note, User } from "../../gitlab/port.ts";
import { botNotes, peoplesNotes, wasSkipped } from "./bot.ts";
import { dayOf, sidesOn } from "./csm.ts";
import { agendaOf } from "./follow-ups.ts";
import type { Comments, ProjectState, SeriesAgenda, SeriesState } from "./types.ts";

/** A comment this old is no command any more, answered or not. */
const FRESH_DAYS = 14;

/** One comment that asks something of the bot. */
export interface CommandRequest {
  readonly iid: IssueIid;
  readonly note: Note;
  readonly commands: readonly ParsedCommand[];
  readonly allowed: boolean;
}

function isTeam(state: ProjectState, user: User): boolean {
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
      const commands = parseCommands(note.body, bot.username, written);
      return commands.length === 0 ? [] : [{ iid, note, commands, allowed: isTeam(state, note.author) }];
    }),
  );
}

/** Whether somebody of the account team asked for what was left out of a follow-up: the comment is what remembers it, however old. */
export function isIncludeAsked(state: ProjectState, iid: IssueIid, comments: Comments): boolean {
  const { bot } = state;
  if (bot === null) return false;
  return peoplesNotes(comments.get(iid) ?? [], bot).some(
    ({ body, author, system, createdAt }) =>
      !system &&
      isTeam(state, author) &&
      parseCommands(body, bot.username, dayOf(state, createdAt)).some(({ kind }) => kind === "include"),
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
  if (start === null || !agenda.stands) return false;
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
