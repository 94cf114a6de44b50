/** The access levels that GitLab's API gives as numbers, highest first. GitLab doc: Members API. */
const LEVELS = {
  Owner: 50,
  Maintainer: 40,
  Developer: 30,
  Reporter: 20,
  Planner: 15,
  Guest: 10,
  "Minimal Access": 5,
} as const;

export type Role = keyof typeof LEVELS;

/** Returns the role of an access level; levels between two known ones count as the lower. */
export function roleName(level: number): Role | "no role" {
  return (Object.keys(LEVELS) as Role[]).find((role) => hasRole(level, role)) ?? "no role";
}

/** Whether an access level reaches a role. */
export function hasRole(level: number, role: Role): boolean {
  return level >= LEVELS[role];
}
