import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { readPerson } from "../schema/people.ts";
import type { Path } from "../yaml/places.ts";
import { dayInFile } from "./check-meeting-keys.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

/** What no absence shows by itself: covered by oneself or the other side, twice at once. */
export function checkAway(file: RawMap): readonly Complaint[] {
  const { away } = file;
  const entries: readonly unknown[] = [away ?? []].flat();
  const sides = sidesIn(file);
  return entries.flatMap((entry, index) => {
    if (!isMap(entry)) return [];
    const path: Path = ["away", ...(Array.isArray(away) ? [index] : [])];
    return [
      ...checkNames(entry, path, sides),
      ...checkOverlap(
        entry,
        entries.slice(0, index).filter((one) => isMap(one)),
        path,
      ),
    ];
  });
}

interface NamedSides {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** The people of both sides as the file has them. */
function sidesIn(file: RawMap): NamedSides {
  const meetings = isMap(file["meetings"]) ? Object.values(file["meetings"]).filter(isMap) : [];
  return {
    ours: [file["account_team"], file["csm"]].flatMap(peopleIn),
    theirs: [file["attendees"], ...meetings.map((one) => one["attendees"])].flatMap(peopleIn),
  };
}

function peopleIn(written: unknown): readonly string[] {
  return [written ?? []].flat().flatMap((one: unknown) => textOf(isMap(one) ? one["user"] : one) ?? []);
}

function checkNames(entry: RawMap, path: Path, { ours, theirs }: NamedSides): readonly Complaint[] {
  const user = personOf(entry["user"]);
  const cover = personOf(entry["cover"]);
  if (user === null) return [];
  if (cover === null) return [];
  if (cover === user)
    return [complaintOf([...path, "cover"], "nobody covers for oneself", ["somebody else", "no key"])];
  const isOfOther = includes(ours, user) ? includes(theirs, cover) : includes(theirs, user) && includes(ours, cover);
  if (!isOfOther) return [];
  return [
    complaintOf([...path, "cover"], "who covers is of the other side of the table", ["somebody of the same side"]),
  ];
}

/** One person away twice at a time: which cover holds nobody could say. */
function checkOverlap(entry: RawMap, earlier: readonly RawMap[], path: Path): readonly Complaint[] {
  const user = personOf(entry["user"]);
  const from = dayInFile(entry["from"]);
  if (user === null || from === null) return [];
  const to = dayInFile(entry["to"]) ?? "9999-12-31";
  const other = earlier.find((one) => {
    const begin = dayInFile(one["from"]);
    const end = dayInFile(one["to"]) ?? "9999-12-31";
    return personOf(one["user"]) === user && begin !== null && begin <= to && from <= end;
  });
  if (other === undefined) return [];
  const problem = `the same person is away from ${dayInFile(other["from"])} already`;
  return [complaintOf([...path, "from"], problem, ["times that do not overlap"])];
}

function includes(people: readonly string[], person: string): boolean {
  return people.some((one) => personOf(one) === person);
}

function personOf(value: unknown): string | null {
  const person = readPerson(textOf(value) ?? "");
  return person.ok ? person.value.toLowerCase() : null;
}
