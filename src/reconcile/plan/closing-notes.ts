import type { SeriesItems } from "../../domain/action-items/timeline/timelines.ts";
import type { IssueIid } from "../../domain/ids.ts";
import { parseIssueMarker } from "../../domain/marker/issue-marker.ts";
import { renderNoteMarker } from "../../domain/marker/note-marker.ts";
import { type Reason, reason } from "../../domain/reason.ts";
import { addDays } from "../../domain/time/dates.ts";
import { startOfDay } from "../../domain/time/kind-hours.ts";
import type { Instant } from "../../domain/time/types.ts";
import type { Issue } from "../../gitlab/port.ts";
import { dayOf, sidesOn } from "../model/csm.ts";
import { followUpOf } from "../model/follow-ups.ts";
import { isOpen, itemsIn, itemsOf } from "../model/items.ts";
import { isToCome, outAt, waitsForHours } from "../model/kind-hours.ts";
import { type OpenCall, openCalls } from "../model/open-calls.ts";
import { quietFrom } from "../model/quiet.ts";
import type { Action, Details, NonAction, ProjectState, SeriesAgenda, SeriesState } from "../model/types.ts";
import { sentToday } from "./sent-today.ts";

/** What people are asked in a project about agendas that nobody closes. */
export interface ClosingNotes {
  readonly actions: readonly Action[];
  readonly skipped: readonly NonAction[];
  readonly wakeAt: readonly Instant[];
  /** How many people comments of this kind mail today: each goes to all who take part in an agenda. */
  readonly people: number;
}

/**
 * Plans the one comment that asks for an agenda to be closed, two business days after its call (law 6: once, in kind hours, and
 * of several in a series the newest alone). Pure.
 *
 * The bot's own agendas only: its marker remembers that it was said, whatever becomes of the comment.
 */
export function planClosingNotes(state: ProjectState, details: Details): ClosingNotes {
  const { reminders, noise } = state.snapshot.configuration;
  let people = mailedToday(state);
  const notes: { actions: Action[]; skipped: NonAction[]; wakeAt: Instant[] } = {
    actions: [],
    skipped: [],
    wakeAt: [],
  };
  if (!reminders.enabled || noise.perDay === 0) return { ...notes, people };
  const reminded = sentToday(state, details.comments);
  for (const series of state.series) {
    const due = toBeAsked(state, series);
    if (due === null) continue;
    const { agenda, at } = due;
    const { iid } = agenda.issue;
    const wait = (until: Instant, why: Reason): void => {
      notes.wakeAt.push(until);
      if (!isToCome(state, due.from))
        notes.skipped.push({ series: series.meeting.id, occurrence: agenda.occurrence, iid, reason: why });
    };
    const mailed = peopleOf(state, agenda.issue).size;
    const sum = reminded + people;
    if (isToCome(state, at)) wait(at, waitsForHours(state, `the question whether #${iid} is done with`, at));
    else if (sum > 0 && sum + mailed > noise.perDay) wait(tomorrow(state), tooMany(state, mailed));
    else {
      people += mailed;
      notes.actions.push(ask(state, series, agenda, itemsOf(details.items, series)));
    }
  }
  return { ...notes, people };
}

interface ToAsk {
  readonly agenda: SeriesAgenda;
  /** From when on it may be asked, and when that goes out. */
  readonly from: Instant;
  readonly at: Instant;
}

/** The agenda of a series that people are to be asked about now or next; null for none. */
function toBeAsked(state: ProjectState, series: SeriesState): ToAsk | null {
  const open = openCalls(state, series).filter(({ until }) => isToCome(state, until));
  // One at a time: as long as the last one is open nothing more is said.
  if (open.some(({ agenda }) => saidOn(agenda) !== null)) return null;
  const due = open.filter(({ askedFrom }) => !isToCome(state, askedFrom));
  const one = due.at(-1) ?? open[0];
  if (one === undefined || !one.agenda.byBot || isOvertaken(state, series, one)) return null;
  // It was reopened: its follow-up is there.
  if (followUpOf(series, one.agenda)?.issue.state === "opened") return null;
  const quiet = quietFrom(one.agenda.issue);
  const from = Date.parse(quiet) > Date.parse(one.askedFrom) && isToCome(state, quiet) ? quiet : one.askedFrom;
  return { agenda: one.agenda, from, at: outAt(state, from) };
}

/** Somebody closed the agenda of a later call since: they know what to do. */
function isOvertaken(state: ProjectState, { agendas }: SeriesState, { agenda, askedFrom }: OpenCall): boolean {
  const later = agendas.filter((other) => other.stands && other.held && other.date > agenda.date);
  return later.length > 0 && !isToCome(state, askedFrom);
}

/** When people were asked to close an agenda; null before, and on one that a person wrote. */
function saidOn({ byBot, issue }: SeriesAgenda): Instant | null {
  return byBot ? (parseIssueMarker(issue.description)?.told ?? null) : null;
}

function mailedToday(state: ProjectState): number {
  const asked = state.series.flatMap(({ agendas }) =>
    agendas.filter((agenda) => {
      const at = saidOn(agenda);
      return at !== null && dayOf(state, at) === state.today;
    }),
  );
  return asked.reduce((sum, { issue }) => sum + peopleOf(state, issue).size, 0);
}

/** Who takes part in an agenda as far as it is known: GitLab mails a comment to all of them. */
function peopleOf(state: ProjectState, { assignees }: Issue): ReadonlySet<string> {
  const { configuration } = state.snapshot;
  const { accountTeam, attendees } = sidesOn(configuration, state.today);
  const named = configuration.mentions.attendees === "notify" ? [...accountTeam, ...attendees] : [];
  const users = named.filter((one) => one.startsWith("@")).map((one) => one.slice(1));
  return new Set([...users, ...assignees.map(({ username }) => username)].map((name) => name.toLowerCase()));
}

function tomorrow(state: ProjectState): Instant {
  const { timeZone } = state.snapshot.configuration;
  return outAt(state, startOfDay(addDays(state.today, 1), timeZone));
}

function tooMany(state: ProjectState, people: number): Reason {
  const { perDay } = state.snapshot.configuration.noise;
  const text = `the comment would mail ${people} more people today, and ${perDay} a day is the limit`;
  return reason("reminder-daily-limit", text, { perDay, people });
}

function ask(state: ProjectState, series: SeriesState, agenda: SeriesAgenda, items: SeriesItems): Action {
  const { iid } = agenda.issue;
  const facts = { iid, people: peopleOf(state, agenda.issue).size };
  return {
    kind: "comment",
    series: series.meeting.id,
    iid,
    body: `${renderNoteMarker({ kind: "not-closed" })}\n\n${words(state, series, iid, items)}`,
    what: "not-closed",
    dueDate: null,
    reason: reason("agenda-not-closed", `#${iid} is open two business days after its call`, facts),
  };
}

/** What a customer may read; it promises nothing that does not follow. */
function words({ texts }: ProjectState, { meeting }: SeriesState, iid: IssueIid, items: SeriesItems): string {
  const { when } = meeting.followUp;
  const isFollowed = when === "closed" || (when === "only-with-items" && itemsIn(items, iid).some(isOpen));
  return isFollowed ? texts.comments.callOverFollowed : texts.comments.callOver;
}
