import { ConfigError } from "../domain/errors.ts";
import { parseIssueMarker } from "../domain/marker/issue-marker.ts";
import { parseNoteMarker } from "../domain/marker/note-marker.ts";
import { type Reason, reason } from "../domain/reason.ts";
import { daysBetween } from "../domain/schedule/dates.ts";
import type { Instant } from "../domain/schedule/types.ts";
import type { GitLab, Issue, User } from "../gitlab/port.ts";
import { isSame } from "./apply-comment.ts";
import { NEAR_DAYS } from "./recognise.ts";
import type { Action, AsideIssue, Comments, NonAction } from "./types.ts";

/** Names GitLab gives to the users of project and group access tokens, which people cannot take. GitLab docs: Project access tokens. */
const TOKEN_USER = /^(?:project|group)_\d+_bot(?:\d+|_[0-9a-z]+)?$/i;
/** Clocks of GitLab and of this machine differ by less, in milliseconds. */
const CLOCKS_APART_MS = 15 * 60_000;

function isGone({ id, username }: User): boolean {
  return id === 0 || /^ghost\d*$/i.test(username);
}

/** Whether an account is another bot's, as far as its name tells. */
export function isTokenUser({ username }: User): boolean {
  return TOKEN_USER.test(username);
}

async function isBot(gitlab: GitLab, user: User): Promise<boolean> {
  return isTokenUser(user) || (await gitlab.getUser(user.id))?.isBot === true;
}

/** Sorts issues by others than the bot: those with a marker by another bot, or by an account that is gone, are set aside. */
export async function unnamedAmong(gitlab: GitLab, others: readonly Issue[]): Promise<readonly AsideIssue[]> {
  const marked = others.flatMap((issue) => {
    const marker = parseIssueMarker(issue.description);
    return marker === null ? [] : [{ issue, marker }];
  });
  const authors = new Map(marked.map(({ issue: { author } }) => [author.id, author]));
  const asked = [...authors.values()].filter((author) => !isGone(author));
  const bots = await Promise.all(asked.map(async (user) => ((await isBot(gitlab, user)) ? [user.id] : [])));
  const isAnyBot = new Set(bots.flat());
  return marked.flatMap(({ issue, marker }): readonly AsideIssue[] => {
    if (isGone(issue.author)) return [{ issue, marker, why: "gone" }];
    return isAnyBot.has(issue.author.id) ? [{ issue, marker, why: "unnamed" }] : [];
  });
}

/**
 * Issues that were made after a run began to look, at `at`; it has read all at `until`. Lists are read one after the other, so
 * what they show of such an issue may be half of it: the next run sees all. A clock that stands still tells nothing.
 */
export function youngAmong(issues: readonly Issue[], at: Instant, until: Instant): readonly AsideIssue[] {
  if (until === at) return [];
  return issues.flatMap((issue): readonly AsideIssue[] => {
    const since = Date.parse(issue.createdAt) - Date.parse(at);
    if (since < 0 || since > CLOCKS_APART_MS) return [];
    return [{ issue, marker: parseIssueMarker(issue.description), why: "young" }];
  });
}

/** What another bot marked for so long still matters, in days. */
const REMEMBERED_DAYS = 60;

/** Issues of other bots among all that was made lately in a project, whatever their labels: for `check`. */
export async function findUnnamed(gitlab: GitLab, at: Instant): Promise<readonly AsideIssue[]> {
  const createdAfter = new Date(Date.parse(at) - REMEMBERED_DAYS * 86_400_000).toISOString();
  const [issues, me] = await Promise.all([gitlab.listIssues({ createdAfter }), gitlab.getCurrentUser()]);
  return unnamedAmong(
    gitlab,
    issues.filter(({ author }) => author.id !== me.id),
  );
}

/** The issue that was set aside and which an action would double, or undefined. */
function doubled(action: Action, aside: readonly AsideIssue[]): AsideIssue | undefined {
  switch (action.kind) {
    case "create-agenda":
      return aside.find(({ issue, marker }) => {
        const { id, date } = action.occurrence;
        if (marker === null) return issue.dueDate !== null && Math.abs(daysBetween(issue.dueDate, date)) <= NEAR_DAYS;
        return marker.kind === "agenda" && marker.series === action.series && marker.occurrence === id;
      });
    case "create-follow-up":
      return aside.find(
        ({ marker }) =>
          marker?.kind === "follow-up" && marker.series === action.series && marker.occurrence === action.occurrence,
      );
    case "promote-item":
      return aside.find(({ marker }) => marker?.kind === "item" && marker.carried.includes(action.id));
    default:
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

export interface HeldBack {
  readonly actions: readonly Action[];
  readonly held: readonly NonAction[];
  /** What whoever runs the bot must add before the rest can be done. */
  readonly problems: readonly ConfigError[];
  readonly warnings: readonly string[];
}

/** Takes out of a plan what would double something that was set aside, and says what to do about that. Pure. */
export function holdBack(
  actions: readonly Action[],
  aside: readonly AsideIssue[],
  comments: Comments,
  at: Instant,
): HeldBack {
  const held: NonAction[] = [];
  const names = new Map<string, Set<number>>();
  const gone = new Set<number>();
  const note = (one: AsideIssue): void => {
    if (one.why === "gone") gone.add(one.issue.iid);
    if (one.why === "unnamed") name(one.issue.author.username, one.issue.iid);
  };
  const name = (username: string, iid: number): void => {
    names.set(username, (names.get(username) ?? new Set()).add(iid));
  };
  for (const one of aside) if (isOfNow(one.issue, at)) note(one);
  const left = actions.filter((action) => {
    const twin = doubled(action, aside);
    if (twin !== undefined) {
      note(twin);
      const occurrence = action.kind === "create-agenda" ? action.occurrence.id : null;
      held.push({ series: action.series, occurrence, iid: twin.issue.iid, reason: whyHeld(twin) });
      return false;
    }
    const said = saidBefore(action, comments, at);
    if (said === undefined || action.kind !== "comment") return true;
    name(said.author.username, action.iid);
    const text = `@${said.author.username} said it on #${action.iid}; that account is not named as one of the bot's`;
    held.push({ series: action.series, occurrence: null, iid: action.iid, reason: reason("said-by-unnamed", text) });
    return false;
  });
  return {
    actions: left,
    held,
    problems: [...names].map(([username, iids]) => unnamedProblem(username, [...iids])),
    warnings: gone.size === 0 ? [] : [goneWarning([...gone])],
  };
}

function isOfNow({ state, updatedAt }: Issue, at: Instant): boolean {
  return state === "opened" || Date.parse(at) - Date.parse(updatedAt) < REMEMBERED_DAYS * 86_400_000;
}

/** Why an issue that was set aside is not read. */
function whyAside({ issue: { iid, author }, why }: AsideIssue): Reason {
  const by = author.username;
  if (why === "young") return reason("made-meanwhile", `#${iid} was made while this run looked: the next one reads it`);
  if (why === "gone") {
    const text = `#${iid} was marked by an account that is gone: nobody can say that it was the bot's, so it is not read`;
    return reason("account-gone", text);
  }
  const text = `#${iid} was marked by @${by}, another bot, and is not read: if that was this one, add it to bots`;
  return reason("unnamed-bot", text, { by });
}

/** An issue that was set aside, as a thing left alone. */
export function notRead(one: AsideIssue): NonAction {
  return { series: "", occurrence: null, iid: one.issue.iid, reason: whyAside(one) };
}

function whyHeld(twin: AsideIssue): Reason {
  const { rule, text, data } = whyAside(twin);
  return reason(rule, `held back: ${text}`, data);
}

function list(iids: readonly number[]): string {
  return iids.map((iid) => `#${iid}`).join(", ");
}

/** The line to add, in the words of the file and of the command. */
function unnamedProblem(username: string, iids: readonly number[]): ConfigError {
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

function goneWarning(iids: readonly number[]): string {
  return `${list(iids)}: marked by an account that is gone, so nothing in it is read and nothing is made that would double it; write what is still open into the next agenda`;
}
