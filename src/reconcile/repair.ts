import { parseActivity } from "../domain/action-items/history.ts";
import { restoreOverwritten } from "../domain/merge/overwritten.ts";
import type { Instant } from "../domain/schedule/types.ts";
import { neutraliseQuickActions } from "../domain/text-safety/index.ts";
import type { GitLab, Log, Note } from "../gitlab/port.ts";

/** A person's edit that was saved so long before the bot's write at most can have been overwritten by it. */
const CROSSING_MS = 60_000;

/** GitLab tells of a write within minutes, of one that was re-sent within days. */
const TOLD_WITHIN_MS = 24 * 3_600_000;

/** What the webhook of the bot's own update of a description says. */
export interface OwnUpdate {
  /** The text that stood there just before (`changes.description.previous`). */
  readonly previous: string;
  /** What the bot wrote (`changes.description.current`). */
  readonly written: string;
  /** When it is heard of. */
  readonly now: Instant;
}

/**
 * A person changed the text between the bot's write and whatever the bot wrote before it, shortly before the write: only
 * then something can have been overwritten. Boxes are repaired by the run that crossed them.
 */
function isCrossing(notes: readonly Note[], botId: number, now: Instant): boolean {
  const traces = notes.flatMap((note) => {
    const { body, createdAt: at, author } = note;
    const one = parseActivity({ body, createdAt: at, author: author.username, byBot: author.id === botId });
    return one === null ? [] : [one];
  });
  const own = traces.findLastIndex((one) => one.byBot);
  // One write leaves either one note about the text or one for each box.
  let first = own;
  while (traces[own]?.kind === "box" && traces[first - 1]?.kind === "box" && traces[first - 1]?.byBot === true)
    first -= 1;
  const since = traces.findLastIndex((one, index) => index < first && one.byBot);
  const write = traces[own];
  if (write === undefined || Date.parse(now) - Date.parse(write.at) > TOLD_WITHIN_MS) return false;
  const between = traces.slice(since + 1, Math.max(first, 0));
  return between.some((one) => one.kind === "edit" && Date.parse(write.at) - Date.parse(one.at) < CROSSING_MS);
}

/** Most lines of what the bot is said to have written still stand there, and are most of what stands there. */
function isTextOf(written: string, description: string): boolean {
  const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const there = linesOf(description);
  const said = new Set(linesOf(written));
  const same = there.filter((line) => said.has(line)).length;
  return 2 * same > Math.max(there.length, said.size);
}

/**
 * Repairs what the bot overwrote: GitLab has no lock, so a text that a person saved between the bot's last read and its
 * write is known only from the webhook of that write (law 3). The person's text is put back by a three-way merge; what
 * the bot changed rightly is planned anew by the next run.
 *
 * The webhook is not believed: a Maintainer of any project with a webhook can make GitLab sign a body of any content (custom
 * webhook templates), about other projects too. So GitLab itself must know of the crossing, the text must be that of
 * the issue, and what is put back can run no quick action (law 4).
 *
 * `nothing` was lost, the text was `restored`, or it `conflict`s with what somebody wrote since and was left to people.
 */
export async function repairOverwrite(
  gitlab: GitLab,
  iid: number,
  botId: number,
  update: OwnUpdate,
  log?: Log,
): Promise<"restored" | "nothing" | "conflict"> {
  const issue = await gitlab.getIssue(iid);
  if (issue === null) return "nothing";
  const restored = restoreOverwritten(update.previous, update.written, issue.description);
  if (restored === null || restored === issue.description) return "nothing";
  if (!isTextOf(update.written, issue.description)) return "nothing";
  if (!isCrossing(await gitlab.listNotes(iid, "activity"), botId, update.now)) return "nothing";
  const again = await gitlab.getIssue(iid);
  if (again === null || again.description !== issue.description) {
    log?.warn({ iid }, `#${iid}: an overwritten edit could not be put back, somebody is editing`);
    return "conflict";
  }
  await gitlab.updateIssue(iid, { description: neutraliseQuickActions(restored) });
  log?.info({ iid }, `#${iid}: an edit that crossed the bot's own was put back`);
  return "restored";
}
