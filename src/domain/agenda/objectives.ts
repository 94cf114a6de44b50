import type { IssueIid } from "../ids.ts";
import { makeInlineInert, type OwnProject } from "../text-safety/index.ts";
import type { Texts } from "../texts/texts.ts";
import { daysBetween } from "../time/dates.ts";
import type { PlainDate } from "../time/types.ts";
import { ownList } from "./own-list.ts";

/** An issue of the project that a success plan is made of: an objective or an initiative (handbook A33, C7, D6). */
export interface Objective {
  readonly iid: IssueIid;
  /** As written; empty where it is not to be quoted. */
  readonly title: string;
  /** Days in the project's zone. */
  readonly openedOn: PlainDate;
  /** null while it is open. */
  readonly closedOn: PlainDate | null;
  readonly confidential: boolean;
  /** Its whole address. */
  readonly address: string;
}

interface ObjectiveFacts {
  readonly today: PlainDate;
  /** The day of the last call; null before the first. */
  readonly since: PlainDate | null;
  /** Whether the text is confidential itself (law 5). */
  readonly confidential: boolean;
  readonly project: OwnProject | null;
  readonly texts: Texts;
}

const LONGEST_TITLE = 200;

/**
 * Returns the objectives as a list, the open ones from the oldest on, then what was closed since the last call, below a line with
 * the day that this is true on; the empty string for none. A line has the whole address (handbook A74).
 */
export function renderObjectives(objectives: readonly Objective[], facts: ObjectiveFacts): string {
  const { today, since, confidential, texts } = facts;
  const shown = objectives.filter((one) => confidential || !one.confidential);
  const open = shown.filter(({ closedOn }) => closedOn === null).sort(byAge);
  const closed = shown.filter(({ closedOn }) => closedOn !== null && since !== null && closedOn > since).sort(byAge);
  if (open.length + closed.length === 0) return "";
  const counts = [
    ...(open.length === 0 ? [] : [texts.agenda.open({ count: open.length })]),
    ...(closed.length === 0 ? [] : [texts.agenda.closedSince({ count: closed.length })]),
  ];
  const said = texts.agenda.asOf({ day: texts.format.day(today), counts: counts.join(", ") });
  const lines = [...open, ...closed].map((one) => lineOf(one, facts));
  return `${said}\n\n${ownList(lines, texts)}`;
}

function byAge(one: Objective, other: Objective): number {
  return one.openedOn.localeCompare(other.openedOn) || one.iid - other.iid;
}

function lineOf({ address, title, openedOn, closedOn }: Objective, { today, project, texts }: ObjectiveFacts): string {
  const { agenda, format } = texts;
  const words = makeInlineInert(title, { mentions: "quiet", project, maxLength: LONGEST_TITLE }).trim();
  const state =
    closedOn === null
      ? agenda.openSinceFor({ day: format.day(openedOn), count: daysBetween(openedOn, today) })
      : agenda.closedOn({ day: format.day(closedOn) });
  return `${words === "" ? "" : `${words}: `}${address} <sub>${state}</sub>`;
}
