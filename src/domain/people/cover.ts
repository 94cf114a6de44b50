import type { PlainDate } from "../time/types.ts";
import type { Absence } from "./types.ts";

/** The absence of somebody that holds on a day, or undefined. */
export function absenceOn(absences: readonly Absence[], person: string, day: PlainDate): Absence | undefined {
  return absences.find(
    ({ user, from, to }) => user.toLowerCase() === person.toLowerCase() && from <= day && (to === null || day <= to),
  );
}

/**
 * Returns who is there in the place of somebody on a day (handbook C29, time off): the person unless away, else who covers, and
 * who covers for them where they are away too; null where nobody does.
 */
export function standInOn(absences: readonly Absence[], person: string, day: PlainDate): string | null {
  const passed = new Set<string>();
  let present = person;
  for (let absence = absenceOn(absences, present, day); absence !== undefined; ) {
    passed.add(present.toLowerCase());
    if (absence.cover === null || passed.has(absence.cover.toLowerCase())) return null;
    present = absence.cover;
    absence = absenceOn(absences, present, day);
  }
  return present;
}
