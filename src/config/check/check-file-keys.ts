import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { readMeetingId } from "../schema/meeting-id.ts";
import { readPerson } from "../schema/people.ts";
import type { Path } from "../yaml/places.ts";
import { checkAway } from "./check-away.ts";
import { checkCallPeople } from "./check-call-people.ts";
import { checkCsm } from "./check-csm.ts";
import { checkHistory } from "./check-history.ts";
import { checkHomes } from "./check-homes.ts";
import { checkLabels } from "./check-labels.ts";
import { checkMeetingKeys } from "./check-meeting-keys.ts";
import { checkProfile } from "./check-profile.ts";
import { checkTeam } from "./check-team.ts";
import { checkTitleVariables } from "./check-titles.ts";
import { checkTriggers } from "./check-triggers.ts";
import { checkVariables } from "./check-variables.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

/** Each series can make an issue a day: nobody meets that often, and one project must not keep the others waiting. */
const MAX_MEETINGS = 100;

/**
 * What no key shows by itself. It works on the file as written, so that these problems are said together with those
 * of single keys; values of a wrong kind are passed over, the schema has said so.
 */
export function checkFileKeys(file: RawMap): readonly Complaint[] {
  const meetings = isMap(file["meetings"]) ? Object.entries(file["meetings"]) : [];
  return [
    ...checkAnyMeeting(file, meetings.length),
    ...checkProfile(file),
    ...(meetings.length > MAX_MEETINGS ? [tooManyMeetings(meetings.length)] : []),
    ...checkTeam(file),
    ...checkPeople(file),
    ...checkCallPeople(file),
    ...checkAway(file),
    ...checkCsm(file),
    ...checkLabels(file),
    ...checkHistory(file),
    ...checkVariables(file),
    ...checkTitleVariables(file),
    ...(isMap(file["defaults"]) ? checkHolidays(file, file["defaults"], ["defaults"]) : []),
    ...checkHomes(meetings),
    ...checkTriggers(file),
    ...meetings.flatMap(([id, meeting]) => [
      ...checkId(["meetings", id], id),
      ...(isMap(meeting) ? checkMeeting(file, meeting, ["meetings", id]) : []),
    ]),
  ];
}

function checkMeeting(file: RawMap, meeting: RawMap, path: Path): readonly Complaint[] {
  return [...checkMeetingKeys(meeting, path, file["calls"]), ...checkHolidays(file, meeting, path)];
}

function checkAnyMeeting(file: RawMap, count: number): readonly Complaint[] {
  const { meetings, calls } = file;
  if (calls !== undefined) return [];
  const entry = "{ cadence-call: { repeat: every 2 weeks on tuesday at 10:00, from: 2026-01-13 } }";
  if (isMap(meetings) && count === 0) return [complaintOf(["meetings"], "there is no meeting", [entry])];
  if (meetings !== undefined) return [];
  const problem = "meetings is missing: which calls there are";
  return [complaintOf(["meetings"], problem, [`meetings: ${entry}`, "calls with profile"], "missing")];
}

function tooManyMeetings(count: number): Complaint {
  const allowed = [`at most ${MAX_MEETINGS} meetings`];
  return complaintOf(["meetings"], `there are ${count} meetings`, allowed);
}

function checkId(path: Path, id: string): readonly Complaint[] {
  const read = readMeetingId(id);
  if (read.ok) return [];
  return [{ path, about: "key", problem: read.problem, allowed: read.allowed, nearest: read.nearest ?? null }];
}

function checkHolidays(file: RawMap, meeting: RawMap, path: Path): readonly Complaint[] {
  const policy = textOf(meeting["holidays"]);
  if (policy === null || policy === "ignore" || file["country"] !== undefined) return [];
  const problem = "without country no holidays are known";
  return [
    {
      path: [...path, "holidays"],
      about: "value",
      problem,
      allowed: ["country: DE at the top of the file", "holidays: ignore"],
      nearest: null,
    },
  ];
}

function checkPeople(file: RawMap): readonly Complaint[] {
  const seen = new Map<string, string>();
  return ["account_team", "attendees"].flatMap((key) => {
    const written = file[key];
    const names = Array.isArray(written) ? written : [];
    return names.flatMap((name, index): readonly Complaint[] => {
      const read = readPerson(textOf(name) ?? "");
      const person = read.ok ? read.value.toLowerCase() : "";
      const before = seen.get(person);
      if (person === "" || before === undefined) {
        seen.set(person, key);
        return [];
      }
      const problem =
        before === key ? "the same person stands here twice" : `the same person stands under ${before} too`;
      return [complaintOf([key, index], problem, ["each person once, on one side"])];
    });
  });
}
