import type { ProjectConfiguration } from "../config/resolve/types.ts";
import { CADENCE_SERIES } from "../config/schema/calls.ts";
import { changedCalls, type HandbookProposal, proposalsFor } from "../domain/profile/proposals.ts";
import { addDays } from "../domain/time/dates.ts";
import type { PlainDate } from "../domain/time/types.ts";
import { readItems } from "../reconcile/model/items.ts";
import type { ProjectItems, ProjectState } from "../reconcile/model/types.ts";
import { heldDays, limitProposals } from "./meeting-types.ts";
import { peopleProposals } from "./people.ts";
import type { Finding } from "./project.ts";

/**
 * Returns what the handbook asks for and the project's file does not say: of its customer, where it has a profile, and of its
 * people; and what of meetings of a type is not as it has them. `items` are read where it takes them.
 */
export function proposalsOf(state: ProjectState, items: () => ProjectItems): readonly HandbookProposal[] {
  return [...proposalsOfProfile(state), ...limitProposals(state), ...peopleProposals(state, items)];
}

function proposalsOfProfile(state: ProjectState): readonly HandbookProposal[] {
  const { profile } = state.snapshot.configuration;
  if (profile === null) return [];
  const series = state.series.map((one) => ({ id: one.meeting.id, rule: one.meeting.schedule, held: heldDays(one) }));
  return proposalsFor({ profile, series, cadence: CADENCE_SERIES, today: state.today });
}

/** Proposals as findings: they are no fault. */
export function checkProposals(state: ProjectState): readonly Finding[] {
  return proposalsOf(state, () => readItems(state)).map(({ subject, text, remedy }) => ({
    status: "hint",
    subject,
    text,
    remedy,
  }));
}

/** How far ahead calls of two files are compared: a quarter. */
const COMPARED_DAYS = 92;

/** Which calls a file drops and adds that is not committed yet, compared with the project's own. */
export function checkChangedCalls(
  committed: ProjectConfiguration,
  local: ProjectConfiguration,
  today: PlainDate,
): readonly Finding[] {
  const days = { from: today, to: addDays(today, COMPARED_DAYS) };
  return local.meetings.flatMap(({ id, schedule }): readonly Finding[] => {
    const before = committed.meetings.find((one) => one.id === id);
    const words = before === undefined ? null : changedCalls(before.schedule, schedule, days);
    if (words === null) return [];
    const text = `against the file that the project has, this one ${words}, in the next three months`;
    return [{ status: "hint", subject: `meetings.${id}`, text, remedy: "" }];
  });
}
