import { standInOn } from "../../domain/people/cover.ts";
import { noteTakerOf } from "../../domain/people/note-taker.ts";
import type { Absence, CallPeople, Observer } from "../../domain/people/types.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import type { PlainDate } from "../../domain/time/types.ts";
import type { WrittenAbsence } from "../schema/away.ts";
import type { WrittenObserver } from "../schema/call-people.ts";
import { csmOn, termCsmOn } from "./csm.ts";
import type { MeetingSeries, ProjectConfiguration } from "./types.ts";

type PeopleOfProject = Pick<ProjectConfiguration, "csm" | "accountTeam" | "attendees" | "observers" | "away">;

/** Who watches, as the file has it. */
export function resolveObservers(written: readonly WrittenObserver[]): readonly Observer[] {
  return written.map(({ user, role = null }) => ({ user, role }));
}

/** Who is away, as the file has it. */
export function resolveAway(written: readonly WrittenAbsence[]): readonly Absence[] {
  return written.map(({ user, from, to = null, cover = null }) => ({ user, from, to, cover }));
}

/** Everybody once, whatever the case of the name, as and where it is written first: who leads stays at the head. */
function distinctPeople(people: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const one of people) if (!first.has(one.toLowerCase())) first.set(one.toLowerCase(), one);
  return [...first.values()];
}

/** The account team on a day of the project's zone, who is away and who covers for them included: the CSM of the day leads. */
export function accountTeamOn(configuration: PeopleOfProject, day: PlainDate): readonly string[] {
  const team = ownTeamOn(configuration, day);
  const csm = csmOn(configuration, day);
  const covers = team.flatMap((one) => standInOn(configuration.away, one, day) ?? []);
  return distinctPeople([...(csm === null ? [] : [csm]), ...team, ...covers]);
}

/** The CSM of the term and the account team, there or not. */
function ownTeamOn(configuration: PeopleOfProject, day: PlainDate): readonly string[] {
  const csm = termCsmOn(configuration, day);
  return distinctPeople([...(csm === null ? [] : [csm]), ...configuration.accountTeam]);
}

/** The customer's side of all meetings together: whose an item is does not depend on the agenda that it stands in. */
export function allAttendees({
  attendees,
  meetings,
  away,
}: Pick<ProjectConfiguration, "attendees" | "meetings" | "away">): readonly string[] {
  const own = distinctPeople([...attendees, ...meetings.flatMap((one) => one.attendees ?? [])]);
  const covers = away.flatMap(({ user, cover }) => (cover !== null && includesPerson(own, user) ? [cover] : []));
  return distinctPeople([...own, ...covers]);
}

function includesPerson(people: readonly string[], person: string): boolean {
  return people.some((one) => one.toLowerCase() === person.toLowerCase());
}

/** The observers of all meetings together. */
export function allObservers({ observers, meetings }: Pick<ProjectConfiguration, "observers" | "meetings">) {
  const everybody = [...observers, ...meetings.flatMap((one) => one.observers ?? [])];
  return distinctPeople(everybody.map(({ user }) => user));
}

/** Who is named at a call of a meeting. */
export function peopleOfCall(
  configuration: PeopleOfProject,
  meeting: Pick<MeetingSeries, "attendees" | "observers" | "guests" | "noteTakers" | "schedule">,
  { id, date }: Pick<Occurrence, "id" | "date">,
): CallPeople {
  const csm = csmOn(configuration, date);
  const standIn = (person: string): string | null => standInOn(configuration.away, person, date);
  const there = (people: readonly string[]): readonly string[] =>
    distinctPeople(people.flatMap((one) => standIn(one) ?? []));
  const team = ownTeamOn(configuration, date);
  // A call without its CSM is somebody's to move: it is not left without one.
  const accountTeam = distinctPeople([...(csm === null ? [] : [csm]), ...there(team)]);
  const attendees = there(meeting.attendees ?? configuration.attendees);
  const guests = meeting.guests.filter((one) => one.date === id).flatMap(({ people }) => people);
  const seated = new Set([...accountTeam, ...attendees].map((one) => one.toLowerCase()));
  const { noteTakers } = meeting;
  const takers = noteTakers === "rotate" ? team : (noteTakers ?? []);
  return {
    accountTeam,
    attendees,
    guests: distinctPeople(guests),
    observers: (meeting.observers ?? configuration.observers).filter(isElsewhere(seated)),
    noteTaker: noteTakerOf(takers, meeting.schedule, id, standIn),
  };
}

/** Who watched until the term as CSM begins is at the table then. */
function isElsewhere(seated: ReadonlySet<string>): (one: Observer) => boolean {
  return ({ user }) => !seated.has(user.toLowerCase());
}
