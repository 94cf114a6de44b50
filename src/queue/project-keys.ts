import { createRecentMap } from "../domain/recent-map.ts";
import { ProjectName, projectKey } from "./contract.ts";

/** One that is forgotten costs a hash more. */
const MAX_KEYS = 5000;

/** Keys of projects as `projectKey` makes them; those asked for last are remembered. It throws a ZodError for what is no project. */
export function createProjectKeys(): (project: string) => string {
  const keys = createRecentMap<string>(MAX_KEYS);
  return (project) => {
    const kept = keys.get(project);
    if (kept !== undefined) return kept;
    const key = projectKey(ProjectName.parse(project));
    keys.set(project, key);
    return key;
  };
}
