import { ProjectName, projectKey } from "./contract.ts";

/** One that is forgotten costs a hash more. */
const MAX_KEYS = 5000;

/** Keys of projects as `projectKey` makes them; those asked for last are remembered. It throws a ZodError for what is no project. */
export function createProjectKeys(): (project: string) => string {
  let keys = new Map<string, string>();
  return (project) => {
    const kept = keys.get(project);
    if (kept !== undefined) return kept;
    if (keys.size >= MAX_KEYS) keys = new Map();
    const key = projectKey(ProjectName.parse(project));
    keys.set(project, key);
    return key;
  };
}
