import { isConfigError } from "../domain/errors.ts";
import type { Log } from "../domain/log.ts";
import type { Instant } from "../domain/time/types.ts";
import type { FleetGitLab } from "../gitlab/fleet-port.ts";
import type { TokenFacts } from "./alerts.ts";

/**
 * Asks what a token says of itself. `unknown` for kinds of tokens that cannot tell; `refused` where GitLab does not take it;
 * null where no answer comes.
 */
export async function readTokenFacts(gitlab: FleetGitLab, at: Instant, log: Log): Promise<TokenFacts | null> {
  try {
    const token = await gitlab.project("the fleet", "urgent").getCurrentToken();
    if (token === null) return { kind: "unknown" };
    return token.expiresAt === null ? { kind: "lasts" } : { kind: "expires", on: token.expiresAt };
  } catch (error) {
    if (isConfigError(error)) return { kind: "refused", since: at };
    log.debug({ error: String(error) }, "GitLab does not say how long the token lasts");
    return null;
  }
}
