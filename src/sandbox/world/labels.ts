import { canSetMetadata } from "./access.ts";
import { availableLabels } from "./find.ts";
import type { Group, StoredLabel, StoredProject, StoredUser } from "./model.ts";
import type { World } from "./state.ts";

const DEFAULT_COLOR = "#428BCA";

/** Adds a label to a project or a group; names are case-sensitive and not checked here. */
export function addLabel(
  world: World,
  owner: { readonly project: StoredProject } | { readonly group: Group },
  fields: {
    readonly name: string;
    readonly color?: string;
    readonly description?: string | null;
    readonly priority?: number | null;
  },
): StoredLabel {
  const at = world.clock.stamp();
  const label: StoredLabel = {
    id: world.nextId("label"),
    name: fields.name,
    color: fields.color ?? DEFAULT_COLOR,
    description: fields.description ?? null,
    priority: fields.priority ?? null,
    project: "project" in owner ? owner.project : null,
    group: "group" in owner ? owner.group : null,
    subscribers: new Set(),
    createdAt: at,
    updatedAt: at,
  };
  ("project" in owner ? owner.project : owner.group).labels.push(label);
  return label;
}

/** Labels by exact title; unknown ones are created silently where the user may, else left out. */
export function findOrCreateLabels(
  world: World,
  user: StoredUser,
  project: StoredProject,
  titles: readonly string[],
): readonly StoredLabel[] {
  const found: StoredLabel[] = [];
  for (const title of titles) {
    const known = availableLabels(world, project).find((label) => label.name === title);
    if (known !== undefined) found.push(known);
    else if (canSetMetadata(world, user, project)) found.push(addLabel(world, { project }, { name: title }));
  }
  return [...new Set(found)];
}

/** The scope of `a::b` is `a`; of `a::b::c` it is `a::b`; null for a plain label. */
export function labelScope(name: string): string | null {
  const at = name.lastIndexOf("::");
  return at > 0 ? name.slice(0, at) : null;
}
