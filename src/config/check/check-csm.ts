import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { readDate } from "../schema/dates.ts";
import { readPerson } from "../schema/people.ts";
import type { Path } from "../yaml/places.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

/** What no term of `csm` shows by itself: gaps and overlaps between terms, and a CSM of the other side. */
export function checkCsm(file: RawMap): readonly Complaint[] {
  const { csm } = file;
  if (!Array.isArray(csm)) return checkSide(file, csm, ["csm"]);
  if (csm.length === 0) return [complaintOf(["csm"], "the list is empty", ['"@jane"', "no key"])];
  return csm.flatMap((term: unknown, index) =>
    isMap(term)
      ? [...checkSide(file, term["user"], ["csm", index, "user"]), ...checkEnd(csm, term, ["csm", index, "until"])]
      : [],
  );
}

function checkEnd(terms: readonly unknown[], term: RawMap, path: Path): readonly Complaint[] {
  const index = Number(path[1]);
  const isLast = index === terms.length - 1;
  if (isLast && term["until"] !== undefined)
    return [
      complaintOf(path, "the last term has no end: nobody would lead after it", ["no until in the last term"], "key"),
    ];
  if (isLast) return [];
  if (term["until"] === undefined)
    return [complaintOf(path, "until is missing: only the last term has no end", ["2026-06-30"], "missing")];
  const [before, until] = [endOf(terms[index - 1]), endOf(term)];
  if (before === null || until === null || until > before) return [];
  return [complaintOf(path, `the term ends before it begins (the one above ends ${before})`, [`after ${before}`])];
}

function checkSide(file: RawMap, written: unknown, path: Path): readonly Complaint[] {
  const user = personOf(written);
  const attendees: readonly unknown[] = [file["attendees"]].flat();
  if (user === null || !attendees.some((name) => personOf(name) === user)) return [];
  return [
    complaintOf(path, "the same person stands under attendees, the customer's side", ["each person on one side"]),
  ];
}

function personOf(value: unknown): string | null {
  const person = readPerson(textOf(value) ?? "");
  return person.ok ? person.value.toLowerCase() : null;
}

function endOf(term: unknown): string | null {
  const date = readDate(textOf(isMap(term) ? term["until"] : null) ?? "");
  return date.ok ? date.value : null;
}
