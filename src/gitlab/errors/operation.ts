/** What a call does, in the words its messages need. */
export interface Operation {
  /** After "the token may not": `create issues`. */
  readonly action: string;
  /** After "no such": `issue #12`; null where only the project can be missing. */
  readonly thing: string | null;
  /** null for a read, `once` for a write that would happen twice, `repeatable` for one that would not. */
  readonly write: "once" | "repeatable" | null;
  /** Smallest scope and role that allow it. GitLab doc: Roles and permissions. */
  readonly scope: "api" | "read_api";
  readonly role: "Guest" | "Planner" | "Reporter" | "Developer" | "Maintainer" | "Owner";
  /** Project it concerns, as people know it; null for the instance as a whole. */
  readonly project: string | null;
}

type Place = { readonly project: { readonly name: string } };

/** A read in the project. */
export function reading(
  { project }: Place,
  action: string,
  role: Operation["role"],
  thing: string | null = null,
): Operation {
  return { action, thing, write: null, scope: "read_api", role, project: project.name };
}

/** A write in the project. */
export function writing(
  { project }: Place,
  action: string,
  write: NonNullable<Operation["write"]>,
  thing: string | null = null,
): Operation {
  return { action, thing, write, scope: "api", role: "Planner", project: project.name };
}

/** Names of the access levels that GitLab's API gives as numbers. GitLab doc: Members API. */
const ROLES: readonly (readonly [level: number, name: string])[] = [
  [50, "Owner"],
  [40, "Maintainer"],
  [30, "Developer"],
  [20, "Reporter"],
  [15, "Planner"],
  [10, "Guest"],
  [5, "Minimal Access"],
];

/** The role of an access level; levels between two known ones count as the lower. */
export function roleName(level: number): string {
  return ROLES.find(([least]) => level >= least)?.[1] ?? "no role";
}

/** Whether an access level reaches a role. */
export function hasRole(level: number, role: Operation["role"]): boolean {
  return level >= (ROLES.find(([, name]) => name === role)?.[0] ?? 0);
}
