import { nearestWord } from "../../domain/text/nearest-word.ts";
import { type Complaint, complaintOf } from "../problems/complaint.ts";
import { isMap, type RawMap, textOf } from "./raw.ts";

/** Each title costs a request in each run. */
const MAX_TITLES = 20;
const MAX_ISSUES = 1000;

/** What `history` says beyond its single keys: a meeting that the file has, and no more than a run can ask for. */
export function checkHistory(file: RawMap): readonly Complaint[] {
  const { history, meetings } = file;
  if (!isMap(history)) return [];
  return [
    ...checkSeries(textOf(history["series"]), isMap(meetings) ? Object.keys(meetings) : []),
    ...checkLength(history, "titles", MAX_TITLES, "write a title with * that covers several"),
    ...checkLength(history, "issues", MAX_ISSUES, "a title with * for many issues"),
  ];
}

function checkSeries(id: string | null, ids: readonly string[]): readonly Complaint[] {
  if (id === null || ids.length === 0 || ids.includes(id)) return [];
  const problem = "the file has no such meeting";
  const nearest = nearestWord(id, ids);
  return [{ path: ["history", "series"], about: "value", problem, allowed: ids, nearest }];
}

function checkLength(history: RawMap, key: string, most: number, instead: string): readonly Complaint[] {
  const list = history[key];
  if (!Array.isArray(list) || list.length <= most) return [];
  return [complaintOf(["history", key], `there are ${list.length}`, [`at most ${most}`, instead])];
}
