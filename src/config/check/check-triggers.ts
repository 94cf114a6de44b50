import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { CADENCE_SERIES } from "../schema/calls.ts";
import type { Path } from "../yaml/places.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

/** What `contract`, `after`, `in` and `when` need, exclude and name. */
export function checkTriggers(file: RawMap): readonly Complaint[] {
  const meetings = isMap(file["meetings"]) ? file["meetings"] : {};
  const ids = [...Object.keys(meetings), ...(file["calls"] === undefined ? [] : [CADENCE_SERIES])];
  return Object.entries(meetings).flatMap(([id, meeting]) => {
    if (!isMap(meeting) || (file["calls"] !== undefined && id === CADENCE_SERIES)) return [];
    const path: Path = ["meetings", id];
    return [
      ...checkAlone(meeting, path),
      ...checkContract(file, meeting, path),
      ...checkAfter(meetings, { id, meeting, ids }),
      ...checkDayAndTime(file, meeting, path),
    ];
  });
}

const OTHERS = ["repeat", "rrule", "at", "contract", "after"] as const;

/** Of what says when a series meets there is one. */
function checkAlone(meeting: RawMap, path: Path): readonly Complaint[] {
  const trigger = meeting["after"] === undefined ? "contract" : "after";
  if (meeting[trigger] === undefined) return [];
  return OTHERS.filter((key) => key !== trigger && meeting[key] !== undefined).map((key) =>
    complaintOf([...path, key], `${trigger} says already when the series meets`, ["one of both"], "key"),
  );
}

function checkContract(file: RawMap, meeting: RawMap, path: Path): readonly Complaint[] {
  const { profile } = file;
  if (meeting["contract"] === undefined || (isMap(profile) && profile["since"] !== undefined)) return [];
  const problem = "the first day of the contract is not known";
  return [complaintOf([...path, "contract"], problem, ["profile: { …, since: 2026-01-12 }"])];
}

function checkAfter(
  meetings: RawMap,
  { id, meeting, ids }: { readonly id: string; readonly meeting: RawMap; readonly ids: readonly string[] },
): readonly Complaint[] {
  const path: Path = ["meetings", id];
  const after = textOf(meeting["after"]);
  if (after === null) {
    if (meeting["in"] === undefined) return [];
    return [
      complaintOf([...path, "in"], "in goes with after: how long after which call", ["after: business-review"], "key"),
    ];
  }
  const missing = complaintOf([...path, "in"], "in is missing: how long after that call", ["in: 3 months"], "missing");
  const followed = { path: [...path, "after"], others: ids.filter((one) => one !== id) };
  return [
    ...(meeting["in"] === undefined ? [missing] : []),
    ...(followed.others.includes(after)
      ? []
      : [complaintOf(followed.path, `${after} is no other meeting of the file`, followed.others)]),
    ...(leadsBack(meetings, id, after)
      ? [
          complaintOf(followed.path, `${after} follows ${id} itself: there would be no first call`, [
            "a meeting with a rhythm",
          ]),
        ]
      : []),
  ];
}

/** Whether the calls of a series follow its own, over any number of others. */
function leadsBack(meetings: RawMap, id: string, after: string): boolean {
  const seen = new Set<string>();
  for (let next: string | null = after; next !== null && !seen.has(next); ) {
    seen.add(next);
    if (next === id) return after !== id;
    const meeting: unknown = Object.hasOwn(meetings, next) ? meetings[next] : undefined;
    next = isMap(meeting) ? textOf(meeting["after"]) : null;
  }
  return false;
}

function checkDayAndTime(file: RawMap, meeting: RawMap, path: Path): readonly Complaint[] {
  const isTriggered = meeting["contract"] !== undefined || meeting["after"] !== undefined;
  if (!isTriggered) {
    if (meeting["when"] === undefined) return [];
    const problem = "when goes with contract or after; a rhythm says its day and time itself";
    return [complaintOf([...path, "when"], problem, ["repeat: every 2 weeks on tuesday at 10:00"], "key")];
  }
  if (meeting["when"] !== undefined || isDayAndTime(file["calls"])) return [];
  const problem = "when is missing: the weekday and the time of the call";
  return [complaintOf([...path, "when"], problem, ["when: tuesday at 10:00"], "missing")];
}

function isDayAndTime(calls: unknown): boolean {
  return /^\s*(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* /i.test(textOf(calls) ?? "");
}
