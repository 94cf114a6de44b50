import type { Route } from "../http/router.ts";
import { branchRoutes } from "./branches.ts";
import { groupRoutes } from "./groups.ts";
import { hookRoutes } from "./hooks.ts";
import { linkRoutes } from "./issue-links.ts";
import { noteRoutes } from "./issue-notes.ts";
import { issueReactionRoutes } from "./issue-reactions.ts";
import { issueRoutes } from "./issues.ts";
import { labelRoutes } from "./labels.ts";
import { mergeRequestRoutes } from "./merge-requests.ts";
import { noteReactionRoutes } from "./note-reactions.ts";
import { peopleRoutes } from "./people.ts";
import { planningRoutes } from "./planning.ts";
import { projectRoutes } from "./projects.ts";
import { repositoryRoutes } from "./repository.ts";

/** Everything the sandbox answers, below `/api/v4`. */
export const routes: readonly Route[] = [
  ...issueRoutes,
  ...noteRoutes,
  ...noteReactionRoutes,
  ...issueReactionRoutes,
  ...linkRoutes,
  ...labelRoutes,
  ...repositoryRoutes,
  ...branchRoutes,
  ...mergeRequestRoutes,
  ...peopleRoutes,
  ...projectRoutes,
  ...groupRoutes,
  ...hookRoutes,
  ...planningRoutes,
];
