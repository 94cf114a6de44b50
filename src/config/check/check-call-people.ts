import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { readDate } from "../schema/dates.ts";
import { readPerson } from "../schema/people.ts";
import type { Path } from "../yaml/places.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

/** What no list of people of a call shows by itself: the same person twice, or in a second part. */
export function checkCallPeople(file: RawMap): readonly Complaint[] {
  const meetings = isMap(file["meetings"]) ? Object.entries(file["meetings"]) : [];
  const observers = checkList(file, "observers", [], [teamOf(file), ["attendees", namesIn(file["attendees"])]]);
  return [
    ...observers,
    ...meetings.flatMap(([id, meeting]) => (isMap(meeting) ? checkMeeting(file, meeting, id) : [])),
  ];
}

/** People who have a place already, and the key that says so. */
type Seats = readonly [string, readonly string[]];

function checkMeeting(file: RawMap, meeting: RawMap, id: string): readonly Complaint[] {
  const path: Path = ["meetings", id];
  const attendees = namesIn(meeting["attendees"] ?? file["attendees"]);
  return [
    ...checkList(meeting, "attendees", path, [teamOf(file), ["csm", namesIn(file["csm"])]]),
    ...checkList(meeting, "observers", path, [teamOf(file), ["attendees", attendees]]),
    ...checkGuests(meeting["guests"], path),
    ...checkTakers(meeting["note_taker"], [...path, "note_taker"]),
  ];
}

/** Who is the CSM for a term may watch before it. */
function teamOf(file: RawMap): Seats {
  return ["account_team", namesIn(file["account_team"])];
}

function checkList(map: RawMap, key: string, path: Path, parts: readonly Seats[]): readonly Complaint[] {
  const written = map[key];
  const list: readonly unknown[] = [written ?? []].flat();
  const names = list.map(nameOf);
  return names.flatMap((name, index): readonly Complaint[] => {
    if (name === "") return [];
    const at = [...path, key, ...(Array.isArray(written) ? [index] : [])];
    const part = parts.find(([, people]) => people.includes(name));
    if (part !== undefined) {
      return [complaintOf(at, `the same person stands under ${part[0]} too`, ["each person once, on one side"])];
    }
    if (names.indexOf(name) === index) return [];
    return [complaintOf(at, "the same person stands here twice", ["each person once"])];
  });
}

function checkGuests(guests: unknown, path: Path): readonly Complaint[] {
  if (!isMap(guests)) return [];
  return Object.entries(guests).flatMap(([key, people]): readonly Complaint[] => {
    const at: Path = [...path, "guests", key];
    const date = readDate(key);
    if (!date.ok) {
      const allowed = ["the day the rhythm planned, 2026-12-01"];
      return [{ path: at, about: "key", problem: date.problem, allowed, nearest: date.nearest ?? null }];
    }
    if (!Array.isArray(people) || people.length > 0) return [];
    return [complaintOf(at, "the list is empty: nobody comes", ['["@pm"]', "no key"])];
  });
}

function checkTakers(takers: unknown, path: Path): readonly Complaint[] {
  if (!Array.isArray(takers) || takers.length > 0) return [];
  return [complaintOf(path, "the list is empty: nobody would take notes", ["rotate", '["@jane", "@sam"]', "no key"])];
}

function namesIn(written: unknown): readonly string[] {
  return [written ?? []].flat().map(nameOf);
}

/** What a name is compared by; the empty string for what is none, which the schema says. */
function nameOf(value: unknown): string {
  const person = readPerson(textOf(isMap(value) ? value["user"] : value) ?? "");
  return person.ok ? person.value.toLowerCase() : "";
}
