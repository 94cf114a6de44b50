import { checkServiceToken, type GroupRole } from "../../src/check/service-token.ts";
import type { ServiceConfiguration } from "../../src/config/service/types.ts";
import type { Log } from "../../src/domain/log.ts";
import type { FleetGitLab } from "../../src/gitlab/fleet-port.ts";
import { operatorError } from "../../src/gitlab/http/address.ts";
import type { User } from "../../src/gitlab/port.ts";

/**
 * Looks at the token before any work is done: what it cannot do stops the start, what it could do beyond is said in the log.
 * @throws ConfigError for a token that may not write.
 */
export async function checkToken(
  gitlab: FleetGitLab,
  service: ServiceConfiguration,
  user: User,
  { log, now }: { readonly log: Log; readonly now: string },
): Promise<void> {
  const token = await gitlab.project("the fleet", "urgent").getCurrentToken();
  const roles = await Promise.all(
    service.groups.map(async (group): Promise<GroupRole> => {
      return { group, accessLevel: (await gitlab.getGroupRole(group, user.id)) ?? 0 };
    }),
  );
  for (const { status, text, remedy } of checkServiceToken(token, user, roles, now)) {
    if (status === "problem") throw operatorError("GITLAB_TOKEN", `the token ${text}`, [remedy]);
    if (status === "warning") log.warn({ remedy }, `the token: ${text}; ${remedy}`);
    else log.info({}, `the token: ${text}`);
  }
}
