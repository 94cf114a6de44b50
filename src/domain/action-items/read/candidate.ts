import type { IssueIid } from "../../ids.ts";
import { partKindOf } from "../../minutes/part-names.ts";
import { type Reason, reason } from "../../reason.ts";
import { normaliseText } from "../../text/similarity.ts";
import type { OwnProject } from "../../text-safety/index.ts";
import { groupAsWritten, nearestDivider } from "./group.ts";
import { linesOf } from "./item-lines.ts";
import type { Appearance, ItemTimeline, Sides } from "./types.ts";

/** An open item that may be carried. */
export interface Candidate {
  readonly timeline: ItemTimeline;
  /** Why it may be an item that is known already, though it is taken for new; null where nothing speaks for that. */
  readonly doubt: string | null;
  /** What people grouped it under, or null. */
  readonly group: string | null;
  /** That it comes from another series or had to stay, see `Belonging`; else null. */
  readonly note: string | null;
  readonly place: Extract<ItemTimeline["resolution"], { kind: "open" }>["newest"];
}

function isPlain(candidate: Candidate): boolean {
  return candidate.place.item.notes === "" && candidate.place.item.children.length === 0;
}

/** The newest copy in an agenda that is no more confidential than the place (law 5): follow-ups show no headings and notes. */
export function copyInAgenda(timeline: ItemTimeline, place: Appearance): Appearance | undefined {
  return timeline.appearances.findLast(
    ({ agenda, boxless }) =>
      agenda.kind !== "follow-up" && boxless !== true && (place.agenda.confidential || !agenda.confidential),
  );
}

/** The first line of an item; a follow-up shows all of its lines as one, so that the agenda's copy tells where it says the same. */
function headOf({ timeline, place }: Candidate): string {
  const copy = copyInAgenda(timeline, place);
  const isSame = copy !== undefined && normaliseText(copy.details.bare) === normaliseText(place.details.bare);
  return linesOf((isSame ? copy : place).item).head;
}

/** Whether an item is a question that no agenda shows as an item. */
function isQuestionOf(timeline: ItemTimeline, place: Appearance): boolean {
  if (place.boxless === true) return true;
  if (place.agenda.kind !== "follow-up" || copyInAgenda(timeline, place) !== undefined) return false;
  const divider = nearestDivider(place.document, place.item);
  return divider !== null && partKindOf(divider.text) === "questions";
}

/** What people grouped an item under, or null; questions that a follow-up asked stand under `questions`. */
export function groupWritten(
  timeline: ItemTimeline,
  place: Appearance,
  { sides, project = null }: { readonly sides: Sides; readonly project?: OwnProject | null },
  questions: string,
): string | null {
  if (isQuestionOf(timeline, place)) return questions;
  return groupAsWritten(copyInAgenda(timeline, place) ?? place, sides, project);
}

/**
 * The item taken before that has the same words: nobody writes them for two things in one group. `seen` holds the first
 * item of each text, and of each text in each group.
 */
function alike(seen: Map<string, Candidate>, text: string, candidate: Candidate): Candidate | undefined {
  const { group } = candidate;
  const first = seen.get(text);
  const found = group === null ? first : (seen.get(`${text}\0${group}`) ?? seen.get(`${text}\0`));
  if (first === undefined) seen.set(text, candidate);
  if (found === undefined) seen.set(`${text}\0${group ?? ""}`, candidate);
  return found;
}

/** Whether a new agenda brings an item by itself: told by its text on one line, its first line, and the issue it is in. */
export type IsBrought = (text: string, head: string, issue: IssueIid) => boolean;

/**
 * Why an open item stays where it is, or null when it is carried. `isBrought` says whether the new
 * agenda brings it by itself, `seen` collects what is carried; `confidential` says whether the new agenda is.
 */
export function whyStays(
  candidate: Candidate,
  confidential: boolean,
  isBrought: IsBrought,
  seen: Map<string, Candidate>,
): Reason | null {
  const { agenda, text } = candidate.place;
  if (agenda.confidential && !confidential) {
    return reason("confidential-source", `#${agenda.iid} is confidential and the new agenda is not`, {
      from: agenda.iid,
    });
  }
  if (isBrought(text, headOf(candidate), agenda.iid)) {
    return reason("template-brings-it", "the template brings the same item", { from: agenda.iid });
  }
  const duplicate = alike(seen, normaliseText(text), candidate);
  if (
    duplicate !== undefined &&
    duplicate.place.agenda.iid !== agenda.iid &&
    isPlain(candidate) &&
    isPlain(duplicate)
  ) {
    return reason("same-item", `the same text is carried from #${duplicate.place.agenda.iid}`, {
      from: agenda.iid,
      with: duplicate.place.agenda.iid,
    });
  }
  return null;
}
