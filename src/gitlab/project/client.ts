import type { GitLab } from "../port.ts";
import type { GitLabOptions } from "./client-options.ts";
import { callSettings } from "./client-settings.ts";
import { projectClient } from "./project-client.ts";

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
