import type { MeetingSeries } from "../../config/resolve/types.ts";
import { ConfigError } from "../../domain/errors.ts";
import type { IssueIid } from "../../domain/ids.ts";
import type { IssueMarker } from "../../domain/marker/issue-marker.ts";
import { parseNoteMarker } from "../../domain/marker/note-marker.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { isRuleDate } from "../../domain/schedule/rule-dates.ts";
import { daysBetween } from "../../domain/time/dates.ts";
import type { Instant } from "../../domain/time/types.ts";
import { DAY_MS } from "../../domain/time/units.ts";
import type { Issue } from "../../gitlab/port.ts";
import type { OnIssue } from "../actions/kind.ts";
import { isTokenUser, REMEMBERED_DAYS, whyAside } from "../model/recognise/aside.ts";
import { NEAR_DAYS } from "../model/recognise/hand-written.ts";
import { SAME_WEEK_DAYS } from "../model/recognise/lost-calls.ts";
import { isSame } from "../model/same-comment.ts";
import type { Action, AsideIssue, Comments, CreateAgenda, NonAction, ProjectState } from "../model/types.ts";

/** Takes issues from before the bot out of what goes with the making of another one. */
function without(action: Action, isOld: (iid: IssueIid) => boolean): Action {
  switch (action.kind) {
    case "create-agenda":
      return { ...action, relateTo: action.relateTo.filter((iid) => !isOld(iid)) };
    case "promote-item":
      return {
        ...action,
        relateTo: action.relateTo.filter((iid) => !isOld(iid)),
        pointers: action.pointers.filter(({ iid }) => !isOld(iid)),
      };
    default:
      return action;
  }
}

function isAbout(action: Action, isOld: (iid: IssueIid) => boolean): boolean {
  if ("iid" in action && isOld(action.iid)) return true;
  // A relation stands on both issues.
  if (action.kind === "relate") return isOld(action.to);
  if (action.kind === "close-twin") return isOld(action.stays);
  return action.kind === "create-follow-up" && isOld(action.agendaIid);
}

/**
 * A plan without all that would write on an issue from before the bot: no label, comment, tick, relation or closing, and no
 * follow-up. Whoever plans leaves them out already where it costs requests to find out; here it is made sure.
 */
export function sparingOldIssues(actions: readonly Action[], { neverWritten }: ProjectState): readonly Action[] {
  if (neverWritten.size === 0) return actions;
  const isOld = (iid: IssueIid): boolean => neverWritten.has(iid);
  return actions.filter((action) => !isAbout(action, isOld)).map((action) => without(action, isOld));
}

/** The meeting of a series where a marker names that, by its id or by one that it had before; else undefined. */
function meetingNamed({ series }: ProjectState, id: string, marker: IssueMarker): MeetingSeries | undefined {
  const meeting = series.find((one) => one.meeting.id === id)?.meeting;
  const isFormer =
    meeting?.continues.includes(marker.series) === true && !series.some((one) => one.meeting.id === marker.series);
  return marker.series === id || isFormer ? meeting : undefined;
}

/** Whether an agenda that is not read is that of a call, or would become it, since its own is no longer planned. */
function isAgendaOf({ issue, marker }: AsideIssue, { series, occurrence }: CreateAgenda, state: ProjectState): boolean {
  const { id, date } = occurrence;
  const isWithin = (days: number): boolean =>
    issue.dueDate !== null && Math.abs(daysBetween(issue.dueDate, date)) <= days;
  if (marker === null) return isWithin(NEAR_DAYS);
  const meeting = marker.kind === "agenda" ? meetingNamed(state, series, marker) : undefined;
  if (meeting === undefined) return false;
  if (marker.occurrence === id) return true;
  const isToCome = issue.state === "opened" && issue.dueDate !== null && issue.dueDate >= state.today;
  return isToCome && isWithin(SAME_WEEK_DAYS) && !isRuleDate(meeting.schedule, marker.occurrence);
}

/** The issue that was set aside and which an action would double, or undefined. */
function doubled(action: Action, aside: readonly AsideIssue[], state: ProjectState): AsideIssue | undefined {
  switch (action.kind) {
    case "create-agenda":
      return aside.find((one) => isAgendaOf(one, action, state));
    case "create-follow-up":
      return aside.find(
        ({ marker }) =>
          marker?.kind === "follow-up" &&
          marker.occurrence === action.occurrence &&
          (marker.series === action.series || meetingNamed(state, action.series, marker) !== undefined),
      );
    case "promote-item":
      return aside.find(({ marker }) => marker?.kind === "item" && marker.carried.includes(action.id));
    case "create-label":
      return undefined;
    default:
      // What changes an issue that is there doubles none; a new kind that makes one does not compile here.
      void (action satisfies OnIssue);
      return undefined;
  }
}

/** The comment of another bot that says what an action would say again, or undefined. */
function saidBefore(action: Action, comments: Comments, at: Instant) {
  if (action.kind !== "comment") return undefined;
  return comments
    .get(action.iid)
    ?.find((note) => isTokenUser(note.author) && parseNoteMarker(note.body) !== null && isSame(note, action.body, at));
}

interface ToldAccounts {
  /** What whoever runs the bot must add before the rest can be done. */
  readonly problems: readonly ConfigError[];
  readonly warnings: readonly string[];
}

export interface HeldBack extends ToldAccounts {
  readonly actions: readonly Action[];
  readonly held: readonly NonAction[];
}

/**
 * Takes out of a plan what would write on an issue from before the bot, and what would double something that was set aside,
 * and says what to do about that. Pure.
 */
export function holdBack(
  actions: readonly Action[],
  aside: readonly AsideIssue[],
  comments: Comments,
  state: ProjectState,
): HeldBack {
  const { at } = state.snapshot;
  const held: NonAction[] = [];
  const accounts = accountsOf(aside, at);
  const left = sparingOldIssues(actions, state).filter((action) => {
    const duplicate = doubled(action, aside, state);
    if (duplicate !== undefined) {
      accounts.note(duplicate);
      const occurrence = action.kind === "create-agenda" ? action.occurrence.id : null;
      held.push({ series: action.series, occurrence, iid: duplicate.issue.iid, reason: whyHeld(duplicate) });
      return false;
    }
    const said = saidBefore(action, comments, at);
    if (said === undefined || action.kind !== "comment") return true;
    accounts.name(said.author.username, action.iid);
    const text = `@${said.author.username} said it on #${action.iid}; that account is not named as one of the bot's`;
    held.push({ series: action.series, occurrence: null, iid: action.iid, reason: reason("said-by-unnamed", text) });
    return false;
  });
  return { actions: left, held, ...accounts.told() };
}

/** What whoever runs the bot is to be told of issues that were set aside. Pure. */
export function tellOfAside(aside: readonly AsideIssue[], at: Instant): ToldAccounts {
  return accountsOf(aside, at).told();
}

/** The accounts to tell of: those of issues that are of now, and of others that turn out to matter. */
function accountsOf(aside: readonly AsideIssue[], at: Instant) {
  const names = new Map<string, Set<IssueIid>>();
  const gone = new Set<IssueIid>();
  const name = (username: string, iid: IssueIid): void => {
    names.set(username, (names.get(username) ?? new Set()).add(iid));
  };
  const note = ({ why, issue }: AsideIssue): void => {
    if (why === "gone") gone.add(issue.iid);
    if (why === "unnamed") name(issue.author.username, issue.iid);
  };
  for (const one of aside) if (isOfNow(one.issue, at)) note(one);
  const told = (): ToldAccounts => ({
    problems: [...names].map(([username, iids]) => unnamedProblem(username, [...iids])),
    warnings: gone.size === 0 ? [] : [goneWarning([...gone])],
  });
  return { name, note, told };
}

function isOfNow({ state, updatedAt }: Issue, at: Instant): boolean {
  return state === "opened" || Date.parse(at) - Date.parse(updatedAt) < REMEMBERED_DAYS * DAY_MS;
}

function whyHeld(duplicate: AsideIssue): Reason {
  const { rule, text, data } = whyAside(duplicate);
  return reason(rule, `held back: ${text}`, data);
}

function list(iids: readonly IssueIid[]): string {
  return iids.map((iid) => `#${iid}`).join(", ");
}

/** The line to add, in the words of the file and of the command. */
function unnamedProblem(username: string, iids: readonly IssueIid[]): ConfigError {
  const problem = `@${username} is another bot and marked ${list(iids)}: that is not believed, and nothing is made that would double it`;
  return new ConfigError(`an account that is not named marked ${list(iids)} as the bot's`, [
    {
      file: "cadence.yml of the service, or the command line",
      line: null,
      column: null,
      key: "bots",
      found: null,
      problem,
      allowed: [`bots: ["@${username}"]`, `--bots @${username}`, "only where it was this bot's account before"],
      nearest: null,
    },
  ]);
}

function goneWarning(iids: readonly IssueIid[]): string {
  return `${list(iids)}: marked by an account that is gone, so nothing in it is read and nothing is made that would double it; write what is still open into the next agenda`;
}
