import { availableLabels } from "../world/find.ts";
import { findOrCreateLabels, labelScope } from "../world/labels.ts";
import type { StoredIssue, StoredLabel, StoredProject, StoredUser } from "../world/model.ts";
import type { World } from "../world/state.ts";
import type { IssueParams } from "./issue-params.ts";

/** The label set that `labels`, `add_labels` and `remove_labels` make of the present one; removal wins over adding. */
export function nextLabels(
  world: World,
  actor: StoredUser,
  project: StoredProject,
  present: readonly StoredLabel[],
  params: IssueParams,
): readonly StoredLabel[] {
  const base = params.labels === undefined ? present : findOrCreateLabels(world, actor, project, params.labels);
  const removed = new Set(params.removeLabels ?? []);
  const added = findOrCreateLabels(world, actor, project, params.addLabels ?? []);
  const kept = [...new Set([...base, ...added])].filter((label) => !removed.has(label.name));
  return world.settings.plan === "premium" ? withOnePerScope(kept) : kept;
}

/** Puts a label set on an issue and records who added and removed what. Says whether anything changed. */
export function setLabels(
  world: World,
  actor: StoredUser,
  issue: StoredIssue,
  labels: readonly StoredLabel[],
): boolean {
  const added = labels.filter((label) => !issue.labels.includes(label));
  const removed = issue.labels.filter((label) => !labels.includes(label));
  if (added.length + removed.length === 0) return false;
  const createdAt = world.clock.now();
  for (const [action, list] of [
    ["add", added],
    ["remove", removed],
  ] as const) {
    for (const label of list) {
      issue.labelEvents.push({ id: world.nextId("label event"), user: actor, createdAt, label, action });
    }
  }
  issue.labels = [...labels];
  return true;
}

/** An existing label by exact title, or failing that by title in any case; null where there is none. */
export function findLabel(world: World, project: StoredProject, title: string): StoredLabel | null {
  const labels = availableLabels(world, project);
  const wanted = title.toLowerCase();
  return labels.find((one) => one.name === title) ?? labels.find((one) => one.name.toLowerCase() === wanted) ?? null;
}

/** Of labels with the same scope only the last stays. */
function withOnePerScope(labels: readonly StoredLabel[]): readonly StoredLabel[] {
  return labels.filter((label, index) => {
    const scope = labelScope(label.name);
    return scope === null || !labels.slice(index + 1).some((later) => labelScope(later.name) === scope);
  });
}
