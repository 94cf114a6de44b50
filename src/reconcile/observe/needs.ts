import { asIssueIid, type IssueIid } from "../../domain/ids.ts";
import { addDays } from "../../domain/time/dates.ts";
import { HOUR_MS } from "../../domain/time/units.ts";
import type { Issue, User } from "../../gitlab/port.ts";
import { waitingForApproval } from "../model/approval.ts";
import { isDraft } from "../model/bot.ts";
import { dayOf } from "../model/csm.ts";
import { isTurning } from "../model/follow-up-cases.ts";
import { promotedIssues } from "../model/promoted.ts";
import { upcomingAgendas } from "../model/relations.ts";
import { askableIssues } from "../model/requests.ts";
import type { Comments, FollowUpCase, ProjectState, SeriesState } from "../model/types.ts";

/** A comment on an issue that nothing happened to for so long was answered, or is too old to be a command. */
const ACTIVE_DAYS = 14;

/** Relations are looked after for so long after an agenda was made: a killed run is repaired by the next ones. */
const RELATION_HOURS = 24;

/** Whether a follow-up may have to be written, as far as its comments tell. */
export function needsTemplate(one: FollowUpCase, comments: Comments, bot: User | null): boolean {
  if (one.kind === "wanted" || one.kind === "taken-back") return true;
  if (one.kind !== "open") return false;
  return one.closedAgain || isDraft(one.followUp, comments, bot);
}

/** Issues whose relations a killed run may have left out: young, and not yet told of or pointed to. */
export function young(state: ProjectState, comments: Comments): readonly Issue[] {
  const since = Date.parse(state.snapshot.at) - RELATION_HOURS * HOUR_MS;
  const agendas = state.series.flatMap(upcomingAgendas).map((agenda) => agenda.issue);
  const drafts = state.everySeries.flatMap((series) =>
    series.followUpCases.flatMap((one) =>
      one.kind === "open" && needsTemplate(one, comments, state.bot) ? [one.followUp.issue] : [],
    ),
  );
  const pointed = new Set(
    [...state.snapshot.own, ...state.snapshot.labelled].flatMap(({ description }) => pointersIn(description)),
  );
  const items = [...promotedIssues(state.snapshot.own).values()].filter((issue) => !pointed.has(issue.iid));
  return [...agendas, ...drafts, ...items].filter((issue) => Date.parse(issue.createdAt) >= since);
}

function pointersIn(description: string): readonly IssueIid[] {
  return [...description.matchAll(/issue #(\d{1,9})\b/gi)].map((match) => asIssueIid(Number(match[1])));
}

/** Every issue that was read, by iid. */
export function allIssues(state: ProjectState): ReadonlyMap<IssueIid, Issue> {
  return new Map([...state.snapshot.labelled, ...state.snapshot.own].map((issue) => [issue.iid, issue]));
}

/** Issues whose comments may matter: people may ask there, and a follow-up may have to be told of. */
export function spokenOn(
  state: ProjectState,
  series: SeriesState,
  issues: ReadonlyMap<IssueIid, Issue>,
): readonly IssueIid[] {
  const since = addDays(state.today, -ACTIVE_DAYS);
  const { awaitingReply } = state.snapshot.configuration.stateLabels;
  const cases = series.followUpCases;
  const drafts = cases.flatMap((one) => (one.kind === "open" ? [one.followUp.issue.iid] : []));
  // However long they wait, they are told of by a comment.
  const waiting = waitingForApproval(series).map(({ followUp }) => followUp.issue.iid);
  const turned = cases.filter(isTurning).map(({ followUp }) => followUp.issue.iid);
  const newest = series.agendas.findLast((one) => one.stands && one.issue.createdAt <= state.snapshot.at);
  const handWritten = series.agendas.filter(
    (one) => one.stands && !one.byBot && ((one.issue.state === "opened" && !one.beforeBot) || one === newest),
  );
  const iids = [...askableIssues(state, series), ...drafts, ...handWritten.map((one) => one.issue.iid)];
  const active = iids.filter((iid) => {
    const issue = issues.get(iid);
    return issue !== undefined && (dayOf(state, issue.updatedAt) >= since || issue.labels.includes(awaitingReply.name));
  });
  const remembered = newest !== undefined && !newest.byBot ? [newest.issue.iid] : [];
  return [...active, ...waiting, ...turned, ...remembered].filter((iid) => (issues.get(iid)?.commentCount ?? 0) > 0);
}
