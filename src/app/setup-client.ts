import { parseEnvironment, requireToken } from "../config/environment/environment.ts";
import type { SetupGitLab } from "../gitlab/setup-port.ts";
import { type CommandContext, createLog, readText } from "./context.ts";
import type { CommonOptions } from "./options.ts";
import { tellDefaultUrl } from "./tell-default-url.ts";

/** A client that sets one project up, from the environment. Throws a `ConfigError` without a usable token or address. */
export async function openSetupGitLab(
  project: string,
  options: CommonOptions,
  context: CommandContext,
): Promise<SetupGitLab> {
  const environment = parseEnvironment(context.environment, readText);
  const { gitlabUrl, proxies } = environment;
  const { createSetupGitLab } = await import("../gitlab/setup/setup-client.ts");
  const token = requireToken(environment).reveal();
  const log = await createLog(options, context);
  tellDefaultUrl(environment, context, log);
  return createSetupGitLab({ url: gitlabUrl, proxies, token, project, log });
}
