import { NO_EVIDENCE } from "../../../src/domain/action-items/timeline/resolution.ts";
import { readItems, withEvidence } from "../../../src/reconcile/model/items.ts";
import type { Details, ProjectState } from "../../../src/reconcile/model/types.ts";

/** What a plan needs beyond the snapshot: nothing more is known than what is said here. */
export function detailsOf(state: ProjectState, known: Partial<Omit<Details, "items">> = {}): Details {
  const details = {
    templates: new Map(),
    users: new Map(),
    relations: new Map(),
    comments: new Map(),
    stateEvents: new Map(),
    labelEvents: new Map(),
    labels: null,
    answered: new Map(),
    evidence: NO_EVIDENCE,
    problems: [],
    ...known,
  };
  return { ...details, items: withEvidence(readItems(state, details.comments), details.evidence) };
}
