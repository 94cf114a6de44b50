import type { Environment } from "../config/environment/environment.ts";
import type { Log } from "../domain/log.ts";

/** Calls that were told already: a command opens a client for each project. */
const told = new WeakSet<object>();

/**
 * Says once for each call (`context`), before anything is sent, that the token goes to gitlab.com because nobody named an instance: people of another
 * one may have forgotten to.
 */
export function tellDefaultUrl({ isDefaultUrl, gitlabUrl }: Environment, context: object, log: Log): void {
  if (!isDefaultUrl || told.has(context)) return;
  told.add(context);
  log.warn({ gitlab: gitlabUrl }, `The token goes to ${gitlabUrl}: GITLAB_URL names no other GitLab.`);
}
