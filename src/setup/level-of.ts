import type { SetupSnapshot } from "./types.ts";

/**
 * The role of the token's user in a project, as an access level, 0 for none: the list of members knows roles from afar, the
 * project those of its administrators.
 */
export function levelOf({ project, user, members }: Pick<SetupSnapshot, "project" | "user" | "members">): number {
  return Math.max(members.find(({ id }) => id === user.id)?.accessLevel ?? 0, project.accessLevel ?? 0);
}
