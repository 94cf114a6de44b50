import { hasRole, roleName } from "../gitlab/access-levels.ts";
import { levelOf } from "./level-of.ts";
import type { SetupObstacle, SetupPlan, SetupSnapshot } from "./types.ts";

/** What is known to stand in the way of a plan before anything is written (law 7). */
export function findObstacles(snapshot: SetupSnapshot, plan: SetupPlan): readonly SetupObstacle[] {
  const { project, token } = snapshot;
  const found: SetupObstacle[] = [];
  if (token !== null && !token.scopes.includes("api")) {
    const text = `the token has the scopes ${token.scopes.join(", ") || "none"} and may not write`;
    found.push({ text, remedy: "use a token with the scope api" });
  }
  if (project.archived) {
    found.push({ text: `${project.path} is archived: nothing can be written there`, remedy: "unarchive it first" });
  }
  if (!project.issuesEnabled) {
    const remedy = "switch them on in Settings > General > Visibility: agendas are issues";
    found.push({ text: `${project.path} has issues switched off`, remedy });
  }
  if (snapshot.defaultBranch === null) {
    const remedy = "make a first commit in GitLab, a README.md for instance, and call init again";
    found.push({ text: `the repository of ${project.path} is empty: it has no default branch`, remedy });
  }
  return [...found, ...missingRights(snapshot, plan)];
}

function missingRights(snapshot: SetupSnapshot, plan: SetupPlan): readonly SetupObstacle[] {
  const { project, user, defaultBranch } = snapshot;
  const level = levelOf(snapshot);
  const who = `@${user.username} (${level === 0 ? "no member" : roleName(level)})`;
  const give = (role: string): string => `give @${user.username} the role ${role} in ${project.path} or its group`;
  const found: SetupObstacle[] = [];
  const writes = plan.commit !== null || plan.opens !== null;
  const direct = plan.commit !== null && plan.commit.branch === defaultBranch?.name;
  if (writes && !hasRole(level, "Developer")) {
    const remedy = `${give("Developer")}, or use the token of somebody who has it`;
    found.push({ text: `${who} may not commit to ${project.path}`, remedy });
  } else if (direct && defaultBranch?.canPush === false) {
    const remedy = `leave --commit away for a merge request, or ${give("Maintainer")}`;
    found.push({ text: `the branch ${defaultBranch.name} is protected, and ${who} may not push to it`, remedy });
  }
  if (plan.opens !== null && !project.mergeRequestsEnabled) {
    const remedy = "switch them on in Settings > General > Visibility, or use --commit";
    found.push({ text: `${project.path} has merge requests switched off`, remedy });
  }
  if (!hasRole(level, "Planner") && plan.labels.some(({ decision }) => decision === "create")) {
    found.push({ text: `${who} may not make labels in ${project.path}`, remedy: give("Reporter") });
  }
  return found;
}
