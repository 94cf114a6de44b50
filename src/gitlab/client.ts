import { operatorError } from "./address.ts";
import type { CallContext, CallSettings, LoadResources } from "./call.ts";
import { createCallContext } from "./call.ts";
import type { GitLabOptions } from "./client-options.ts";
import { callSettings } from "./client-settings.ts";
import { createComments } from "./comments.ts";
import type { GitLab } from "./port.ts";
import { createReads } from "./reads.ts";
import { createWrites } from "./writes.ts";

export type { GitLabOptions } from "./client-options.ts";

/**
 * A client for one project of one GitLab instance.
 *
 * Calls throw `ConfigError`, `PermanentError` or `TransientError`; only `createIssue`, `createNote` and repeatable writes whose tries
 * all went wrong, throw its kind `UnknownOutcomeError`. Nothing is sent before the first call.
 * @throws ConfigError for an address or token that cannot be used.
 */
export function createGitLab(options: GitLabOptions): GitLab {
  return projectClient(callSettings(options));
}

/** The same with settings that are checked already, and gitbeaker loaded by the caller's leave. */
export function projectClient(settings: CallSettings, load?: LoadResources): GitLab {
  if (settings.project.trim() === "") {
    throw operatorError("--project", "there is no project to serve", ["a numeric id", "group/project"]);
  }
  const context: CallContext = createCallContext(settings, load);
  return {
    url: context.address.web,
    projectRef: settings.project,
    ...createReads(context),
    ...createComments(context),
    ...createWrites(context),
    get requests() {
      return { ...context.counts };
    },
  };
}
