import { asIssueIid, type IssueIid } from "../../../domain/ids.ts";
import { parseIssueMarker } from "../../../domain/marker/issue-marker.ts";
import { addBusinessDays } from "../../../domain/time/business-days.ts";
import type { PlainDate } from "../../../domain/time/types.ts";
import { dayOf } from "../csm.ts";
import type { ProjectFacts, RecognisedAgenda, SeriesAgenda, Snapshot } from "../types.ts";

/**
 * The day the bot began in a project, today at the latest: `history` says it, else what it made first there, and where it
 * made nothing yet it is today. Only issues with its marker count: where it acts as a person, that person wrote agendas by
 * hand before.
 */
export function dayBotBegan(snapshot: Snapshot, today: PlainDate): PlainDate {
  const { history } = snapshot.configuration;
  if (history !== null) return history.before < today ? history.before : today;
  const days = madeBy(snapshot).map(({ issue }) => dayOf({ snapshot }, issue.createdAt));
  return days.reduce((first, day) => (day < first ? day : first), today);
}

/** What the bot made, by its markers. */
function madeBy({ own }: Snapshot) {
  return own.flatMap((issue) => {
    const marker = parseIssueMarker(issue.description);
    return marker === null ? [] : [{ issue, marker }];
  });
}

/** Agendas that a follow-up of the bot is about: it looked after them when it made that. By iid, or by day of old. */
interface Followed {
  readonly iids: ReadonlySet<IssueIid>;
  readonly days: ReadonlySet<PlainDate>;
}

function followedBy(made: ReturnType<typeof madeBy>): Followed {
  const markers = made.flatMap(({ marker }) => (marker.kind === "follow-up" ? [marker] : []));
  return {
    iids: new Set(markers.flatMap(({ about }) => (about === null ? [] : [asIssueIid(about)]))),
    days: new Set(markers.flatMap(({ about, date, occurrence }) => (about === null ? [date ?? occurrence] : []))),
  };
}

/** Tells of agendas whether they are from before the bot: people wrote them, and their call was before the day it began. */
export type IsBeforeBot = (agenda: RecognisedAgenda & Pick<SeriesAgenda, "start">) => boolean;

/**
 * See `IsBeforeBot`. Where the file draws no line, an agenda that the bot made a follow-up for is none of them, whenever that
 * was; where the bot made nothing yet neither is one whose follow-up would still be in time (handbook A69): that one is where
 * it begins.
 */
export function findBeforeBot({ snapshot, began }: Pick<ProjectFacts, "snapshot" | "began">): IsBeforeBot {
  const { history } = snapshot.configuration;
  const made = madeBy(snapshot);
  const isFirst = history === null && made.length === 0;
  const line = history?.before ?? (isFirst ? addBusinessDays(began, -1, snapshot.calendar) : began);
  const followed = history === null ? followedBy(made) : null;
  return ({ issue, byBot, date, start }) => {
    if (byBot && parseIssueMarker(issue.description) !== null) return false;
    const isBefore = date < line && (start === null || dayOf({ snapshot }, start) < line);
    return isBefore && followed?.iids.has(issue.iid) !== true && followed?.days.has(date) !== true;
  };
}
