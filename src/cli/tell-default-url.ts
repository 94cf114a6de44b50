import type { Environment } from "../config/environment.ts";
import type { Log } from "../gitlab/port.ts";
import type { CommandContext } from "./context.ts";

/** Calls that were told already: a command opens a client for each project. */
const told = new WeakSet<CommandContext>();

/**
 * Says once, before anything is sent, that the token goes to gitlab.com because nobody named an instance: people of another
 * one may have forgotten to.
 */
export function tellDefaultUrl({ isDefaultUrl, gitlabUrl }: Environment, context: CommandContext, log: Log): void {
  if (!isDefaultUrl || told.has(context)) return;
  told.add(context);
  log.warn({ gitlab: gitlabUrl }, `The token goes to ${gitlabUrl}: GITLAB_URL names no other GitLab.`);
}
