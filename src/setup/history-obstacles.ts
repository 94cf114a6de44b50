import { hasRole, roleName } from "../gitlab/access-levels.ts";
import { levelOf } from "./level-of.ts";
import type { SetupObstacle, SetupSnapshot } from "./types.ts";

/** What is known to stand in the way of a merge request before anything is written (law 7); null for nothing. */
export function whyNotProposed(facts: Pick<SetupSnapshot, "project" | "user" | "members">): SetupObstacle | null {
  const { project, user } = facts;
  const level = levelOf(facts);
  if (project.archived) return { text: `${project.path} is archived`, remedy: "unarchive it first" };
  if (!project.mergeRequestsEnabled) {
    const remedy = "switch them on in Settings > General > Visibility, or commit block and list yourself";
    return { text: `${project.path} has merge requests switched off`, remedy };
  }
  if (hasRole(level, "Developer")) return null;
  const who = `@${user.username} (${level === 0 ? "no member" : roleName(level)})`;
  const remedy = `use the token of somebody with the role Developer, or commit block and list yourself`;
  return { text: `${who} may not commit to ${project.path}`, remedy };
}
