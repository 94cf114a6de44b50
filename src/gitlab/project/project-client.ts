import { operatorError } from "../http/address.ts";
import type { GitLab } from "../port.ts";
import type { CallContext, CallSettings, LoadResources } from "./call.ts";
import { createCallContext } from "./call.ts";
import { createComments } from "./comments.ts";
import { createReads } from "./reads.ts";
import { createWrites } from "./writes.ts";

/**
 * A client for one project with settings that are checked already; `load` brings gitbeaker, once for many clients.
 * @throws ConfigError where the settings name no project.
 */
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
