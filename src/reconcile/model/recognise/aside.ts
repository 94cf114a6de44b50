import { parseIssueMarker } from "../../../domain/marker/issue-marker.ts";
import { type Reason, reason } from "../../../domain/reason.ts";
import type { Instant } from "../../../domain/time/types.ts";
import { DAY_MS, MINUTE_MS } from "../../../domain/time/units.ts";
import type { GitLab, Issue, User } from "../../../gitlab/port.ts";
import type { AsideIssue, NonAction } from "../types.ts";

/** Names GitLab gives to the users of project and group access tokens, which people cannot take. GitLab docs: Project access tokens. */
const TOKEN_USER = /^(?:project|group)_\d+_bot(?:\d+|_[0-9a-z]+)?$/i;
/** Clocks of GitLab and of this machine differ by less, in milliseconds. */
const CLOCKS_APART_MS = 15 * MINUTE_MS;

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
export const REMEMBERED_DAYS = 60;

/** Issues of other bots among all that was made lately in a project, whatever their labels: for `check`. */
export async function findUnnamed(gitlab: GitLab, at: Instant): Promise<readonly AsideIssue[]> {
  const createdAfter = new Date(Date.parse(at) - REMEMBERED_DAYS * DAY_MS).toISOString();
  const [issues, me] = await Promise.all([gitlab.listIssues({ createdAfter }), gitlab.getCurrentUser()]);
  return unnamedAmong(
    gitlab,
    issues.filter(({ author }) => author.id !== me.id),
  );
}

/** Why an issue that was set aside is not read. */
export function whyAside({ issue: { iid, author }, why }: AsideIssue): Reason {
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
