import { csmOn, termCsmOn } from "../config/resolve/csm.ts";
import { accountTeamOn, allAttendees } from "../config/resolve/people.ts";
import { includesUser } from "../domain/action-items/read/group.ts";
import type { ItemTimeline } from "../domain/action-items/read/types.ts";
import { plainWords } from "../domain/markdown/shown-text.ts";
import { absenceOn, standInOn } from "../domain/people/cover.ts";
import type { Absence } from "../domain/people/types.ts";
import type { HandbookProposal } from "../domain/profile/proposals.ts";
import { formatDay } from "../domain/schedule/format.ts";
import type { Occurrence } from "../domain/schedule/types.ts";
import { cutGraphemes } from "../domain/text/cut.ts";
import { nearestWord } from "../domain/text/nearest-word.ts";
import { plural } from "../domain/text/plural.ts";
import { addBusinessDays } from "../domain/time/business-days.ts";
import { addDays } from "../domain/time/dates.ts";
import type { PlainDate } from "../domain/time/types.ts";
import { isOpen, itemsOf } from "../reconcile/model/items.ts";
import type { ProjectItems, ProjectState, SeriesState } from "../reconcile/model/types.ts";

/** So long after a hand-over the items of who led before and is still of the team have two owners. */
const TWO_OWNERS_DAYS = 28;
/** Items that are named. */
const MOST_ITEMS = 5;
const LONGEST_WORDS = 60;

/** Returns what people should decide about who is there: calls without their CSM, and items of one who led before (handbook C29). */
export function peopleProposals(state: ProjectState, items: () => ProjectItems): readonly HandbookProposal[] {
  return [...unknownAbsences(state), ...callProposals(state), ...handOverProposals(state, items)];
}

/** Time off of somebody who sits at no table, perhaps by a typo; a list for many customers may name people of others. */
function unknownAbsences({ snapshot, today }: ProjectState): readonly HandbookProposal[] {
  const { configuration } = snapshot;
  const people = [
    ...configuration.accountTeam,
    ...configuration.csm.map(({ user }) => user),
    ...allAttendees(configuration),
  ];
  const known = new Set(people.map((one) => one.toLowerCase()));
  const strange = configuration.away.filter(
    ({ user, to }) => !known.has(user.toLowerCase()) && (to === null || to >= today),
  );
  return strange.map(({ user }) => {
    const nearest = nearestWord(user, people);
    const text = `${user} is away, and stands under neither csm, account_team nor attendees: it changes nothing here`;
    return { subject: "away", text, remedy: nearest === null ? "" : `perhaps ${nearest}`, row: "C29" };
  });
}

/** Calls to come in a time for which nobody covers: proposed for moving, moved by nobody. */
export function callProposals(state: ProjectState): readonly HandbookProposal[] {
  const { configuration, at } = state.snapshot;
  const { away } = configuration;
  if (away.length === 0) return [];
  return state.series.flatMap((series) =>
    comingCalls(series, at).flatMap((call): readonly HandbookProposal[] => {
      const csm = termCsmOn(configuration, call.date);
      if (csm === null || standInOn(away, csm, call.date) !== null) return [];
      const absence = absenceOn(away, csm, call.date);
      if (absence === undefined) return [];
      const text = `${csm} is away ${spanOf(absence)} and nobody is there to cover: the call of ${formatDay(call.date)} is to be moved, or covered (C29)`;
      const remedy = remedyFor(state, series, call, absence);
      return [{ subject: `meetings.${series.meeting.id}`, text, remedy, row: "C29" }];
    }),
  );
}

function comingCalls({ decisions }: SeriesState, at: string): readonly Occurrence[] {
  const all = decisions.decisions.map(({ occurrence }) => occurrence);
  return all.filter(({ state, start }) => state === "planned" && Date.parse(start) > Date.parse(at));
}

function spanOf({ from, to }: Absence): string {
  return to === null ? `from ${formatDay(from)}` : `from ${formatDay(from)} to ${formatDay(to)}`;
}

function remedyFor(state: ProjectState, series: SeriesState, call: Occurrence, { to }: Absence): string {
  const cover = "cover: for this time in away";
  if (to === null) return cover;
  const back = addBusinessDays(to, 1, state.snapshot.calendar);
  // Another call is near enough: a further one in the same week would be one too many.
  const isNear = comingCalls(series, call.start).some(({ date }) => date < addDays(back, 7));
  const change = isNear ? `skip: ${call.id}` : `move: { ${call.id}: ${back} }`;
  return `${change}, or ${cover}`;
}

/** Open items of a CSM whose term is over: they change hands where people write them, so people are told. */
function handOverProposals(state: ProjectState, items: () => ProjectItems): readonly HandbookProposal[] {
  const { configuration } = state.snapshot;
  const { today } = state;
  const csm = csmOn(configuration, today);
  const team = accountTeamOn(configuration, today);
  if (csm === null) return [];
  const former = new Map(
    configuration.csm.flatMap(({ user, until }): readonly (readonly [string, PlainDate])[] =>
      until === null || until >= today || !user.startsWith("@") ? [] : [[user.toLowerCase(), until]],
    ),
  );
  const terms = [...former].filter(([user]) => user !== csm.toLowerCase());
  return terms.flatMap(([user, until]): readonly HandbookProposal[] => {
    const isOfTeam = includesUser(team, user.slice(1));
    if (isOfTeam && until < addDays(today, -TWO_OWNERS_DAYS)) return [];
    const open = openItemsOf(state, items(), user.slice(1));
    if (open.length === 0) return [];
    const named = open.slice(0, MOST_ITEMS).map(nameOf);
    const more = open.length > MOST_ITEMS ? `, and ${open.length - MOST_ITEMS} more` : "";
    const are = open.length === 1 ? "is" : "are";
    const text = `${plural(open.length, "open item")} ${are} of ${user}, who led until ${formatDay(until)}: ${named.join(", ")}${more}`;
    const both = `write ${csm} before ${user}, who both own it for a while: the first one counts`;
    const remedy = isOfTeam ? both : `write ${csm} in place of ${user} where an item stands last`;
    return [{ subject: "csm", text, remedy, row: "C29" }];
  });
}

function openItemsOf(state: ProjectState, items: ProjectItems, username: string): readonly ItemTimeline[] {
  const all = state.everySeries.flatMap((series) => itemsOf(items, series).timelines);
  const own = all.filter((one) => {
    const owner = one.appearances.at(-1)?.details.owner ?? null;
    return isOpen(one) && owner !== null && owner.toLowerCase() === username.toLowerCase();
  });
  return [...new Map(own.map((one) => [one.id, one])).values()];
}

function nameOf({ appearances }: ItemTimeline): string {
  const place = appearances.at(-1);
  if (place === undefined) return "";
  return `#${place.agenda.iid} "${cutGraphemes(plainWords(place.details.bare), LONGEST_WORDS)}"`;
}
