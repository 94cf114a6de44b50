import { parseCommands } from "../../domain/commands/parse-command.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { awaitingReply } from "../../domain/reminders/awaiting-reply.ts";
import type { Instant } from "../../domain/time/types.ts";
import { dayOf, sidesOn } from "./csm.ts";
import type { Comments, ProjectState, SeriesState } from "./types.ts";

/** Whether somebody waits for an answer, and since when it is late; null while it is not. */
export interface WaitingReply {
  readonly isWaiting: boolean;
  readonly since: Instant | null;
}

export interface Awaiting {
  /** By follow-up iid; only of those whose comments were read. */
  readonly waits: ReadonlyMap<IssueIid, WaitingReply>;
  readonly wakeAt: readonly Instant[];
}

/** Follow-ups on which a customer's comment waits for an answer of the account team (handbook E45). */
export function awaitingReplies(state: ProjectState, series: SeriesState, comments: Comments): Awaiting {
  const { configuration, calendar, at } = state.snapshot;
  const { accountTeam, attendees } = sidesOn(configuration, state.today);
  // Who led before answered for the account team then.
  const ours = [...accountTeam, ...configuration.csm.map((term) => term.user)];
  const bot = state.bot;
  const waits = new Map<IssueIid, WaitingReply>();
  const wakeAt: Instant[] = [];
  for (const { issue, canonical } of series.followUps) {
    const notes = comments.get(issue.iid);
    if (!canonical || notes === undefined) continue;
    // What was asked of the bot is answered by the bot.
    const talk = notes.filter(
      (note) => parseCommands(note.body, bot?.username ?? "", dayOf(state, note.createdAt), state.texts).length === 0,
    );
    const said = talk.map((note) => ({
      author: note.author.username,
      at: note.createdAt,
      bot: note.author.id === bot?.id,
    }));
    const { awaiting, lateAt, changesAt } = awaitingReply(said, ours, attendees, at, configuration.timeZone, calendar);
    waits.set(issue.iid, { isWaiting: awaiting && issue.state === "opened", since: lateAt });
    if (changesAt !== null && issue.state === "opened") wakeAt.push(changesAt);
  }
  return { waits, wakeAt };
}
