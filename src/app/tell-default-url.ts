import type { Environment } from "../config/environment/environment.ts";
import type { Log } from "../domain/log.ts";

const WHAT = "default-url";

/**
 * Says once for each call (`told` is what it has said already: a command opens a client for each project), before anything is
 * sent, that the token goes to gitlab.com because nobody named an instance: people of another one may have forgotten to.
 */
export function tellDefaultUrl(
  { isDefaultUrl, gitlabUrl }: Environment,
  { told }: { readonly told?: Set<string> },
  log: Log,
): void {
  if (!isDefaultUrl || told?.has(WHAT) === true) return;
  told?.add(WHAT);
  log.warn({ gitlab: gitlabUrl }, `The token goes to ${gitlabUrl}: GITLAB_URL names no other GitLab.`);
}
