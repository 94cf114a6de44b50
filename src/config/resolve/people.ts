import { noteTakerOf } from "../../domain/people/note-taker.ts";
import type { CallPeople, Observer } from "../../domain/people/types.ts";
import type { Occurrence } from "../../domain/schedule/types.ts";
import type { WrittenObserver } from "../schema/call-people.ts";
import { csmOn } from "./csm.ts";
import type { MeetingSeries, ProjectConfiguration } from "./types.ts";

type PeopleOfProject = Pick<ProjectConfiguration, "csm" | "accountTeam" | "attendees" | "observers">;

/** Who watches, as the file has it. */
export function resolveObservers(written: readonly WrittenObserver[]): readonly Observer[] {
  return written.map(({ user, role = null }) => ({ user, role }));
}

/** Everybody once, whatever the case of the name, as it is written first. */
function distinctPeople(people: readonly string[]): readonly string[] {
  return [...new Map(people.map((one) => [one.toLowerCase(), one] as const).reverse()).values()].reverse();
}

/** The account team on a day of the project's zone: the CSM of the day leads. */
export function accountTeamOn(configuration: PeopleOfProject, day: string): readonly string[] {
  const csm = csmOn(configuration, day);
  return distinctPeople([...(csm === null ? [] : [csm]), ...configuration.accountTeam]);
}

/** The customer's side of all meetings together: whose an item is does not depend on the agenda that it stands in. */
export function allAttendees({ attendees, meetings }: Pick<ProjectConfiguration, "attendees" | "meetings">) {
  return distinctPeople([...attendees, ...meetings.flatMap((one) => one.attendees ?? [])]);
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
  const accountTeam = accountTeamOn(configuration, date);
  const attendees = meeting.attendees ?? configuration.attendees;
  const guests = meeting.guests.filter((one) => one.date === id).flatMap(({ people }) => people);
  const seated = new Set([...accountTeam, ...attendees].map((one) => one.toLowerCase()));
  const { noteTakers } = meeting;
  const takers = noteTakers === "rotate" ? accountTeam : (noteTakers ?? []);
  return {
    accountTeam,
    attendees,
    guests: distinctPeople(guests),
    observers: (meeting.observers ?? configuration.observers).filter(isElsewhere(seated)),
    noteTaker: noteTakerOf(takers, meeting.schedule, id, (person) => person),
  };
}

/** Who watched until the term as CSM begins is at the table then. */
function isElsewhere(seated: ReadonlySet<string>): (one: Observer) => boolean {
  return ({ user }) => !seated.has(user.toLowerCase());
}
